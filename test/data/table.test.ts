// Table: what it is made of, which values are missing, and other tables out of it.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Table, type MissingTexts } from '../../src/index.js';
import { thrown } from '../support/files.js';

const PEOPLE = Table.from([
  { name: 'Ann', age: 41, member: true, since: new Date('2020-02-29') },
  { name: 'Bob', age: null, member: false },
  { name: null, age: 29, member: null, since: new Date(NaN) },
]);
const numbers = (table: Table, name: string) => Array.from(table.column(name, 'number').values);
const texts = (table: Table, name: string) => Array.from({ length: table.nRows }, (_, i) => table.row(i)[name]);

describe('Table.from', () => {
  test('finds the kinds of its columns, missing values included', () => {
    const table = Table.from([
      { n: 1, s: 'b', b: true, d: new Date(5) },
      { n: null, s: null, b: null, d: null },
      { n: 3, s: 'a', b: false },
    ]);
    expect(table.column('n', 'number').values).toEqual(Float64Array.of(1, NaN, 3));
    expect(table.column('s', 'category')).toMatchObject({ codes: Int32Array.of(1, -1, 0), categories: ['a', 'b'] });
    expect(table.column('b', 'boolean').values).toEqual(Uint8Array.of(1, 2, 0));
    expect(table.column('d', 'date').values).toEqual(Float64Array.of(5, NaN, NaN));
    expect(table.row(2)).toEqual({ n: 3, s: 'a', b: false, d: null });
  });

  test('takes null, undefined, NaN and dates that are none as missing, before and behind the first value', () => {
    const gaps = [null, undefined, NaN];
    const table = Table.from({
      n: [...gaps, 1, ...gaps],
      s: [...gaps, 'x', ...gaps],
      b: [...gaps, false, ...gaps],
      d: [...gaps, new Date(0), null, NaN, new Date(NaN)],
      none: [...gaps, null, ...gaps],
    });
    expect(table.dropMissing(['n', 's', 'b', 'd']).nMissing).toEqual({ n: 6, s: 6, b: 6, d: 6 });
    expect(table.columns.map((name) => table.column(name).kind)).toEqual(['number', 'category', 'boolean', 'date', 'number']);
  });

  const cells = { a: [1, 'NA', 3], b: ['', 'x', ' NA '], c: ['null', '-', 'y'] };
  test.each<[MissingTexts, unknown]>([
    [['NA'], { a: [1, null, 3], b: ['', 'x', null], c: ['null', '-', 'y'] }],
    [['', 'NA ', 'null'], { a: [1, null, 3], b: [null, 'x', null], c: [null, '-', 'y'] }],
    [
      { '*': ['NA', ''], c: ['-'] },
      { a: [1, null, 3], b: [null, 'x', null], c: ['null', null, 'y'] },
    ],
    [{ a: ['NA'] }, { a: [1, null, 3], b: ['', 'x', ' NA '], c: ['null', '-', 'y'] }],
    [
      { a: ['NA'], '*': [] },
      { a: [1, null, 3], b: ['', 'x', ' NA '], c: ['null', '-', 'y'] },
    ],
  ])('with missing %j', (missing, expected) => {
    const table = Table.from(cells, { missing });
    expect(Object.fromEntries(table.columns.map((name) => [name, texts(table, name)]))).toEqual(expected);
    expect(table.column('a').kind).toBe('number');
    const rows = [0, 1, 2].map((i) => ({ a: cells.a[i], b: cells.b[i], c: cells.c[i] }));
    expect(Table.from(rows, { missing })).toEqual(table);
  });

  test.each([
    [{ missing: 'NA' }, 'invalid-option', '"missing" must be a list of texts such as [\'\', \'NA\'], got "NA"'],
    [{ missing: ['NA', null] }, 'invalid-option', '"missing" must be a list of texts'],
    [{ missing: null }, 'invalid-option', '"missing" must be a list of texts'],
    [{ missing: { a: 'NA' } }, 'invalid-option', '"missing.a" must be a list of texts'],
    [{ missing: { aa: ['NA'] } }, 'unknown-column', '"missing" names the column "aa" (did you mean "a"?); there are: a, b, c'],
    [{ mising: [] }, 'unknown-option', 'Table.from has no option "mising" (did you mean "missing"?)'],
    [null, 'invalid-option', 'the options of Table.from must be an object, got null'],
  ])('refuses %j', (options, code, message) => {
    const error = thrown(() => Table.from(cells, options as never));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)]);
  });

  test('refuses mixed kinds, ragged columns and what is no table', () => {
    expect(thrown(() => Table.from([{ a: 1 }, { a: 'x' }])).message).toBe('row 2 of "a" must be of the kind of the first (1), got "x"');
    expect(thrown(() => Table.from({ d: [null, new Date(0), '2026-01-01'] })).message).toContain('row 3 of "d" must be of the kind');
    expect(thrown(() => Table.from({ a: [1], b: [1, 2] })).message).toContain('"a" has 1, "b" 2');
    for (const cell of [{}, [], 5n, Symbol('x'), () => 1]) expect(thrown(() => Table.from({ a: [cell] })).code).toBe('invalid-data');
    for (const source of [null, 5, 'x', [null], { a: null }, { a: 5 }, { a: 'abc' }])
      expect(thrown(() => Table.from(source as never)).code).toBe('invalid-data');
    expect(thrown(() => Table.of([['a', PEOPLE.column('age')], ['a', PEOPLE.column('age')]])).message).toBe('the column "a" is named twice'); // prettier-ignore
  });

  test('takes names that objects have of themselves as any other', () => {
    const table = Table.from([
      { constructor: 1, a: 'x' },
      { a: 'y', toString: 'z' },
    ]);
    expect(table.row(1)).toEqual({ constructor: null, a: 'y', toString: 'z' });
    expect(table.derive('b', (row) => row['toString']).row(0)['b']).toBe(null);
    expect(thrown(() => Table.from([{ a: 1 }]).column('constructor')).code).toBe('unknown-column');
  });

  test('without rows, without columns', () => {
    expect(Table.of([], 7).nRows).toBe(7);
    expect([Table.from([]), Table.from({}), Table.of({})].map((t) => [t.nRows, t.columns])).toEqual(Array(3).fill([0, []]));
    const none = Table.from({ a: [], b: [] });
    expect([none.nRows, none.toMatrix().nRows, none.dropMissing().nDropped]).toEqual([0, 0, 0]);
    expect(none.column('a', 'category')).toEqual({ kind: 'category', codes: new Int32Array(0), categories: [] });
    const bare = Table.from([{}, {}]);
    expect([bare.nRows, bare.columns, bare.toMatrix().nRows, bare.toMatrix().nColumns]).toEqual([2, [], 2, 0]);
    expect(
      numbers(
        bare.derive('i', (_, i) => i),
        'i',
      ),
    ).toEqual([0, 1]);
    expect(bare.filter([0, 1]).nRows).toBe(1);
    expect([bare.dropMissing().nDropped, PEOPLE.select([]).nRows]).toEqual([0, 3]);
  });
});

describe('columns', () => {
  test('are found by name and kind', () => {
    expect(thrown(() => Table.from({ price: [1] }).column('prise')).message).toBe(
      'the table has no column "prise" (did you mean "price"?); it has: price',
    );
    expect(thrown(() => PEOPLE.column('name', 'number')).message).toBe(
      'column "name" must be of kind number, it is category: row 1 is "Ann"',
    );
    expect(thrown(() => PEOPLE.column('since', 'number')).message).toContain('it is date: row 1 is a Date');
    expect(PEOPLE.column('age', 'date').kind).toBe('number');
  });

  test('without any value are of every kind', () => {
    const table = Table.from({ x: [null, null] });
    expect(table.column('x', 'category')).toEqual({ kind: 'category', codes: Int32Array.of(-1, -1), categories: [] });
    expect(table.column('x', 'text')).toEqual({ kind: 'text', values: [null, null] });
    expect(table.column('x', 'boolean')).toEqual({ kind: 'boolean', values: Uint8Array.of(2, 2) });
    expect(Table.of({ x: table.column('x', 'category') }).column('x', 'number').values).toEqual(Float64Array.of(NaN, NaN));
  });

  test('are selected, dropped and renamed', () => {
    expect(PEOPLE.select(['member', 'name']).columns).toEqual(['member', 'name']);
    expect(PEOPLE.drop(['member', 'name']).columns).toEqual(['age', 'since']);
    const renamed = PEOPLE.rename({ name: 'age', age: 'name' });
    expect(renamed.columns).toEqual(['age', 'name', 'member', 'since']);
    expect(renamed.column('age')).toBe(PEOPLE.column('name'));
    expect(thrown(() => PEOPLE.select(['nam'])).message).toContain('no column "nam" (did you mean "name"?)');
    expect(thrown(() => PEOPLE.drop(['nam'])).code).toBe('unknown-column');
    expect(thrown(() => PEOPLE.rename({ nam: 'x' })).code).toBe('unknown-column');
    expect(thrown(() => PEOPLE.select(['age', 'name', 'age'])).message).toBe('the column "age" is named twice');
    expect(thrown(() => PEOPLE.rename({ name: 'age' })).message).toBe('the column "age" is named twice');
  });

  test('keep their order even where their names are numbers', () => {
    const years = Table.of(
      [2011, 2009, 2010].map((year) => [String(year), { kind: 'number', values: Float64Array.of(year) } as const] as const),
    );
    expect(years.columns).toEqual(['2011', '2009', '2010']);
    expect(years.select(['2010', '2009']).filter([1]).derive('1', [0]).columns).toEqual(['2010', '2009', '1']);
    expect(years.rename({ '2009': 'x' }).columns).toEqual(['2011', 'x', '2010']);
  });
});

describe('rows', () => {
  test('are filtered by marks or by a function', () => {
    for (const keep of [[1, 0, 1], Uint8Array.of(1, 0, 1), [true, false, true], (row: { name: unknown }) => row.name !== 'Bob'])
      expect(numbers(PEOPLE.filter(keep as never), 'age')).toEqual([41, 29]);
    expect(PEOPLE.filter((_, i) => i === 2).row(0)).toEqual({ name: null, age: 29, member: null, since: null });
    expect(PEOPLE.filter(() => false).columns).toEqual(PEOPLE.columns);
    for (const keep of [[], [1, 1], [1, 1, 1, 1]]) expect(thrown(() => PEOPLE.filter(keep)).message).toContain('must have 3 marks');
  });

  test('are read one by one', () => {
    expect(PEOPLE.row(0)).toEqual({ name: 'Ann', age: 41, member: true, since: new Date('2020-02-29') });
    for (const i of [-1, 3, 0.5, NaN, '0']) expect(thrown(() => PEOPLE.row(i as number)).code).toBe('invalid-option');
  });

  test('with a gap are dropped and counted', () => {
    const all = PEOPLE.dropMissing();
    expect([all.table.nRows, all.nDropped, all.nMissing]).toEqual([1, 2, { name: 1, age: 1, member: 1, since: 2 }]);
    const some = PEOPLE.dropMissing(['age', 'member']);
    expect([some.table.row(0)['name'], some.nDropped, some.nMissing]).toEqual(['Ann', 2, { age: 1, member: 1 }]);
    expect(some.table.columns).toEqual(PEOPLE.columns);
    expect(PEOPLE.dropMissing([])).toEqual({ table: PEOPLE, nDropped: 0, nMissing: {} });
    const text = Table.of({ t: { kind: 'text', values: ['', null, 'x'] } });
    expect([text.dropMissing().nMissing, text.dropMissing().table.column('t')]).toEqual([{ t: 1 }, { kind: 'text', values: ['', 'x'] }]);
    expect(thrown(() => PEOPLE.dropMissing(['agee'])).code).toBe('unknown-column');
  });
});

describe('derive', () => {
  test('adds a column at the end, or replaces one in its place', () => {
    const table = PEOPLE.derive('next', (row: { age: number | null }) => row.age && row.age + 1).derive('age', (_, i) => i * 10);
    expect(table.columns).toEqual(['name', 'age', 'member', 'since', 'next']);
    expect([numbers(table, 'next'), numbers(table, 'age')]).toEqual([[42, NaN, 30], [0, 10, 20]]); // prettier-ignore
    expect(numbers(PEOPLE, 'age')).toEqual([41, NaN, 29]);
    expect(numbers(PEOPLE.derive('x', [1, 2, 3]), 'x')).toEqual([1, 2, 3]);
  });

  test('takes numbers, texts, booleans, dates and what is missing', () => {
    const kind = (cells: unknown[]) => PEOPLE.derive('x', (_, i) => cells[i] as never).column('x');
    expect(kind([null, 1, NaN])).toEqual({ kind: 'number', values: Float64Array.of(NaN, 1, NaN) });
    expect(kind(['b', undefined, 'a'])).toEqual({ kind: 'category', codes: Int32Array.of(1, -1, 0), categories: ['a', 'b'] });
    expect(kind([true, null, false])).toEqual({ kind: 'boolean', values: Uint8Array.of(1, 2, 0) });
    expect(kind([null, new Date(7), new Date(NaN)])).toEqual({ kind: 'date', values: Float64Array.of(NaN, 7, NaN) });
  });

  test('gives the cells of the row and of no other', () => {
    const seen: unknown[] = [];
    PEOPLE.derive('x', (row) => {
      seen.push({ ...row });
      return null;
    });
    expect(seen).toEqual([0, 1, 2].map((i) => PEOPLE.row(i)));
  });

  test('shows rows on the console and as JSON', () => {
    const shown: string[] = [];
    PEOPLE.derive('x', (row) => void shown.push(inspect(row), JSON.stringify(row)));
    expect(shown).toEqual([0, 1, 2].flatMap((i) => [inspect(PEOPLE.row(i)), JSON.stringify(PEOPLE.row(i))]));
  });

  test('refuses mixed kinds, wrong lengths, unknown cells and changes', () => {
    expect(thrown(() => PEOPLE.derive('x', (_, i) => (i === 2 ? 'two' : i))).message).toBe(
      'row 3 of "x" must be of the kind of the first (0), got "two"',
    );
    expect(thrown(() => PEOPLE.derive('x', [1, 2])).message).toBe('"x" must have 3 values, one a row, got 2');
    expect(thrown(() => PEOPLE.derive('x', 5 as never)).message).toBe('column "x" must be a list, got 5');
    expect(thrown(() => PEOPLE.derive('x', (row) => row['agee'])).message).toBe(
      'the row has no column "agee" (did you mean "age"?); it has: name, age, member, since',
    );
    for (const name of ['age', 'other'])
      expect(() => PEOPLE.derive('x', (row: Record<string, number>) => (row[name] = 5)), name).toThrow(TypeError);
  });
});

describe('toMatrix', () => {
  test('writes many rows row by row', () => {
    const n = 600;
    const columns = Object.fromEntries([3, 5, 7].map((step) => [`x${step}`, Float64Array.from({ length: n }, (_, i) => i * step)]));
    const { data } = Table.from(columns).toMatrix();
    expect(Array.from(data)).toEqual(Array.from({ length: n }, (_, i) => [3 * i, 5 * i, 7 * i]).flat());
  });

  test('takes numbers, and booleans as 0 and 1', () => {
    const table = Table.from({ b: [true, false], n: [1.5, -2], s: ['x', 'y'] });
    const X = table.toMatrix(['n', 'b']);
    expect([Array.from(X.data), X.columns]).toEqual([[1.5, 1, -2, 0], ['n', 'b']]); // prettier-ignore
  });

  test('names row and column of what a matrix cannot hold', () => {
    const message = (cells: unknown[]) => thrown(() => Table.from({ ok: [1, 2], a: cells as never }).toMatrix()).message;
    expect(message([1, null])).toBe('row 2, column "a" must be a finite number, got NaN');
    expect(message([null, true])).toBe('row 1, column "a" must be a finite number, got NaN');
    expect(message([1, Infinity])).toBe('row 2, column "a" must be a finite number, got Infinity');
    expect(message([null, 'x'])).toBe('column "a" must be of kind number or boolean, it is category: row 2 is "x"');
    expect(message([new Date(0), null])).toContain('it is date: row 1 is a Date');
  });
});

test('Table.of takes finished columns only, and lists of names are lists', () => {
  const message = (call: () => unknown) => [thrown(call).code, thrown(call).message];
  expect(message(() => Table.of({ a: [1, 2] } as never))).toEqual([
    'invalid-data',
    `"a" must be a column such as { kind: 'number', values }, got an array of 2: for plain lists use Table.from`,
  ]);
  expect(thrown(() => Table.of({ a: { kind: 'number', values: [1] } } as never)).code).toBe('invalid-data');
  expect(thrown(() => Table.of(null as never)).code).toBe('invalid-data');
  const wrong = `"names" must be a list of column names, such as ['age'], got "age"`;
  for (const call of ['select', 'drop', 'dropMissing', 'toMatrix'] as const)
    expect(message(() => PEOPLE[call]('age' as never))).toEqual(['invalid-option', wrong]);
});
