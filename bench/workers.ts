/**
 * The same fit with two threads, with one and with none. What is sent to them counts; starting them, once for a program, does not.
 * @module
 */
import { KMeans, Matrix } from 'kindred';
import { workers, type Workers } from 'kindred/worker';
import { blobs } from './data.ts';
import type { Case, Contender } from './interleave.ts';

async function contenders(): Promise<Contender[]> {
  const { x, d, k } = blobs(400000, 8, 10, 0);
  const X = Matrix.from(x, d);
  const kmeans = new KMeans({ nClusters: k, nInit: 10 });
  const fit = (name: string, pool?: Workers & { close(): Promise<void> }): Contender => ({
    name,
    kind: 'also',
    async measure() {
      const start = performance.now();
      const { inertia } = await kmeans.fitAsync(X, { workers: pool });
      return { ms: performance.now() - start, answer: inertia };
    },
    close: () => void pool?.close(),
  });
  const two = { ...fit('two workers', await workers(2)), kind: 'kindred' as const };
  return [two, fit('one worker', await workers(1)), fit('no workers')];
}

export const workersCases = (): Case[] => [{ name: 'workers, k-means, 400,000 x 8, k = 10, 10 starts', prepare: contenders }];
