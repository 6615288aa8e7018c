/**
 * k-means packages of the registry, from the same starts, for the same iterations.
 * @module
 */
import { kmeans } from 'ml-kmeans';
import skmeans from 'skmeans';

export interface Found {
  readonly labels: ArrayLike<number>;
  readonly centers: ArrayLike<number>;
}

export function mlKMeans(rows: number[][], k: number, starts: readonly number[][][], maxIterations: number): Found[] {
  return starts.map((initialization) => {
    const { clusters, centroids } = kmeans(rows, k, { initialization, maxIterations, tolerance: 0 });
    return { labels: clusters, centers: centroids.flat() };
  });
}

/** It writes into the starts it is given. */
export function sKMeans(rows: number[][], k: number, starts: readonly number[][][], maxIterations: number): Found[] {
  return starts.map((start) => {
    const { idxs, centroids } = skmeans(rows, k, [...start], maxIterations);
    return { labels: idxs, centers: (centroids as number[][]).flat() };
  });
}
