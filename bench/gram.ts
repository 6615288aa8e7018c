/**
 * The inverse of a symmetric positive-definite matrix, which is nearly all of what EASE does: a dense matrix in, a dense inverse out. The package has no
 * such call, so the library is run from its source.
 * @module
 */
import { inverse as mlInverse, Matrix as MlMatrix } from 'ml-matrix';
import type * as Plain from './contenders/gram.ts';
import { generator } from './data.ts';
import { fresh, timed, type Case, type Contender } from './interleave.ts';
import type { Options } from './options.ts';
import { pythonPeer } from './peers/python.ts';

type Precision = 'f64' | 'f32';
type Floats = Float64Array | Float32Array;

/** Values of (-1/2, 1/2) beside a diagonal that outweighs them. */
function matrix(n: number): Float64Array {
  const random = generator(n);
  const g = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) g[i * n + j] = g[j * n + i] = i === j ? n / 4 : random() - 0.5;
  return g;
}

function trace(x: ArrayLike<number>, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[i * n + i];
  return sum;
}

/** The library's inverse by the build that it chooses, and by the JavaScript build. */
async function ours(g: Float64Array, n: number, precision: Precision) {
  Object.assign(globalThis, { ASC_FEATURE_SIMD: false }); // what the build defines
  const { fit } = await import('../src/kernels/fit.ts');
  const { javascript } = await import('../src/kernels/javascript.ts');
  const { openInversion } = await import('../src/recommendation/inverse.ts');
  const twin = javascript(await import('../assembly/fit.ts')) as unknown as typeof fit;
  const run = () => {
    const inversion = openInversion(n, precision);
    const out = precision === 'f64' ? new Float64Array(n * n) : new Float32Array(n * n);
    for (let i = 0; i < n; i++) inversion.setRow(i, g.subarray(i * n, i * n + n));
    for (const steps = inversion.run(); !steps.next().done;);
    inversion.read(out);
    inversion.close();
    return out;
  };
  const runTwin = () => {
    const { open } = fit;
    fit.open = twin.open;
    try {
      return run();
    } finally {
      fit.open = open;
    }
  };
  return { run, runTwin };
}

async function contenders(n: number, precision: Precision, { python }: Options): Promise<Contender[]> {
  const g = matrix(n);
  const given: Floats = precision === 'f64' ? g : Float32Array.from(g);
  const answer = (x: Floats) => trace(x, n);
  const minus = (x: Floats) => -trace(x, n); // it leaves minus the inverse
  const { run, runTwin } = await ours(g, n, precision);
  const { inverse } = await fresh<typeof Plain>('./contenders/gram.ts');
  const list = [
    timed('kindred', 'kindred', run, minus),
    timed('js', 'kindred/js (JavaScript build)', runTwin, minus),
    timed('plain', 'plain JavaScript, blocks and tiles', () => inverse(given, n), answer),
  ];
  if (n <= LEAST && precision === 'f64') {
    const rows = new MlMatrix(Array.from({ length: n }, (_, i) => Array.from(g.subarray(i * n, i * n + n))));
    list.push(
      timed(
        'peer',
        'ml-matrix',
        () => mlInverse(rows),
        (x) => x.trace(),
      ),
    );
  }
  if (python) list.push(await pythonPeer(python, 'numpy.linalg.inv (1 thread)', 'gram.py', { g, n, single: precision === 'f32' ? 1 : 0 }));
  return list;
}

/** ml-matrix takes minutes for more. */
const LEAST = 1000;

export const gramCases = (options: Options): Case[] =>
  [LEAST, 2000, 3665].flatMap((n) =>
    (['f64', 'f32'] as const).map((precision) => ({
      name: `Gram inverse, ${n.toLocaleString('en')} items, ${precision}`,
      prepare: () => contenders(n, precision, options),
    })),
  );
