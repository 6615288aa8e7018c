/**
 * Ten example customers: the most typical of each segment in turn, with what they bought, what is recommended and why.
 * @module
 */
import type { Analysis } from './analyse.js';
import type { Purchases } from './purchases.js';
import type { ExampleCustomer, SegmentFacts } from './report.js';
import { cents } from './round.js';

const SHOWN = 10;
const BOUGHT = 5;
const RECOMMENDED = 5;

type Parts = Pick<Analysis, 'customers' | 'features' | 'kmeans' | 'recommender' | 'recommendations'>;

/** @param segments - in the order in which they take turns */
export function examplesOf(parts: Parts, segments: readonly SegmentFacts[], { named }: Purchases): ExampleCustomer[] {
  const { customers, recommender, recommendations } = parts;
  const [recency, frequency, monetary] = ['recency', 'frequency', 'monetary'].map((name) => customers.column(name, 'number').values);
  return inTurn(segments.map((segment) => ({ segment, rows: typical(parts, segment.segment) }))).map(({ segment, row }) => {
    const { user, items } = recommendations[row];
    const own = items.filter(({ source }) => source === 'model').slice(0, RECOMMENDED);
    const why = recommender.explainEach(
      user,
      own.map(({ item }) => item),
    );
    return {
      customer: user,
      segment: segment.name,
      recency: recency[row],
      frequency: frequency[row],
      monetary: cents(monetary[row]),
      bought: boughtMost(parts, user).map(named),
      recommended: own.map(({ item }, place) => ({ ...named(item), because: because(why[place].largest(1)[0]?.item) })),
    };
    function because(item: string | undefined) {
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

/** The items bought most often, then in id order. */
function boughtMost({ recommender }: Parts, user: string): string[] {
  const { users, events } = recommender.interactions!;
  const u = users.indexOf(user);
  const times = new Map<number, number>();
  for (let e = events.starts[u]; e < events.starts[u + 1]; e++) times.set(events.items[e], (times.get(events.items[e]) ?? 0) + 1);
  return [...times]
    .sort(([a, n], [b, m]) => m - n || a - b)
    .slice(0, BOUGHT)
    .map(([item]) => recommender.items.at(item));
}
