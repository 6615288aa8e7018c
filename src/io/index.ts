/**
 * kindred/io: orders in, tables out.
 * @module
 */
export { CsvReader, readCsv, writeCsv, type CsvOptions, type CsvSchema } from './csv.js';
export { exampleShop, type ExampleShop, type ExampleShopOptions } from './example-shop.js';
export { cleanOrders, ordersReader, type CleanOrders, type LeftOut, type OrderColumns } from './orders.js';
