/**
 * Which segments go on from a previous run, and who changed segment since.
 * @module
 */
import type { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { unguarded } from '../data/csv-text.js';
import { CsvReader } from '../io/csv.js';
import type { KMeansModel } from '../segmentation/kmeans-model.js';
import type { SegmentMoves } from '../segmentation/relabel.js';
import type { Moves, SegmentFacts } from './report.js';
import { apart } from './withheld.js';

/** What is known of the segments of an earlier run. */
export interface PreviousRun {
  /** How many segments there were. */
  readonly nSegments: number;
  /** What they were called, by number. */
  readonly names: readonly (string | undefined)[];
  /** Customer → the number of the segment, and how many orders there were. */
  readonly members: ReadonlyMap<string, { readonly segment: number; readonly orders: number }>;
}

/** Flows that a report shows. */
const SHOWN = 20;

/**
 * A `segments.csv` of an earlier run.
 * @throws KindredError `invalid-data` where the text is none
 */
export function readSegments(text: string): PreviousRun {
  const { customers, segments, names, orders } = columnsOf(text);
  const called: (string | undefined)[] = [];
  segments.forEach((segment, row) => {
    if (!(Number.isSafeInteger(segment) && segment >= 0 && segment < MOST))
      throw new KindredError(
        'invalid-data',
        `the segments of the previous run cannot be read: row ${row + 1} of "segment" must be a whole number from 0 to ${MOST - 1}, got ${show(segment)}`,
      );
    called[segment] ??= names[row] ?? '';
  });
  const members = new Map(customers.map((customer, row) => [unguarded(customer ?? ''), { segment: segments[row], orders: orders[row] }]));
  return { nSegments: new Set(segments).size, names: Array.from(called), members };
}

/** No run has so many segments. */
const MOST = 4096;

function columnsOf(text: string) {
  let table: Table;
  try {
    const reader = new CsvReader(() => ({
      customer: { header: 'customer', kind: 'text' },
      segment: { header: 'segment', kind: 'number' },
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
  const [segments, orders] = [table.column('segment', 'number').values, table.column('frequency', 'number').values];
  return { customers, segments, names, orders };
}

/** The segments under the numbers of those they continue, and the previous segment of each. */
export interface Continued {
  readonly kmeans: KMeansModel;
  /** For each segment the number of the one it continues; −1 for a new one. */
  readonly continues: Int32Array;
  readonly moves: SegmentMoves;
}

/** The segments of today after those of the previous run: matched so that as many customers as possible stay where they were. */
export function continued(kmeans: KMeansModel, customers: Table, { members }: PreviousRun): Continued {
  const { codes, categories } = customers.column('customer', 'category');
  const labels = Int32Array.from(codes, (code) => members.get(categories[code])?.segment ?? -1);
  const { model, continues, moves } = kmeans.relabel({ labels });
  return { kmeans: model, continues, moves: moves! };
}

/** What became of the members of the previous run. @param segments - of today, with their names */
export function movesOf(
  { names, members }: PreviousRun,
  { continues, moves }: Continued,
  segments: readonly SegmentFacts[],
  customers: Table,
): Moves {
  const today = new Map(segments.map(({ segment, name }) => [segment, name]));
  const nameNow = (segment: number) => today.get(segment)!;
  const called = new Set(today.values());
  const ended = (name: string) => (called.has(name) ? `${name} (of then)` : name);
  const nameOf = (before: number) => today.get(continues.indexOf(before)) ?? ended(names[before] ?? '');
  const renamed = segments
    .map(({ segment, name }) => ({ from: names[continues[segment]] ?? name, to: name }))
    .filter(({ from, to }) => from !== to);
  const { codes, categories } = customers.column('customer', 'category');
  const orders = customers.column('frequency', 'number').values;
  // fewer orders than then: this file begins later, and that is no order in between either
  const idle = moves.rows.filter((row) => orders[row] <= members.get(categories[codes[row]])!.orders).length;
  return {
    stayed: moves.stayed,
    changed: moves.moved,
    changedWithoutOrder: idle,
    joined: moves.joined,
    gone: members.size - moves.stayed - moves.moved,
    renamed,
    flows: apart(moves.flows, ({ rows }) => rows)
      .told.slice(0, SHOWN)
      .map(({ from, to, rows }) => ({ from: nameOf(from), to: nameNow(to), customers: rows })),
  };
}
