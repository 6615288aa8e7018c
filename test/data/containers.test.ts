// Matrix, Interactions, ids and times: what they take, what they refuse and how they say it.
import { describe, expect, test } from 'vitest';
import { Ids, idTensors } from '../../src/data/ids.js';
import { numberIds } from '../../src/data/number-ids.js';
import { parseIso } from '../../src/data/time.js';
import { Interactions, Matrix, Table } from '../../src/index.js';
import { thrown } from '../support/files.js';
import { shuffled } from '../support/random.js';

describe('Matrix', () => {
  test('keeps f64 by default and f32 if given, without a copy', () => {
    const f32 = Float32Array.of(1, 2, 3, 4);
    expect(Matrix.from(f32, 2).data).toBe(f32);
    expect(Matrix.from([[1, 2], [3, 4]]).data).toEqual(Float64Array.of(1, 2, 3, 4)); // prettier-ignore
    expect(Matrix.from([[1, 2], [3, 4]]).row(1)).toEqual(Float64Array.of(3, 4)); // prettier-ignore
  });

  test.each([
    [[[1, NaN]], 'row 1, column 2 must be a finite number, got NaN'],
    [[[1], [Infinity]], 'row 2, column 1 must be a finite number, got Infinity'],
    [[[1, 2], [3]], 'row 2 must have 2 cells, got 1'],
    [[[1], null], 'row 2 must have 1 cells, got null'],
    [[['1']], 'row 1, column 1 must be a number, got "1"'],
    ['abc', '"source" must be an array of rows, a Float64Array or a Float32Array, got "abc"'],
  ])('refuses %j', (source, message) => expect(thrown(() => Matrix.from(source as never)).message).toBe(message)); // prettier-ignore

  test('names the column of a gap in a typed array, wherever it is', () => {
    for (const at of [0, 1, 2, 3, 4, 8]) {
      const data = new Float64Array(9);
      data[at] = NaN;
      const error = thrown(() => Matrix.from(data, 3, { columns: ['a', 'b', 'c'] }));
      expect(error.message).toBe(`row ${Math.floor(at / 3) + 1}, column "${'abc'[at % 3]}" must be a finite number, got NaN`);
    }
  });

  test('refuses a width that does not fit and names that do not', () => {
    for (const width of [0, 2, 1.5, NaN]) expect(thrown(() => Matrix.from(new Float64Array(3), width)).code).toBe('invalid-option');
    expect(thrown(() => Matrix.from([[1, 2]], { columns: ['a'] })).message).toContain('"columns" must be 2 names');
  });
});

describe('ids', () => {
  test('are numbered in sorted order: numbers ascending, strings by code unit', () => {
    expect(numberIds([10, 9, 10, -1], 'x').ids.values).toEqual([-1, 9, 10]);
    const words = ['\u{1F600}', '\uFF5E', 'b', 'Z', 'é', ''];
    expect(numberIds(words, 'x').ids.values).toEqual(['', 'Z', 'b', 'é', '\u{1F600}', '\uFF5E']);
  });

  test.each([
    [['a', 1], 'row 2 of "x" must be of the same kind as the first ("a"), got 1: 1 and "1" are two ids'],
    [[1.5], 'row 1 of "x" must be text or a whole number below 2^53, got 1.5'],
    [[null], 'row 1 of "x" must be text or a whole number below 2^53, got null'],
    [[2 ** 53], 'row 1 of "x" must be text or a whole number below 2^53, got 9007199254740992'],
    [['\ud800'], 'row 1 of "x" must be well-formed text, got "\\ud800"'],
  ])('refuses %j', (column, message) => expect(thrown(() => numberIds(column as never, 'x')).message).toBe(message)); // prettier-ignore

  test('come back from a file, byte order mark and all', () => {
    for (const values of [['', '\ufeffx', 'a', 'ü\u0000', '\u{1F600}'].sort(), [-5, 0, 2 ** 52]]) {
      const ids = Ids.sorted(values as string[]);
      expect(Ids.fromTensors(idTensors(ids, 'x'), 'x').values).toEqual(values);
    }
  });
});

describe('times', () => {
  test.each([
    ['2011-12-09', Date.UTC(2011, 11, 9)],
    ['2010-12-01 08:26:00', Date.UTC(2010, 11, 1, 8, 26)],
    ['2024-02-29T23:59:59.5Z', Date.UTC(2024, 1, 29, 23, 59, 59, 500)],
    ['2024-01-01T10:00+14:59', Date.UTC(2023, 11, 31, 19, 1)],
    ['1969-12-31T23:00-02:30', Date.UTC(1970, 0, 1, 1, 30)],
    ['0099-03-01', new Date('0099-03-01T00:00:00Z').getTime()],
  ])('reads %s', (text, ms) => expect(parseIso(text)).toBe(ms));

  test.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-32',
    '12/31/2024',
    '2024-01-01T25:00',
    '2024-01-01T10:00+15:00',
    '2024-01-01T10:00-02:60',
    '2024-1-1',
    '',
    'now',
  ])('refuses %s', (text) => expect(parseIso(text)).toBeNaN());

  test('agrees with the engine on every day of four centuries', () => {
    for (let ms = Date.UTC(1801, 0, 1); ms < Date.UTC(2201, 0, 1); ms += 86400000)
      expect(parseIso(new Date(ms).toISOString().slice(0, 10))).toBe(ms);
  });
});

describe('Interactions', () => {
  const rows = [
    { user: 'b', item: 2, value: 0.1, at: '2026-01-03' },
    { user: 'a', item: 1, value: 0.2, at: '2026-01-02' },
    { user: 'a', item: 1, value: 0.3, at: '2026-01-01' },
    { user: 'a', item: 1, value: 0.25, at: '2026-01-02' },
  ];
  const columns = { user: 'user', item: 'item' } as const;
  const value = (duplicates: 'sum' | 'last' | 'max' | 'mean') =>
    Interactions.from(rows, { ...columns, value: 'value', time: 'at', duplicates }).rows().values[0];

  test('count events without a value, and join them by the rule with one', () => {
    expect(Array.from(Interactions.from(rows, columns).rows().values)).toEqual([3, 1]);
    expect([value('sum'), value('last'), value('max'), value('mean')]).toEqual([0.2 + 0.25 + 0.3, 0.25, 0.3, (0.2 + 0.25 + 0.3) / 3]);
  });

  test('are the same whatever the order of the rows, and from rows, columns or a table', () => {
    const all = { ...columns, value: 'value', time: 'at', duplicates: 'sum' } as const;
    const expected = Interactions.from(rows, all);
    for (let seed = 0; seed < 5; seed++) expect(Interactions.from(shuffled(rows, seed), all).events).toEqual(expected.events);
    const lists = {
      user: rows.map((r) => r.user),
      item: rows.map((r) => r.item),
      value: rows.map((r) => r.value),
      at: rows.map((r) => r.at),
    };
    expect(Interactions.from(lists, all).events).toEqual(expected.events);
    const table = Table.from(rows.map((r) => ({ ...r, item: `i${r.item}` })));
    expect(Interactions.from(table, all).events).toEqual(expected.events);
  });

  test('keep only the ids that are used, and those in sorted order', () => {
    const table = Table.from({ user: ['x', 'y', 'z'], item: ['c', 'b', 'a'] }).filter([1, 0, 1]);
    const { users, items } = Interactions.from(table, columns);
    expect([users.values, items.values]).toEqual([['x', 'z'], ['a', 'c']]); // prettier-ignore
  });

  test.each([
    [{ user: 'usr', item: 'item' }, 'there is no column "usr" (did you mean "user"?)'],
    [{ user: 'user' }, '"item" must be the name of a column, got undefined'],
    [{ ...columns, valeu: 'value' }, 'has no option "valeu" (did you mean "value"?)'],
    [{ ...columns, value: 'value' }, 'user "a" and item 1 occur together more than once: say what to do by "duplicates"'],
    [{ ...columns, duplicates: 'sum' }, '"duplicates" needs "value"'],
    [{ ...columns, value: 'value', duplicates: 'last' }, 'needs "time"'],
    [{ ...columns, value: 'value', duplicates: 'first' }, '"duplicates" must be "sum", "last", "max" or "mean", got "first"'],
    [{ ...columns, time: 'at', timeUnit: 'h' }, '"timeUnit" must be "ms" or "s", got "h"'],
    [{ ...columns, value: 'at', duplicates: 'sum' }, 'row 1 of "at" must be a finite number, got "2026-01-03"'],
    [{ ...columns, time: 'user' }, 'row 1 of "user" must be a Date, a number of ms or ISO text'],
  ])('refuse %j', (given, message) => expect(thrown(() => Interactions.from(rows, given as never)).message).toContain(message));

  test('refuse what is no table of rows', () => {
    for (const source of [null, 5, 'x', [null], { user: 5, item: 6 }, { user: 'abc', item: 'xyz' }, { user: null, item: [] }])
      expect(thrown(() => Interactions.from(source as never, columns)).code).toBe('invalid-data');
    expect(thrown(() => Interactions.from({ user: ['a'], item: ['x', 'y'] }, columns)).message).toContain('one length');
    expect(thrown(() => Interactions.from(rows, columns).weight('bm26' as never)).message).toContain('"log1p" or "binary"');
    const table = Table.from({ user: ['x', null], item: ['c', 'b'] });
    expect(thrown(() => Interactions.from(table, columns)).message).toBe('row 2 of "user" is missing');
  });

  test('make the same bytes of 0 and -0, and let no broken text through a table', () => {
    const sum = (values: number[]) => Interactions.from(values.map((v) => ({ user: 'a', item: 1, v })), { user: 'user', item: 'item', value: 'v', duplicates: 'sum' }); // prettier-ignore
    expect(Object.is(sum([-0, -0]).rows().values[0], 0)).toBe(true);
    const table = Table.from({ user: ['x'], item: ['\ud800'] });
    expect(thrown(() => Interactions.from(table, columns)).message).toContain('well-formed');
  });

  test('take seconds as seconds', () => {
    expect(Interactions.from([{ user: 'a', item: 1, t: 2 }], { ...columns, time: 't', timeUnit: 's' }).events.times![0]).toBe(2000);
  });
});
