/**
 * What speaks for a customer’s chance to buy, in words.
 * @module
 */
import type { Reason } from './outlook-facts.js';
import { agoText, decimal, figureOf, figureText, money, percent, plural } from './words.js';

const WORDS: Readonly<Record<string, (value: number, currency: string | null) => string>> = {
  recency: (days) => `last order ${agoText(days)}`,
  tenure: (days) => `first order ${agoText(days)}`,
  frequency: (n) => plural(n, 'order'),
  ordersLast30Days: (n) => `${plural(n, 'order')} in the last 30 days`,
  ordersLast90Days: (n) => `${plural(n, 'order')} in the last 90 days`,
  ordersLastYear: (n) => `${plural(n, 'order')} in the same days a year ago`,
  monetary: (amount, currency) => `${money(amount, currency)} spent`,
  averageOrderValue: (amount, currency) => `${money(amount, currency)} an order`,
  lastOrderValue: (amount, currency) => `last order of ${money(amount, currency)}`,
  interpurchaseTime: (days) =>
    days < 1 ? 'orders more than once a day' : `orders about every ${figureOf(Math.floor(days + 0.5), 'day').replace(/^1 /, '')}`,
  overdue: (times) => `${decimal(times, 1)} times the usual time since the last order`,
  returnShare: (share) => `${percent(share)} of the rows returned`,
  items: (n) => `${plural(n, 'different item')}`,
};

export function reasonText({ feature, value }: Reason, currency: string | null): string {
  if (typeof value === 'string') return `buys ${value} most`;
  return Object.hasOwn(WORDS, feature) ? WORDS[feature](value, currency) : `${feature} ${figureText(value)}`;
}

const NAMES: Readonly<Record<string, string>> = {
  recency: 'the time since the last order',
  tenure: 'the time since the first order',
  frequency: 'the number of orders',
  ordersLast30Days: 'the orders of the last 30 days',
  ordersLast90Days: 'the orders of the last 90 days',
  ordersLastYear: 'the orders in the same days a year ago',
  monetary: 'the money spent',
  averageOrderValue: 'the average value of an order',
  lastOrderValue: 'the value of the last order',
  interpurchaseTime: 'the usual time between orders',
  overdue: 'how the time since the last order compares with the usual one',
  returnShare: 'the share that is returned',
  items: 'the number of different items',
};

/** What a figure is called. */
export const featureName = (feature: string): string => (Object.hasOwn(NAMES, feature) ? NAMES[feature] : feature);
