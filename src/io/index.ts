/**
 * kindred/io: orders in, tables out.
 * @module
 */
export { type OrderColumns } from './columns.js';
export { CsvReader, readCsv, writeCsv, type CsvOptions, type CsvSchema } from './csv.js';
export { exampleShop, type ExampleShop, type ExampleShopOptions } from './example-shop.js';
export { joinOrders } from './join-orders.js';
export { OrdersReader, previewOrders, type OrdersFile, type OrdersOptions, type OrdersPreview } from './orders-reader.js';
export { cleanOrders, ordersReader, type CleanOrders, type LeftOut } from './orders.js';
export { type OrdersQuestion } from './question.js';
