/**
 * Training and test set by one moment in time.
 * @module
 */
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import type { Labels } from '../data/labels.js';
import { Table } from '../data/table.js';
import { DAY, MAX_TIME, toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
import { checkInteractions, type Split } from './pairs.js';
import { checkTarget, divideRows, type RowSplit } from './row-splits.js';

/** Either the last days, or everything from a moment on. */
export type TemporalSplit = { readonly testDays: number } | { readonly from: TimeLike };

/** As `TemporalSplit`, by a column of the table. */
export type RowTemporalSplit = TemporalSplit & {
  /** When each row was: dates, or milliseconds UTC. */
  readonly time: string;
};

/**
 * Train on the past, test on what came after: one moment for everyone. The only split that puts events of one user and item on both sides: what was bought
 * before may be bought again.
 * @param when - `{ testDays }`: the last days of 24 hours, counted back from the last event; or `{ from }`: events from that moment on are the test
 * @throws KindredError `invalid-data` for interactions without times; `invalid-option`
 * @example
 * ```ts
 * import { Interactions } from 'kindred';
 * import { temporalSplit } from 'kindred/evaluation';
 * const events = [{ u: 1, i: 'a', at: '2026-01-01' }, { u: 1, i: 'b', at: '2026-03-01' }];
 * const { train, test } = temporalSplit(Interactions.from(events, { user: 'u', item: 'i', time: 'at' }), { testDays: 28 });
 * console.log(train.nEvents, test.nEvents); // 1 1
 * ```
 */
export function temporalSplit<U extends Id, I extends Id>(interactions: Interactions<U, I>, when: TemporalSplit): Split<U, I>;
/**
 * Train on the rows of the past, test on those that came after. Both sides keep the rows' order.
 * @param X - rows by columns, one of them a date. It stays in: leave it out of what is learned
 * @param y - what is to be learned: one label or number a row
 * @param when - `{ time }`, the column, with `testDays` (the last days of 24 hours, counted back from the last row) or `from` (rows from that moment on are the test)
 * @throws KindredError `invalid-data` where a time is missing (naming the row) or one side would be empty; `unknown-column`; `invalid-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { temporalSplit } from 'kindred/evaluation';
 * const table = Table.from({ sent: [new Date('2026-01-05'), new Date('2026-03-01'), new Date('2026-01-20')], pages: [1, 2, 3] });
 * const { train, test } = temporalSplit(table, [true, false, true], { time: 'sent', testDays: 28 });
 * console.log(train.y, test.rows); // [ true, true ] Int32Array(1) [ 1 ]
 * ```
 */
export function temporalSplit<Y extends Labels>(X: Table, y: Y, when: RowTemporalSplit): RowSplit<Table, Y>;
export function temporalSplit(
  data: Interactions | Table,
  second: TemporalSplit | Labels,
  third?: RowTemporalSplit,
): Split | RowSplit<Table> {
  return data instanceof Table ? splitRows(data, second as Labels, third) : splitEvents(data, second as TemporalSplit);
}

function splitEvents(interactions: Interactions, when: TemporalSplit): Split {
  checkInteractions('interactions', interactions);
  checkWhen(when, 1, '{ testDays } or { from }');
  const { times } = interactions.events;
  if (!times) throw new KindredError('invalid-data', 'a temporal split needs interactions with "time"');
  const from = momentOf(when, times);
  return { train: interactions.filterEvents((_, e) => times[e] < from), test: interactions.filterEvents((_, e) => times[e] >= from) };
}

function splitRows(X: Table, y: Labels, when: RowTemporalSplit | undefined): RowSplit<Table> {
  checkTarget(X, y);
  checkWhen(when, 2, "{ time, testDays } or { time, from }, such as { time: 'sent', testDays: 28 }");
  const { values } = X.column(when!.time, 'date');
  const missing = values.findIndex(Number.isNaN);
  if (missing >= 0)
    throw new KindredError('invalid-data', `column ${show(when!.time)} must say when each row was, row ${missing + 1} is null`);
  const from = momentOf(when!, values);
  const split = divideRows(X, y, (row) => values[row] >= from);
  const { train, test } = split;
  if (train.X.nRows === 0 || test.X.nRows === 0)
    throw new KindredError(
      'invalid-data',
      `no row is ${train.X.nRows === 0 ? 'before' : 'from'} ${momentText(from)}${train.X.nRows === 0 ? '' : ' on'}`,
    );
  return split;
}

const momentText = (ms: number) => (Math.abs(ms) <= MAX_TIME ? new Date(ms).toISOString() : 'that moment');

function checkWhen(when: unknown, size: number, expected: string): void {
  if (
    when === null ||
    typeof when !== 'object' ||
    Object.keys(when).length !== size ||
    !('testDays' in when || 'from' in when) ||
    (size === 2 && !('time' in when))
  )
    throw new KindredError('invalid-option', mustBe('when', expected, when));
}

/** The first moment of the test. */
const momentOf = (when: TemporalSplit, times: Float64Array) =>
  'from' in when ? toMs(when.from, 'ms', '"from"') : lastOf(times) - days(when.testDays) * DAY + 1;

function days(testDays: number): number {
  if (!(Number.isFinite(testDays) && testDays > 0))
    throw new KindredError('invalid-option', mustBe('testDays', 'a number of days above 0', testDays));
  return testDays;
}

const lastOf = (times: Float64Array) => times.reduce((last, t) => Math.max(last, t), -Infinity);
