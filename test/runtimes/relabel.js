/**
 * KMeans models numbered and named after earlier ones, by their centers and by their rows.
 * @module
 */
import { blobs, generator, tied } from './data.js';
import { sameBytes } from './same.js';

export function* relabelCases({ KMeans, KMeansModel, Matrix, load }) {
  const below = generator(31);
  const record = (X, k, next) => {
    const names = Array.from({ length: k }, (_, c) => `segment ${c}`);
    const before = new KMeans({ nClusters: k, nInit: 1, seed: 1 }).fit(X).withNames(names);
    const now = new KMeans({ nClusters: next, nInit: 1, seed: 2 }).fit(X);
    const labels = before.labels.map((label) => (below(9) === 0 ? below(k + 1) - 1 : label));
    return [before, { labels, names }].map((previous) => {
      const { model, continues, moves } = now.relabel(previous);
      const bytes = model.toBytes();
      const loaded = load(bytes, [KMeansModel]);
      sameBytes(loaded.toBytes(), bytes, 'a relabeled KMeansModel saves as');
      const { label, name, score } = loaded.explain(X.row(0));
      return {
        bytes,
        continues,
        moves: moves ?? null,
        labels: model.labels,
        predicted: loaded.predict(X),
        names: loaded.names,
        label,
        name,
        score,
      };
    });
  };
  for (const [more, next] of Object.entries({ 'as many': 6, fewer: 4, more: 8 })) {
    yield [`KMeans small, relabeled, ${more} segments`, () => record(Matrix.from(blobs(32, 33, 3, 6), 3), 6, next)];
    yield [`KMeans small, relabeled, ${more} segments, ties`, () => record(Matrix.from(tied(33, 33, 2), 2), 6, next)];
  }
}
