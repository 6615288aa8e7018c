/**
 * Who changed segment since a previous run, by the segments' names.
 * @module
 */
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { CsvReader, unguarded } from '../io/csv.js';
import type { Moves } from './report.js';

/** Customer → the name of the segment, and how many orders there were. */
export type Membership = ReadonlyMap<string, { readonly name: string; readonly orders: number }>;

/** Flows that a report shows. */
const SHOWN = 20;

/**
 * A `segments.csv` of an earlier run.
 * @throws KindredError `invalid-data` where the text is none
 */
export function readSegments(text: string): Membership {
  let table: Table;
  try {
    const reader = new CsvReader(() => ({
      customer: { header: 'customer', kind: 'text' },
      name: { header: 'name', kind: 'text' },
      frequency: { header: 'frequency', kind: 'number' },
    }));
    reader.push(text);
    table = reader.end();
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    throw new KindredError('invalid-data', `the segments of the previous run cannot be read: ${error.message}`, { cause: error });
  }
  const [customers, names] = [table.column('customer', 'text').values, table.column('name', 'text').values];
  const orders = table.column('frequency', 'number').values;
  return new Map(customers.map((customer, row) => [unguarded(customer ?? ''), { name: names[row] ?? '', orders: orders[row] }]));
}

/** What became of the members of the previous run. */
export function movesBetween(before: Membership, now: Membership): Moves {
  const flows = new Map<string, { from: string; to: string; customers: number }>();
  let [stayed, changed, joined, changedWithoutOrder] = [0, 0, 0, 0];
  for (const [customer, { name: to, orders }] of now) {
    const was = before.get(customer);
    if (was === undefined) joined++;
    else if (was.name === to) stayed++;
    else {
      const from = was.name;
      changed++;
      if (orders === was.orders) changedWithoutOrder++;
      const key = JSON.stringify([from, to]);
      const flow = flows.get(key) ?? { from, to, customers: 0 };
      flows.set(key, { ...flow, customers: flow.customers + 1 });
    }
  }
  const inOrder = [...flows.values()].sort((a, b) => b.customers - a.customers || compare(a.from, b.from) || compare(a.to, b.to));
  return { stayed, changed, changedWithoutOrder, joined, gone: before.size - stayed - changed, flows: inOrder.slice(0, SHOWN) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
