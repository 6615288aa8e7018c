/**
 * For each best-selling item, the customers to offer it to.
 * @module
 */
import type { ItemKNNModel } from '../recommendation/item-knn-model.js';
import type { Purchases } from './purchases.js';
import type { Offer } from './report.js';
import { cents } from './round.js';

/** How many items a report shows, and how many customers of each. */
const SHOWN = 10;
const AUDIENCE = 8;

/** The items that most customers have, each with those of its audience whom it suits best. */
export function offersOf(recommender: ItemKNNModel<string, string>, { item, amount, nItems, itemAt, named }: Purchases): Offer[] {
  const revenue = new Float64Array(nItems);
  for (let row = 0; row < item.length; row++) revenue[item[row]] += amount[row];
  const customersOf = (code: number) => recommender.popularity[recommender.items.indexOf(itemAt(code).item)];
  return Array.from(revenue, (sum, code) => ({ code, revenue: cents(sum) }))
    .filter(({ code }) => recommender.items.indexOf(itemAt(code).item) >= 0)
    .map((found) => ({ ...found, customers: customersOf(found.code) }))
    .sort((a, b) => b.customers - a.customers || b.revenue - a.revenue || a.code - b.code)
    .slice(0, SHOWN)
    .map(({ code, customers, revenue }) => {
      const what = itemAt(code);
      const audience = recommender.audienceFor(what.item, { k: recommender.interactions!.users.size });
      return {
        ...what,
        customers,
        revenue,
        candidates: audience.length,
        audience: audience.slice(0, AUDIENCE).map(({ user }) => ({
          customer: user,
          because: named(recommender.explain(user, what.item).largest(1)[0].item),
        })),
      };
    });
}
