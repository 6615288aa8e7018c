/**
 * Why a row is in its segment: how much nearer, column by column, the segment is than the runner-up.
 * @module
 */
import { Explanation } from '../data/explanation.js';
import type { Matrix } from '../data/matrix.js';
import { KindredError } from '../errors.js';
import { nearestCenter, squaredDistance } from './assign.js';

/** What one column adds to the lead of the nearest center over the second nearest. */
export interface SegmentPart {
  /** The column's name, or `column 1`. */
  readonly column: string;
  /** The row's value there. */
  readonly value: number;
  readonly contribution: number;
}

/**
 * A row's segment taken apart: `score` is the squared distance to the runner-up less that to the segment, as the sum of its parts; 0 where there is one center.
 * It is not below 0 but for the rounding of these squares (a tie of two centers may come out as 1e-17 either way).
 * @example
 * ```ts
 * import { KMeans, Matrix } from 'kindred';
 * const X = Matrix.from([[1, 1], [1, 2], [8, 8], [9, 8]], { columns: ['visits', 'spend'] });
 * const why = new KMeans({ nClusters: 2 }).fit(X).explain([2, 7]);
 * console.log(why.largest(1)[0]?.column, why.score === why.parts[0]!.contribution + why.parts[1]!.contribution); // visits true
 * ```
 */
export class SegmentExplanation extends Explanation<SegmentPart> {
  constructor(
    parts: readonly SegmentPart[],
    /** The number of the nearest center. */
    readonly label: number,
    /** The number of the second nearest; −1 where there is one center. */
    readonly runnerUp: number,
    /** What the segment is called, where the model has names. */
    readonly name?: string,
    readonly runnerUpName?: string,
  ) {
    super(parts);
  }
}

/** @throws KindredError `invalid-data` where squares leave f64 */
export function explainRow(X: Matrix, centers: Matrix, names: readonly string[] | undefined): SegmentExplanation {
  const data = centers.data as Float64Array;
  const { nRows: k, nColumns: d } = centers;
  const label = nearestCenter(X, 0, data, k);
  let runnerUp = -1;
  for (let c = 0; c < k; c++) {
    if (c !== label && (runnerUp < 0 || squaredDistance(X, 0, data, c) < squaredDistance(X, 0, data, runnerUp))) runnerUp = c;
  }
  const parts = Array.from(X.data, (value, j) => {
    const near = value - data[label * d + j];
    const far = runnerUp < 0 ? 0 : value - data[runnerUp * d + j];
    const contribution = runnerUp < 0 ? 0 : far * far - near * near;
    if (!Number.isFinite(contribution))
      throw new KindredError(
        'invalid-data',
        `column ${j + 1} of the row must lie within 1e150 of the centers, got ${value}: use another unit`,
      );
    return { column: centers.columns?.[j] ?? `column ${j + 1}`, value, contribution };
  });
  return new SegmentExplanation(parts, label, runnerUp, names?.[label], names?.[runnerUp]);
}
