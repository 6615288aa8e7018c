/**
 * What is said of segments: measures, the choice of k, profiles and their names, principal components.
 * @module
 */
import { blobs, generator, nameOf, tied, tiny } from './data.js';
import { sameBytes } from './same.js';

export function* measureCases({ chooseNClusters, describeSegments, load, Matrix, PCA, PCAModel, profileSegments, Table }, evaluation) {
  const { calinskiHarabasz, daviesBouldin, silhouette, silhouetteSamples } = evaluation;
  const labelsOf = (seed, n, k) => Array.from({ length: n }, generator(seed)).map((_, i) => (i < k ? i : generator(seed + i)(k)));
  const measures = (X, labels) => [
    silhouetteSamples(X, labels),
    silhouette(X, labels),
    silhouette(X, labels, { sampleSize: 97, seed: 5 }),
    daviesBouldin(X, labels),
    calinskiHarabasz(X, labels),
  ];
  yield ['measures, blobs', () => measures(Matrix.from(blobs(1, 601, 5, 4), 5), labelsOf(2, 601, 4))];
  yield ['measures, ties at 1e6, texts', () => measures(Matrix.from(tied(3, 402, 3), 3), labelsOf(4, 402, 7).map(nameOf))];
  yield ['measures, denormals, f32', () => measures(Matrix.from(Float32Array.from(tiny(5, 200, 6)), 6), labelsOf(6, 200, 3))];

  const chosen = (X, options) => {
    const { model, ...found } = chooseNClusters(X, options);
    return { bytes: model.toBytes(), labels: model.labels, ...found };
  };
  const all = ['silhouette', 'calinskiHarabasz', 'daviesBouldin'];
  yield [
    'chooseNClusters, blobs',
    () => chosen(Matrix.from(blobs(7, 1203, 3, 5), 3), { range: [2, 8], measures: all, sampleSize: 301, seed: 9 }),
  ];
  yield ['chooseNClusters, elbow', () => chosen(Matrix.from(blobs(8, 502, 2, 6), 2), { by: 'elbow', range: [1, 9], nInit: 1 })];
  yield ['chooseNClusters, few rows differ', () => chosen(Matrix.from([[1], [1], [2], [2], [3]]), { by: 'calinskiHarabasz' })];

  const table = (n) => {
    const below = generator(11);
    const some = (v) => (below(9) === 0 ? null : v);
    return Table.from(
      Array.from({ length: n }, (_, i) => ({
        id: nameOf(i),
        spend: some((below(1e6) * (1 + (i % 3))) / 1001),
        plan: some(nameOf(below(3 + (i % 3)))),
        vip: some(below(4) < i % 3),
      })),
    );
  };
  const lines = () => {
    const below = generator(12);
    const rows = Array.from({ length: 3000 }, () => ({ who: below(650), paid: below(9999) / 100 }));
    return Table.from(rows.map(({ who, paid }) => ({ who: nameOf(who), what: nameOf(below(8) + 3 * (who % 3)), paid })));
  };
  yield [
    'profileSegments and describeSegments',
    () => {
      const labels = Array.from({ length: 600 }, (_, i) => (i % 3) - 1);
      const orders = { lines: lines(), customer: 'who', item: 'what', amount: 'paid' };
      const profiles = profileSegments(table(600), labels, { customer: 'id', orders });
      const asked = [];
      const named = describeSegments(profiles, { name: (one) => `number ${asked.push(one)}` });
      return [profiles, describeSegments(profiles), named, asked];
    },
  ];

  const components = (X, options) => {
    const model = new PCA(options).fit(X);
    const bytes = model.toBytes();
    const loaded = load(bytes, [PCAModel]);
    sameBytes(loaded.toBytes(), bytes, 'a loaded PCAModel saves as');
    const places = loaded.transform(X);
    const explained = loaded.explain(X.row(0)).map(({ score, parts }) => ({ score, parts }));
    return { bytes, places: places.data, back: loaded.inverseTransform(places).data, explained };
  };
  yield ['PCA of blobs', () => components(Matrix.from(blobs(13, 501, 7, 4), 7), {})];
  yield ['PCA of wide, two components', () => components(Matrix.from(blobs(14, 301, 53, 6), 53), { nComponents: 2 })];
  yield ['PCA of fewer rows than columns', () => components(Matrix.from(blobs(15, 5, 9, 2), 9), {})];
  yield ['PCA of ties at 1e6', () => components(Matrix.from(tied(16, 402, 4), 4), {})];
  yield ['PCA of denormals', () => components(Matrix.from(tiny(17, 203, 6), 6), {})];
  yield ['PCA of equal rows', () => components(Matrix.from([[3, 0.1], [3, 0.1], [3, 0.1]]), {})]; // prettier-ignore
}
