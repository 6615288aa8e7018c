/**
 * All work that threads may do, one line a task.
 * @module
 */
import { foldsTask } from '../evaluation/folds.js';
import { SILHOUETTES } from '../evaluation/silhouette-rows.js';
import { FIT, type Task } from '../parts.js';
import { PREPARE } from '../preprocessing/pipeline.js';
import { CALIBRATE } from '../regression/calibrated-classifier.js';
import { FITS } from '../segmentation/fits.js';
import { STARTS } from '../segmentation/starts.js';
import { RECOMMENDERS } from './classes.js';

export const TASKS: readonly Task<never, never, unknown>[] = [
  ...[FIT, PREPARE, CALIBRATE],
  ...[STARTS, FITS, SILHOUETTES, foldsTask(RECOMMENDERS)],
];
