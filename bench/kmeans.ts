/**
 * k-means: the same starts and the same iterations on all sides. kindred's time includes the check of its input, packing, the labels and inertia in f64.
 * @module
 */
import { KMeans, Matrix } from 'kindred';
import { KMeans as KMeansJs, Matrix as MatrixJs } from 'kindred/js';
import type * as AssignWays from './contenders/assign.ts';
import type * as Bounds from './contenders/bounds.ts';
import type * as Lloyd from './contenders/lloyd.ts';
import { blobs, missing, retailRfm, startsOf, type Points } from './data.ts';
import { fresh, timed, type Case, type Contender } from './interleave.ts';
import type { Options } from './options.ts';
import { mlKMeans, sKMeans } from './peers/packages.ts';
import { pythonPeer } from './peers/python.ts';

/** All starts in one call: kindred keeps the best of them. */
export function kindred(points: Points, maxIter: number, { Estimator, Rows }: { Estimator: typeof KMeans; Rows: typeof Matrix }) {
  const inits = points.starts.map((start) => rowsOf(start, points.d));
  return () => [new Estimator({ nClusters: points.k, init: inits, maxIter }).fit(Rows.from(points.x, points.d))];
}

export const WEBASSEMBLY = { Estimator: KMeans, Rows: Matrix };
export const JAVASCRIPT = { Estimator: KMeansJs as unknown as typeof KMeans, Rows: MatrixJs as unknown as typeof Matrix };

/** All plain contenders, loaded anew. */
export async function plain(points: Points, maxIter: number): Promise<Contender[]> {
  const own = async () => {
    const { lloyd } = await fresh<typeof Lloyd>('./contenders/lloyd.ts');
    return { lloyd, ...(await fresh<typeof AssignWays>('./contenders/assign.ts')) };
  };
  const [a, b, c] = [await own(), await own(), await own()];
  const { hamerly } = await fresh<typeof Bounds>('./contenders/bounds.ts');
  const generated = c.generated(points.d);
  const inertia = (found: { labels: ArrayLike<number>; centers: ArrayLike<number> }[]) => leastInertia(points, found);
  return [
    timed('plain', 'plain JavaScript, the obvious loop', () => a.lloyd(a.obvious, points, maxIter), inertia),
    timed('plain', 'plain JavaScript, four centers at once', () => b.lloyd(b.fourAtOnce, points, maxIter), inertia),
    timed('plain', 'plain JavaScript, generated', () => c.lloyd(generated, points, maxIter), inertia),
    timed('plain', 'plain JavaScript, bounds', () => hamerly(points, maxIter), inertia),
  ];
}

async function contenders(points: Points, maxIter: number, { python }: Options): Promise<Contender[]> {
  const { x, d, k, starts } = points;
  const ours = (models: readonly { inertia: number }[]) => Math.min(...models.map((model) => model.inertia));
  const theirs = (found: Parameters<typeof leastInertia>[1]) => leastInertia(points, found);
  const rows = rowsOf(x, d);
  const inits = starts.map((start) => rowsOf(start, d));
  const list = [
    timed('kindred', 'kindred', kindred(points, maxIter, WEBASSEMBLY), ours),
    timed('js', 'kindred/js (JavaScript build)', kindred(points, maxIter, JAVASCRIPT), ours),
    ...(await plain(points, maxIter)),
    timed('peer', 'ml-kmeans', () => mlKMeans(rows, k, inits, maxIter), theirs),
    timed('peer', 'skmeans', () => sKMeans(rows, k, inits, maxIter), theirs),
  ];
  if (starts.length > 1) {
    const own = () => [new KMeans({ nClusters: k, nInit: starts.length, maxIter }).fit(Matrix.from(x, d))];
    list.push(timed('also', `kindred, nInit ${starts.length}, k-means++ starts of its own`, own, ours));
  }
  if (!python) return list;
  const joined = new Float64Array(starts.flatMap((start) => [...start]));
  return [...list, await pythonPeer(python, 'scikit-learn (lloyd, f64, 1 thread)', 'kmeans.py', { x, starts: joined, d, k, maxIter })];
}

export function rowsOf(data: Float64Array, d: number): number[][] {
  return Array.from({ length: data.length / d }, (_, i) => [...data.subarray(i * d, (i + 1) * d)]);
}

function leastInertia({ x, n, d }: Points, found: readonly { labels: ArrayLike<number>; centers: ArrayLike<number> }[]): number {
  const inertias = found.map(({ labels, centers }) => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < d; j++) {
        const gap = x[i * d + j] - centers[labels[i] * d + j];
        sum += gap * gap;
      }
    }
    return sum;
  });
  return Math.min(...inertias);
}

/** The segments that shops make: real customers where the table is there, else as many seeded ones. */
export function customers(folder: string): { name: string; points: Points } {
  if (missing(folder, 'online-retail')) return { name: 'seeded 4,338 x 3', points: blobs(4338, 3, 5, 10) };
  const { data, nRows, nColumns } = retailRfm(folder);
  const x = data as Float64Array;
  return { name: 'online-retail RFM 4,338 x 3', points: { x, n: nRows, d: nColumns, k: 5, starts: startsOf(x, nRows, nColumns, 5, 10) } };
}

export function kmeansCases(options: Options): Case[] {
  const one = (n: number, d: number, k: number, maxIter: number): Case => ({
    name: `k-means, ${n.toLocaleString('en-US')} x ${d}, k = ${k}, ${maxIter} iterations`,
    prepare: () => contenders(blobs(n, d, k, 1), maxIter, options),
  });
  const real = missing(options.data, 'online-retail') ? 'seeded' : 'online-retail RFM';
  return [
    { name: `k-means, ${real} 4,338 x 3, k = 5, 10 starts`, prepare: () => contenders(customers(options.data).points, 300, options) },
    one(400000, 8, 10, 18),
    one(100000, 32, 20, 30),
    one(50000, 16, 100, 30),
  ];
}
