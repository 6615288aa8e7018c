/**
 * Gradient descent for logistic regression by packages of a folder of their own (npm ci --prefix bench/peers): tfjs, which calculates in f32, and
 * ml-logistic-regression.
 * @module
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Why they cannot run; undefined where they can. */
export const learnersMissing = (): string | undefined =>
  existsSync(new URL('node_modules', import.meta.url))
    ? undefined
    : 'tfjs and ml-logistic-regression are left out: npm ci --prefix bench/peers';

interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}
interface Tf {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tidy<T>(run: () => T): T;
  tensor2d(data: Float32Array, shape: [number, number]): Tensor;
  tensor1d(data: Int32Array, type: string): Tensor;
  zeros(shape: number[]): Tensor;
  matMul(a: Tensor, b: Tensor, transposeA?: boolean): Tensor;
  sigmoid(a: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, factor: number): Tensor;
  gather(a: Tensor, rows: Tensor): Tensor;
}

// the types of neither package are here when they are not installed
const load = (name: string): Promise<unknown> => import(name);

export interface Learner {
  /** Full passes of gradient descent from 0, on dense rows of d columns, the last of them ones. */
  descend(passes: number, rate: number): Promise<ArrayLike<number>>;
  /** One step a mini-batch, rows in a new order each epoch. */
  stochastic(epochs: number, batch: number, rate: number, random: () => number): Promise<ArrayLike<number>>;
}

/** @param backend - cpu or wasm: each measurement chooses it anew */
export async function tfjs(backend: 'cpu' | 'wasm', x: Float64Array, y: Float64Array, d: number): Promise<Learner> {
  const tf = (await load('@tensorflow/tfjs-core')) as Tf;
  await load(`@tensorflow/tfjs-backend-${backend}`);
  if (backend === 'wasm') {
    const { setWasmPaths } = (await load('@tensorflow/tfjs-backend-wasm')) as { setWasmPaths(folder: string): void };
    setWasmPaths(fileURLToPath(new URL('node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/', import.meta.url)));
  }
  const n = y.length;
  const [given, target] = [Float32Array.from(x), Float32Array.from(y)];
  const choose = async () => {
    await tf.setBackend(backend);
    await tf.ready();
  };
  /** One step on some rows. */
  const step = (w: Tensor, rows: Tensor, wanted: Tensor, rate: number): Tensor => {
    const next = tf.tidy(() => tf.sub(w, tf.mul(tf.matMul(rows, tf.sub(tf.sigmoid(tf.matMul(rows, w)), wanted), true), rate)));
    w.dispose();
    return next;
  };
  const within = async (run: (rows: Tensor, wanted: Tensor) => Tensor) => {
    await choose();
    const [rows, wanted] = [tf.tensor2d(given, [n, d]), tf.tensor2d(target, [n, 1])];
    const w = run(rows, wanted);
    const out = w.dataSync();
    for (const tensor of [rows, wanted, w]) tensor.dispose();
    return out;
  };
  return {
    descend: (passes, rate) =>
      within((rows, wanted) => {
        let w = tf.zeros([d, 1]);
        for (let t = 0; t < passes; t++) w = step(w, rows, wanted, rate / n);
        return w;
      }),
    stochastic: (epochs, batch, rate, random) =>
      within((rows, wanted) => {
        let w = tf.zeros([d, 1]);
        const order = Int32Array.from({ length: n }, (_, i) => i);
        for (let epoch = 0; epoch < epochs; epoch++) {
          for (let i = n - 1; i > 0; i--) {
            const q = Math.floor(random() * (i + 1));
            [order[i], order[q]] = [order[q], order[i]];
          }
          for (let from = 0; from < n; from += batch) {
            const of = order.slice(from, from + batch);
            const ids = tf.tensor1d(of, 'int32');
            const [some, theirs] = [tf.gather(rows, ids), tf.gather(wanted, ids)];
            w = step(w, some, theirs, rate / of.length);
            for (const tensor of [ids, some, theirs]) tensor.dispose();
          }
        }
        return w;
      }),
  };
}

/** It fits one classifier a class, so that it passes twice for two. */
export async function mlLogisticRegression(x: Float64Array, y: Float64Array, d: number): Promise<Pick<Learner, 'descend'>> {
  const { Matrix } = (await load('ml-matrix')) as { Matrix: MatrixOf };
  const { default: Regression } = (await load('ml-logistic-regression')) as { default: new (options: object) => Trainable };
  const rows = Matrix.from1DArray(y.length, d, x);
  const target = Matrix.columnVector(Array.from(y));
  return {
    async descend(passes, rate) {
      const model = new Regression({ numSteps: passes, learningRate: rate / y.length });
      model.train(rows, target);
      return model.classifiers[0].weights.to1DArray(); // class 0 against the others: its target is 1 where y is not 0
    },
  };
}

interface MatrixOf {
  from1DArray(rows: number, columns: number, data: Float64Array): object;
  columnVector(data: number[]): object;
}
interface Trainable {
  train(x: object, y: object): void;
  classifiers: { weights: { to1DArray(): number[] } }[];
}
