/**
 * What becomes of the segments of an earlier model: which of today's continues which, under which number and name, and who moved.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import { KindredError, mustBe, show } from '../errors.js';
import { squaredDistance } from './assign.js';
import type { KMeansModel } from './kmeans-model.js';
import { assign, checkSize, matchLabels } from './matching.js';

/** Segments of an earlier time, of the rows that a model was fitted on. */
export interface PreviousSegments {
  /** For each training row the number of the segment it was in, −1 where it was not there. */
  readonly labels: ArrayLike<number>;
  /** The name of each segment, by number. Default: they had none. */
  readonly names?: readonly string[];
}

/** Rows that went from one segment to another. */
export interface SegmentFlow {
  /** The number of the segment before. */
  readonly from: number;
  /** The number of the segment in the relabeled model. */
  readonly to: number;
  readonly rows: number;
}

/** What became of the training rows. */
export interface SegmentMoves {
  /** Rows whose segment continues the one they were in. */
  readonly stayed: number;
  readonly moved: number;
  /** Rows that had no segment. */
  readonly joined: number;
  /** Where those that moved went: most rows first, then by `from` and `to`. */
  readonly flows: readonly SegmentFlow[];
  /** The rows that moved, rising. */
  readonly rows: Int32Array;
}

/** A relabeled model, and how it follows the earlier one. */
export interface Relabeled {
  /** The same centers, numbered and named after the earlier segments. */
  readonly model: KMeansModel;
  /** For each segment of the model the number of the earlier one that it continues; −1 for a new one. */
  readonly continues: Int32Array;
  /** Undefined where an earlier model was given: it does not tell in which segment the rows were. */
  readonly moves: SegmentMoves | undefined;
}

/** @param reordered - the model with cluster order[c] in the place of c, and a name for each place */
export function relabeled(
  { clusterCenters, labels, nClusters: k, names }: KMeansModel,
  previous: KMeansModel | PreviousSegments,
  reordered: (order: Int32Array, names: readonly string[] | undefined) => KMeansModel,
): Relabeled {
  if (previous === null || typeof previous !== 'object')
    throw new KindredError('invalid-data', mustBe('previous', 'a KMeansModel or { labels, names }', previous));
  const before = 'clusterCenters' in previous ? undefined : previous.labels;
  const continued = 'clusterCenters' in previous ? matchCenters(previous.clusterCenters, clusterCenters) : afterRows(previous, labels, k);
  const numbers = numbersOf(continued);
  const called = namesOf(continued, previous.names, names);
  const order = new Int32Array(k);
  numbers.forEach((number, label) => (order[number] = label));
  const continues = order.map((label) => continued[label]);
  const model = reordered(order, called && Object.freeze(Array.from(order, (label) => called[label])));
  return { model, continues, moves: before && movesOf(before, model.labels, continues) };
}

/** For each segment the previous one that keeps its rows. @throws KindredError `no-training-data`, `invalid-data`, `too-large` */
function afterRows(previous: PreviousSegments, labels: Int32Array, k: number): Int32Array {
  if (labels.length === 0)
    throw new KindredError(
      'no-training-data',
      'a model from a file or of mini-batches does not know the segments of its training rows: give the earlier model',
    );
  const found = matchLabels(previous.labels, labels);
  const continued = Int32Array.from({ length: k }, (_, label) => found[label] ?? -1); // a segment without rows continues none
  if (previous.names !== undefined) checkNames(previous.names, Math.max(...continued) + 1, Infinity);
  return continued;
}

/** For each center of a model the center of the previous one that it continues: least sum of squared distances. @throws KindredError `invalid-data`, `too-large` */
function matchCenters(previous: Matrix, centers: Matrix): Int32Array {
  const known = previous.columns && centers.columns; // columns without names are taken to be the same
  if (previous.nColumns !== centers.nColumns || known?.some((_, j) => previous.columns![j] !== centers.columns![j])) {
    const [before, now] = [previous, centers].map(({ columns, nColumns }) => columns?.join(', ') ?? `${nColumns} columns`);
    throw new KindredError('invalid-data', `the previous model must be of the same columns (${now}), it is of ${before}`);
  }
  const [k, nPrevious] = [checkSize(centers.nRows), checkSize(previous.nRows)];
  const cost = new Float64Array(k * nPrevious);
  for (let c = 0, p = 0; c < k; c++)
    for (let q = 0; q < nPrevious; q++, p++) cost[p] = squaredDistance(centers, c, previous.data as Float64Array, q);
  if (!Number.isFinite(cost.reduce((sum, v) => sum + v, 0))) {
    throw new KindredError('invalid-data', 'the centers must lie within 1e150 of those of the previous model: use another unit');
  }
  return assign(cost, k, nPrevious);
}

/**
 * The new number of each label: that of the previous segment it continues, if there are so many; the others take what is free, those that continue one in its
 * order, then new ones in theirs.
 */
function numbersOf(continues: Int32Array): Int32Array {
  const k = continues.length;
  const numbers = continues.map((previous) => (previous < k ? previous : -1));
  const free = Array.from({ length: k }, (_, number) => number).filter((number) => !numbers.includes(number));
  const waiting = Array.from({ length: k }, (_, label) => label).filter((label) => numbers[label] < 0);
  const place = (label: number) => (continues[label] < 0 ? Infinity : continues[label]);
  waiting.sort((a, b) => (place(a) === place(b) ? a - b : place(a) - place(b)));
  waiting.forEach((label, w) => (numbers[label] = free[w]));
  return numbers;
}

/** The name of each label: that of the segment it continues; a new one keeps its own or is called so, with a number where the name is taken. */
function namesOf(
  continues: Int32Array,
  previous: readonly string[] | undefined,
  own: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!previous) return own;
  const taken = new Set(Array.from(continues, (before) => previous[before]));
  return Array.from(continues, (before, label) => {
    if (before >= 0) return previous[before];
    const wanted = own?.[label] ?? 'New segment';
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`;
    taken.add(name);
    return name;
  });
}

/** @param labels - in the numbers of the relabeled model */
function movesOf(previous: ArrayLike<number>, labels: Int32Array, continues: Int32Array): SegmentMoves {
  const k = continues.length;
  const counts = new Map<number, number>();
  const rows: number[] = [];
  let joined = 0;
  for (let row = 0; row < labels.length; row++) {
    const [from, to] = [previous[row], labels[row]];
    if (from < 0) joined++;
    else if (continues[to] !== from) {
      rows.push(row);
      counts.set(from * k + to, (counts.get(from * k + to) ?? 0) + 1);
    }
  }
  const flows = Array.from(counts, ([key, n]): SegmentFlow => ({ from: Math.floor(key / k), to: key % k, rows: n }));
  flows.sort((a, b) => b.rows - a.rows || a.from - b.from || a.to - b.to);
  return { stayed: labels.length - joined - rows.length, moved: rows.length, joined, flows, rows: Int32Array.from(rows) };
}

/** @param least - how many names there must be at least: exactly so many unless `most` is more. @throws KindredError `invalid-data` */
export function checkNames(names: unknown, least: number, most: number = least): readonly string[] {
  const list: readonly unknown[] = Array.isArray(names) ? names : [];
  if (!Array.isArray(names) || list.length < least || list.length > most) {
    throw new KindredError('invalid-data', mustBe('names', `${least}${most > least ? ' or more' : ''} names, one a segment`, names));
  }
  list.forEach((name, label) => {
    if (typeof name !== 'string' || name.trim() === '')
      throw new KindredError('invalid-data', `the name of segment ${label} must be a text, got ${show(name)}`);
    const first = list.indexOf(name);
    if (first < label) throw new KindredError('invalid-data', `segments ${first} and ${label} must have two names, both are ${show(name)}`);
  });
  return Object.freeze([...(list as string[])]);
}
