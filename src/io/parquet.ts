/**
 * kindred/io/parquet: orders out of Parquet files, GA4's BigQuery export or a table with one row an item, by hyparquet (an optional peer: `npm install hyparquet`).
 * @module
 */
import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type SchemaElement } from 'hyparquet';
import { KindredError, show } from '../errors.js';
import { unknownColumns } from './columns.js';
import { isEvent, PurchaseEvents } from './ga4.js';
import { layoutOf } from './head.js';
import { numberCell } from './numbers.js';
import { checkOrdersOptions, type OrdersOptions } from './options.js';
import type { OrdersFile } from './orders-reader.js';
import { OrdersTable } from './orders-table.js';

/** What of an event is read. */
const EVENT = ['event_name', 'event_timestamp', 'user_id', 'user_pseudo_id', 'event_params', 'ecommerce', 'items'];

/**
 * Orders out of the bytes of a Parquet file.
 * @param options - as those of `OrdersReader`; delimiter and encoding mean nothing here, decimal is of numbers that are texts
 * @throws KindredError `invalid-option`, `unknown-option`, `invalid-data` (its `cause` is an `OrdersQuestion` where the user must say something), `unknown-column`, `file-corrupt`, `unsupported` for a compression other than Snappy
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
  if (bytes.byteLength === 0) throw new KindredError('invalid-data', 'the file is empty: it must be a Parquet file');
  if (bytes.byteLength < 12)
    throw new KindredError('file-corrupt', 'the file is too short for a Parquet file: it was cut off, or is another file');
  const metadata = await fromPeer(() => parquetMetadataAsync(bytes));
  const elements = parquetSchema(metadata).children.map(({ element }) => element);
  const header = elements.map(({ name }) => name);
  const events = header.includes('event_name') && header.includes('items') ? new PurchaseEvents() : undefined;
  const layout = events?.layout ?? layoutOf(header, named);
  if (!layout) throw unknownColumns(header, named);
  const table = new OrdersTable(layout, rest);
  const read = new Set<string>(Object.values(layout.columns));
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
        objects.map((row, i) =>
          elements.map((element) => (read.has(element.name) ? cell(row[element.name], element, from + i + 1) : skipped(row[element.name]))),
        ),
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
    for (const row of events.rows(event, first + i + 1)) {
      rows.push(row);
      from.push(first + i + 1);
    }
  });
  table.add(rows, (row) => from[row]);
}

/** A value as a cell. */
function cell(value: unknown, { name, type, scale, converted_type, logical_type }: SchemaElement, line: number): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    const iso = value.toISOString();
    if (converted_type === 'DATE' || logical_type?.type === 'DATE') return iso.slice(0, 10);
    // what the clock of a place showed, not when it was
    return logical_type?.type === 'TIMESTAMP' && !logical_type.isAdjustedToUTC ? iso.slice(0, -1) : iso;
  }
  if (typeof value === 'object')
    throw new KindredError('invalid-data', `line ${line}, column ${show(name)} must be a text or a number, got ${show(value)}`);
  if (typeof value !== 'number') return String(value as string);
  if (Number.isNaN(value)) return '';
  return numberCell(type === 'FLOAT' ? shortest(value) : converted_type === 'DECIMAL' ? Number(value.toFixed(scale ?? 0)) : value);
}

/** A cell of a column that is not read as such, as the columns by which a shop's export is known. */
const skipped = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : value instanceof Date ? value.toISOString() : '';

/** The number with the fewest digits that is the same in 32 bits: 4.2, not 4.199999809265137. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
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
