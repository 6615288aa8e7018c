/**
 * What a row of orders says: who, in which order, bought what, how many, at which price, and when.
 * @module
 */
import { KindredError, nearMiss, show } from '../errors.js';

/** The columns of an orders file by the names they have there; `name` says what an item is called, `currency` in what its price is. */
export interface OrderColumns {
  readonly customer: string;
  readonly order: string;
  readonly item: string;
  readonly quantity: string;
  readonly price: string;
  readonly time: string;
  readonly name?: string;
  readonly currency?: string;
}

export const KINDS = {
  customer: 'category',
  order: 'category',
  item: 'category',
  quantity: 'number',
  price: 'number',
  time: 'date',
  name: 'category',
  currency: 'category',
} as const;
export type Role = keyof typeof KINDS;
export const REQUIRED: readonly Role[] = ['customer', 'order', 'item', 'quantity', 'price', 'time'];

export const isRequired = (role: string): boolean => (REQUIRED as readonly string[]).includes(role);

/** @throws KindredError `unknown-option` for a role that orders do not have */
export function checkRole(role: string): asserts role is Role {
  if (Object.hasOwn(KINDS, role)) return;
  const has = Object.keys(KINDS);
  throw new KindredError('unknown-option', `orders have no ${show(role)}${nearMiss(role, has)}; they have: ${has.join(', ')}`);
}
