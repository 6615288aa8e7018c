/**
 * Whom to contact so that it pays, by what would have paid in the days hidden.
 * @module
 */
import { profitCurve } from '../evaluation/profit.js';
import { SMALL } from '../privacy/small-counts.js';
import type { Profit } from './outlook-facts.js';
import { cents, short } from './round.js';

/** What of an order is left, and what a contact costs, as far as somebody said. */
export interface Stakes {
  /** A share of the amount. */
  readonly margin: number | undefined;
  /** In the currency of the orders. */
  readonly contactCost: number | undefined;
}

/** What is assumed where nobody says: of an order 30 % are left, and a contact (a letter, a call, a voucher) costs a fifth of that. */
const MARGIN = 0.3;
const COST = 0.2;
/** Other costs of a contact, as shares of the value of a sale, from an e-mail to a visit. */
const COSTS = [0.01, 0.05, 0.1, 0.2, 0.5];
/** Points of the curve, besides its beginning. */
const POINTS = 50;

/** @param chances - of all customers now @param test - what was said of the days hidden, and who bought */
export function profitOf(
  averageOrderValue: number,
  { margin, contactCost }: Stakes,
  chances: Float64Array,
  test: { readonly bought: Uint8Array; readonly probabilities: Float64Array },
): Profit {
  const share = margin ?? MARGIN;
  const valueOfSale = cents(averageOrderValue * share);
  const costOfContact = contactCost ?? valueOfSale * COST;
  const curveAt = (cost: number) => profitCurve(test.bought, test.probabilities, { valueOfSale, costOfContact: cost, positive: 1 });
  const { contacts, profit } = curveAt(costOfContact);
  const at = (place: number) => ({ contacts: contacts[place], profit: cents(profit[place]) });
  const best = highest(profit);
  const last = contacts.length - 1;
  const step = Math.max(SMALL.own, Math.ceil(last / POINTS)); // what few customers brought is not told
  const shown = Array.from(contacts.keys()).filter((place) => place % step === 0 || place === best || place === last);
  const threshold = short(valueOfSale > 0 ? Math.min(1, costOfContact / valueOfSale) : 1);
  const paying = chances.filter((chance) => chance >= threshold);
  return {
    averageOrderValue: cents(averageOrderValue),
    margin: short(share),
    valueOfSale,
    costOfContact: cents(costOfContact),
    assumed: margin === undefined || contactCost === undefined,
    curve: shown.map(at),
    best: at(best),
    threshold,
    nPaying: paying.length,
    expectedOfPaying: short(paying.reduce((a, b) => a + b, 0)),
    others: COSTS.map((part) => {
      const found = curveAt(valueOfSale * part);
      const top = highest(found.profit);
      const nPaying = chances.filter((chance) => chance >= part).length;
      return { costOfContact: cents(valueOfSale * part), contacts: found.contacts[top], profit: cents(found.profit[top]), nPaying };
    }),
  };
}

/** The first place of the highest value. */
const highest = (values: Float64Array) => values.reduce((top, value, place) => (value > values[top] ? place : top), 0);
