// Model files that are whole but say what no model says: each is refused as damaged, none crashes later.
import { describe, expect, test } from 'vitest';
import { readModelFile, writeModelFile, type ModelFile } from '../../src/data/model-file.js';
import { Interactions, ItemKNN, ItemKNNModel, KMeans, KMeansModel, load, Matrix, Popularity, PopularityModel } from '../../src/index.js';
import { Log1pTransformer, Log1pTransformerModel, StandardScaler, StandardScalerModel } from '../../src/preprocessing/index.js';
import { thrown } from '../support/files.js';
import { events } from '../support/random.js';

const columns = { user: 'user', item: 'item', value: 'value', time: 'time' } as const;
const sums = Interactions.from(events(9, 8, 40), { ...columns, duplicates: 'sum' });
const lasts = Interactions.from(events(9, 8, 40), { ...columns, duplicates: 'last' });
const X = Matrix.from([[1, 2], [3, 4], [8, 9]], { columns: ['a', 'b'] }); // prettier-ignore

const MODELS = {
  knn: { Model: ItemKNNModel, bytes: new ItemKNN().fit(sums).toBytes() },
  last: { Model: ItemKNNModel, bytes: new ItemKNN().fit(lasts).toBytes() },
  popularity: { Model: PopularityModel, bytes: new Popularity().fit(sums).toBytes() },
  kmeans: { Model: KMeansModel, bytes: new KMeans({ nClusters: 2 }).fit(X).toBytes() },
  scaler: { Model: StandardScalerModel, bytes: new StandardScaler().fit(X).toBytes() },
  log1p: { Model: Log1pTransformerModel, bytes: new Log1pTransformer().fit(X).toBytes() },
} as const;

/** The file of a model with something changed, its checksum right. */
function changed(
  name: keyof typeof MODELS,
  change: (file: { settings: Record<string, unknown>; tensors: ModelFile['tensors']; shapes: Record<string, number[]> }) => void,
) {
  const { type, settings, tensors, shapes } = readModelFile(MODELS[name].bytes.slice());
  const file = { settings: structuredClone(settings), tensors, shapes: structuredClone(shapes) as Record<string, number[]> };
  change(file);
  return writeModelFile({ type, ...file });
}

type Change = Parameters<typeof changed>[1];
const set =
  (key: string, value: unknown): Change =>
  ({ settings }) =>
    void (settings[key] = value);
const drop =
  (tensor: string): Change =>
  ({ tensors }) =>
    void delete tensors[tensor];
const put =
  (tensor: string, at: number, value: number): Change =>
  ({ tensors }) =>
    void (tensors[tensor][at] = value);

const CASES: [keyof typeof MODELS, string, Change][] = [
  ['knn', 'no recipe', set('recipe', undefined)], ['knn', 'an unknown weight', set('recipe', { weight: 'foo' })], ['knn', 'an unknown rule', set('duplicates', 'foo')],
  ['knn', 'no options', set('options', undefined)], ['knn', 'no neighbors', set('options', { nNeighbors: -3, aggregate: 'sum' })],
  ['knn', 'an unknown aggregate', set('options', { nNeighbors: 3, aggregate: 'foo' })], ['knn', 'no items', drop('items')], ['knn', 'no weights', drop('neighbors.weights')],
  ['knn', 'a neighbor beyond the items', put('neighbors.ids', 0, 60000)], ['knn', 'starts that fall', put('neighbors.starts', 1, 1000)],
  ['knn', 'a weight that is none', put('neighbors.weights', 0, NaN)], ['knn', 'events out of order', put('events.items', 0, 7)], ['knn', 'an id that is no whole number', put('items', 0, 0.5)],
  ['knn', 'an event without value', put('events.values', 0, NaN)], ['knn', 'fewer than no users', put('popularity', 0, -1)], ['knn', 'offsets from 1', put('users.offsets', 0, 1)],
  ['last', 'no times', drop('events.times')], ['popularity', 'no popularity', drop('popularity')],
  ['kmeans', 'no figures', ({ settings }) => Object.keys(settings).forEach((key) => delete settings[key])], ['kmeans', 'an inertia in words', set('inertia', 'x')],
  ['kmeans', 'columns in one word', set('columns', 'ab')], ['kmeans', 'too few columns', set('columns', ['a'])], ['kmeans', 'three dimensions', ({ shapes }) => void (shapes['clusterCenters'] = [2, 2, 1])],
  ['kmeans', 'a center that is none', put('clusterCenters', 0, NaN)], ['scaler', 'no scale', drop('scale')], ['scaler', 'a mean that is none', put('mean', 0, NaN)], ['log1p', 'fewer than no columns', set('nColumns', -5)],
]; // prettier-ignore

describe('a whole file with', () => {
  test.each(CASES)('%s: %s', (name, _, change) => {
    const bytes = changed(name, change);
    expect(thrown(() => MODELS[name].Model.fromBytes(bytes)).code).toBe('file-corrupt');
  });

  test.each(Object.keys(MODELS) as (keyof typeof MODELS)[])('%s: settings that are none', (name) => {
    const { type, tensors, shapes } = readModelFile(MODELS[name].bytes);
    for (const settings of [null, [], 3]) {
      const bytes = writeModelFile({ type, settings: settings as never, tensors, shapes });
      expect(thrown(() => MODELS[name].Model.fromBytes(bytes)).code).toBe('file-corrupt');
    }
  });

  test('nothing changed: it opens', () => {
    for (const [name, { Model }] of Object.entries(MODELS)) expect(Model.fromBytes(changed(name as 'knn', () => {}))).toBeInstanceOf(Model);
  });

  test('another class: it says which', () => {
    expect(thrown(() => KMeansModel.fromBytes(MODELS.knn.bytes)).message).toContain('holds a ItemKNNModel, not a KMeansModel');
    expect(thrown(() => load(MODELS.knn.bytes, [KMeansModel])).code).toBe('unsupported');
  });

  test('a newer format: it names both versions', () => {
    const text = new TextDecoder('latin1').decode(MODELS.log1p.bytes).replace('"kindred 1"', '"kindred 9"');
    const error = thrown(() => Log1pTransformerModel.fromBytes(Uint8Array.from(text, (c) => c.charCodeAt(0))));
    expect([error.code, error.message]).toEqual(['file-version', expect.stringContaining('format version 9, this release reads up to 1')]);
  });
});
