// Splits: a pair of user and item is on one side only, nothing is lost, and what is drawn depends on the seed alone.
import { describe, expect, test } from 'vitest';
import type { Constraint } from '../../src/check.js';
import { LEAVE_ONE_OUT, TRAIN_TEST } from '../../src/evaluation/holdout.js';
import { kFold, leaveOneOut, temporalSplit, trainTestSplit, type Split } from '../../src/evaluation/index.js';
import { K_FOLD } from '../../src/evaluation/k-fold.js';
import { Interactions } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { events, shuffled } from '../support/random.js';

type Data = Interactions<string, number>;

const COLUMNS = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'sum' } as const;
const rows = events(50, 40, 1500, { seed: 7, values: 'half' });
const data = Interactions.from(rows, COLUMNS).weight('log1p');
const empty = data.filterEvents(() => false);

/** Each event as a line. */
function lines(interactions: Data): string[] {
  const { starts, items, values, times } = interactions.events;
  const out: string[] = [];
  for (let u = 0; u < interactions.nUsers; u++)
    for (let e = starts[u]; e < starts[u + 1]; e++)
      out.push([interactions.users.at(u), interactions.items.at(items[e]), values![e], times![e]].join());
  return out;
}
const pairs = (interactions: Data) => new Set(lines(interactions).map((line) => line.split(',').slice(0, 2).join()));
const nPairs = (interactions: Data) => interactions.rows().items.length;
const of = (interactions: Data, user: string) => interactions.itemsOf(user).length;

/** Every event is on one side, no pair on both, and both sides keep the rules. */
function expectDivided({ train, test }: Split<string, number>): void {
  expect([...lines(train), ...lines(test)].sort()).toEqual(lines(data).sort());
  const [left, right] = [pairs(train), pairs(test)];
  expect([...left].filter((pair) => right.has(pair))).toEqual([]);
  for (const side of [train, test]) expect([side.recipe, side.duplicates]).toEqual([data.recipe, data.duplicates]);
}

test('the data repeat pairs, or nothing would be tested', () => {
  expect(nPairs(data)).toBeLessThan(data.nEvents - 200);
  expect(Math.min(...data.users.values.map((user) => of(data, user)))).toBeGreaterThan(3);
});

const SPLITS: Record<string, (interactions: Data, seed: number) => Split<string, number>[]> = {
  'trainTestSplit, random': (all, seed) => [trainTestSplit(all, { seed, testSize: 0.25 })],
  'trainTestSplit, by user': (all, seed) => [trainTestSplit(all, { seed, by: 'user' })],
  'trainTestSplit, three of each user': (all, seed) => [trainTestSplit(all, { seed, by: 'user', testSize: 3 })],
  'leaveOneOut, random': (all, seed) => [leaveOneOut(all, { seed, which: 'random' })],
  'kFold, random': (all, seed) => kFold(all, { seed, nFolds: 7 }),
  'kFold, by user': (all, seed) => kFold(all, { seed, nFolds: 3, by: 'user' }),
};

describe.each(Object.entries(SPLITS))('%s', (_, split) => {
  test('divides the pairs', () => {
    for (const seed of [0, 1, 4294967295]) split(data, seed).forEach(expectDivided);
  });

  test('is the same whatever the order of the rows, and another one for another seed', () => {
    const again = split(Interactions.from(shuffled(rows), COLUMNS), 3).map(({ test: held }) => lines(held));
    const once = split(data, 3).map(({ test: held }) => lines(held));
    expect(again).toEqual(once);
    expect(split(data, 4).map(({ test: held }) => lines(held))).not.toEqual(once);
  });
});

describe('trainTestSplit', () => {
  test('holds out a share or a number of all pairs', () => {
    expect(nPairs(trainTestSplit(data).test)).toBe(Math.round(0.2 * nPairs(data)));
    expect(nPairs(trainTestSplit(data, { testSize: 1 }).test)).toBe(1);
    expect(nPairs(trainTestSplit(data, { testSize: nPairs(data) - 1 }).train)).toBe(1);
  });

  test('holds out a share or a number of the pairs of each user, and leaves everyone one', () => {
    const share = trainTestSplit(data, { by: 'user', testSize: 0.3 }).test;
    const three = trainTestSplit(data, { by: 'user', testSize: 3 }).test;
    const most = trainTestSplit(data, { by: 'user', testSize: 1000 }).train;
    for (const user of data.users.values) {
      expect([of(share, user), of(three, user), of(most, user)]).toEqual([Math.floor(0.3 * of(data, user) + 0.5), 3, 1]);
    }
  });

  test('draws every pair about as often', () => {
    const few = data.filterEvents((user) => user < 3);
    const drawn = new Map([...pairs(few)].map((pair) => [pair, 0]));
    for (let seed = 0; seed < 400; seed++)
      for (const pair of pairs(trainTestSplit(few, { testSize: 0.5, seed }).test)) drawn.set(pair, drawn.get(pair)! + 1);
    for (const times of drawn.values()) expect(Math.abs(times - 200)).toBeLessThan(55); // 5.5 standard deviations
  });

  test('refuses a split that leaves one side empty', () => {
    const one = data.filterEvents((_, event) => event === 0);
    for (const options of [{}, { testSize: 1 }]) expect(thrown(() => trainTestSplit(one, options)).code).toBe('invalid-data');
    expect(thrown(() => trainTestSplit(one)).message).toBe('"testSize" 0.2 of 1 pair of user and item leaves one side empty');
    expect(thrown(() => trainTestSplit(data, { testSize: nPairs(data) })).message).toContain('leaves one side empty');
    expect(thrown(() => trainTestSplit(one, { by: 'user' })).code).toBe('invalid-data');
    expect(thrown(() => trainTestSplit(data, { by: 'user', testSize: 1e-9 })).code).toBe('invalid-data');
  });
});

describe('leaveOneOut', () => {
  test('holds out what each user took last, with its earlier events', () => {
    const { train, test: held } = leaveOneOut(data);
    expectDivided({ train, test: held });
    for (const user of data.users.values) {
      const own = rows.filter((row) => row.user === user);
      const last = own.reduce((a, b) => (b.time > a.time ? b : a)).item;
      expect(Array.from(held.itemsOf(user), (i) => held.items.at(i))).toEqual([last]);
      expect(lines(held).filter((line) => line.startsWith(`${user},`))).toHaveLength(own.filter(({ item }) => item === last).length);
    }
  });

  test('takes the highest id of equal times, and leaves users with one item whole', () => {
    const list = [{ u: 1, i: 5, t: 9 }, { u: 1, i: 7, t: 9 }, { u: 1, i: 6, t: 9 }, { u: 2, i: 5, t: 9 }, { u: 2, i: 5, t: 10 }]; // prettier-ignore
    const { train, test: held } = leaveOneOut(Interactions.from(list, { user: 'u', item: 'i', time: 't' }));
    expect([held.users.values, held.items.values, train.nEvents]).toEqual([[1], [7], 4]);
  });

  test('takes each item of a user at random about as often', () => {
    const user = data.users.at(0);
    const drawn = new Map<number, number>();
    for (let seed = 0; seed < 50 * of(data, user); seed++) {
      const { test: held } = leaveOneOut(data, { which: 'random', seed });
      const item = held.items.at(held.itemsOf(user)[0]);
      drawn.set(item, (drawn.get(item) ?? 0) + 1);
    }
    expect(drawn.size).toBe(of(data, user));
    for (const times of drawn.values()) expect(Math.abs(times - 50)).toBeLessThan(40);
  });

  test('refuses the last without times, and where nobody has two items', () => {
    const timeless = Interactions.from(rows, { user: 'user', item: 'item' });
    expect(thrown(() => leaveOneOut(timeless)).message).toContain('{ which: "random" }');
    const single = Interactions.from([{ user: 1, item: 1, time: 1 }, { user: 2, item: 1, time: 1 }], { user: 'user', item: 'item', time: 'time' }); // prettier-ignore
    for (const which of ['last', 'random'] as const) expect(thrown(() => leaveOneOut(single, { which })).message).toContain('nobody has');
  });
});

describe('kFold', () => {
  test.each(['random', 'user'] as const)('by %s: each pair is tested once, sizes differ by at most one', (by) => {
    const folds = kFold(data, { nFolds: 6, by });
    const tested = folds.flatMap(({ test: held }) => [...pairs(held)]);
    expect([tested.length, new Set(tested)]).toEqual([nPairs(data), pairs(data)]);
    const sizes = folds.map(({ test: held }) => nPairs(held));
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    if (by === 'random') return;
    for (const user of data.users.values) {
      const own = folds.map(({ test: held }) => of(held, user));
      expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
    }
  });

  test('refuses more folds than pairs', () => {
    const few = data.filterEvents((_, event) => event === 0);
    expect(thrown(() => kFold(few, { nFolds: 2 })).message).toBe('2 folds need at least as many pairs of user and item, got 1 pair');
  });
});

describe('options and data', () => {
  const calls = { trainTestSplit, leaveOneOut, kFold } as Record<string, (interactions: Data, options?: object) => unknown>;

  test.each(Object.keys(calls))('%s refuses what is no interactions, and none', (name) => {
    for (const value of [undefined, null, [], {}]) {
      const error = thrown(() => calls[name](value as never));
      expect([error.code, error.message.startsWith('"interactions" must be Interactions')]).toEqual(['invalid-data', true]);
    }
    expect(thrown(() => calls[name](empty)).code).toBe('invalid-data');
    expect(thrown(() => calls[name](data, { sed: 1 })).message).toContain('did you mean "seed"');
  });

  test.each([['trainTestSplit', TRAIN_TEST], ['leaveOneOut', LEAVE_ONE_OUT], ['kFold', K_FOLD]])('%s refuses invalid options', (name, constraints) => {
    for (const [option, { invalid }] of Object.entries(constraints as Record<string, Constraint<unknown>>))
      for (const value of invalid) expect(thrown(() => calls[name](data, { [option]: value })).message).toContain(`"${option}" must be`);
  }); // prettier-ignore

  test('temporalSplit too', () => {
    expect(thrown(() => temporalSplit(undefined as never, { testDays: 1 })).code).toBe('invalid-data');
  });
});
