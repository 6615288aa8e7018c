/**
 * Customers as the models of purchases see them: checked, and equal ones counted once, in an order of their own.
 * @module
 */
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';

/** What the models read: see `purchaseSummary`. */
export interface Histories {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
}

/** The columns `frequency`, `recency` and `age`. @throws KindredError `invalid-data` naming the row; `unknown-column` */
export function historiesOf(summary: Table): Histories {
  const [frequency, recency, age] = [frequencies(summary), column(summary, 'recency'), column(summary, 'age')];
  for (let row = 0; row < frequency.length; row++) {
    const [x, last, now] = [frequency[row], recency[row], age[row]];
    const fail = (what: string) => {
      throw new KindredError('invalid-data', `row ${row + 1}: ${what}`);
    };
    if (!(last >= 0 && now < Infinity)) fail(`"recency" and "age" must be numbers from 0, got ${show(last)} and ${show(now)}`);
    if (!(last <= now))
      fail(`"recency" (first to last purchase) must not be above "age" (first purchase to today), got ${last} and ${now}`);
    if (x === 0 && last > 0) fail(`"recency" must be 0 where "frequency" is (no repeat purchase), got ${last}`);
  }
  return { frequency, recency, age };
}

/** The columns `frequency` and `monetary`, the latter read where there was a repeat purchase. @throws KindredError `invalid-data` naming the row; `unknown-column` */
export function valuesOf(summary: Table): { frequency: Float64Array; monetary: Float64Array } {
  const [frequency, monetary] = [frequencies(summary), column(summary, 'monetary')];
  for (let row = 0; row < frequency.length; row++) {
    if (frequency[row] > 0 && !(monetary[row] > 0 && monetary[row] < Infinity))
      throw new KindredError(
        'invalid-data',
        `row ${row + 1} of "monetary" (the mean of repeat purchases) must be a number above 0, got ${show(monetary[row])}: leave customers out whose purchases were gifts`,
      );
  }
  return { frequency, monetary };
}

function frequencies(summary: Table): Float64Array {
  const frequency = column(summary, 'frequency');
  frequency.forEach((x, row) => {
    if (!(Number.isSafeInteger(x) && x >= 0))
      throw new KindredError('invalid-data', `row ${row + 1} of "frequency" must be a whole number from 0, got ${show(x)}`);
  });
  return frequency;
}

function column(summary: Table, name: string): Float64Array {
  if (!(summary instanceof Table))
    throw new KindredError('invalid-data', mustBe('summary', 'a Table, as purchaseSummary makes it', summary));
  return summary.column(name, 'number').values;
}

/** Equal rows once, ascending, and how many there are of each: nothing depends on the order of the rows, and there are fewer. */
export function counted(
  columns: readonly Float64Array[],
  keep: (row: number) => boolean = () => true,
): { rows: number[]; counts: number[] } {
  const order = Array.from(columns[0].keys()).filter(keep);
  const compare = (i: number, j: number) => {
    for (const values of columns) if (values[i] !== values[j]) return values[i] - values[j];
    return 0;
  };
  order.sort(compare);
  const rows: number[] = [];
  const counts: number[] = [];
  for (const row of order) {
    if (rows.length > 0 && compare(rows.at(-1)!, row) === 0) counts[counts.length - 1]++;
    else counts[rows.push(row) - 1] = 1;
  }
  return { rows, counts };
}
