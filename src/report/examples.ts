/**
 * Ten example customers: the most typical of each segment in turn, with what they bought, what is recommended and why.
 * @module
 */
import type { Analysis } from './analyse.js';
import { featuresOf } from './features.js';
import { masked } from './mask.js';
import type { Purchases } from './purchases.js';
import type { ExampleCustomer, SegmentFacts } from './report.js';
import { cents } from './round.js';

const SHOWN = 10;
const BOUGHT = 5;
const RECOMMENDED = 5;

type Parts = Pick<Analysis, 'customers' | 'features' | 'kmeans' | 'recommender' | 'recommendations'>;

/** @param segments - in the order in which they take turns; also those whose figures are withheld: examples are single customers on purpose */
export function examplesOf(parts: Parts, segments: readonly SegmentFacts[], purchases: Purchases): ExampleCustomer[] {
  const { named } = purchases;
  const { customers, recommender, recommendations } = parts;
  const [recency, frequency, monetary] = featuresOf(customers);
  return inTurn(segments.map((segment) => ({ segment, rows: typical(parts, segment.segment) }))).map(({ segment, row }) => {
    const { user, items } = recommendations[row];
    const own = items.filter(({ source }) => source === 'model').slice(0, RECOMMENDED);
    const why = recommender.explainEach(
      user,
      own.map(({ item }) => item),
    );
    return {
      customer: masked(user),
      segment: segment.name,
      recency: recency[row],
      frequency: frequency[row],
      monetary: cents(monetary[row]),
      bought: boughtMost(purchases, purchases.codeOf(user)),
      recommended: own.map(({ item }, place) => ({ ...named(item), because: reason(why[place].largest(1)[0]?.item) })),
    };
    function reason(item: string | undefined) {
      return item === undefined ? null : named(item);
    }
  });
}

/** The rows of a segment nearest to its center, of customers who got recommendations. */
function typical({ features, kmeans, recommendations }: Parts, label: number): number[] {
  const center = Array.from(kmeans.clusterCenters.row(label));
  const rows: { row: number; distance: number }[] = [];
  kmeans.labels.forEach((own, row) => {
    if (own !== label || recommendations[row].items.length === 0) return;
    const distance = center.reduce(
      (sum, at, j) => sum + (features.data[row * center.length + j] - at) * (features.data[row * center.length + j] - at),
      0,
    );
    rows.push({ row, distance });
  });
  rows.sort((a, b) => a.distance - b.distance || a.row - b.row);
  return rows.slice(0, SHOWN).map(({ row }) => row);
}

/** The first of each, the second of each, and so on. */
function inTurn(lists: readonly { segment: SegmentFacts; rows: readonly number[] }[]): { segment: SegmentFacts; row: number }[] {
  const chosen: { segment: SegmentFacts; row: number }[] = [];
  for (let turn = 0; turn < SHOWN; turn++)
    for (const { segment, rows } of lists) if (turn < rows.length && chosen.length < SHOWN) chosen.push({ segment, row: rows[turn] });
  return chosen;
}

/** The items of most orders, then in id order. */
function boughtMost({ rows, starts, item, order, itemAt }: Purchases, customer: number): ExampleCustomer['bought'] {
  const orders = new Map<number, Set<number>>();
  for (let r = starts[customer]; r < starts[customer + 1]; r++) {
    const own = orders.get(item[rows[r]]) ?? new Set();
    orders.set(item[rows[r]], own.add(order[rows[r]]));
  }
  return [...orders]
    .sort(([a, mine], [b, other]) => other.size - mine.size || a - b)
    .slice(0, BOUGHT)
    .map(([code, own]) => ({ ...itemAt(code), orders: own.size }));
}
