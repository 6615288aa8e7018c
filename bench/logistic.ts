/**
 * Binary logistic regression on bank-full, 45,211 customers: one full pass (loss and slopes), the optimum with l2 = 1 / n (scikit-learn's C = 1), passes of gradient
 * descent, and epochs of stochastic gradient descent. Numbers are standardised beforehand for all sides. The package has no call for one pass, so the
 * library's is run from its source.
 * @module
 */
import type { Table } from 'kindred';
import { LogisticRegression, type Column } from 'kindred';
import { LogisticRegression as LogisticRegressionJs, Table as TableJs } from 'kindred/js';
import type * as Ways from './contenders/logistic.ts';
import { bankCustomers, generator, missing } from './data.ts';
import { fresh, timed, type Case, type Contender } from './interleave.ts';
import type { Options } from './options.ts';
import { learnersMissing, mlLogisticRegression, tfjs, type Learner } from './peers/learners.ts';
import { pythonPeer } from './peers/python.ts';

/** One table in every contender's form. The weights: numbers, categories column after column, intercept. */
interface Bank extends Ways.Coded {
  readonly table: Table;
  readonly answers: readonly (string | null)[];
  readonly numbers: readonly Float64Array[];
  readonly categories: readonly Extract<Column, { kind: 'category' }>[];
  /** The same rows as numbers and places of weights. */
  readonly coded: Ways.Coded;
}

/** @param drop - whether the first category of a column has no weight */
function bank(folder: string, drop: boolean): Bank {
  const { table, answers } = bankCustomers(folder);
  const all = table.columns.map((name) => table.column(name));
  const numbers = all.flatMap((column) => (column.kind === 'number' ? [column.values] : []));
  const categories = all.flatMap((column) => (column.kind === 'category' ? [column] : []));
  const [n, p, c] = [table.nRows, numbers.length, categories.length];
  const skipped = drop ? 1 : 0;
  const d = p + 1 + categories.reduce((sum, column) => sum + column.categories.length - skipped, 0);
  const y = Float64Array.from(answers, (answer) => (answer === 'yes' ? 1 : 0));
  const [x, few, codes] = [new Float64Array(n * d), new Float64Array(n * p), new Int32Array(n * c)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < p; j++) x[i * d + j] = few[i * p + j] = numbers[j][i];
    let first = p;
    categories.forEach((column, k) => {
      const code = column.codes[i] - skipped;
      codes[i * c + k] = code < 0 ? d : first + code;
      if (code >= 0) x[i * d + first + code] = 1;
      first += column.categories.length - skipped;
    });
    x[i * d + d - 1] = 1;
  }
  const coded = { x: few, y, n, d, p, c, codes };
  return { ...coded, x, table, answers, numbers, categories, coded };
}

/** The mean loss with l2 / 2 |w|^2. */
function lossOf({ x, y, n, d }: Ways.Dense, w: ArrayLike<number>, l2: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let z = 0;
    for (let j = 0; j < d; j++) z += x[i * d + j] * w[j];
    sum += Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - y[i] * z;
  }
  let square = 0;
  for (let j = 0; j < d - 1; j++) square += w[j] * w[j];
  return sum / n + (l2 / 2) * square;
}

const weightsOf = ({ coefficients, intercept }: { coefficients: ArrayLike<number>; intercept: ArrayLike<number> }) => [
  ...Array.from(coefficients),
  intercept[0],
];

/** A library's pass by the build that it chooses, and by the JavaScript build. */
async function ours({ numbers, categories, y, n, d }: Bank, w: Float64Array) {
  Object.assign(globalThis, { ASC_FEATURE_SIMD: false }); // what the build defines
  const { fit } = await import('../src/kernels/fit.ts');
  const { javascript } = await import('../src/kernels/javascript.ts');
  const { designOf } = await import('../src/regression/design.ts');
  const { openPasses } = await import('../src/regression/passes.ts');
  const twin = javascript(await import('../assembly/fit.ts')) as unknown as typeof fit;
  const open = () => {
    const design = designOf(
      n,
      numbers.map((values) => ({ values, shift: 0, scale: 1 })),
      categories.map((column) => ({ codes: column.codes, size: column.categories.length })),
    );
    const s = new Float64Array(n).fill(1);
    const passes = openPasses(design, { loss: 'logistic', k: 1, y, s, size: d, intercept: d - 1, curved: false });
    return () => {
      const steps = passes.run(w, 1);
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
      }
    };
  };
  const native = open();
  const { open: chosen } = fit;
  fit.open = twin.open;
  const plain = open();
  fit.open = chosen;
  return { native, plain };
}

async function onePass({ data: folder, python }: Options): Promise<Contender[]> {
  const data = bank(folder, false);
  const random = generator(5);
  const w = Float64Array.from({ length: data.d + 1 }, (_, j) => (j < data.d ? random() - 0.5 : 0));
  const { native, plain } = await ours(data, w.slice(0, data.d));
  const slopes = new Float64Array(data.d + 1);
  const own = () => fresh<typeof Ways>('./contenders/logistic.ts');
  const [a, b, c] = [await own(), await own(), await own()];
  const itself = (loss: number) => loss;
  const list = [
    timed('kindred', 'kindred', native, ({ loss }) => loss),
    timed('js', 'kindred/js (JavaScript build)', plain, ({ loss }) => loss),
    timed('plain', 'plain JavaScript, dense, the obvious loop', () => a.obvious(data, w, slopes), itself),
    timed('plain', 'plain JavaScript, dense, four rows at once', () => b.fourRows(data, w, slopes), itself),
    timed('also', 'plain JavaScript on codes', () => c.onCodes(data.coded, w, slopes), itself),
  ];
  return python ? [...list, await peer('numpy (f64, dense, 1 thread)', python, data, 0, w)] : list;
}

const peer = (name: string, python: string, { x, y, n, d }: Bank, what: number, w = new Float64Array(d), epochs = 0, rate = 0) =>
  pythonPeer(python, name, 'logistic.py', { x, y, w: w.slice(0, d), d, what, l2: 1 / n, epochs, rate });

/** What a user calls, of both builds; the loss of what it gives is compared. */
function estimators(data: Bank, settings: object, l2: number, also: readonly [string, object][] = []): Contender[] {
  const columns = data.table.columns.map((name) => [name, data.table.column(name)] as const);
  const tables = { kindred: data.table, js: TableJs.of(columns) as unknown as Table };
  const fit = (kind: 'kindred' | 'js' | 'also', name: string, options: object) => {
    const Estimator = kind === 'js' ? (LogisticRegressionJs as unknown as typeof LogisticRegression) : LogisticRegression;
    const table = kind === 'js' ? tables.js : tables.kindred;
    return timed(kind, name, () => new Estimator({ l2, ...options }).fit(table, data.answers as string[]), (model) => lossOf(data, weightsOf(model), l2)); // prettier-ignore
  };
  return [
    fit('kindred', 'kindred', settings),
    fit('js', 'kindred/js (JavaScript build)', settings),
    ...also.map(([name, options]) => fit('also', name, options)),
  ];
}

async function optimum({ data: folder, python }: Options): Promise<Contender[]> {
  const data = bank(folder, true);
  const l2 = 1 / data.n;
  const own = () => fresh<typeof Ways>('./contenders/logistic.ts');
  const [a, b] = [await own(), await own()];
  const theirs = (w: Float64Array) => lossOf(data, w, l2);
  const list = [
    ...estimators(data, {}, l2, [['kindred, lbfgs', { solver: 'lbfgs' }]]),
    timed('plain', 'plain JavaScript, Newton, dense in tiles', () => a.newton(a.fourRows, a.curveDense, data as Ways.Dense, l2), theirs),
    timed('plain', 'plain JavaScript, Newton on codes', () => b.newton(b.onCodes, b.curveCodes, data.coded, l2), theirs),
  ];
  if (!python) return list;
  const peers = [
    await peer('scikit-learn, lbfgs, tol 1e-6 (1 thread)', python, data, 1),
    await peer('scikit-learn, newton-cholesky, tol 1e-6 (1 thread)', python, data, 2),
  ];
  return [...list, ...peers];
}

/** Full passes of gradient descent: what ml-logistic-regression does, and what people write with tfjs. */
const PASSES = 20;
const RATE = 0.5;

/** As `timed`, for those who answer later. */
function later(name: string, run: () => Promise<ArrayLike<number>>, answer: (w: ArrayLike<number>) => number): Contender {
  return {
    name,
    kind: 'peer',
    async measure() {
      const start = performance.now();
      const w = await run();
      return { ms: performance.now() - start, answer: answer(w) };
    },
  };
}

async function learners({ x, y, d }: Bank): Promise<[string, Learner][]> {
  if (learnersMissing() !== undefined) return [];
  return [
    ['tfjs, cpu (f32)', await tfjs('cpu', x, y, d)],
    ['tfjs, wasm (f32)', await tfjs('wasm', x, y, d)],
  ];
}

async function descents({ data: folder }: Options): Promise<Contender[]> {
  const data = bank(folder, true);
  const { fourRows, onCodes, descend } = await fresh<typeof Ways>('./contenders/logistic.ts');
  const second = await fresh<typeof Ways>('./contenders/logistic.ts');
  const theirs = (w: ArrayLike<number>) => lossOf(data, w, 0);
  const settings = { solver: 'gradient-descent', learningRate: RATE, maxIter: PASSES, tol: 0 };
  const list = [
    ...estimators(data, settings, 0),
    timed('plain', 'plain JavaScript, dense, four rows at once', () => descend(fourRows, data as Ways.Dense, PASSES, RATE), theirs),
    timed('plain', 'plain JavaScript on codes', () => second.descend(second.onCodes ?? onCodes, data.coded, PASSES, RATE), theirs),
    ...(await learners(data)).map(([name, learner]) => later(name, () => learner.descend(PASSES, RATE), theirs)),
  ];
  if (learnersMissing() !== undefined) return list;
  const ml = await mlLogisticRegression(data.x, data.y, data.d);
  return [...list, later('ml-logistic-regression (a classifier a class)', () => ml.descend(PASSES, RATE), theirs)];
}

const EPOCHS = 10;
const STEP = 0.001;

async function epochs({ data: folder, python }: Options): Promise<Contender[]> {
  const data = bank(folder, true);
  const l2 = 1 / data.n;
  const own = () => fresh<typeof Ways>('./contenders/logistic.ts');
  const [a, b] = [await own(), await own()];
  const theirs = (w: ArrayLike<number>) => lossOf(data, w, l2);
  const settings = { solver: 'sgd', learningRate: STEP, schedule: 'constant', maxIter: EPOCHS, tol: 0, nIterNoChange: EPOCHS };
  const list = [
    ...estimators(data, settings, l2),
    timed('plain', 'plain JavaScript, dense', () => a.stochasticDense(data, EPOCHS, STEP, l2, generator(3)), theirs),
    timed('plain', 'plain JavaScript on codes', () => b.stochastic(data.coded, EPOCHS, STEP, l2, generator(3)), theirs),
    ...(await learners(data)).map(([name, learner]) =>
      later(`${name}, batches of 256`, () => learner.stochastic(EPOCHS, 256, 256 * STEP, generator(3)), theirs),
    ),
  ];
  return python ? [...list, await peer('scikit-learn, SGDClassifier (1 thread)', python, data, 3, undefined, EPOCHS, STEP)] : list;
}

export function logisticCases(options: Options): Case[] {
  const without = missing(options.data, 'bank-marketing');
  const one = (name: string, prepare: (options: Options) => Promise<Contender[]>): Case => ({
    name: `logistic regression, bank-full 45,211 customers, ${name}`,
    prepare: () => prepare(options),
    ...(without === undefined ? {} : { missing: without }),
  });
  return [
    one('one pass, 51 columns', onePass),
    one('to the optimum, C = 1', optimum),
    one(`${PASSES} passes of gradient descent`, descents),
    one(`${EPOCHS} epochs of SGD`, epochs),
  ];
}
