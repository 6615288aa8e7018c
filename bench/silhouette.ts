/**
 * The silhouette of all rows, by the same labels on all sides. kindred checks labels of any kind first.
 * @module
 */
import { KMeans, Matrix } from 'kindred';
import { silhouette } from 'kindred/evaluation';
import { Matrix as MatrixJs } from 'kindred/js';
import { silhouette as silhouetteJs } from 'kindred/js/evaluation';
import type * as Plain from './contenders/silhouette.ts';
import { blobs, type Points } from './data.ts';
import { fresh, timed, type Case, type Contender } from './interleave.ts';
import { customers } from './kmeans.ts';
import type { Options } from './options.ts';
import { pythonPeer } from './peers/python.ts';

async function contenders({ x, n, d, k }: Points, { python }: Options): Promise<Contender[]> {
  const X = Matrix.from(x, d);
  const XJs = MatrixJs.from(x, d) as unknown as Matrix;
  const { labels } = new KMeans({ nClusters: k, nInit: 1 }).fit(X);
  const [a, b] = [await fresh<typeof Plain>('./contenders/silhouette.ts'), await fresh<typeof Plain>('./contenders/silhouette.ts')];
  const answer = (score: number) => score;
  const list = [
    timed('kindred', 'kindred', () => silhouette(X, labels), answer),
    timed('js', 'kindred/js (JavaScript build)', () => silhouetteJs(XJs as never, labels), answer),
    timed('plain', 'plain JavaScript, the obvious loop', () => a.obvious(x, n, d, labels, k), answer),
    timed('plain', 'plain JavaScript, four rows at once', () => b.fourAtOnce(x, n, d, labels, k), answer),
  ];
  if (!python) return list;
  return [...list, await pythonPeer(python, 'scikit-learn (1 thread)', 'silhouette.py', { x, labels, d })];
}

export function silhouetteCases(options: Options): Case[] {
  const one = (name: string, points: () => Points): Case => ({ name: `silhouette, ${name}`, prepare: () => contenders(points(), options) });
  return [
    one('customers 4,338 x 3, k = 5', () => customers(options.data).points),
    one('5,000 x 8, k = 10', () => blobs(5000, 8, 10, 1)),
    one('5,000 x 32, k = 20', () => blobs(5000, 32, 20, 1)),
  ];
}
