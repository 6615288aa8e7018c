/**
 * Shopify's orders export: one row a line item; what belongs to the whole order stands only in the first row of the order.
 * @module
 */
import type { OrderColumns } from './roles.js';
import { finder, withoutApostrophe, type Layout } from './layout.js';
import { Orders, type Order } from './repeats.js';
import { reasonOf, statusesFound } from './status.js';

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
  const [status, discount] = [find('financial status'), find('lineitem discount')];
  const cancelled = find('cancelled at', 'canceled at');
  const ofWhole = { orderDiscount: find('discount amount'), orderRefund: find('refunded amount') };
  const ofOrder = ['financial status', 'total', 'subtotal', 'currency', 'id'].map((name) => find(name)).filter((column) => column >= 0);
  const orders = new Orders();
  let order: Order | undefined;
  /** Somebody may have filled the gaps: then every row of an order looks like its first. */
  let hasGaps = false;

  const cell = (row: readonly string[], column: number) => (column < 0 ? '' : row[column]);
  const lineOf = (row: readonly string[]) => [sku, at.name, at.quantity, at.price].map((column) => cell(row, column)).join('\n');
  /** Does the row begin an order, or an order again? If not, it is one more line item of an order. */
  const begins = (row: string[]): boolean => {
    const name = row[at.order];
    const isFirst = ofOrder.some((column) => row[column] !== '');
    hasGaps ||= !isFirst;
    const known = orders.get(name === '' && order ? order.name : name);
    const isAgain = known !== undefined && isFirst && known.first === lineOf(row);
    if (order && (name === '' || name === order.name) && !(isAgain && hasGaps)) return false;
    const isPart = known !== undefined && !isAgain && !(isFirst && hasGaps);
    const own = { name, customer: row[at.customer], time: row[at.time], currency: cell(row, currency), status: cell(row, status) };
    const reason = cell(row, cancelled).trim() !== '' ? 'cancelled' : (reasonOf(own.status) ?? '');
    order = isPart && !isFirst ? { ...known.order, customer: own.customer, time: own.time } : { ...own, reason };
    orders.begin(name, order, lineOf(row), isPart);
    return !isPart;
  };

  const width = header.length;
  const there = (columns: Readonly<Record<string, number>>) => Object.entries(columns).filter(([, column]) => column >= 0);
  const sums = there({ discount, ...ofWhole });
  const made = Object.fromEntries(sums.map(([which], i) => [which, width + 5 + i]));
  return {
    name: 'Shopify orders export',
    at: {
      order: at.order, quantity: at.quantity, price: at.price, name: at.name,
      customer: width, time: width + 1, currency: width + 2, item: width + 3, left_out: width + 4, ...made,
    },
    columns: Object.fromEntries(there({ ...at, currency, item: sku < 0 ? at.name : sku, discount, ...ofWhole }).map(([which, column]) => [which, header[column]])),
    arrange(rows) {
      for (const row of rows) {
        const isFirst = begins(row);
        const { customer, time, currency, reason } = order!;
        // a zero is the same whatever its decimal mark
        const money = sums.map(([which, column]) => (which !== 'discount' && !isFirst ? '' : /[^0.,]/.test(row[column]) ? row[column] : '0'));
        row.length = width;
        row.push(customer, time, currency, (sku < 0 ? '' : withoutApostrophe(row[sku])) || row[at.name], reason, ...money);
        orders.row();
      }
      return { rows };
    },
    replaced: orders.replaced,
    found: () => statusesFound(orders.all().map(({ status }) => status), ofWhole.orderRefund < 0 ? 'in full: the file does not say what was refunded' : undefined),
  }; // prettier-ignore
}
