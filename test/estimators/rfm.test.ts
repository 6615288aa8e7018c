import { describe, expect, test } from 'vitest';
import { Table } from '../../src/index.js';
import { rfm, type RfmOptions } from '../../src/preprocessing/index.js';
import { RFM } from '../../src/preprocessing/rfm.js';
import { thrown } from '../support/files.js';
import { shuffled } from '../support/random.js';

const FIGURES = ['recency', 'frequency', 'monetary', 'tenure', 'averageOrderValue', 'interpurchaseTime'];
const figures = (table: Table) => FIGURES.map((name) => Array.from(table.column(name, 'number').values));
const columns = { customer: 'who', order: 'no', time: 'at', amount: 'paid' };

/** Orders out of `who no time paid`, a line each. */
const ordersOf = (...lines: string[]) =>
  Table.from(
    lines.map((line) => {
      const [who, no, at, paid] = line.split(' ');
      return { who, no, at: new Date(at), paid: Number(paid) };
    }),
  );
const of = (lines: string[], options: Partial<RfmOptions> = {}) => figures(rfm(ordersOf(...lines), { ...columns, ...options }));

describe('rfm counts', () => {
  const rows = [
    { who: 'bob', no: '3', at: new Date('2026-01-31T12:00:00Z'), paid: 0.1 },
    { who: 'ann', no: '1', at: new Date('2026-01-01T00:00:00Z'), paid: 10 },
    { who: 'ann', no: '1', at: new Date('2026-01-01T00:00:00Z'), paid: 5 },
    { who: 'ann', no: '2', at: new Date('2026-01-11T00:00:00Z'), paid: 0.2 },
  ];

  test('whole days, distinct orders and money, in id order', () => {
    const table = rfm(Table.from(rows), { ...columns, asOf: '2026-02-01' });
    expect(table.column('customer')).toMatchObject({ categories: ['ann', 'bob'] });
    expect(Array.from(table.toMatrix(['recency', 'frequency', 'monetary']).data)).toEqual([21, 2, 15.2, 0, 1, 0.1]);
    expect(figures(table).slice(3)).toEqual([[31, 0], [7.6, 0.1], [10, NaN]]); // prettier-ignore
  });

  test('the same bits in any order of the rows', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ ...rows[i % 4], no: String(i % 9), paid: i % 13 === 0 ? -0.1 * i : 0.1 * i }));
    for (const returns of ['drop', 'net'] as const) {
      const expected = figures(rfm(Table.from(many), { ...columns, returns }));
      for (let seed = 0; seed < 10; seed++)
        expect(figures(rfm(Table.from(shuffled(many, seed)), { ...columns, returns }))).toEqual(expected);
    }
  });

  test('whole numbers as ids', () => {
    const table = rfm(Table.from(rows.map((row) => ({ ...row, who: row.who === 'ann' ? 10 : 9, no: Number(row.no) }))), columns);
    expect(Array.from(table.toMatrix(['customer', 'frequency']).data)).toEqual([9, 1, 10, 2]);
  });

  test('an order when its last row takes place, and orders at one moment one by one', () => {
    const [recency, frequency, , tenure, , interpurchaseTime] = of(
      ['a 1 2026-01-01 1', 'a 1 2026-01-03 1', 'a 2 2026-01-09 1', 'a 3 2026-01-09 1', 'a 4 2026-01-06T12:00:00Z 1'],
      { asOf: '2026-01-10' },
    );
    expect([recency, frequency, tenure, interpurchaseTime]).toEqual([[1], [4], [7], [2]]);
  });

  test('an order number of two customers for each of them, and equal rows as often as they are there', () => {
    const [, frequency, monetary] = of(['a 1 2026-01-01 2', 'b 1 2026-01-01 3', 'a 1 2026-01-01 2', 'a 2 2026-01-01 2']);
    expect([frequency, monetary]).toEqual([[2, 1], [6, 3]]); // prettier-ignore
  });

  test('days before 1970, and the last row as the day to count from', () => {
    const [recency, , , tenure, , interpurchaseTime] = of(['a 1 1968-12-31 1', 'a 2 1969-12-31T12:00:00Z 1', 'b 3 1970-01-02 1']);
    expect([recency, tenure, interpurchaseTime]).toEqual([[1, 0], [367, 0], [365.5, NaN]]); // prettier-ignore
  });

  test('one row', () => {
    expect(of(['a 1 2026-01-01 5'])).toEqual([[0], [1], [5], [0], [5], [NaN]]);
  });
});

describe('rfm and returns', () => {
  const lines = [
    'a 1 2026-01-01 10',
    'a 2 2026-01-11 20',
    'a 2 2026-01-12 -5', // a row of an order
    'a C2 2026-01-21 -8', // an order of its own
    'b C9 2026-01-02 -3', // nothing else
    'c 3 2026-01-05 4',
    'c C3 2026-01-06 -6', // more than was bought
    'd 4 2026-01-07 0', // a gift
  ];

  test('left out, as if they were not there', () => {
    const sales = lines.filter((line) => !line.includes('-', line.lastIndexOf(' ')));
    expect(sales).toHaveLength(4);
    expect(of(lines)).toEqual(of(sales));
    expect(of(lines)).toEqual(of(lines, { returns: 'drop' }));
    expect(rfm(ordersOf(...lines), columns).column('customer')).toEqual({
      kind: 'category',
      codes: Int32Array.of(0, 1, 2),
      categories: ['a', 'c', 'd'],
    });
  });

  test('taken off what was paid, and of no other figure', () => {
    const asOf = '2026-02-01';
    const [drop, net] = [of(lines, { asOf }), of(lines, { asOf, returns: 'net' })];
    expect(net[2]).toEqual([17, -2, 0]);
    expect(net[4]).toEqual([8.5, -2, 0]);
    for (const f of [0, 1, 3, 5]) expect(net[f]).toEqual(drop[f]);
  });

  test('known by their pieces too, whatever their price', () => {
    const orders = Table.from({
      who: ['a', 'a', 'a'],
      no: ['1', '2', '3'],
      at: [1, 2, 3],
      paid: [10, 4, 0],
      pieces: [1, -2, -1],
    });
    const options = { ...columns, quantity: 'pieces' };
    expect(figures(rfm(orders, options)).slice(0, 3)).toEqual([[0], [1], [10]]);
    expect(figures(rfm(orders, { ...options, returns: 'net' })).slice(0, 3)).toEqual([[0], [1], [6]]);
    expect(figures(rfm(orders, columns)).slice(0, 3)).toEqual([[0], [3], [14]]);
  });

  test('the day to count from is that of a row that counts', () => {
    const late = ['a 1 2026-01-01 10', 'a C1 2026-01-31 -1'];
    expect(of(late)[0]).toEqual([0]);
    expect(of(late, { returns: 'net' })[0]).toEqual([30]);
    expect(of(late, { asOf: '2026-01-02' })[0]).toEqual([1]);
    expect(thrown(() => of(late, { asOf: '2026-01-02', returns: 'net' })).message).toContain('must not be before the last order');
    expect(thrown(() => of(['a C1 2026-01-31 -1'])).message).toBe('"orders" must have rows that are no returns, all 1 are');
    expect(thrown(() => of(['a C1 2026-01-31 -1'], { returns: 'net' })).code).toBe('invalid-data');
  });
});

describe('rfm refuses', () => {
  const orders = ordersOf('bob 3 2026-01-31T12:00:00Z 0.1', 'ann 1 2026-01-01 10');

  test('wrong names, no rows and a day before the last order', () => {
    expect(thrown(() => rfm(orders, { ...columns, amount: 'payed' })).message).toContain('did you mean "paid"');
    expect(thrown(() => rfm(orders, { ...columns, asof: '2026-02-01' } as never)).code).toBe('unknown-option');
    expect(thrown(() => rfm(orders, { ...columns, asOf: '2026-01-15' })).message).toContain('must not be before the last order');
    expect(thrown(() => rfm(orders, { ...columns, asOf: 'yesterday' })).code).toBe('invalid-data');
    expect(thrown(() => rfm(orders.filter([]), columns)).message).toContain('must have rows');
    expect(thrown(() => rfm([] as never, columns)).message).toBe('"orders" must be a Table, got an array of 0');
    expect(thrown(() => rfm(orders, undefined as never)).code).toBe('invalid-option');
  });

  test('missing and infinite cells, and columns of another kind', () => {
    const cell = (value: object) => Table.from([{ who: 'a', no: '1', at: new Date(0), paid: 1, pieces: 1 }, { who: 'b', no: '2', at: new Date(0), paid: 2, pieces: 1, ...value }]); // prettier-ignore
    for (const [name, value] of Object.entries({ who: null, no: null, at: null, paid: null, pieces: null }))
      expect(thrown(() => rfm(cell({ [name]: value }), { ...columns, quantity: 'pieces' })).message).toBe(`row 2 of "${name}" is missing`);
    expect(thrown(() => rfm(cell({ paid: Infinity }), columns)).message).toBe('row 2 of "paid" must be a finite number, got Infinity');
    expect(thrown(() => rfm(cell({}), { ...columns, amount: 'who' })).message).toContain('must be of kind number, it is category');
    expect(thrown(() => rfm(orders, { ...columns, order: 'paid' })).message).toContain('must be text or a whole number');
  });

  for (const [option, { invalid, expected }] of Object.entries(RFM))
    test.each(invalid.map((v) => [v]))(`${option} %j`, (value) => {
      const error = thrown(() => rfm(orders, { ...columns, [option]: value }));
      expect([error.code, error.message.startsWith(`"${option}" must be ${expected}`)]).toEqual(['invalid-option', true]);
    });
});
