// What the people of a campaign did, out of order lines.
import { describe, expect, test } from 'vitest';
import { lift, outcomesOf, type OutcomesOptions } from '../../src/campaign/index.js';
import { Table } from '../../src/index.js';
import { errorOf } from '../support/error-of.js';
import { shuffled } from '../support/random.js';

const people = Table.from([
  { person: 'Ann@shop.example', arm: 'treatment' },
  { person: 'bob', arm: 'control' },
  { person: 'cy', arm: 'treatment' },
  { person: 'dee', arm: 'control' },
]);
const line = (customer: string, order: number, time: string, amount: number) => ({ customer, order, time: new Date(time), amount });
const lines = [
  line('ann@shop.example', 1, '2026-02-10T10:00Z', 12.1), // before
  line('ann@shop.example', 2, '2026-03-01T00:00Z', 30.2), // the first moment
  line(' ANN@SHOP.EXAMPLE', 3, '2026-03-05T09:00Z', 0.1), // under another spelling
  line('ann@shop.example', 3, '2026-03-05T09:00Z', -7), // a return
  line('bob', 4, '2026-02-28T23:00Z', 5), // an order takes place when the last of its rows does
  line('bob', 4, '2026-03-02T10:00Z', 6),
  line('cy', 5, '2026-03-15T00:00Z', 99), // no longer
  line('cy', 6, '2026-01-29T23:59Z', 50), // long ago
  line('eve', 7, '2026-03-03T10:00Z', 1000), // not in the campaign
];
const WINDOW = { from: '2026-03-01', to: '2026-03-15', beforeDays: 30 };
const of = (rows: typeof lines, options: OutcomesOptions = WINDOW) => outcomesOf({ people }, Table.from(rows), options);
const rowsOf = (table: Table) => Array.from({ length: table.nRows }, (_, i) => table.row(i));

describe('outcomesOf', () => {
  test('one row a person, in the window, and before it', () => {
    expect(rowsOf(of(lines))).toEqual([
      { person: 'Ann@shop.example', converted: true, orders: 2, revenue: 30.3, before: 12.1 },
      { person: 'bob', converted: true, orders: 1, revenue: 11, before: 0 },
      { person: 'cy', converted: false, orders: 0, revenue: 0, before: 0 },
      { person: 'dee', converted: false, orders: 0, revenue: 0, before: 0 },
    ]);
    expect(of(lines, { from: '2026-03-01', to: '2026-03-15' }).columns).toEqual(['person', 'converted', 'orders', 'revenue']);
  });

  test('nothing depends on the order of rows, nor on what comes after', () => {
    for (const seed of [1, 2, 3]) expect(rowsOf(of(shuffled(lines, seed)))).toEqual(rowsOf(of(lines)));
    expect(rowsOf(of([...lines, line('bob', 4, '2026-04-01', 1), line('dee', 9, '2026-03-15', 1)]))).toEqual(rowsOf(of(lines)));
  });

  test('times without a zone are those of the clocks of a place', () => {
    const at = (timeZone: string, from = '2026-03-01') => rowsOf(of(lines, { ...WINDOW, from, timeZone })).map(({ orders }) => orders);
    expect(at('UTC')).toEqual([2, 1, 0, 0]);
    expect(at('+02:00')).toEqual([2, 1, 0, 0]); // from 22:00 of the day before in UTC
    expect(at('America/New_York')).toEqual([1, 1, 1, 0]); // from 05:00 until 04:00 in UTC: their clocks change in between
    expect(at('America/New_York', '2026-03-01T00:00:00Z')).toEqual([2, 1, 1, 0]); // the zone that the text names
    expect(
      rowsOf(of(lines, { from: new Date('2026-03-01'), to: Date.UTC(2026, 2, 15), timeZone: '+02:00' })).map(({ orders }) => orders),
    ).toEqual([2, 1, 0, 0]);
  });

  test('from when the campaign starts; a person twice is one', () => {
    const twice = Table.from([...rowsOf(people), { person: 'BOB', arm: 'control' }] as never);
    const started = outcomesOf({ people: twice, startsAt: Date.UTC(2026, 2, 1) }, Table.from(lines), { to: '2026-03-15', beforeDays: 30 });
    expect(rowsOf(started)).toEqual(rowsOf(of(lines)));
  });

  test('without orders nobody did anything', () => {
    const none = [{ orders: 0 }, { orders: 0 }, { orders: 0 }, { orders: 0 }];
    expect(rowsOf(of(lines.slice(3, 4)))).toMatchObject(none); // returns only
    expect(rowsOf(of(lines.slice(6, 7)))).toMatchObject(none); // later ones only
    const empty = Table.of({ customer: { kind: 'text', values: [] }, order: { kind: 'text', values: [] }, time: { kind: 'date', values: new Float64Array(0) }, amount: { kind: 'number', values: new Float64Array(0) } }); // prettier-ignore
    expect(rowsOf(outcomesOf({ people }, empty, WINDOW))).toMatchObject(none);
  });

  test('is what lift takes', () => {
    const report = lift({ people }, of(lines));
    expect(report.rows).toEqual({ counted: 4, ofOthers: 0, withoutRow: 0 });
    expect([report.conversion!.treatment, report.revenue!.control]).toEqual([
      { n: 2, total: 1, mean: 0.5 },
      { n: 2, total: 11, mean: 5.5 },
    ]);
  });

  test.each([
    ['invalid-data: the campaign does not say when it starts: "from" must', { to: '2026-03-15' }],
    ['invalid-option: "to" must be after "from" (2026-03-01T00:00:00.000Z), got "2026-03-01"', { from: '2026-03-01', to: '2026-03-01' }],
    ['invalid-option: "to" must be a Date', { from: '2026-03-01' }],
    ['invalid-data: "to" must be a Date', { from: '2026-03-01', to: 'soon' }],
    ['invalid-option: "beforeDays" must be an integer from 1, got 0', { ...WINDOW, beforeDays: 0 }],
    ['invalid-option: "timeZone" must be', { ...WINDOW, timeZone: 'Mars' }],
    ['unknown-column: the table has no column "when"', { ...WINDOW, time: 'when' }],
    ['unknown-option: outcomesOf has no option "until"', { ...WINDOW, until: 1 }],
  ])('%s', (message, options) => {
    expect(errorOf(() => of(lines, options as never))).toContain(message);
  });

  test('a missing amount is an error that names the row', () => {
    expect(errorOf(() => of([...lines, line('bob', 8, '2026-03-03', NaN)]))).toContain('row 10 of "amount" is missing');
  });
});
