/**
 * How many contacts a budget pays for.
 * @module
 */
import { checkOptions, integer, number, optional, type Constraints } from '../check.js';
import { KindredError } from '../errors.js';

/** A number of contacts, an amount of money with the cost of a contact, or both: the smaller counts. 0 is nobody. */
export interface Budget {
  readonly contacts?: number;
  readonly amount?: number;
  /** Of one contact. */
  readonly cost?: number;
}

/** @internal */
export const BUDGET: Constraints<Budget> = {
  contacts: optional(integer(undefined, 0)),
  amount: optional(number(undefined, 0)),
  cost: optional(number(undefined, 0)),
};

/** Infinity where there is none. @throws KindredError `invalid-option`, `unknown-option` */
export function contactsOf(budget: unknown): number {
  if (budget === undefined) return Infinity;
  const { contacts = Infinity, amount, cost } = checkOptions<Budget>('budget', BUDGET, budget);
  if ((amount === undefined) !== (cost === undefined))
    throw new KindredError('invalid-option', '"amount" and "cost" of a budget go together: the money there is, and what one contact costs');
  if (amount === undefined) return contacts;
  const paid = amount === 0 ? 0 : cost === 0 ? Infinity : Math.floor((amount / cost!) * (1 + 1e-12)); // 0.3 pays for 3 contacts at 0.1: rounding has no say
  return Math.min(contacts, paid);
}
