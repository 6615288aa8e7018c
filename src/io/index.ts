/**
 * kindred/io: orders in, tables out.
 * @module
 */
export { unguarded, writeCsv } from '../data/csv-text.js';
export { CsvReader, readCsv } from './csv.js';
export type { CsvCells, CsvColumn, CsvOptions, CsvSchema } from './csv-schema.js';
export { exampleShop, type ExampleShop, type ExampleShopOptions } from './example-shop.js';
export { readInteractions, type ReadInteractionsOptions } from './interactions.js';
export { joinOrders } from './join-orders.js';
export { type OrdersOptions } from './options.js';
export { OrdersReader, type OrdersFile } from './orders-reader.js';
export { cleanOrders, ordersReader, type CleanOrders, type LeftOut } from './orders.js';
export { previewOrders, type OrdersPreview } from './preview.js';
export { type OrdersQuestion } from './question.js';
export { type OrderColumns } from './roles.js';
