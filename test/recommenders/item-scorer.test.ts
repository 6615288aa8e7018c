// ItemScorer gives what the ItemKNNModel of the same file gives, bit for bit, and refuses what it cannot.
import { describe, expect, test } from 'vitest';
import { readModelFile, writeModelFile } from '../../src/data/model-file.js';
import { Interactions, ItemKNN, ItemKNNModel, ItemScorer, load, PopularityModel, type KNNOptions } from '../../src/index.js';
import { errorOf } from '../support/error-of';
import { events, generator } from '../support/random';

type Data = Interactions<string, number>;
const COLUMNS = { user: 'user', item: 'item' } as const;
const data = (values: 'whole' | 'half' | 'any', columns: object = {}) =>
  Interactions.from(events(80, 300, 2500, { values }), { ...COLUMNS, ...columns }) as Data;
const SUM = { value: 'value', duplicates: 'sum' };

const CASES: [string, Data, KNNOptions][] = [
  ['counts', data('whole'), {}],
  ['sums of values', data('any', SUM), { nNeighbors: 7 }],
  ['the last of half stars', data('half', { value: 'value', time: 'time', duplicates: 'last' }), { similarity: 'dot' }],
  ['the mean', data('any', { value: 'value', duplicates: 'mean' }), { similarity: 'pearson', negative: 'keep' }],
  ['one value a pair', data('whole').weight('binary'), { similarity: 'jaccard' }],
  ['only whether, of values', data('half', SUM).weight('binary'), { shrinkage: 3 }],
  ['a core', data('whole').filter({ minPerUser: 5, minPerItem: 3 }), { nNeighbors: 500 }],
];

describe.each(CASES)('%s', (_, interactions, options) => {
  const model = new ItemKNN(options).fit(interactions);
  const random = generator(5);
  const pick = () => model.items.at(Math.floor(random() * model.items.size));
  const entry = () => (random() < 0.5 ? pick() : { item: pick(), value: Math.floor(random() * 8) / 2, time: Math.floor(random() * 5) });

  test.each([true, false])('the same lists, scores and explanations, users saved: %s', (users) => {
    const scorer = ItemScorer.fromBytes<number>(model.toBytes({ users }));
    expect(scorer.items.values).toEqual(model.items.values);
    expect(scorer.popularity).toEqual(model.popularity);
    // more than the lists after which the table is copied into the memory of the kernels
    for (let turn = 0; turn < 150; turn++) {
      const history = turn % 10 === 0 ? [-1] : Array.from({ length: 1 + (turn % 9) }, entry);
      const lists = [
        {},
        { k: 1 + (turn % 90), excludeSeen: turn % 2 === 0, fallback: turn % 4 === 0 ? 'none' : 'popular' },
        { exclude: new Set([pick(), pick(), -5]), where: (item: number) => item % 3 > 0 },
        { items: Array.from({ length: 30 }, pick), excludeSeen: false },
      ] as const;
      for (const list of lists) expect(scorer.recommend({ history }, list)).toEqual(model.recommend({ history }, list));
      const item = pick();
      expect(scorer.explain({ history }, item)).toEqual(model.explain({ history }, item));
      expect(scorer.similarItems(item, 1 + (turn % 20))).toEqual(model.similarItems(item, 1 + (turn % 20)));
    }
  });
});

test('a filter may ask the scorer again', () => {
  const scorer = ItemScorer.fromBytes<number>(new ItemKNN().fit(data('whole')).toBytes());
  const history = [scorer.items.at(3)];
  const alone = scorer.recommend({ history });
  expect(alone).toHaveLength(10);
  expect(scorer.recommend({ history }, { where: () => scorer.recommend({ history: [] }, { k: 1 }).length === 1 })).toEqual(alone);
});

test('load opens it among other classes', () => {
  const bytes = new ItemKNN().fit(data('whole')).toBytes();
  expect(load(bytes, [PopularityModel, ItemScorer])).toBeInstanceOf(ItemScorer);
});

describe('errors', () => {
  const fitted = (options: KNNOptions, interactions = data('any', SUM)) => new ItemKNN(options).fit(interactions).toBytes();
  const open = (bytes: Uint8Array) => errorOf(() => ItemScorer.fromBytes(bytes));

  test('files that take more than plain sums name the class that opens them', () => {
    const aged = data('any', { ...SUM, time: 'time' }).decay({ halfLifeDays: 3 });
    const files: [Uint8Array, string][] = [
      [fitted({ aggregate: 'average' }), 'unsupported: the file was fitted with "aggregate": "average"'],
      [fitted({ center: 'bias' }), 'unsupported: the file was fitted with "center": "bias"'],
      [fitted({ minNeighbors: 2 }), 'unsupported: the file was fitted with "minNeighbors": 2'],
      [fitted({}, data('whole').weight('bm25')), 'unsupported: the file was fitted with "weight": "bm25"'],
      [fitted({}, aged), 'unsupported: the file was fitted with "decay": an object'],
    ];
    for (const [bytes, message] of files) {
      expect(open(bytes)).toContain(message);
      expect(open(bytes)).toContain('ItemKNNModel');
      expect(ItemKNNModel.fromBytes(bytes)).toBeInstanceOf(ItemKNNModel);
    }
  });

  test('files that are damaged, or of another model', () => {
    const bytes = fitted({});
    const file = readModelFile(bytes);
    const changed = (change: object) => writeModelFile({ ...file, ...change });
    expect(open(bytes.slice(0, -1))).toContain('file-corrupt');
    expect(open(changed({ type: 'EASEModel' }))).toBe('file-corrupt: the file holds a EASEModel, not a ItemKNNModel');
    for (const settings of [{}, { options: null, recipe: null }, { options: {}, recipe: 3 }])
      expect(open(changed({ settings }))).toContain('file-corrupt');
    for (const name of Object.keys(file.tensors).filter((name) => /^(items|popularity|neighbors)/.test(name))) {
      const tensors = Object.fromEntries(Object.entries(file.tensors).filter(([other]) => other !== name));
      expect(open(changed({ tensors })), name).toContain('file-corrupt');
    }
    expect(errorOf(() => ItemScorer.fromBytes('a file' as never))).toContain('invalid-data');
  });

  test('calls', () => {
    const scorer = ItemScorer.fromBytes<number>(fitted({}));
    const item = scorer.items.at(0);
    const history = [item];
    const calls: [() => unknown, string][] = [
      [() => scorer.recommend('u1' as never), 'invalid-data: "who" must be { history: [...] }, got "u1"'],
      [() => scorer.recommend({ history, segment: 'new' } as never), 'unknown-option: an ItemScorer is told a person by { history }, got "segment"'],
      [() => scorer.recommend({ history: 'tea' } as never), 'invalid-data: "history" must be an array of items, got "tea"'],
      [() => scorer.recommend({ history: [{ item, time: '2026-01-31' }] } as never), 'invalid-data: the time of entry 1 of "history" must be a Date or a number of milliseconds, got "2026-01-31"'],
      [() => scorer.recommend({ history: [{ item, value: 1e12 }] }), 'invalid-data: the values of "history" must be 0 or from 1e-9 to 1e9'],
      [() => scorer.recommend({ history }, { k: 0 }), 'invalid-option: "k" must be an integer from 1, got 0'],
      [() => scorer.recommend({ history }, { boosts: {} } as never), 'unknown-option: recommend has no option "boosts"'],
      [() => scorer.recommend({ history }, { where: 'red' as never }), 'invalid-option: "where" must be a function of an item, got "red"'],
      [() => scorer.explain({ history }, -1), 'unknown-id: the model knows no item -1'],
      [() => scorer.similarItems(-1), 'unknown-id: the model knows no item -1'],
      [() => scorer.similarItems(item, 1.5), 'invalid-option: "k" must be an integer from 1, got 1.5'],
    ]; // prettier-ignore
    for (const [call, message] of calls) expect(errorOf(call)).toContain(message);
  });
});
