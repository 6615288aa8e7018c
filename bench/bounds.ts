/**
 * Where bounds pay: k-means with and without them (src/segmentation/bounds.ts), from few numbers in all centers to many, on groups and on data without any.
 * @module
 */
import { blobs, generator, startsOf, type Points } from './data.ts';
import { median } from './interleave.ts';
import { rowsOf } from './kmeans.ts';
import { figure, table } from './print.ts';

/** Columns and centers. */
const SIZES = [[3, 5], [3, 10], [8, 4], [8, 6], [4, 16], [3, 22], [8, 8], [16, 4], [8, 10], [16, 10], [8, 20], [32, 5], [16, 20], [32, 20], [16, 100], [32, 60]]; // prettier-ignore
const N = 50000;

export async function boundsCrossover(rounds: number): Promise<string> {
  Object.assign(globalThis, { ASC_FEATURE_SIMD: false }); // what the build defines; the JavaScript kernels are loaded too, and never run
  const [{ KMeans, Matrix }, { drain }, { isBounded }, { weightsOf }, { runStarts }] = await Promise.all([
    import('../src/index.ts'),
    import('../src/progress.ts'),
    import('../src/segmentation/bounds.ts'),
    import('../src/segmentation/sample-weight.ts'),
    import('../src/segmentation/starts.ts'),
  ]);
  const timed = ({ x, n, d, k, starts }: Points) => {
    const X = Matrix.from(x, d);
    const { options } = new KMeans({ nClusters: k, init: rowsOf(starts[0], d), maxIter: 30 });
    const times: [number[], number[]] = [[], []];
    for (let round = -2; round < rounds; round++) {
      for (const bounded of [0, 1]) {
        const start = performance.now();
        drain(runStarts(X, options, weightsOf(undefined, n), 0, 1, bounded === 1));
        if (round >= 0) times[bounded].push(performance.now() - start);
      }
    }
    const [without, withBounds] = times.map(median);
    return [figure(without), figure(withBounds), figure(withBounds / without)];
  };
  const lines = SIZES.map(([d, k]) => [
    `${d} x ${k} = ${d * k}`,
    isBounded(k, d) ? 'yes' : 'no',
    ...timed(blobs(N, d, k, 1)),
    ...timed(flat(d, k)),
  ]);
  const head = ['columns x k', 'bounds', 'without, ms', 'with, ms', 'with / without', 'no groups: without', 'with', 'with / without'];
  return table([head, ...lines]);
}

/** Rows without any groups: the worst case. */
function flat(d: number, k: number): Points {
  const x = Float64Array.from({ length: N * d }, generator(d + k));
  return { x, n: N, d, k, starts: startsOf(x, N, d, k, 1) };
}
