/**
 * WooCommerce orders, as its export plugins write them, by column names: one row an order, with the line items packed into one column or into numbered
 * columns, or one row a line item.
 * @module
 */
import { detached } from '../data/column-builder.js';
import { KindredError } from '../errors.js';
import { plainName, type OrderColumns, type Role } from './columns.js';
import { customerName, finder, MADE, unguarded, type Layout } from './layout.js';
import { plainNumber } from './numbers.js';
import { Statuses } from './status.js';

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
        keyed(Object.entries(item).map(([key, v]) => [key, String(v ?? '')])),
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
  const statuses = new Statuses();
  const seen = new Set<string>();
  let last = ['', '', '', '', ''];

  const columns: Partial<Record<Role, string>> = { ...items.columns, order: header[order], time: header[time], customer: header[customer] };
  if (currency >= 0) columns.currency = header[currency];
  return {
    name: `WooCommerce orders, ${items.kind}`,
    at: MADE,
    columns,
    ...(items.decimal ? { decimal: items.decimal } : {}),
    arrange(rows, lineOf) {
      const made: string[][] = [];
      const from: number[] = [];
      rows.forEach((row, r) => {
        if (row[order] !== '' || !items.perItem) {
          const isNew = row[order] !== last[1];
          const again = !items.perItem && row[order] !== '' && seen.has(row[order]);
          if (!items.perItem) seen.add(detached(row[order]));
          const who = row[customer].trim();
          const reason = again ? 'exported twice' : isNew || !items.perItem ? statuses.reason(status < 0 ? '' : row[status]) : last[4];
          last = [who === '0' ? '' : customerName(who), row[order], row[time], currency < 0 ? '' : row[currency], reason];
        }
        const list = items.of(row);
        if (!list) throw new KindredError('invalid-data', `line ${lineOf(r)}: the line items are not in a form that is known`);
        for (const item of list.length === 0 ? [{}] : list) {
          made.push(madeRow(item, last));
          from.push(r);
        }
      });
      return { rows: made, from };
    },
    found: () => statuses.found(),
  };
}

/** One row of orders; numbers that are none go on as they are, and are refused with their line. */
function madeRow(item: Item, [customer, order, time, currency, reason]: readonly string[]): string[] {
  const back = Math.abs(plainNumber(item.refundedQuantity ?? '', 46)) || 0;
  const bought = plainNumber(item.quantity ?? '', 46);
  const quantity = back > 0 && !Number.isNaN(bought) ? String(bought - back) : (item.quantity ?? '');
  const total = plainNumber(item.total ?? '', 46);
  const price = item.price ?? (Number.isNaN(total) || Number.isNaN(bought) ? (item.total ?? '') : bought > 0 ? String(total / bought) : '');
  const sku = unguarded(item.sku ?? '') || (item.id === '0' ? '' : (item.id ?? '')) || (item.name ?? '');
  const why = reason === '' && back > 0 && bought <= back ? 'refunded' : reason;
  return [customer, order, sku, quantity, price, time, item.name ?? '', currency, why];
}

interface Items {
  readonly kind: string;
  readonly perItem: boolean;
  readonly decimal?: '.';
  readonly columns: Partial<Record<Role, string>>;
  readonly of: (row: readonly string[]) => Item[] | undefined;
}

const all = (column: string): Partial<Record<Role, string>> => ({ item: column, quantity: column, price: column, name: column });

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
      decimal: '.',
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
    const count = Math.max(...parts.map(({ n }) => n));
    const groups = Array.from({ length: count }, (_, i) => parts.filter(({ n }) => n === i + 1));
    return {
      kind: 'one row an order',
      perItem: false,
      decimal: '.',
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
    ...(price < 0 ? { decimal: '.' as const } : {}),
    columns: {
      item: header[item],
      quantity: header[quantity],
      price: header[price < 0 ? total : price],
      name: header[name < 0 ? item : name],
    },
    of: (row) => [
      {
        ...cell(row, sku, 'sku'),
        ...cell(row, id, 'id'),
        ...cell(row, name, 'name'),
        ...cell(row, quantity, 'quantity'),
        ...cell(row, back, 'refundedQuantity'),
        ...(price < 0 ? cell(row, total, 'total') : cell(row, price, 'price')),
      },
    ],
  };
}
