/**
 * Customers as the lists of the report see them: in the order of the table of customers.
 * @module
 */
import type { Table } from '../data/table.js';
import { featuresOf } from './features.js';
import { idsOf } from './hidden.js';
import { masked } from './mask.js';
import type { Listed } from './outlook-facts.js';

export interface People {
  readonly n: number;
  readonly recency: Float64Array;
  readonly frequency: Float64Array;
  readonly monetary: Float64Array;
  readonly segmentOf: (row: number) => string;
  /** As a list shows the customer of a row. */
  readonly listed: (row: number) => Listed;
}

/** @param members - each customer's segment by name */
export function peopleOf(customers: Table, members: ReadonlyMap<string, string>): People {
  const ids = idsOf(customers);
  const [recency, frequency, monetary] = featuresOf(customers);
  const segmentOf = (row: number) => members.get(ids[row])!;
  return {
    n: ids.length,
    recency,
    frequency,
    monetary,
    segmentOf,
    listed: (row) => ({ customer: masked(ids[row]), segment: segmentOf(row) }),
  };
}
