/**
 * For each best-selling item, the customers to offer it to.
 * @module
 */
import type { Analysis } from './analyse.js';
import { masked } from './mask.js';
import type { Purchases } from './purchases.js';
import type { Offer } from './report.js';
import { cents } from './round.js';

/** How many items a report shows, and how many customers of each. */
const SHOWN = 10;
const AUDIENCE = 8;

type Parts = Pick<Analysis, 'recommender' | 'recommendations'>;

/** The items that most customers have, each with those for whom it is among the recommendations. */
export function offersOf(
  { recommender, recommendations }: Parts,
  { item, amount, nItems, itemAt, named }: Purchases,
  members: ReadonlyMap<string, string>,
): Offer[] {
  const revenue = new Float64Array(nItems);
  for (let row = 0; row < item.length; row++) revenue[item[row]] += amount[row];
  const customersOf = (code: number) => recommender.popularity[recommender.items.indexOf(itemAt(code).item)] ?? 0;
  const best = Array.from(revenue, (sum, code) => ({ ...itemAt(code), code, revenue: cents(sum), customers: customersOf(code) }))
    .filter(({ customers }) => customers > 0)
    .sort((a, b) => b.customers - a.customers || b.revenue - a.revenue || a.code - b.code)
    .slice(0, SHOWN);
  const suited = new Map(best.map((one) => [one.item, [] as { user: string; score: number }[]]));
  for (const { user, items } of recommendations)
    for (const { item: recommended, score, source } of items) if (source === 'model') suited.get(recommended)?.push({ user, score });
  return best.map(({ item: id, name, customers, revenue: sold }) => {
    const candidates = suited.get(id)!.sort((a, b) => b.score - a.score);
    const audience = candidates.slice(0, AUDIENCE).map(({ user }) => ({
      customer: masked(user),
      segment: members.get(user)!,
      because: named(recommender.explain(user, id).largest(1)[0].item!),
    }));
    return { item: id, name, customers, revenue: sold, candidates: candidates.length, audience };
  });
}
