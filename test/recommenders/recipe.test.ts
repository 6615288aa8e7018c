// The recipe inside fit: decay, filter, weight, for every estimator the same. Expected values are worked out here in the plain way.
import { describe, expect, test } from 'vitest';
import { Interactions, ItemKNN, ItemKNNModel, Popularity } from '../../src/index.js';
import { BM25, DECAY, FILTER } from '../../src/data/recipe.js';
import { prepare } from '../../src/recommendation/training.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { events, type Event } from '../support/random.js';
import { COLUMNS, counted, DAY, VALUED, valued, type Data } from './recipes.js';

/** What the rows of a fit hold, by ids. */
function cells(data: Data): Map<string, number> {
  const { base, rows } = prepare(data);
  const out = new Map<string, number>();
  for (let u = 0; u + 1 < rows.starts.length; u++)
    for (let p = rows.starts[u]; p < rows.starts[u + 1]; p++)
      out.set(`${data.users.at(u)} ${base.items.at(rows.items[p])}`, rows.values[p]);
  return out;
}

function expectCells(data: Data, expected: Iterable<readonly [string, number]>): void {
  const found = cells(data);
  const list = [...expected];
  expect([...found.keys()].sort()).toEqual(list.map(([pair]) => pair).sort());
  for (const [pair, value] of list) expect(found.get(pair), pair).toBeCloseTo(value, 12);
}

describe('decay', () => {
  const at = (days: number) => days * DAY;
  const list: Event[] = [
    { user: 'ann', item: 1, value: 8, time: at(0) },
    { user: 'ann', item: 1, value: 2, time: at(10) },
    { user: 'ann', item: 2, value: 3, time: at(25) },
    { user: 'bob', item: 2, value: 5, time: at(30) },
  ];

  test('halves each event by its age before repeated ones are joined, under each rule', () => {
    const decay = { halfLifeDays: 10 };
    const rest = [
      ['ann 2', 3 * 2 ** -0.5],
      ['bob 2', 5],
    ] as const;
    expectCells(valued(list).decay(decay), [['ann 1', 8 / 8 + 2 / 4], ...rest]);
    expectCells(valued(list, 'max').decay(decay), [['ann 1', 1], ...rest]);
    expectCells(valued(list, 'mean').decay(decay), [['ann 1', 0.75], ...rest]);
    expectCells(valued(list, 'last').decay(decay), [['ann 1', 0.5], ...rest]);
    expectCells(counted(list).decay(decay), [['ann 1', 1 / 8 + 1 / 4], ['ann 2', 2 ** -0.5], ['bob 2', 1]]); // prettier-ignore
    // 8 and 100 years: the larger raw value decays to the smaller
    const old = [{ user: 'ann', item: 1, value: 8, time: at(0) }, { user: 'ann', item: 1, value: 2, time: at(30) }]; // prettier-ignore
    expectCells(valued(old, 'max').decay(decay), [['ann 1', 2]]);
  });

  test('is exact after whole half-lives', () => {
    const found = cells(valued(list.slice(0, 1)).decay({ halfLifeDays: 7, asOf: at(7 * 20) }));
    expect(found.get('ann 1')).toBe(8 / 2 ** 20);
  });

  test('counts what is later than asOf in full, all of it where asOf lies before all', () => {
    expectCells(valued(list).decay({ halfLifeDays: 10, asOf: at(10) }), [['ann 1', 4 + 2], ['ann 2', 3], ['bob 2', 5]]); // prettier-ignore
    expectCells(valued(list).decay({ halfLifeDays: 10, asOf: '1960-01-01' }), cells(valued(list)));
  });

  test('makes what is too old nothing, which is still seen', () => {
    const data = valued(list).decay({ halfLifeDays: 0.01 });
    expectCells(data, [['ann 1', 0], ['ann 2', 0], ['bob 2', 5]]); // prettier-ignore
    const model = new Popularity().fit(data);
    expect(model.recommend('ann')).toEqual([]);
    expect([...model.popularity]).toEqual([1, 2]);
    expectCells(data.weight('log1p'), [['ann 1', 0], ['ann 2', 0], ['bob 2', Math.log(6)]]); // prettier-ignore
  });

  test('ages a history against the moment that was saved; an entry without a time counts in full', () => {
    const model = new ItemKNN().fit(valued(list).decay({ halfLifeDays: 10 }));
    const alone = ItemKNNModel.fromBytes<string, number>(model.toBytes({ users: false }));
    expect([model.learned.asOf, model.recipe.decay]).toEqual([at(30), { halfLifeDays: 10 }]);
    for (const m of [model, alone]) {
      const [now] = m.recommend({ history: [1] });
      expect(m.recommend({ history: [{ item: 1, time: at(30) }] })).toEqual([now]);
      expect(m.recommend({ history: [{ item: 1, time: at(20) }] })[0].score).toBe(now.score / 2);
      expect(m.recommend({ history: [{ item: 1, time: at(99) }] })).toEqual([now]);
    }
  });

  test('needs times and a half-life above 0', () => {
    const timeless = Interactions.from(list, COLUMNS);
    expect(thrown(() => timeless.decay({ halfLifeDays: 3 }))).toMatchObject({
      code: 'invalid-data',
      message: 'decay needs interactions with "time"',
    });
    const model = new Popularity().fit(counted(list).decay({ halfLifeDays: 3 }));
    expect(thrown(() => new Popularity().update(model, timeless)).message).toContain('must have times');
    for (const halfLifeDays of DECAY.halfLifeDays.invalid)
      expect(thrown(() => counted(list).decay({ halfLifeDays: halfLifeDays as number })).message).toContain(
        '"halfLifeDays" must be a number above 0',
      );
    expect(thrown(() => counted(list).decay({ halfLifeDays: 1, asOf: 'soon' })).message).toContain('"asOf" must be a Date');
    expect(thrown(() => counted(list).decay({ halfLifeDay: 1 } as never)).message).toContain('did you mean "halfLifeDays"');
  });
});

describe('filter', () => {
  /** Round by round, as one would by hand. */
  function core(list: readonly Event[], minPerUser: number, minPerItem: number): Event[] {
    for (let left = list; ;) {
      const count = (key: 'user' | 'item', other: 'user' | 'item') => {
        const sets = new Map<unknown, Set<unknown>>();
        for (const event of left) sets.set(event[key], (sets.get(event[key]) ?? new Set()).add(event[other]));
        return sets;
      };
      const [users, items] = [count('user', 'item'), count('item', 'user')];
      const next = left.filter(({ user, item }) => users.get(user)!.size >= minPerUser && items.get(item)!.size >= minPerItem);
      if (next.length === left.length) return [...left];
      left = next;
    }
  }

  test('leaves the core: users and items with enough of each other', () => {
    let smaller = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const list = events(25, 30, 110, { seed });
      const [minPerUser, minPerItem] = [1 + (seed % 5), 1 + (seed % 4)];
      const left = core(list, minPerUser, minPerItem);
      if (left.length === 0) continue;
      const filtered = valued(list).filter({ minPerUser, minPerItem });
      expect(cells(filtered)).toEqual(cells(valued(left)));
      const bm25 = (data: Data) => cells(data.weight('bm25')); // statistics of those alone who are left
      expect(bm25(filtered)).toEqual(bm25(valued(left)));
      const model = new Popularity().fit(filtered);
      const plain = new Popularity().fit(valued(left));
      expect([model.items.values, [...model.popularity]]).toEqual([plain.items.values, [...plain.popularity]]);
      expect(model.interactions!.users.size).toBe(valued(list).nUsers);
      if (left.length < list.length * 0.75) smaller++;
    }
    expect(smaller).toBeGreaterThan(3);
  });

  const list = [
    ...['ann', 'bob', 'eve'].flatMap((user) => [1, 2, 3].map((item) => ({ user, item, value: 1, time: item }))),
    { user: 'loner', item: 2, value: 4, time: 9 },
    { user: 'loner', item: 4711, value: 4, time: 9 },
    { user: 'stranger', item: 815, value: 4, time: 9 },
  ];
  const filtered = valued(list).filter({ minPerUser: 3, minPerItem: 2 });

  test('scores whom it leaves out by what they have of the items that are left', () => {
    for (const aggregate of ['sum', 'average'] as const) {
      const model = new ItemKNN({ aggregate }).fit(filtered);
      expect(model.items.values).toEqual([1, 2, 3]);
      expect([...model.popularity]).toEqual([3, 3, 3]);
      expect(model.recommend('loner')).toEqual(model.recommend({ history: [{ item: 2, value: 4 }] }));
      expect(model.recommend('loner').map(({ item }) => item)).toEqual([1, 3]);
      expect(model.similarItems(1)).toEqual(new ItemKNN({ aggregate }).fit(valued(list.slice(0, 9))).similarItems(1));
      expect(model.recommend('stranger')[0].source).toBe('popular');
      expect(thrown(() => model.explain('loner', 4711)).code).toBe('unknown-id');
      expect([...model.recommendAll()].map(({ user }) => user)).toEqual(['ann', 'bob', 'eve', 'loner', 'stranger']);
      expect(ItemKNNModel.fromBytes<string, number>(model.toBytes()).recommend('loner')).toEqual(model.recommend('loner'));
      expect(ItemKNNModel.fromBytes<string, number>(model.toBytes()).similarItems(1)).toEqual(model.similarItems(1));
    }
  });

  test('holds nothing of what it leaves out in a file without users', () => {
    const fitted = (events: readonly Event[]) => {
      const texts = Interactions.from(events.map((event) => ({ ...event, item: `item${event.item}` })), VALUED); // prettier-ignore
      return new ItemKNN().fit(texts.filter({ minPerUser: 3, minPerItem: 2 }).decay({ halfLifeDays: 1e-8 }).weight('bm25'));
    };
    const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
    expect(text(fitted(list).toBytes())).toContain('item4711');
    const bytes = fitted(list).toBytes({ users: false });
    expect(text(bytes)).not.toContain('item4711');
    expect(text(bytes)).not.toContain('loner');
    expectSameBytes(bytes, fitted(list.slice(0, 9)).toBytes({ users: false }));
  });

  test('says so where nothing is left, and takes no number below 1', () => {
    expect(thrown(() => new Popularity().fit(valued(list).filter({ minPerUser: 99 })))).toMatchObject({
      code: 'invalid-data',
      message: expect.stringContaining('the filter leaves nothing'),
    });
    const model = new Popularity().fit(filtered);
    const two = valued(list).filter({ minPerUser: 3, minPerItem: 3 });
    expect(thrown(() => new Popularity().forget(new Popularity().fit(two), 'ann')).message).toContain('the filter leaves nothing');
    expect(model.items.size).toBe(3);
    for (const [name, { invalid }] of Object.entries(FILTER))
      for (const value of invalid)
        expect(thrown(() => valued(list).filter({ [name]: value })).message).toContain(`"${name}" must be an integer from 1`);
    expect(valued(list).filter({ minPerUser: 3 }).filter({}).recipe).toEqual({});
  });
});

describe('weight', () => {
  const list = events(20, 15, 150, { values: 'half' });

  test('bm25 and tfidf by their formulas', () => {
    const raw = cells(valued(list));
    const sum = (keep: (user: string, item: string) => boolean, count = false) =>
      [...raw].reduce((total, [pair, value]) => total + (keep(...(pair.split(' ') as [string, string])) ? (count ? 1 : value) : 0), 0);
    const items = new Set([...raw.keys()].map((pair) => pair.split(' ')[1]));
    const mean = sum(() => true) / items.size;
    const idf = (user: string) => Math.log(items.size) - Math.log(1 + sum((u) => u === user, true));
    const [k1, b] = [2, 0.3];
    const expected = [...raw].map(([pair, x]) => {
      const [user, item] = pair.split(' ');
      const length = sum((_, i) => i === item) / mean;
      return { pair, bm25: ((x * (k1 + 1)) / (k1 * (1 - b + b * length) + x)) * idf(user), tfidf: Math.sqrt(x) * idf(user) };
    });
    expectCells(valued(list).weight('bm25', { k1, b }), expected.map(({ pair, bm25 }) => [pair, bm25])); // prettier-ignore
    expectCells(valued(list).weight('tfidf'), expected.map(({ pair, tfidf }) => [pair, tfidf])); // prettier-ignore
    expect(valued(list).weight('bm25').recipe).toEqual({ weight: 'bm25', bm25: { k1: 1.2, b: 0.75 } });
  });

  test('counts for nothing who has all items but one, and below nothing who has all', () => {
    const all = [1, 2, 3].map((item) => ({ user: 'all', item, value: 1, time: 0 }));
    const but = [1, 2].map((item) => ({ user: 'but', item, value: 1, time: 0 }));
    const found = cells(valued([...all, ...but]).weight('tfidf'));
    expect(found.get('but 1')).toBe(0);
    expect(found.get('all 1')).toBeCloseTo(Math.log(3 / 4), 12);
  });

  test('takes values of 0, refuses those below and wrong options', () => {
    const signed = (value: number) => Interactions.from([{ user: 'a', item: 1, value }, { user: 'b', item: 2, value: 1 }], { ...COLUMNS, value: 'value' }); // prettier-ignore
    for (const weight of ['tfidf', 'bm25'] as const) {
      expect(thrown(() => new ItemKNN().fit(signed(-1).weight(weight))).message).toBe(`the weight "${weight}" needs values from 0, got -1`);
      const model = new ItemKNN().fit(signed(0).weight(weight));
      expect(thrown(() => model.recommend({ history: [{ item: 1, value: -3 }] })).message).toContain('needs values from 0');
    }
    const zeros = Interactions.from([{ user: 'a', item: 1, value: 0 }], { ...COLUMNS, value: 'value' }).weight('bm25', { k1: 0, b: 1 });
    expect([...prepare(zeros).rows.values]).toEqual([0]);
    for (const [name, { invalid, expected }] of Object.entries(BM25))
      for (const value of invalid)
        expect(thrown(() => valued(list).weight('bm25', { [name]: value })).message).toContain(`"${name}" must be ${expected}`);
    expect(thrown(() => valued(list).weight('bm52' as never)).message).toContain(
      '"weight" must be "log1p" or "binary" or "tfidf" or "bm25"',
    );
    expect(thrown(() => valued(list).weight('tfidf' as 'bm25', { k1: 2 })).code).toBe('unknown-option');
  });
});

test('each part of a recipe replaces only itself, in any order', () => {
  const data = counted(events(5, 5, 20));
  const parts = [
    (d: Data) => d.weight('bm25', { k1: 2 }),
    (d: Data) => d.filter({ minPerUser: 2 }),
    (d: Data) => d.decay({ halfLifeDays: 3, asOf: new Date(DAY) }),
  ];
  const recipe =
    '{"filter":{"minPerUser":2,"minPerItem":1},"decay":{"halfLifeDays":3,"asOf":86400000},"weight":"bm25","bm25":{"k1":2,"b":0.75}}';
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
    [0, 2, 1, 0, 2],
  ])
    // prettier-ignore
    expect(JSON.stringify(order.reduce((d, p) => parts[p](d), data).recipe)).toBe(recipe);
  const last = parts[1](parts[0](data)).weight('log1p');
  expect(last.recipe).toEqual({ filter: { minPerUser: 2, minPerItem: 1 }, weight: 'log1p' });
  expect(data.recipe).toEqual({});
});
