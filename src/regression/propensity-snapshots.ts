/**
 * Snapshots: customers as they were known on a day, and what they did in the days after it.
 * @module
 */
import { Table, type Column } from '../data/table.js';
import { DAY, isoDay } from '../data/time.js';
import { KindredError } from '../errors.js';
import type { OrderLines } from '../preprocessing/order-lines.js';
import { plural } from '../words.js';
import { featuresAt, type OrderColumns } from './order-features.js';

/** Customers on a day, and who ordered in the horizon after it. */
export interface Snapshot {
  /** The day, in milliseconds. */
  readonly date: number;
  /** `customer` and features, one row a customer. */
  readonly features: Table;
  /** 1 for who ordered in the horizon, one a row; empty where the horizon is still to come. */
  readonly bought: Uint8Array;
}

/** The days of a job: to score, to test, and to train, each a horizon after the next. */
export interface Dates {
  readonly score: number;
  readonly test: number;
  /** The latest first. */
  readonly train: readonly number[];
}

/**
 * @param lines - all rows of the orders
 * @param asOf - in milliseconds; default: the last order line
 * @param most - how many days to train on
 * @throws KindredError `invalid-data` where the orders span too short a time
 */
export function datesOf({ time, returned }: OrderLines, asOf: number | undefined, horizonDays: number, most: number): Dates {
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < time.length; row++) {
    if (returned[row] === 1 || (asOf !== undefined && time[row] > asOf)) continue;
    first = Math.min(first, time[row]);
    last = Math.max(last, time[row]);
  }
  if (first === Infinity) throw new KindredError('invalid-data', '"orders" must have orders until "asOf", got none');
  const score = asOf ?? last;
  const horizon = horizonDays * DAY;
  // a horizon to learn of customers, one to learn what they do, one to test it
  if (score - 3 * horizon < first)
    throw new KindredError(
      'invalid-data',
      `orders must span three times "horizonDays" (${3 * horizonDays} days: to know customers, to learn what they do next, to test it), ` +
        `got ${plural(Math.floor((score - first) / DAY), 'day')} from ${isoDay(first)} to ${isoDay(score)}: take fewer "horizonDays"`,
    );
  const train: number[] = [];
  for (let date = score - 2 * horizon; train.length < most && date - horizon >= first; date -= horizon) train.push(date);
  return { score, test: score - horizon, train };
}

/**
 * Customers on a day, their features of the rows until then alone.
 * @param lines - all rows of the orders: who ordered after the day
 * @param horizonDays - 0 where the future is not known
 */
export function snapshotAt(orders: Table, columns: OrderColumns, lines: OrderLines, date: number, horizonDays: number): Snapshot {
  const features = featuresAt(orders, columns, date);
  return { date, features, bought: horizonDays === 0 ? new Uint8Array(0) : boughtAfter(lines, features, date, horizonDays) };
}

/** Who has an order in (date, date + horizon]. */
function boughtAfter({ customers, time, returned }: OrderLines, features: Table, date: number, horizonDays: number): Uint8Array {
  const buyers = new Uint8Array(customers.ids.size);
  const end = date + horizonDays * DAY;
  for (let row = 0; row < time.length; row++)
    if (returned[row] === 0 && time[row] > date && time[row] <= end) buyers[customers.codes[row]] = 1;
  const known = features.column('customer');
  const id = (row: number) => (known.kind === 'category' ? known.categories[known.codes[row]] : (known.values[row] as number));
  return Uint8Array.from({ length: features.nRows }, (_, row) => buyers[customers.ids.indexOf(id(row))]);
}

/** Snapshots below one another: the features without `customer`, and what came. */
export function stacked(snapshots: readonly Snapshot[]): { features: Table; bought: Uint8Array } {
  const tables = snapshots.map(({ features }) => features.drop(['customer']));
  const columns = tables[0].columns.map((name) => [name, cellsBelow(tables.map((table) => table.column(name)))] as const);
  return {
    features: Table.from(Object.fromEntries(columns)),
    bought: Uint8Array.from(snapshots.flatMap(({ bought }) => Array.from(bought))),
  };
}

function cellsBelow(parts: readonly Column[]): Float64Array | string[] {
  if (parts[0].kind === 'number')
    return Float64Array.from(parts.flatMap((part) => (part.kind === 'number' ? Array.from(part.values) : [])));
  return parts.flatMap((part) => (part.kind === 'category' ? Array.from(part.codes, (code) => part.categories[code]) : []));
}
