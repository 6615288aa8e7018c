/**
 * Mini-batch k-means: centers that learn from one batch of rows after the other and keep none of them (Sculley 2010, a batch at a time as scikit-learn's partial_fit
 * without reassignment). A center that has seen n rows and is the nearest of m rows x of a batch moves by the sum of (x - center) / (n + m), to the mean of all of them.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { KindredError, mustBe, show } from '../errors.js';
import { fit } from '../kernels/fit.js';
import { inThread, type Task } from '../parts.js';
import type { AsyncSteps, Progress, Steps } from '../progress.js';
import { generator } from '../random.js';
import { assignRows, squaredDistance } from './assign.js';
import { checkRows } from './check-rows.js';
import { KMeansModel } from './kmeans-model.js';
import type { KMeansOptions } from './kmeans.js';
import { reorder, sizeOrder } from './order.js';
import { BLOCK, pack, packedPlan, packing } from './packed.js';
import { weightsOf } from './sample-weight.js';
import { drawRows, drawsOf, drawSeeds, seedPlan } from './seeding.js';
import { givenStarts } from './starts.js';

type Options = Readonly<Required<KMeansOptions>>;

/** Learn from all batches, a step each. */
export function* batchSteps(batches: Iterable<Matrix>, options: Options): Steps<KMeansModel> {
  const learner = new Learner(batches, options, [Symbol.iterator]);
  for (const X of batches) yield learner.learn(X);
  return learner.model();
}

/** As `batchSteps`, waiting for the batches. */
export async function* batchStepsAsync(batches: Iterable<Matrix> | AsyncIterable<Matrix>, options: Options): AsyncSteps<KMeansModel> {
  const learner = new Learner(batches, options, [Symbol.asyncIterator, Symbol.iterator]);
  for await (const X of batches) yield yield* learner.learnInThread(X);
  return learner.model();
}

/** The model after one more batch. */
export function updated(model: KMeansModel, X: Matrix, { nClusters }: Options): KMeansModel {
  if (!(model instanceof KMeansModel)) throw new KindredError('invalid-data', mustBe('model', 'a KMeansModel', model));
  const { clusterCenters, clusterWeights: weights, inertia, nIter, names } = model;
  if (model.nClusters !== nClusters)
    throw new KindredError('invalid-option', mustBe('nClusters', `${model.nClusters}, as many as the model has`, nClusters));
  const before = { centers: clusterCenters.data as Float64Array, weights, inertia, nIter };
  return modelOf(learned(before, model.fits(X)), clusterCenters, names);
}

/** What is known after some batches. */
interface State {
  /** k by columns. */
  readonly centers: Float64Array;
  /** How many rows each center has seen (of a model of weighted rows: their weight). */
  readonly weights: Float64Array;
  readonly inertia: number;
  readonly nIter: number;
}

class Learner {
  private state: State | undefined;
  /** Of the first batch. */
  private shape: Pick<Matrix, 'nColumns' | 'columns'> = { nColumns: 0, columns: undefined };
  private readonly total: number;

  /** @param kinds - what makes the batches iterable */
  constructor(
    batches: unknown,
    private readonly options: Options,
    kinds: readonly symbol[],
  ) {
    const known = batches as Partial<Record<symbol, unknown>> | null | undefined;
    if (!kinds.some((kind) => typeof known?.[kind] === 'function')) {
      const later = typeof known?.[Symbol.asyncIterator] === 'function' ? ' whose values are there, or use fitBatchesAsync' : '';
      throw new KindredError('invalid-data', mustBe('batches', `an iterable of matrices${later}`, batches));
    }
    this.total = Array.isArray(batches) ? batches.length : Infinity;
  }

  learn(X: Matrix): Progress {
    this.check(X);
    return this.learned(learned(this.state ?? firstOf(X, this.options), X));
  }

  /** A batch goes to a thread, and what is known before and after it. */
  *learnInThread(X: Matrix): Steps<Progress> {
    this.check(X);
    const shared = { X, state: this.state, options: this.options };
    return this.learned(yield* inThread(BATCH, shared, () => [], batch(shared)));
  }

  private learned(state: State): Progress {
    this.state = state;
    return { done: state.nIter, total: this.total, stage: 'learning from batches' };
  }

  private check(X: Matrix): void {
    const { state, shape } = this;
    const refused = (what: string) => new KindredError('invalid-data', `batch ${(state?.nIter ?? 0) + 1} of "batches" must ${what}`);
    if (!(X instanceof Matrix)) throw refused(`be a Matrix, got ${show(X)}`);
    if (!state && X.data.length === 0) throw refused(`have rows and columns, got ${X.nRows} x ${X.nColumns}`);
    if (state && X.nRows > 0 && X.nColumns !== shape.nColumns)
      throw refused(`have ${shape.nColumns} columns, as the first has, got ${X.nColumns}`);
    if (state) return;
    checkRows(X, this.options, undefined, 'rows of the first batch');
    const { nColumns, columns } = X;
    this.shape = { nColumns, columns };
  }

  model(): KMeansModel {
    const { state, shape, options } = this;
    if (!state) throw new KindredError('invalid-data', '"batches" must hold a batch or more, there was none');
    if (typeof options.init === 'string') reorder(sizeOrder(state.weights, state.centers), state.centers, state.weights);
    return modelOf(state, shape);
  }
}

/** A batch, and what is known before it. */
interface Batch {
  readonly X: Matrix;
  readonly state: State | undefined;
  readonly options: Options;
}

/** @internal */
export const BATCH: Task<Batch, null, State, Batch> = {
  name: 'KMeans batch',
  stage: 'learning from batches',
  isWhole: true,
  open: (shared) => shared,
  steps: (shared) => batch(shared),
};

function* batch({ X, state, options }: Batch): Steps<State> {
  return learned(state ?? firstOf(X, options), X);
}

/** Before the first batch. */
const firstOf = (X: Matrix, options: Options): State => ({
  centers: bestStart(X, options),
  weights: new Float64Array(options.nClusters),
  inertia: 0,
  nIter: 0,
});

/** Each center at the mean of all rows it has seen. Sums are of differences, so that a large offset costs no precision, and in blocks. */
function learned({ centers: before, weights: seen, inertia, nIter }: State, X: Matrix): State {
  const [d, k] = [before.length / seen.length, seen.length];
  const labels = labelsOf(X, before, k);
  const total = inertia + inertiaOf(X, before, labels);
  if (!Number.isFinite(total))
    throw new KindredError(
      'invalid-data',
      'the squared distances of the rows to the centers must sum to a finite number: use another unit',
    );
  const [centers, weights, sums] = [before.slice(), seen.slice(), new Float64Array(k * d)];
  for (let from = 0; from < X.nRows; from += BLOCK) {
    const part = new Float64Array(k * d);
    for (let i = from; i < Math.min(X.nRows, from + BLOCK); i++) {
      const c = labels[i];
      if (weights[c] === 0) centers.set(X.row(i), c * d); // nothing to go on from: the first row, not a start that may lie far away
      weights[c]++;
      for (let j = 0, p = i * d, q = c * d; j < d; j++, p++, q++) part[q] += X.data[p] - centers[q];
    }
    for (let q = 0; q < part.length; q++) sums[q] += part[q];
  }
  for (let c = 0, q = 0; c < k; c++) for (let j = 0; j < d; j++, q++) if (weights[c] > 0) centers[q] += sums[q] / weights[c];
  return { centers, weights, inertia: total, nIter: nIter + 1 };
}

function modelOf(
  { centers, weights, inertia, nIter }: State,
  { nColumns, columns }: Pick<Matrix, 'nColumns' | 'columns'>,
  names?: readonly string[],
): KMeansModel {
  const k = weights.length;
  const nSeen = weights.filter((weight) => weight > 0).length;
  const warnings = nSeen < k ? [`only ${nSeen} of ${k} clusters have rows: the other centers were never the nearest of one`] : [];
  const found = { inertia, nIter, converged: false, warnings };
  return new KMeansModel(Matrix.from(centers, nColumns, columns && { columns }), new Int32Array(0), found, weights, names);
}

/** The given or drawn centers of the least inertia on X, the earliest of equals. */
function bestStart(X: Matrix, options: Options): Float64Array {
  const { init, nClusters: k } = options;
  const starts =
    typeof init === 'string' ? drawnStarts(X, options, init) : givenStarts(init).map((centers) => Float64Array.from(centers.flat()));
  const inertias = starts.map((centers) => (starts.length > 1 ? inertiaOf(X, centers, labelsOf(X, centers, k)) : 0));
  return starts[inertias.indexOf(Math.min(...inertias))];
}

/** `nInit` starts out of the rows of X: the same rows from which `fit` on X would start. */
function drawnStarts(X: Matrix, { nClusters: k, nInit, seed }: Options, init: 'k-means++' | 'random'): Float64Array[] {
  const [sizes, weights] = [packing(X, false), weightsOf(undefined, X.nRows)];
  const plan = { ...packedPlan(X, sizes), ...seedPlan(sizes, true), weights: weights.values };
  const { run, held, close } = fit.open(plan, X.nRows * X.nColumns * k * nInit * 4);
  try {
    pack(sizes, run, held);
    const job = { packing: sizes, weights, run, held };
    return Array.from({ length: nInit }, (_, start) => {
      const random = generator(seed, start * drawsOf(init, k));
      const rows = init === 'random' ? drawRows(k, job, random) : drawSeeds(k, job, random);
      return Float64Array.from(rows.flatMap((i) => Array.from(X.row(i))));
    });
  } finally {
    close();
  }
}

function labelsOf(X: Matrix, centers: Float64Array, k: number): Int32Array {
  const labels = new Int32Array(X.nRows);
  assignRows(X, centers, k, 0, X.nRows, labels);
  return labels;
}

/** The sum of the squared distances of the rows to the centers of their labels. */
function inertiaOf(X: Matrix, centers: Float64Array, labels: Int32Array): number {
  let total = 0;
  for (let from = 0; from < X.nRows; from += BLOCK) {
    let part = 0;
    for (let i = from; i < Math.min(X.nRows, from + BLOCK); i++) part += squaredDistance(X, i, centers, labels[i]);
    total += part;
  }
  return total;
}
