/**
 * Who changed segment since a previous run, by the segments' names.
 * @module
 */
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { CsvReader } from '../io/csv.js';
import type { Moves } from './report.js';

/** Customer → the name of the segment. */
export type Membership = ReadonlyMap<string, string>;

/** Flows that a report shows. */
const SHOWN = 20;

/**
 * A `segments.csv` of an earlier run.
 * @throws KindredError `invalid-data` where the text is none
 */
export function readSegments(text: string): Membership {
  let table: Table;
  try {
    const reader = new CsvReader(() => ({ customer: { header: 'customer', kind: 'text' }, name: { header: 'name', kind: 'text' } }));
    reader.push(text);
    table = reader.end();
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    throw new KindredError('invalid-data', `the segments of the previous run cannot be read: ${error.message}`, { cause: error });
  }
  const [customers, names] = [table.column('customer', 'text').values, table.column('name', 'text').values];
  return new Map(customers.map((customer, row) => [unguarded(customer ?? ''), names[row] ?? '']));
}

/** Without the apostrophe that guards a text against being run as a formula. */
const unguarded = (text: string) => text.replace(/^'(?=[=+\-@\t\r])/, '');

/** What became of the members of the previous run. */
export function movesBetween(before: Membership, now: Membership): Moves {
  const flows = new Map<string, { from: string; to: string; customers: number }>();
  let [stayed, changed, joined] = [0, 0, 0];
  for (const [customer, to] of now) {
    const from = before.get(customer);
    if (from === undefined) joined++;
    else if (from === to) stayed++;
    else {
      changed++;
      const key = JSON.stringify([from, to]);
      const flow = flows.get(key) ?? { from, to, customers: 0 };
      flows.set(key, { ...flow, customers: flow.customers + 1 });
    }
  }
  const inOrder = [...flows.values()].sort((a, b) => b.customers - a.customers || compare(a.from, b.from) || compare(a.to, b.to));
  return { stayed, changed, joined, gone: before.size - stayed - changed, flows: inOrder.slice(0, SHOWN) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
