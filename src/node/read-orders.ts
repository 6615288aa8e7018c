/**
 * Orders out of files: one or several, CSV, JSON lines or Parquet, or the example shop.
 * @module
 */
import { join } from 'node:path';
import { exampleShop } from '../io/example-shop.js';
import { ordersReader } from '../io/orders.js';
import type { LongWork } from '../progress.js';
import type { OrdersSource } from '../report/analyse.js';
import type { Arguments } from './arguments.js';
import { piecesOf } from './bytes.js';
import { writeOutputs } from './outputs.js';

const COLUMNS = ['customer', 'order', 'item', 'quantity', 'price', 'time', 'name'] as const;

export async function readOrders(files: readonly string[], args: Arguments, work: LongWork): Promise<OrdersSource> {
  const columns = Object.fromEntries(COLUMNS.filter((role) => args.has(role)).map((role) => [role, args.text(role)!]));
  const delimiter = args.text('delimiter');
  const reader = ordersReader(columns, delimiter === undefined ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter });
  const decoder = new TextDecoder();
  for await (const piece of piecesOf(files[0], work.signal, (read) => work.onProgress?.({ ...read, stage: 'reading the file' }))) {
    reader.push(decoder.decode(piece, { stream: true }));
  }
  return { orders: reader.end() };
}

/** The example shop, written beside the results with its truth and read back like any other file. */
export async function readExampleShop(out: string, args: Arguments, work: LongWork): Promise<OrdersSource> {
  const { orders, products, truth } = exampleShop();
  const files = Object.entries({ orders, products, truth }).map(([name, content]) => ({ name: `example-shop/${name}.csv`, content }));
  await writeOutputs(out, files);
  return readOrders([join(out, 'example-shop/orders.csv')], args, work);
}
