// The contract of every transformer over tables: one suite, each transformer a few lines (over matrices: contract.ts).
import { describe, expect, test } from 'vitest';
import type { ModelClass } from '../../src/data/nested-model.js';
import { Table, type LongWork } from '../../src/index.js';
import { largestError } from '../golden/errors.js';
import { expectSameBytes, thrown } from '../support/files.js';
import { blobs, shuffled } from '../support/random.js';

interface Model {
  /** The names it was fitted on. */
  readonly columns: readonly string[] | undefined;
  readonly outputColumns: readonly string[] | undefined;
  transform(X: Table): Table;
  inverseTransform?(X: Table): Table;
  toBytes(): Uint8Array;
}
interface Transformer<M> {
  readonly takesTables: true;
  fit(X: Table, work?: LongWork): M;
  fitAsync(X: Table, work?: LongWork): Promise<M>;
}

export interface TransformerSubject<O extends object, M extends Model> {
  readonly make: (options: O) => Transformer<M>;
  /** Options that fit small data. */
  readonly options: O;
  readonly Model: ModelClass<M>;
  /** Those of the models inside its model. */
  readonly classes?: readonly ModelClass[];
  /** What to fit on. Default: 40 rows of three number columns, two of them with missing values. */
  readonly table?: Table;
  /** The names that come out. Default: those that went in. */
  readonly columnsOut?: readonly string[];
  /** Whether missing cells stay missing and count in no measure. Default true. */
  readonly keepsMissing?: boolean;
  /** How near inverseTransform comes (1 for values up to 1, else relative); false where there is none. Default 1e-12. */
  readonly inverse?: number | false;
}

const HOLES = { a: [], b: [3, 7, 8, 39], c: [0, 20] } as Record<string, number[]>;

/** The default table: all values above 0. */
export function tableWithHoles(): Table {
  const rows = blobs(40, 3, 4);
  const column = (name: string, j: number) => rows.map((row, i) => (HOLES[name].includes(i) ? null : row[j] + 2));
  return Table.from({ a: column('a', 0), b: column('b', 1), c: column('c', 2) });
}

const cells = (table: Table): unknown[][] =>
  table.columns.map((name) => {
    const column = table.column(name);
    if (column.kind === 'category') return Array.from(column.codes, (code) => column.categories[code] ?? null);
    if (column.kind === 'boolean') return Array.from(column.values, (v) => [false, true, null][v]);
    return Array.from(column.values as ArrayLike<unknown>, (v) => (v === null || Number.isNaN(v) ? null : v));
  });
const select = (table: Table, names: readonly string[]) => Table.of(Object.fromEntries(names.map((name) => [name, table.column(name)])));
const rowsOf = (table: Table) => Array.from({ length: table.nRows }, (_, i) => i);
/** Rows of a table in another order. */
const reordered = (table: Table, order: readonly number[]) =>
  Table.of(Object.fromEntries(table.columns.map((name, j) => [name, Table.from({ x: order.map((i) => cells(table)[j][i]) }).column('x')])));

/** Equal cells; numbers to `within` (1 for values up to 1, else relative). */
function expectNear(got: Table, want: Table, within: number): void {
  expect(got.columns).toEqual(want.columns);
  const wanted = cells(want);
  cells(got).forEach((list, j) => {
    const text = (v: unknown) => (typeof v === 'number' ? 'a number' : v);
    expect(list.map(text), got.columns[j]).toEqual(wanted[j].map(text));
    const numbers = (from: unknown[]) => from.filter((v) => typeof v === 'number');
    expect(largestError(numbers(list), numbers(wanted[j])), got.columns[j]).toBeLessThanOrEqual(within);
  });
}

export function checkTransformer<O extends object, M extends Model>(name: string, subject: TransformerSubject<O, M>): void {
  const { make, options, Model, classes = [], keepsMissing = true, inverse = 1e-12, columnsOut } = subject;
  const X = subject.table ?? tableWithHoles();
  const fit = (data = X) => make(options).fit(data);

  describe(`${name} over tables`, () => {
    test('makes a table of a table, rows in their order and columns named, and leaves the one given alone', () => {
      const before = cells(X);
      const model = fit();
      const out = model.transform(X);
      expect(out).toBeInstanceOf(Table);
      expect(out.nRows).toBe(X.nRows);
      expect(out.columns).toEqual(columnsOut ?? X.columns);
      expect(model.columns).toEqual(X.columns);
      expect(model.outputColumns).toEqual(out.columns);
      expect(make(options).takesTables).toBe(true);
      expect(cells(X)).toEqual(before);
      const last = X.filter(rowsOf(X).map((i) => i === X.nRows - 1));
      expect(cells(model.transform(last))).toEqual(cells(out).map((list) => list.slice(-1)));
    });

    test('finds columns by their names, in any order, and passes over others', () => {
      const model = fit();
      const other = { kind: 'text', values: Array<string>(X.nRows).fill('other') } as const;
      const turned = Table.of({ other, ...Object.fromEntries([...X.columns].reverse().map((column) => [column, X.column(column)])) });
      const out = model.transform(turned);
      expect(out.columns).toEqual(columnsOut ?? X.columns);
      expect(cells(out)).toEqual(cells(model.transform(X)));
      const error = thrown(() => model.transform(select(X, X.columns.slice(1))));
      expect([error.code, error.message]).toEqual(['unknown-column', expect.stringContaining(`no column "${X.columns[0]}"`)]);
    });

    test('saves and loads to the same bytes, names and answers, fitted at once or in steps', async () => {
      const model = fit();
      const bytes = model.toBytes();
      const loaded = Model.fromBytes(bytes, classes);
      expectSameBytes(loaded.toBytes(), bytes);
      expectSameBytes((await make(options).fitAsync(X)).toBytes(), bytes);
      expect(loaded.columns).toEqual(model.columns);
      expect(cells(loaded.transform(X))).toEqual(cells(model.transform(X)));
    });

    test('takes no row for an answer, but not to fit on', () => {
      const none = X.filter(() => false);
      const out = fit().transform(none);
      expect([out.nRows, out.columns]).toEqual([0, columnsOut ?? X.columns]);
      const error = thrown(() => fit(none));
      expect([error.code, error.message]).toEqual(['invalid-data', expect.stringContaining('must have at least 1 row, got 0')]);
    });

    test('learns the same whatever the order of the rows', () => {
      const order = shuffled(rowsOf(X), 5);
      expectNear(fit(reordered(X, order)).transform(X), fit().transform(X), 1e-12);
    });

    if (inverse !== false)
      test('comes back by inverseTransform', () => {
        const model = fit();
        expectNear(model.inverseTransform!(model.transform(X)), X, inverse);
      });

    if (keepsMissing)
      test('leaves missing cells missing, and learns of each column what its present cells alone teach', () => {
        const out = cells(fit().transform(X));
        cells(X).forEach((list, j) => {
          expect(out[j].map((v) => v === null)).toEqual(list.map((v) => v === null));
          const present = select(X, [X.columns[j]]).filter(list.map((v) => v !== null));
          expect(cells(fit(present).transform(present))[0]).toEqual(out[j].filter((v) => v !== null));
        });
      });
  });
}

/** What also holds where each column is numbers and becomes numbers by itself. */
export function checkScaler<O extends object, M extends Model>(name: string, { make, options }: TransformerSubject<O, M>): void {
  const fit = (data: Table) => make(options).fit(data);
  const numbers = (values: (number | null)[]) => Table.from({ spend: values });
  const answer = (model: M, table: Table) => Array.from(model.transform(table).column('spend', 'number').values);

  describe(`${name} of number columns`, () => {
    test.each([
      ['constant', [5, 5, 5, null]],
      ['constant with rounding', Array<number>(1000).fill(0.1)],
      ['one row', [7]],
      ['one value', [null, 7, null]],
      ['two values', [1, 2]],
    ])('a column that is %s', (_, values) => {
      const model = fit(numbers(values));
      const given = [...values, -0.5, 0, 1e9];
      const out = answer(model, numbers(given));
      given.forEach((v, i) => expect(Number.isFinite(out[i]), `${v} became ${out[i]}`).toBe(v !== null));
    });

    test('a column without any value passes values through', () => {
      const none = Table.of({ spend: { kind: 'number', values: new Float64Array(3).fill(NaN) } });
      const model = fit(none);
      expect(answer(model, none)).toEqual([NaN, NaN, NaN]);
      expect(Array.from(model.inverseTransform!(none).column('spend', 'number').values)).toEqual([NaN, NaN, NaN]);
      expect(answer(model, numbers([0, 2])).every(Number.isFinite)).toBe(true);
    });

    test('names row and column of an infinite cell, and the column that holds no numbers', () => {
      const model = fit(numbers([1, 2, 3]));
      for (const bad of [Infinity, -Infinity]) {
        for (const call of [fit, (table: Table) => model.transform(table), (table: Table) => model.inverseTransform!(table)]) {
          const error = thrown(() => call(numbers([1, null, bad, 4])));
          expect([error.code, error.message]).toEqual(['invalid-data', `row 3, column "spend" must be a finite number, got ${bad}`]);
        }
      }
      const texts = Table.from({ spend: ['1', '2'] });
      for (const call of [fit, (table: Table) => model.transform(table)]) {
        expect(thrown(() => call(texts)).message).toBe('column "spend" must be of kind number or boolean, it is category: row 1 is "1"');
      }
    });
  });
}
