import { describe, expect, test } from 'vitest';
import {
  describeSegments,
  describeSegmentsAsync,
  Interactions,
  profileSegments,
  Table,
  type CategoryProfile,
  type NumberProfile,
  type ProfileOptions,
  type SegmentAggregates,
  type SegmentProfiles,
} from '../../src/index.js';
import { DESCRIBE } from '../../src/segmentation/describe.js';
import { distinctNames } from '../../src/segmentation/names.js';
import { PROFILE } from '../../src/segmentation/profile-options.js';
import { figure, traitsOf } from '../../src/segmentation/traits.js';
import { thrown } from '../support/files.js';
import { generator, shuffled } from '../support/random.js';

/** Customers with values missing here and there. */
function customers(n: number, seed = 1) {
  const random = generator(seed);
  const rows = Array.from({ length: n }, (_, i) => ({
    id: `c${i}`,
    spend: random() < 0.1 ? null : Math.floor(1000 * random() * random()) / 7,
    plan: random() < 0.1 ? null : ['basic', 'plus', 'pro'][Math.floor(3 * random() * random())],
    vip: random() < 0.1 ? null : random() < 0.2,
  }));
  return { rows, labels: rows.map(() => Math.floor(3 * random()) * 7 - 7) };
}

const numbers = (profiles: SegmentProfiles, s: number, f: number) => profiles.segments[s].features[f] as NumberProfile;
const values = (profiles: SegmentProfiles, s: number, f: number) => profiles.segments[s].features[f] as CategoryProfile;

describe('profileSegments', () => {
  test('counts and averages as the textbook does, missing values left out', () => {
    const { rows, labels } = customers(400);
    const profiles = profileSegments(Table.from(rows), labels, { customer: 'id', minCount: 1, top: 9 });
    expect(profiles.segments.map(({ label }) => label)).toEqual([-7, 0, 7]);
    const known = (list: (number | null)[]) => list.filter((v) => v !== null).sort((a, b) => a - b);
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    const middle = (list: number[]) => (list[(list.length - 1) >> 1] + list[list.length >> 1]) / 2;
    const all = known(rows.map(({ spend }) => spend));
    const spread = Math.sqrt(mean(all.map((v) => (v - mean(all)) ** 2)));
    profiles.segments.forEach(({ label, size, share, features }, s) => {
      const own = rows.filter((_, i) => labels[i] === label);
      expect([size, share, features.length]).toEqual([own.length, own.length / 400, 3]);
      const spends = known(own.map(({ spend }) => spend));
      expect(numbers(profiles, s, 0)).toEqual({
        kind: 'number',
        column: 'spend',
        count: spends.length,
        missing: own.length - spends.length,
        mean: expect.closeTo(mean(spends), 9),
        meanOfAll: expect.closeTo(mean(all), 9),
        median: middle(spends),
        medianOfAll: middle(all),
        lift: expect.closeTo(mean(spends) / mean(all), 12),
        deviation: expect.closeTo((mean(spends) - mean(all)) / spread, 12),
      });
      for (const [f, column] of [
        [1, 'plan'],
        [2, 'vip'],
      ] as const) {
        // prettier-ignore
        const there = own.filter((row) => row[column] !== null);
        const everywhere = rows.filter((row) => row[column] !== null);
        const profile = values(profiles, s, f);
        expect([profile.count, profile.missing, profile.withheld]).toEqual([there.length, own.length - there.length, 0]);
        for (const { value, count, share, shareOfAll, lift } of profile.values) {
          expect(count).toBe(there.filter((row) => row[column] === value).length);
          expect(share).toBe(count / there.length);
          expect(shareOfAll).toBe(everywhere.filter((row) => row[column] === value).length / everywhere.length);
          expect([lift, lift >= 1]).toEqual([share / shareOfAll, true]);
        }
        const gains = profile.values.map((one) => one.share - one.shareOfAll);
        expect(gains).toEqual([...gains].sort((a, b) => b - a));
      }
    });
  });

  test('is plain data, and does not depend on the order of the rows', () => {
    const { rows, labels } = customers(300, 4);
    const order = shuffled([...rows.keys()]);
    const options: ProfileOptions = { customer: 'id', minCount: 3 };
    const a = profileSegments(Table.from(rows), labels, options);
    const b = profileSegments(Table.from(order.map((i) => rows[i])), order.map((i) => labels[i]), options); // prettier-ignore
    expect(b).toEqual(a);
    expect(JSON.parse(JSON.stringify(a))).toEqual(a);
  });

  test('withholds values of few rows, and says how many', () => {
    const table = Table.from({ city: [...'aaaaaabbbbc'], x: Array.from({ length: 11 }, (_, i) => i) });
    const labels = [0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0];
    const cities = (minCount: number, s: number) => {
      const { values: found, withheld } = values(profileSegments(table, labels, { minCount }), s, 0);
      return [found.map(({ value, count }) => `${value}${count}`).join(' '), withheld];
    };
    expect([cities(1, 0), cities(4, 0), cities(5, 0)]).toEqual([['a4 c1', 0], ['a4', 2], ['', 3]]); // prettier-ignore
    expect([cities(1, 1), cities(3, 1), cities(10, 1)]).toEqual([['b3', 0], ['b3', 1], ['', 2]]); // prettier-ignore
    expect(values(profileSegments(table, labels, { minCount: 1, top: 1 }), 0, 0).values).toHaveLength(1);
  });

  test('has no lift of means around 0, no deviation where nothing varies, no figures where nothing is known', () => {
    const profiles = profileSegments(
      Table.from({
        mixed: [-1, 2, 3, -5],
        negative: [-1, -3, -1, -3],
        zero: [0, 0, 0, 0],
        gap: [null, null, 1, 2],
        none: [null, null, null, null],
      }),
      ['a', 'a', 'b', 'b'],
    );
    expect(profiles.segments[0].features.map((one) => one.kind === 'number' && [one.mean, one.lift, one.deviation])).toEqual([
      [0.5, null, expect.closeTo(0.241, 3)],
      [-2, 1, 0],
      [0, null, null],
      [null, null, null],
      [null, null, null],
    ]);
    expect(numbers(profiles, 0, 3)).toMatchObject({ count: 0, missing: 2, meanOfAll: 1.5, median: null });
    const far = profileSegments(Table.from({ at: [1e15 + 1, 1e15 + 3, 1e15 + 5, 1e15 + 7] }), [0, 0, 1, 1]);
    expect(numbers(far, 0, 0)).toMatchObject({ mean: 1e15 + 2, deviation: expect.closeTo(-2 / Math.sqrt(5), 12) });
  });

  test('leaves dates and texts out, and takes what it is told', () => {
    const table = Table.of({
      at: { kind: 'date', values: Float64Array.of(1, 2) },
      note: { kind: 'text', values: ['x', null] },
      n: { kind: 'number', values: Float64Array.of(1, 2) },
      m: { kind: 'number', values: Float64Array.of(1, 2) },
    });
    expect(profileSegments(table, [1, 1])).toMatchObject({ leftOut: ['at', 'note'], segments: [{ label: 1, size: 2, share: 1 }] });
    const { segments, leftOut } = profileSegments(table, ['x', 'y'], { features: ['m'], names: { x: 'Exes', z: 'nobody' } });
    expect([segments[0].features.map((one) => one.column), leftOut]).toEqual([['m'], []]);
    expect(segments.map((one) => [one.label, one.name])).toEqual([['x', 'Exes'], ['y', undefined]]); // prettier-ignore
    expect(profileSegments(table, [1, 0], { names: ['none', 'one'] }).segments.map(({ name }) => name)).toEqual(['none', 'one']);
  });

  test('takes tables without rows, without columns and without features', () => {
    expect(profileSegments(Table.from([]), [])).toEqual({ nRows: 0, minCount: 10, segments: [], leftOut: [] });
    expect(profileSegments(Table.from({ n: [] }), [])).toMatchObject({ nRows: 0, segments: [] });
    const { segments } = profileSegments(Table.from({ id: ['a', 'b'] }), [3, 9], { customer: 'id' });
    expect(segments).toEqual([{ label: 3, size: 1, share: 0.5, features: [] }, { label: 9, size: 1, share: 0.5, features: [] }]); // prettier-ignore
  });

  test.each(Object.entries(PROFILE).flatMap(([option, { invalid }]) => invalid.map((value) => [option, value] as const)))(
    'refuses %s %j',
    (option, value) => {
      const error = thrown(() => profileSegments(Table.from({ n: [1] }), [1], { [option]: value }));
      expect([error.code, error.message.includes(`"${option}" must be ${PROFILE[option as keyof ProfileOptions].expected}`)]).toEqual([
        'invalid-option',
        true,
      ]);
    },
  );

  test('refuses what it cannot read', () => {
    const table = Table.from({ n: [1, 2, Infinity], id: ['a', 'b', 'a'], when: [new Date(0), null, null] });
    const message = (labels: unknown, options: ProfileOptions = {}, from: unknown = table) =>
      thrown(() => profileSegments(from as Table, labels as number[], options)).message;
    expect(message([0, 0])).toBe('"labels" must hold one label a row (3), got 2');
    expect(message(undefined)).toBe('"labels" must hold one label a row (3), got undefined');
    expect(message([0, NaN, 0])).toBe('row 2 of "labels" must be text or a whole number below 2^53, got NaN');
    expect(message([0, 'a', 0])).toContain('row 2 of "labels" must be of the same kind as the first (0), got "a"');
    expect(message([0, 0, 0])).toBe('row 3 of "n" must be a finite number or missing, got Infinity');
    expect(message([0, 0, 0], { features: ['when'] })).toBe(
      'feature "when" must be a column of numbers, categories or booleans, it is of kind date',
    );
    expect(message([0, 0, 0], { features: ['m'] })).toContain('the table has no column "m"');
    expect(message([0, 0, 0], { customer: 'it' })).toContain('did you mean "id"');
    expect(message([], {}, [])).toBe('"table" must be a Table, got an array of 0');
    expect(message([0, 0, 0], { feature: [] } as object)).toContain('did you mean "features"');
    const lines = Table.from({ who: ['a'], what: ['tea'] });
    const orders = { lines, customer: 'who', item: 'what' };
    expect(message([0, 0, 0], { orders })).toBe('"customer" must be the column of ids that "orders" speaks of, got undefined');
    expect(message([0, 0, 0], { orders, customer: 'id', features: [] })).toBe(
      'row 3 of "id" must be a customer who has no row yet, got "a"',
    );
  });
});

describe('profileSegments tells what they buy', () => {
  const table = Table.from({ id: [...'abcdefgh'], n: [1, 2, 3, 4, 5, 6, 7, 8] });
  const labels = [0, 0, 0, 0, 1, 1, 1, 1];
  const bought: [string, string, number][] = [
    ['a', 'tea', 2], ['a', 'tea', 3], ['b', 'tea', 4], ['c', 'tea', 1], ['e', 'tea', 8], // 3 of 4, 1 of 4
    ['a', 'jam', 9], ['e', 'jam', 1], ['f', 'jam', 1], // 1 of 4, 2 of 4
    ['g', 'mug', 5], ['x', 'mug', 70], ['x', 'tea', 70], // x is no customer of the table
  ]; // prettier-ignore
  const lines = Table.from(bought.map(([who, what, paid]) => ({ who, what, paid })));
  const orders = { lines, customer: 'who', item: 'what', amount: 'paid' };

  test('by the share of customers, against everyone in the table', () => {
    const [first, second] = profileSegments(table, labels, { orders, customer: 'id', minCount: 1 }).segments;
    expect(first.bought).toEqual({
      buyers: 3,
      items: [{ item: 'tea', buyers: 3, share: 0.75, shareOfAll: 0.5, lift: 1.5, amount: 10 }],
      withheld: 0,
    });
    expect(second.bought).toEqual({
      buyers: 3,
      items: [
        { item: 'mug', buyers: 1, share: 0.25, shareOfAll: 0.125, lift: 2, amount: 5 },
        { item: 'jam', buyers: 2, share: 0.5, shareOfAll: 0.375, lift: 4 / 3, amount: 2 },
      ],
      withheld: 0,
    });
  });

  test('withheld below the least number of buyers; from interactions the same, without amounts', () => {
    const met = Interactions.from(lines, { user: 'who', item: 'what' });
    const [first, second] = profileSegments(table, labels, { orders: met, customer: 'id', minCount: 2 }).segments;
    expect(first.bought).toEqual({ buyers: 3, items: [{ item: 'tea', buyers: 3, share: 0.75, shareOfAll: 0.5, lift: 1.5 }], withheld: 1 });
    expect(second.bought).toMatchObject({ items: [{ item: 'jam' }], withheld: 2 });
    expect(profileSegments(table, labels, { orders: met, customer: 'id', minCount: 1, top: 1 }).segments[1].bought!.items).toHaveLength(1);
  });

  test('of nobody who is known: nothing', () => {
    const strangers = Interactions.from([{ who: 1, what: 'tea' }], { user: 'who', item: 'what' });
    expect(profileSegments(table, labels, { orders: strangers, customer: 'id' }).segments[0].bought).toEqual({
      buyers: 0,
      items: [],
      withheld: 0,
    });
  });
});

describe('describeSegments', () => {
  const random = generator(7);
  const rows = Array.from({ length: 200 }, (_, i) => ({
    tenure: i < 60 ? 3 + Math.floor(5 * random()) : 30 + Math.floor(40 * random()),
    charges: 20 + Math.floor(600 * random()) / 10,
    contract: i < 60 ? (random() < 0.9 ? 'Month-to-month' : 'One year') : random() < 0.5 ? 'Month-to-month' : 'Two year',
    senior: i >= 60 && random() < 0.7,
  }));
  const labels = rows.map((_, i) => (i < 60 ? 'new' : 'old'));
  const table = Table.from(rows);

  test('names by the largest differences, and says them with the figures of everyone', () => {
    const [first, second] = describeSegments(profileSegments(table, labels));
    expect(first.label).toBe('new');
    expect(first.name).toMatch(/^(Low tenure, mostly not senior|Low tenure, mostly contract Month-to-month)$/);
    expect(first.sentence).toMatch(/^60 customers \(30 %\)\. /);
    expect(first.sentence).toMatch(/Typical tenure \d, of all \d\d\./);
    expect(first.sentence).toMatch(/contract is Month-to-month for \d\d % \(\d\d % of all\)\./);
    expect(second.name).toMatch(/tenure/i);
    const one = describeSegments(profileSegments(table, labels.map(() => 0)), { noun: ['guest', 'guests'] }); // prettier-ignore
    expect(one).toEqual([{ label: 0, name: 'All guests', sentence: '200 guests (100 %).' }]);
  });

  test('says nothing that is false: high and low of mean and median, mostly of more than half, average of the mean', () => {
    for (let seed = 1; seed < 60; seed++) {
      const draw = generator(seed);
      const n = 20 + Math.floor(100 * draw());
      const some = Array.from({ length: n }, () => ({
        a: Math.floor(10 * draw() * draw() * draw()),
        b: draw() < 0.1 ? null : 1000 * draw() - 500,
        c: ['x', 'y', 'z', 'w'][Math.floor(4 * draw() * draw())],
        d: draw() < 0.1 ? null : draw() < 0.5,
      }));
      const own = some.map((row) => (row.a + (row.c === 'x' ? 2 : 0) + 4 * draw() > 4 ? 1 : 0) + (row.d ? 2 : 0));
      const profiles = profileSegments(Table.from(some), own, { minCount: 1 });
      const described = describeSegments(profiles);
      expect(new Set(described.map(({ name }) => name)).size).toBe(described.length);
      described.forEach(({ name }, s) => {
        for (const part of name
          .toLowerCase()
          .replace(/ \(\d\)$/, '')
          .split(', ')) {
          const [, word, column, value] =
            /^(high|low|above-average|below-average|mostly not|mostly|more|fewer) (\w)(?: (\w))?$/.exec(part) ?? [];
          if (!word) expect(part).toMatch(/^(close to the average|all customers)$/);
          const feature = profiles.segments[s].features.find((one) => one.column === column);
          if (feature?.kind === 'number') {
            const { mean, meanOfAll, median, medianOfAll } = feature as unknown as Record<keyof NumberProfile, number>;
            expect(['high', 'above-average'].includes(word) ? mean > meanOfAll : mean < meanOfAll, part).toBe(true);
            if (word === 'high' || word === 'low') expect(word === 'high' ? median > medianOfAll : median < medianOfAll, part).toBe(true);
          } else if (feature) {
            const told = feature.kind === 'category' ? value : word === 'more' || word === 'mostly';
            const { share, shareOfAll } = feature.values.find((one) => one.value === told)!;
            expect(share > shareOfAll && (!word.startsWith('mostly') || share > 0.5), part).toBe(true);
          }
        }
      });
    }
  });

  test('tells more where two segments would have one name, then numbers them', () => {
    const like = (label: number, more: [string, number][]) => ({
      label, size: 20, share: 0.25,
      features: [['a', 2], ['b', 1.5], ...more].map(([column, deviation]) => ({
        kind: 'number' as const, column: column as string, count: 20, missing: 0, mean: 1, meanOfAll: 0, median: 1, medianOfAll: 0, lift: null, deviation: deviation as number,
      })),
    }); // prettier-ignore
    const profiles = { nRows: 80, minCount: 10, leftOut: [], segments: [like(1, []), like(2, [['c', 1]]), like(3, [['c', 1], ['d', 0.9]]), like(4, [])] }; // prettier-ignore
    expect(describeSegments(profiles).map(({ name }) => name)).toEqual(['High a, high b', 'High a, high b, high c', 'High a, high b, high c, high d', 'High a, high b (2)']); // prettier-ignore
  });

  test('says where nothing stands out, where there are no features, and what is bought', () => {
    const alike = profileSegments(Table.from({ n: [1, 2, 1, 2] }), [0, 0, 1, 1]);
    expect(describeSegments(alike).map(({ name }) => name)).toEqual(['Close to the average', 'Close to the average (2)']);
    const bare = profileSegments(Table.from({ id: ['a', 'b', 'c'] }), [0, 1, 1], {
      customer: 'id',
      minCount: 1,
      orders: Interactions.from([{ u: 'a', i: 'tea' }], { user: 'u', item: 'i' }),
    });
    expect(describeSegments(bare)).toEqual([
      { label: 0, name: 'Segment 0', sentence: '1 customer (33 %). Bought more often than by all: tea (100 %, of all 33 %).' },
      { label: 1, name: 'Segment 1', sentence: '2 customers (67 %).' },
    ]);
    expect(describeSegments({ ...bare, segments: [] })).toEqual([]);
  });

  test('keeps names that the segments have, and makes them distinct', () => {
    const named = profileSegments(table, labels, { names: { new: 'Same', old: 'Same' } });
    expect(describeSegments(named).map(({ name }) => name)).toEqual(['Same', 'Same (2)']);
  });

  test('a mean that is told apart where medians are not, nothing where rounding hides it', () => {
    const base = { kind: 'number' as const, column: 'n', count: 9, missing: 0, lift: null, deviation: 0.4 };
    const [mean] = traitsOf([{ ...base, mean: 2.25, meanOfAll: 1, median: 1, medianOfAll: 1 }]);
    expect([mean.words, mean.sentence]).toEqual(['above-average n', 'Mean n 2.25, of all 1.']);
    expect(traitsOf([{ ...base, mean: 1000.2, meanOfAll: 1000.1, median: 1, medianOfAll: 1 }])[0].sentence).toBe('');
    expect(traitsOf([{ ...base, deviation: 0.1, mean: 2, meanOfAll: 1, median: 1, medianOfAll: 1 }])).toEqual([]);
  });

  test.each(Object.entries(DESCRIBE).flatMap(([option, { invalid }]) => invalid.map((value) => [option, value] as const)))(
    'refuses %s %j',
    (option, value) => {
      const profiles = profileSegments(table, labels);
      expect(thrown(() => describeSegments(profiles, { [option]: value } as never)).code).toBe('invalid-option');
    },
  );
});

describe('a function that names', () => {
  const random = generator(3);
  const n = 100;
  const table = Table.from({
    id: Array.from({ length: n }, (_, i) => `secret-${i}`),
    spend: Array.from({ length: n }, () => 1000 * random()),
    rare: Array.from({ length: n }, (_, i) => (i < 3 ? 'ill' : i < 50 ? 'well' : 'fine')),
    almost: Array.from({ length: n }, (_, i) => i !== 7),
    few: Array.from({ length: n }, (_, i) => (i < 4 ? i : null)),
  });
  const labels = Array.from({ length: n }, (_, i) => (i < 45 ? 0 : i < 96 ? 1 : 2));
  const orders = Interactions.from(
    Array.from({ length: n }, (_, i) => ({ who: `secret-${i}`, what: i < 2 ? 'pills' : i < 44 ? 'tea' : 'jam' })),
    { user: 'who', item: 'what' },
  );
  const profiles = profileSegments(table, labels, { customer: 'id', orders, minCount: 1 });
  const guarded = { ...profiles, minCount: 10 };

  test('is given aggregates only: no id, no row, nothing that few have in common or have not', () => {
    const seen: SegmentAggregates[] = [];
    const names = describeSegments(guarded, { name: (one) => `No. ${seen.push(one)}` });
    expect(names.map(({ name }) => name)).toEqual(['No. 1', 'No. 2', 'No. 3']);
    expect(seen.map(({ label, size, share }) => [label, size, share])).toEqual([[0, 45, 0.45], [1, 51, 0.51], [2, null, null]]); // prettier-ignore
    expect(seen[2]).toEqual({ label: 2, size: null, share: null, features: [], items: [] });
    const text = JSON.stringify(seen);
    for (const hidden of ['secret', '"ill"', 'pills', '"count"', '"buyers"', '"missing"', 'few']) expect(text).not.toContain(hidden);
    expect(seen[0].features.map((one) => one.column)).toEqual(['spend', 'rare', 'almost']);
    const [spend, rare, almost] = seen[0].features;
    expect(spend.kind === 'number' && spend.mean).toBe((profiles.segments[0].features[0] as NumberProfile).mean);
    expect(rare).toEqual({ kind: 'category', column: 'rare', values: [] }); // 42 of 45 are well: that would tell of the three
    expect(almost).toEqual({ kind: 'boolean', column: 'almost', values: [] });
    expect(seen[1].features.find((one) => one.column === 'almost')).toMatchObject({
      values: [{ value: true, share: 1, shareOfAll: 0.99, lift: 1.01 }],
    });
    expect([seen[0].items, seen[1].items]).toEqual([[], [{ item: 'jam', share: 1, shareOfAll: 0.56, lift: 1.79 }]]);
  });

  test('may take its time; its names are trimmed and made distinct', async () => {
    const given = ['  Young\n buyers ', 'Young buyers', 'Others'];
    const stages: number[] = [];
    const named = await describeSegmentsAsync(
      guarded,
      { name: ({ label }) => Promise.resolve(given[label as number]) },
      { onProgress: ({ done }) => void stages.push(done) },
    );
    expect(named.map(({ name }) => name)).toEqual(['Young buyers', 'Young buyers (2)', 'Others']);
    expect(stages).toEqual([0, 1, 2, 3]);
    expect(named.map(({ sentence }) => sentence)).toEqual(describeSegments(guarded).map(({ sentence }) => sentence));
    expect(await describeSegmentsAsync(guarded)).toEqual(describeSegments(guarded));
  });

  test.each([[''], ['  '], [null], [undefined], [3], [{ name: 'x' }], ['x'.repeat(81)]])('is told so where it gives %j', async (bad) => {
    const error = thrown(() => describeSegments(guarded, { name: () => bad as string }));
    expect([error.code, error.message]).toEqual(['invalid-data', expect.stringMatching(/^"name" must be a function that gives a text of 1 to 80 characters, got .* for segment 0$/)]); // prettier-ignore
    await expect(describeSegmentsAsync(guarded, { name: async () => bad as string })).rejects.toMatchObject({ code: 'invalid-data' });
  });

  test('cannot wait in the call that does not; its own errors come through, and a signal stops it', async () => {
    expect(thrown(() => describeSegments(guarded, { name: (() => Promise.resolve('x')) as never })).message).toContain(
      'use describeSegmentsAsync',
    );
    const boom = new Error('no network');
    await expect(describeSegmentsAsync(guarded, { name: () => Promise.reject(boom) })).rejects.toBe(boom);
    let calls = 0;
    const stop = new AbortController();
    const name = () => {
      if (++calls === 2) stop.abort();
      return `Name ${calls}`;
    };
    await expect(describeSegmentsAsync(guarded, { name }, { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect(calls).toBe(2);
  });
});

test('figures are short, whole where they are whole, and small ones keep their digits', () => {
  expect([0, 3, -3, 12345.6, 99.96, 29.43, 4.999, 0.5, 0.01234, -0.25, 1e-15].map(figure)).toEqual(
    ['0', '3', '-3', '12,346', '100', '29.4', '5', '0.5', '0.0123', '-0.25', '0'], // prettier-ignore
  );
});

test('names become distinct whatever is given', () => {
  const distinct = distinctNames(['a', 'a', 'a (2)', 'a', 'b'].map((name) => ({ name }))).map(({ name }) => name);
  expect([new Set(distinct).size, distinct[0], distinct[1]]).toEqual([5, 'a', 'a (2)']);
});
