/**
 * Shopify's orders export: one row a line item; what belongs to the whole order stands only in the first row of the order.
 * @module
 */
import { detached } from '../data/column-builder.js';
import type { OrderColumns } from './columns.js';
import { customerName, finder, unguarded, type Layout } from './layout.js';
import { Statuses } from './status.js';

interface Order {
  readonly name: string;
  readonly first: string;
  readonly customer: string;
  readonly time: string;
  readonly currency: string;
  /** Why it does not count, '' where it does. */
  readonly reason: string;
}

/** The layout, where a header is one of Shopify's. */
export function shopify(header: readonly string[], named: Partial<OrderColumns>): Layout | undefined {
  const { find, role } = finder(header, named);
  const at = {
    order: role('order', 'name'),
    customer: role('customer', 'email'),
    time: role('time', 'created at', 'paid at'),
    quantity: role('quantity', 'lineitem quantity'),
    price: role('price', 'lineitem price'),
    name: role('name', 'lineitem name'),
  };
  if (find('lineitem quantity') < 0 || Object.values(at).some((column) => column < 0)) return undefined;
  const sku = role('item', 'lineitem sku');
  const currency = role('currency', 'currency');
  const status = find('financial status');
  const cancelled = find('cancelled at', 'canceled at');
  const ofOrder = ['financial status', 'total', 'subtotal', 'currency', 'id'].map((name) => find(name)).filter((column) => column >= 0);
  const statuses = new Statuses();
  const seen = new Map<string, string>(); // order → reason
  let order: Order | undefined;

  const begin = (row: string[], reason: string): Order => {
    const name = detached(row[at.order]);
    if (!seen.has(name)) seen.set(name, reason);
    return {
      name,
      first: row.join('\n'),
      customer: customerName(row[at.customer]),
      time: row[at.time],
      currency: currency < 0 ? '' : row[currency],
      reason,
    };
  };
  const reasonOf = (row: string[]) => {
    const reason = statuses.reason(status < 0 ? '' : row[status]);
    return cancelled >= 0 && row[cancelled].trim() !== '' ? 'cancelled' : reason;
  };
  /** The order of a row: the one before, unless the row begins one. */
  const orderOf = (row: string[]): Order => {
    const name = row[at.order];
    const isFirst = ofOrder.some((column) => row[column] !== '');
    // somebody may have filled the gaps: then every row of an order looks like its first
    const goesOn = order !== undefined && (name === '' || name === order.name) && !(isFirst && row.join('\n') === order.first);
    if (goesOn) return order!;
    if (isFirst) return begin(row, seen.has(name) ? 'exported twice' : reasonOf(row));
    return begin(row, seen.get(name) ?? '');
  };

  const width = header.length;
  return {
    name: 'Shopify orders export',
    at: { order: at.order, quantity: at.quantity, price: at.price, name: at.name, customer: width, time: width + 1, currency: width + 2, item: width + 3, left_out: width + 4 },
    columns: Object.fromEntries(Object.entries({ ...at, currency, item: sku < 0 ? at.name : sku }).map(([which, column]) => [which, header[column]])),
    arrange(rows) {
      for (const row of rows) {
        order = orderOf(row);
        row.length = width;
        row.push(order.customer, order.time, order.currency, (sku < 0 ? '' : unguarded(row[sku])) || row[at.name], order.reason);
      }
      return { rows };
    },
    found: () => statuses.found(),
  }; // prettier-ignore
}
