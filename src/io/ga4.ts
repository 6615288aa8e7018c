/**
 * Purchase events of Google Analytics 4, as its BigQuery export holds them: `items` nested in the event, times in microseconds, integers often as text.
 * @module
 */
import { detached } from '../data/growing.js';
import { KindredError, show } from '../errors.js';
import { counted } from './status.js';
import { MADE, type Layout } from './layout.js';

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields => (value !== null && typeof value === 'object' ? (value as Fields) : {});

/** A value as a cell: what GA4 writes where nothing was set is empty. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value as string);
  return text === '(not set)' || text === '(none)' ? '' : text;
}

/** A repeated field: a list, or the wrapping that some Parquet writers put around one. */
function listOf(value: unknown): Fields[] {
  if (Array.isArray(value)) return value.map((one) => fields(fields(one).element ?? fields(one).item ?? one));
  const { list } = fields(value);
  return list === undefined ? [] : listOf(list);
}

/** The value of an event parameter. */
function parameter(event: Fields, key: string): string {
  const found = listOf(event.event_params).find((one) => one.key === key);
  const value = fields(found?.value);
  return cell(value.string_value ?? value.int_value ?? value.double_value ?? value.float_value);
}

const YEAR = 31536e9; // microseconds

/** Microseconds since 1970 as ISO text; any other text as it is, so that it is refused with its line. */
function time(value: unknown, line: number): string {
  const text = cell(value);
  const micros = Number(text);
  // GA4 is younger than 1970: seconds and milliseconds look like that year
  if (text !== '' && micros >= 0 && micros < YEAR)
    throw new KindredError(
      'invalid-data',
      `line ${line}, column "event_timestamp" must be microseconds since 1970, as GA4 exports them, got ${show(text)}`,
    );
  const ms = Math.floor(micros / 1000);
  return text !== '' && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : text;
}

/** Is it an event of the export at all? */
export const isEvent = (value: unknown): value is Fields => typeof fields(value).event_name === 'string';

/** Makes rows out of events. */
export class PurchaseEvents {
  readonly layout: Layout = {
    name: 'GA4 purchase events',
    at: MADE,
    columns: {
      customer: 'user_id',
      order: 'ecommerce.transaction_id',
      item: 'items.item_id',
      quantity: 'items.quantity',
      price: 'items.price',
      time: 'event_timestamp',
      name: 'items.item_name',
      currency: 'event_params.currency',
      total: 'items.item_revenue',
    },
    decimal: '.',
    found: () => this.skipped(),
  };
  private others = 0;
  private readonly seen = new Set<string>();

  private skipped(): string[] {
    const n = this.others;
    return n === 0 ? [] : [`${counted(n, 'event')} that ${n === 1 ? 'is no purchase was' : 'are no purchases were'} skipped.`];
  }

  /**
   * The rows of an event, one an item; none where it is no purchase.
   * @throws KindredError `invalid-data` for a time that is not in microseconds
   */
  rows(event: Fields, line: number): string[][] {
    if (event.event_name !== 'purchase') {
      this.others++;
      return [];
    }
    const customer = cell(event.user_id) || cell(event.user_pseudo_id);
    const order = cell(fields(event.ecommerce).transaction_id) || parameter(event, 'transaction_id');
    const currency = parameter(event, 'currency');
    const at = time(event.event_timestamp, line);
    const again = order !== '' && this.seen.has(order) ? 'sent twice' : '';
    if (order !== '') this.seen.add(detached(order));
    const items = listOf(event.items);
    const isItem = items.length > 0;
    return (isItem ? items : [{} as Fields]).map((item) => {
      const name = cell(item.item_name);
      const price = cell(item.price);
      const total = price === '' ? cell(item.item_revenue) : '';
      // Google: "If not set, quantity is set to 1"
      const quantity = cell(item.quantity) || (isItem ? '1' : '');
      return [customer, order, cell(item.item_id) || name, quantity, price, at, name, currency, again, total, ''];
    });
  }
}
