/**
 * From what is foreseen to the facts of the report.
 * @module
 */
import type { Table } from '../data/table.js';
import type { Foresight } from './foresight.js';
import { likelyOf } from './likely.js';
import { lostOf } from './lost.js';
import type { Outlook } from './outlook-facts.js';
import { peopleOf } from './people.js';
import type { Stakes } from './profit.js';
import type { SegmentFacts } from './report.js';
import { worthOf } from './worth.js';

export interface Given {
  /** Each customer's segment by name. */
  readonly members: ReadonlyMap<string, string>;
  readonly segments: readonly SegmentFacts[];
  readonly averageOrderValue: number;
  readonly stakes: Stakes;
}

export function outlookOf(customers: Table, foresight: Foresight, { members, segments, averageOrderValue, stakes }: Given): Outlook {
  const people = peopleOf(customers, members);
  const { likely, lifetimes, tested } = foresight;
  const chances = (name: string) => foresight.customers.column(name, 'number').values;
  const lost = (warnings: readonly string[]) => lostOf(people, chances('returnProbability'), segments, { measured: tested.lost, warnings });
  return {
    likely: typeof likely === 'string' ? likely : likelyOf(people, likely, tested.likely, { averageOrderValue, stakes }),
    lost: typeof lifetimes === 'string' ? lifetimes : lost(lifetimes.bgnbd.warnings),
    worth: typeof lifetimes === 'string' ? lifetimes : worthOf(people, foresight, segments),
  };
}
