/**
 * Orders in, a model file out, where the command says. Put your own orders in place of orders.csv; the columns keep their names, or are named here.
 * @module
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { ItemKNN } from 'kindred';
import { readInteractions } from 'kindred/io';

const orders = readInteractions(readFileSync('orders.csv', 'utf8'), { user: 'customer', item: 'item' });
const model = new ItemKNN({ nNeighbors: 50 }).fit(orders.weight('binary'));
const bytes = model.toBytes({ users: false }); // nothing personal leaves with it
writeFileSync(process.argv[2], bytes);
console.log(`${process.argv[2]}: ${bytes.length} bytes`);
