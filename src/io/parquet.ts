/**
 * kindred/io/parquet: orders out of Parquet files, GA4's BigQuery export or a table with one row an item, by hyparquet (an optional peer: `npm install hyparquet`).
 * @module
 */
import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { KindredError } from '../errors.js';
import { unknownColumns } from './columns.js';
import { isEvent, PurchaseEvents } from './ga4.js';
import { layoutOf } from './head.js';
import type { Layout } from './layout.js';
import { checkOrdersOptions, type OrdersOptions } from './options.js';
import type { OrdersFile } from './orders-reader.js';
import { OrdersTable } from './orders-table.js';

/** What of an event is read. */
const EVENT = ['event_name', 'event_timestamp', 'user_id', 'user_pseudo_id', 'event_params', 'ecommerce', 'items'];

/**
 * Orders out of the bytes of a Parquet file.
 * @param options - as those of `OrdersReader`; delimiter, encoding and decimal mean nothing here
 * @throws KindredError `invalid-data` (its `cause` is an `OrdersQuestion` where the user must say something), `unknown-column`, `file-corrupt`, `unsupported` for a compression other than Snappy
 * @example
 * ```ts
 * import { parquetWriteBuffer } from 'hyparquet-writer';
 * import { readParquetOrders } from 'kindred/io/parquet';
 * const columns = { customer: ['ann'], order: ['1'], item: ['tea'], quantity: [2], price: [4.2], time: ['2026-01-31'] };
 * const bytes = parquetWriteBuffer({ columnData: Object.entries(columns).map(([name, data]) => ({ name, data })) });
 * const { orders } = await readParquetOrders(bytes);
 * console.log(orders.nRows, orders.column('price', 'number').values[0]); // 1 4.2
 * ```
 */
export async function readParquetOrders(bytes: ArrayBuffer, options: OrdersOptions = {}): Promise<OrdersFile> {
  const { columns: named = {}, ...rest } = checkOrdersOptions(options);
  const metadata = await fromPeer(() => parquetMetadataAsync(bytes));
  const header = parquetSchema(metadata).children.map(({ element }) => element.name);
  const events = header.includes('event_name') && header.includes('items') ? new PurchaseEvents() : undefined;
  const layout = events?.layout ?? layoutOf(header, named);
  if (!layout) throw unknownColumns(header, named);
  const plain: Layout = { ...layout, decimal: '.' };
  const table = new OrdersTable(plain, rest);
  const wanted = events
    ? header.filter((name) => EVENT.includes(name))
    : layout.arrange
      ? header
      : [...new Set(Object.values(layout.columns))];
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const from = rowStart;
    const objects = await fromPeer(() => parquetReadObjects({ file: bytes, metadata, columns: wanted, rowStart: from, rowEnd }));
    if (events) addEvents(table, events, objects, from);
    else
      table.add(
        objects.map((row) => header.map((name) => cell(row[name]))),
        (row) => from + row + 1,
      );
    rowStart = rowEnd;
  }
  if (table.nRows === 0) throw new KindredError('invalid-data', `the file has columns (${header.join(', ')}) but no rows of orders`);
  return { ...table.end(), layout: layout.name };
}

function addEvents(table: OrdersTable, events: PurchaseEvents, objects: readonly Record<string, unknown>[], first: number): void {
  const rows: string[][] = [];
  const from: number[] = [];
  objects.forEach((event, i) => {
    if (!isEvent(event)) return;
    for (const row of events.rows(event)) {
      rows.push(row);
      from.push(first + i + 1);
    }
  });
  table.add(rows, (row) => from[row]);
}

/** A value as a cell. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString() : String(value as string);
}

async function fromPeer<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (why.includes('compression codec'))
      throw new KindredError('unsupported', `${why}: export the file with Snappy or without compression`, { cause: error });
    throw new KindredError('file-corrupt', `the file is no Parquet file, or is damaged: ${why}`, { cause: error });
  }
}
