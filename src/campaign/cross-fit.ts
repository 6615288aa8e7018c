/**
 * Cross-fitting: every row's uplift by a model that was fitted without it, so that what is measured by these is not flattered.
 * @module
 */
import { takeRowsOf } from '../evaluation/row-lists.js';
import { deal, strataOf } from '../evaluation/row-splits.js';
import { generator } from '../random.js';
import type { Table } from '../data/table.js';
import { retold } from '../parts.js';
import type { Steps } from '../progress.js';
import type { Label } from '../data/labels.js';
import { rowsWhere, type Arms } from './arms.js';
import type { UpliftModel } from './uplift-model.js';

/** A learner of uplift, whichever. */
export interface Learner {
  /** @internal */
  steps(X: Table, y: Float64Array, treatment: readonly Label[], work: { control: Label }): Steps<UpliftModel>;
}

/** For each treatment the uplift of each row. @param labels - of `arms`, one a row */
export function* crossFit(
  learner: Learner,
  X: Table,
  y: Float64Array,
  arms: Arms,
  labels: readonly Label[],
  binary: boolean,
  nFolds: number,
  seed: number,
): Steps<Float64Array[]> {
  const fold = dealt(arms, y, binary, nFolds, seed);
  const uplifts = arms.treatments.map(() => new Float64Array(X.nRows));
  for (let f = 0; f < nFolds; f++) {
    const train = rowsWhere(fold, (of) => of !== f);
    const held = rowsWhere(fold, (of) => of === f);
    const steps = learner.steps(takeRowsOf(X, train), takeRowsOf(y, train), takeRowsOf(labels, train), { control: arms.control });
    const model = yield* retold(steps, () => ({ done: f, total: nFolds, stage: `cross-fitting, fold ${f + 1} of ${nFolds}` }));
    arms.treatments.forEach((treatment, t) => {
      const found = model.predict(takeRowsOf(X, held), treatment);
      held.forEach((i, at) => (uplifts[t][i] = found[at]));
    });
  }
  return uplifts;
}

/** Rows dealt to folds at random, those of one arm and outcome evenly. */
function dealt({ codes }: Arms, y: Float64Array, binary: boolean, nFolds: number, seed: number): Int32Array {
  const stratum = Array.from(codes, (code, i) => `${code} ${binary ? y[i] : ''}`);
  return deal(codes.length, nFolds, strataOf(codes.length, y, stratum), generator(seed));
}
