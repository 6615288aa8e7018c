/**
 * What was left out, in words; the page and the terminal share them.
 * @module
 */
import type { LeftOut } from '../io/orders.js';
import type { ShopFacts } from './report.js';
import { money } from './words.js';

const CANCELLED = 'cancelled';
const BACK = 'quantity not above 0';

/** The reasons of `cleanOrders`, for people; others are words of the reader already. */
const PLAIN: Readonly<Record<string, string>> = {
  'no customer': 'no customer number: nobody to count the purchase for',
  'no order number': 'no order number',
  'no item': 'no item',
  'no time': 'no date',
  [BACK]: 'returns and corrections (quantity of zero or less); the sale itself still counts',
  'price not above 0': 'no price: gifts, samples and corrections',
};

/** Why rows were left out. An order whose status says cancelled is left out as a whole; a credit line leaves the sale that it takes back. */
export function leftOutText({ reason, amount }: LeftOut): string {
  if (reason === CANCELLED) return amount < 0 ? 'credit lines of cancelled orders; the sale itself still counts' : 'cancelled orders';
  return Object.hasOwn(PLAIN, reason) ? PLAIN[reason] : reason;
}

/** From this share of the sales on, what went back is worth a sentence. */
const MATERIAL = 0.01;

/** What went back, where it is much; else 0. */
export function returned({ leftOut, revenue }: ShopFacts): number {
  const sum = leftOut.reduce((sum, { reason, amount }) => sum + (reason === CANCELLED || reason === BACK ? Math.min(0, amount) : 0), 0);
  return -sum >= MATERIAL * revenue && sum < 0 ? -sum : 0;
}

/** That it is not subtracted. */
export const returnsText = (shop: ShopFacts, currency: string | null): string =>
  `Goods for ${money(returned(shop), currency)} went back or were cancelled; this is not subtracted from what customers are said to have spent.`;
