/**
 * All work that threads may do, one line a task.
 * @module
 */
import { ROW_FOLDS } from '../evaluation/cross-validate-rows.js';
import { foldsTask } from '../evaluation/folds.js';
import { SILHOUETTES } from '../evaluation/silhouette-rows.js';
import { FIT, type Task } from '../parts.js';
import { PREPARE } from '../preprocessing/pipeline.js';
import { CALIBRATE } from '../regression/calibrated-classifier.js';
import { CHURNS } from '../regression/churn.js';
import { PROPENSITIES } from '../regression/propensity.js';
import { BATCH } from '../segmentation/mini-batch.js';
import { FITS } from '../segmentation/fits.js';
import { STARTS } from '../segmentation/starts.js';
import { LISTS } from '../recommendation/recommend-all.js';
import { RECOMMENDERS } from './classes.js';

export const TASKS: readonly Task<never, never, unknown>[] = [
  ...[FIT, PREPARE, CALIBRATE, LISTS, BATCH, PROPENSITIES, CHURNS],
  ...[STARTS, FITS, SILHOUETTES, ROW_FOLDS, foldsTask(RECOMMENDERS)],
];
