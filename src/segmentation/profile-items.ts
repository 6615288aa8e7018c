/**
 * What the customers of each segment buy more often than everyone.
 * @module
 */
import type { Id } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { ids, reader } from '../data/read-columns.js';
import type { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import type { Grouped } from './profile.js';
import type { OrderLines } from './profile-options.js';

/** An item in one segment. */
export interface ItemProfile {
  readonly item: Id;
  /** Customers of the segment who bought it. */
  readonly buyers: number;
  /** Of the customers of the segment. */
  readonly share: number;
  /** Of all customers of the table. */
  readonly shareOfAll: number;
  /** share / shareOfAll */
  readonly lift: number;
  /** What the segment paid for it, where amounts were given. */
  readonly amount?: number;
}

/** What a segment buys. */
export interface Bought {
  /** Customers of the segment with orders. */
  readonly buyers: number;
  /** The items bought more often than by everyone, by lift, largest first. */
  readonly items: readonly ItemProfile[];
  /** How many other items have fewer buyers here than `minCount`. */
  readonly withheld: number;
}

/** One entry a segment. Orders of customers who are not in the table do not count. */
export function boughtBy(
  orders: Interactions | OrderLines,
  table: Table,
  customer: string,
  codes: Int32Array,
  { starts }: Grouped,
  minCount: number,
  top: number,
): Bought[] {
  const met = orders instanceof Interactions ? orders : interactionsOf(orders);
  const withAmounts = !(orders instanceof Interactions) && orders.amount !== undefined;
  const segmentOf = segmentsOfUsers(met, table, customer, codes);
  const { starts: from, items, values } = met.rows();
  const nSegments = starts.length - 1;
  const found = Array.from({ length: nSegments }, () => ({
    buyers: 0,
    byItem: new Int32Array(met.nItems),
    amounts: new Float64Array(met.nItems),
  }));
  const ofAll = new Int32Array(met.nItems);
  for (let user = 0; user < met.nUsers; user++) {
    if (segmentOf[user] < 0) continue;
    const own = found[segmentOf[user]];
    own.buyers++;
    for (let p = from[user]; p < from[user + 1]; p++) {
      own.byItem[items[p]]++;
      own.amounts[items[p]] += values[p];
      ofAll[items[p]]++;
    }
  }
  return found.map(({ buyers, byItem, amounts }, s) => {
    const size = starts[s + 1] - starts[s];
    const bought: ItemProfile[] = [];
    let withheld = 0;
    byItem.forEach((n, i) => {
      if (n > 0 && n < minCount) withheld++;
      const [share, shareOfAll] = [n / size, ofAll[i] / table.nRows];
      if (n < minCount || share <= shareOfAll) return;
      const amount = withAmounts ? { amount: amounts[i] } : {};
      bought.push({ item: met.items.at(i), buyers: n, share, shareOfAll, lift: share / shareOfAll, ...amount });
    });
    bought.sort((a, b) => b.lift - a.lift || b.buyers - a.buyers);
    return { buyers, items: bought.slice(0, top), withheld };
  });
}

function interactionsOf({ lines, customer, item, amount }: OrderLines): Interactions {
  const who = { user: customer, item };
  return Interactions.from(lines, amount === undefined ? who : { ...who, value: amount, duplicates: 'sum' });
}

/** The segment of each user; -1 for those who are not in the table. */
function segmentsOfUsers(met: Interactions, table: Table, customer: string, codes: Int32Array): Int32Array {
  const known = ids(reader(table)(customer), customer);
  const segmentOf = new Int32Array(met.nUsers).fill(-1);
  const seen = new Uint8Array(known.ids.size);
  known.codes.forEach((code, row) => {
    const id = known.ids.at(code);
    if (seen[code]++)
      throw new KindredError('invalid-data', `row ${row + 1} of ${show(customer)} must be a customer who has no row yet, got ${show(id)}`);
    const user = met.users.indexOf(id);
    if (user >= 0) segmentOf[user] = codes[row];
  });
  return segmentOf;
}
