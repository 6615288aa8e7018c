/**
 * WooCommerce orders, as its export plugins write them, by column names: one row an order, with the line items packed into one column or into numbered
 * columns, or one row a line item.
 * @module
 */
import { KindredError } from '../errors.js';
import type { NumberRole } from './amounts.js';
import { plainName } from './guess-columns.js';
import type { OrderColumns, Role } from './roles.js';
import { finder, MADE, withoutApostrophe, type Layout } from './layout.js';
import { numberCell } from './numbers.js';
import { Orders, type Order } from './repeats.js';
import { reasonOf, statusesFound } from './status.js';

/** One line item, as text. */
interface Item {
  readonly sku?: string;
  readonly id?: string;
  readonly name?: string;
  readonly quantity?: string;
  readonly refundedQuantity?: string;
  readonly price?: string;
  readonly total?: string;
}

/** The keys of packed line items and the ends of numbered columns. */
const KEYS: Readonly<Record<string, keyof Item>> = {
  sku: 'sku', 'product id': 'id', id: 'id', name: 'name', 'product name': 'name', quantity: 'quantity', qty: 'quantity', 'refunded qty': 'refundedQuantity',
  price: 'price', total: 'total',
}; // prettier-ignore
const PACKED =
  /^(id|name|product_id|sku|quantity|subtotal|sub_total|subtotal_tax|total|total_tax|refunded|refunded_qty|meta|price|tax|item_id|variation_id):/;

/** Line items such as `name:Tea|sku:T1|quantity:2|total:8.40`, several with a semicolon between them, or as JSON. */
export function unpack(cell: string): Item[] | undefined {
  const text = cell.trim();
  if (text === '') return [];
  if (text.startsWith('[')) {
    try {
      return (JSON.parse(text) as Record<string, unknown>[]).map((item) =>
        keyed(Object.entries(item).map(([key, v]) => [key, typeof v === 'number' ? numberCell(v) : String(v ?? '')])),
      );
    } catch {
      return undefined;
    }
  }
  return text.split(/;(?=(?:id|name|product_id|sku|quantity):)/).map((item) => {
    const pairs: [string, string][] = [];
    for (const part of item.split('|')) {
      const key = PACKED.exec(part)?.[1];
      if (key) pairs.push([key, part.slice(key.length + 1)]);
      else if (pairs.length > 0) pairs[pairs.length - 1][1] += `|${part}`; // the text itself held the mark
    }
    return keyed(pairs);
  });
}

/** `id` alone is the number of the line, unless nothing else says which product it is. */
function keyed(pairs: readonly (readonly [string, string])[]): Item {
  const hasProduct = pairs.some(([key]) => plainName(key) === 'product id');
  return Object.fromEntries(
    pairs.filter(([key]) => !(hasProduct && key === 'id')).map(([key, value]) => [KEYS[plainName(key)] ?? key, value]),
  );
}

/** The layout, where a header is one of WooCommerce's. */
export function woocommerce(header: readonly string[], named: Partial<OrderColumns>): Layout | undefined {
  const { find, role, plain } = finder(header, named);
  const order = role('order', 'order id', 'order number formatted', 'order number');
  const time = role('time', 'order date', 'date', 'order date time');
  const email = role('customer', 'customer email', 'billing email', 'email billing', 'billing email address');
  const customer = email >= 0 ? email : find('customer id', 'customer user', 'customer user id');
  const items = itemsOf(header, find, role, plain);
  if (order < 0 || time < 0 || customer < 0 || !items) return undefined;
  const status = find('status', 'order status');
  const currency = role('currency', 'order currency', 'currency');
  const orders = new Orders();
  let last: Order | undefined;

  const orderOf = (row: readonly string[], list: readonly Item[]): Order => {
    const name = row[order];
    if (items.perItem && last && (name === '' || name === last.name)) return last;
    const first = [list[0]?.sku, list[0]?.id, list[0]?.name, list[0]?.quantity, list[0]?.price ?? list[0]?.total].join('\n');
    const known = orders.get(name);
    const who = row[customer].trim();
    const state = status < 0 ? '' : row[status];
    const one = {
      name, customer: who === '0' ? '' : who, time: row[time], currency: currency < 0 ? '' : row[currency], status: state, reason: reasonOf(state) ?? '',
    }; // prettier-ignore
    orders.begin(name, one, first, items.perItem && known !== undefined && known.first !== first);
    return one;
  };

  const columns: Layout['columns'] = { ...items.columns, order: header[order], time: header[time], customer: header[customer] };
  return {
    name: `WooCommerce orders, ${items.kind}`,
    at: MADE,
    columns: currency < 0 ? columns : { ...columns, currency: header[currency] },
    arrange(rows, lineOf) {
      const made: string[][] = [];
      const from: number[] = [];
      rows.forEach((row, r) => {
        const list = items.of(row);
        if (!list) throw new KindredError('invalid-data', `line ${lineOf(r)}: the line items are not in a form that is known`);
        last = orderOf(row, list);
        for (const item of list.length === 0 ? [{}] : list) {
          made.push(madeRow(item, last));
          from.push(r);
          orders.row();
        }
      });
      return { rows: made, from };
    },
    replaced: orders.replaced,
    found: () =>
      statusesFound(
        orders.all().map((one) => one.status),
        items.columns.returned === undefined
          ? 'in full: the file does not say what was refunded'
          : 'without the pieces that the file says were taken back',
      ),
  };
}

/** One row of orders; its numbers are texts as the file has them. */
function madeRow(item: Item, { customer, name, time, currency, reason }: Order): string[] {
  const sku = withoutApostrophe(item.sku ?? '') || (item.id === '0' ? '' : (item.id ?? '')) || (item.name ?? '');
  const [price, total] = item.price === undefined || item.price === '' ? ['', item.total ?? ''] : [item.price, ''];
  return [customer, name, sku, item.quantity ?? '', price, time, item.name ?? '', currency, reason, total, item.refundedQuantity ?? ''];
}

interface Items {
  readonly kind: string;
  readonly perItem: boolean;
  readonly columns: Partial<Record<Role | NumberRole, string>>;
  readonly of: (row: readonly string[]) => Item[] | undefined;
}

const all = (column: string) => ({ item: column, quantity: column, price: column, name: column, total: column, returned: column });

/** Where the line items are, by whichever columns there are. */
function itemsOf(
  header: readonly string[],
  find: (...names: string[]) => number,
  role: (which: Role, ...names: string[]) => number,
  plain: ReadonlyMap<string, number>,
): Items | undefined {
  const numbered = [...plain].filter(([name]) => /^line item \d+$/.test(name)).map(([, column]) => column);
  const packed = numbered.length > 0 ? numbered : [find('line items')].filter((column) => column >= 0);
  if (packed.length > 0) {
    return {
      kind: 'one row an order',
      perItem: false,
      columns: all(header[packed[0]]),
      of: (row) => {
        const lists = packed.map((column) => unpack(row[column]));
        return lists.includes(undefined) ? undefined : (lists as Item[][]).flat();
      },
    };
  }
  const parts = [...plain].flatMap(([name, column]) => {
    const m = /^(?:product|line) item (\d+) (.+)$/.exec(name);
    return m && KEYS[m[2]] ? [{ n: +m[1], key: KEYS[m[2]], column }] : [];
  });
  if (parts.some(({ key }) => key === 'quantity')) {
    const numbers = [...new Set(parts.map(({ n }) => n))].filter((n) => n > 0).sort((a, b) => a - b); // those that are there: one may be huge
    const groups = numbers.map((number) => parts.filter(({ n }) => n === number));
    return {
      kind: 'one row an order',
      perItem: false,
      columns: all(header[parts[0].column]),
      of: (row) =>
        groups
          .map((group) => Object.fromEntries(group.map(({ key, column }) => [key, row[column]])) as Item)
          .filter((item) => Object.values(item).some((text) => text !== '')),
    };
  }
  return perItem(header, find, role);
}

function perItem(
  header: readonly string[],
  find: (...names: string[]) => number,
  role: (which: Role, ...names: string[]) => number,
): Items | undefined {
  const sku = role('item', 'item sku', 'sku', 'product sku');
  const id = find('item product id', 'product id');
  const name = role('name', 'item name', 'product name', 'name');
  const quantity = role('quantity', 'quantity refund', 'item quantity', 'quantity');
  const price = role('price', 'item cost', 'item price');
  const total = find('item total', 'order line total', 'line total');
  const back = quantity === find('quantity refund') ? -1 : find('item refunded qty', 'item refunded quantity');
  if (quantity < 0 || (price < 0 && total < 0) || (sku < 0 && id < 0 && name < 0)) return undefined;
  const cell = (row: readonly string[], column: number, key: keyof Item) => (column < 0 ? {} : { [key]: row[column] });
  const item = [sku, id, name].find((column) => column >= 0)!;
  return {
    kind: 'one row a line item',
    perItem: true,
    columns: {
      item: header[item],
      quantity: header[quantity],
      price: header[price < 0 ? total : price],
      name: header[name < 0 ? item : name],
      total: header[total],
      ...(back < 0 ? {} : { returned: header[back] }),
    },
    of: (row) => [
      {
        ...cell(row, sku, 'sku'),
        ...cell(row, id, 'id'),
        ...cell(row, name, 'name'),
        ...cell(row, quantity, 'quantity'),
        ...cell(row, back, 'refundedQuantity'),
        ...cell(row, price, 'price'),
        ...cell(row, total, 'total'),
      },
    ],
  };
}
