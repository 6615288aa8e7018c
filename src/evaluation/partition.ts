/**
 * Labels of any kind as numbers of clusters.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { KindredError, mustBe, show } from '../errors.js';

/** Which cluster each row is in, clusters numbered as they appear, and how many rows each has. */
export interface Partition {
  readonly codes: Int32Array;
  readonly sizes: Int32Array;
}

/** @throws KindredError `invalid-data` for no matrix, another number of labels than rows, or a label that is missing */
export function checkLabels(X: Matrix, labels: ArrayLike<unknown>): void {
  if (!(X instanceof Matrix)) throw new KindredError('invalid-data', mustBe('X', 'a Matrix', X));
  if (labels === null || typeof labels !== 'object' || !Number.isSafeInteger(labels.length))
    throw new KindredError('invalid-data', mustBe('labels', 'a list of labels, one a row', labels));
  if (labels.length !== X.nRows)
    throw new KindredError('invalid-data', `"labels" must hold one label a row (${X.nRows}), got ${labels.length}`);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (label === null || label === undefined || Number.isNaN(label))
      throw new KindredError('invalid-data', `label ${i + 1} must be a number or a text, got ${show(label)}`);
  }
}

/** The partition that labels make. @param rows - only these rows, in this order */
export function partitionOf(labels: ArrayLike<unknown>, rows?: Int32Array): Partition {
  const seen = new Map<unknown, number>();
  const codes = new Int32Array(rows?.length ?? labels.length);
  const sizes: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    const label = labels[rows ? rows[i] : i];
    let code = seen.get(label);
    if (code === undefined) {
      seen.set(label, (code = sizes.length));
      sizes.push(0);
    }
    codes[i] = code;
    sizes[code]++;
  }
  return { codes, sizes: Int32Array.from(sizes) };
}

/** Can clusters be told apart, and is any of them more than a row? */
export const isMeasurable = ({ codes, sizes }: Partition): boolean => sizes.length >= 2 && sizes.length < codes.length;

/** @param where - `" in a sample of 20 rows"`, or nothing. @throws KindredError `invalid-data` for fewer than 2 labels or as many as rows (the rule of scikit-learn) */
export function checkMeasurable(partition: Partition, where = ''): void {
  if (isMeasurable(partition)) return;
  const n = partition.codes.length;
  if (n < 3) throw new KindredError('invalid-data', `"X" must have at least 3 rows, got ${n}`);
  throw new KindredError(
    'invalid-data',
    `"labels" must hold from 2 to ${n - 1} different labels (one less than rows), got ${partition.sizes.length}${where}`,
  );
}

/** The partition of all rows, where a measure is defined. @throws KindredError `invalid-data` */
export function measurablePartition(X: Matrix, labels: ArrayLike<unknown>): Partition {
  checkLabels(X, labels);
  const partition = partitionOf(labels);
  checkMeasurable(partition);
  return partition;
}
