/**
 * Orders out of files: one or several, CSV, JSON lines or Parquet, or the example shop.
 * @module
 */
import { basename, join } from 'node:path';
import { KindredError } from '../errors.js';
import type { OrderColumns } from '../io/roles.js';
import { exampleShop } from '../io/example-shop.js';
import { joinOrders } from '../io/join-orders.js';
import { checkOrdersOptions, type OrdersOptions } from '../io/options.js';
import { OrdersReader, type OrdersFile } from '../io/orders-reader.js';
import type { LongWork } from '../progress.js';
import { inFlags, type Arguments } from './arguments.js';
import { bytesOf, inputName, piecesOf } from './bytes.js';
import { parquetReader } from './lazy.js';
import { writeOutputs } from './outputs.js';

/** Flag → what its column holds: --currency is a code. */
const COLUMNS: Readonly<Record<string, keyof OrderColumns>> = {
  customer: 'customer',
  order: 'order',
  item: 'item',
  quantity: 'quantity',
  price: 'price',
  time: 'time',
  name: 'name',
  'currency-column': 'currency',
};

/** What the flags say about the files. @throws KindredError `invalid-option` */
export function ordersOptions(args: Arguments): OrdersOptions {
  const options: OrdersOptions = {
    columns: Object.fromEntries(Object.entries(COLUMNS).flatMap(([flag, role]) => (args.has(flag) ? [[role, args.text(flag)]] : []))),
    delimiter: args.delimiter(),
    encoding: args.text('encoding') as OrdersOptions['encoding'],
    decimal: args.text('decimal') as OrdersOptions['decimal'],
    dates: args.text('dates') as OrdersOptions['dates'],
    currency: args.text('currency')?.toUpperCase(),
    timeZone: args.text('time-zone'),
  };
  return inFlags(() => checkOrdersOptions(options));
}

/** The orders of all files, joined. @throws KindredError that names the file where there are several */
export async function readOrders(files: readonly string[], options: OrdersOptions, work: LongWork): Promise<OrdersFile> {
  const read: { name: string; file: OrdersFile }[] = [];
  for (const [place, name] of files.entries()) {
    const stage = files.length === 1 ? 'reading the file' : `reading ${basename(name)} (${place + 1} of ${files.length})`;
    try {
      read.push({ name: basename(name), file: await readOne(name, options, work, stage) });
    } catch (error) {
      if (files.length === 1 || !(error instanceof KindredError) || error.message.startsWith(inputName(name))) throw error;
      throw new KindredError(error.code, `${inputName(name)}: ${error.message}`, { cause: error.cause });
    }
  }
  return read.length === 1 ? read[0].file : joinOrders(read);
}

async function readOne(name: string, options: OrdersOptions, { signal, onProgress }: LongWork, stage: string): Promise<OrdersFile> {
  if (/\.parquet$/i.test(name)) {
    const readParquet = await parquetReader();
    return readParquet((await bytesOf(name, signal)).buffer, options);
  }
  const reader = new OrdersReader(options);
  for await (const piece of piecesOf(name, signal, (read) => onProgress?.({ ...read, stage }))) reader.push(piece);
  return reader.end();
}

/** The example shop, written beside the results with its truth and read back like any other file. */
export async function readExampleShop(out: string, options: OrdersOptions, work: LongWork): Promise<OrdersFile> {
  const { orders, products, truth } = exampleShop();
  const files = Object.entries({ orders, products, truth }).map(([name, content]) => ({ name: `example-shop/${name}.csv`, content }));
  await writeOutputs(out, files);
  return readOrders([join(out, 'example-shop/orders.csv')], { ...options, currency: options.currency ?? 'EUR' }, work);
}
