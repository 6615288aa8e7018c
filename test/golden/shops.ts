// The two shops whose whole report is committed, done by the built package: the example shop, and online-retail (D. Chen, UCI Machine Learning Repository 352, CC BY 4.0).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { exampleShop, OrdersReader } from 'kindred/io';
import { analyse, type Analysis } from 'kindred/report';
import { DATA } from '../support/needs.js';

export const RETAIL = 'online-retail/online-retail.csv.gz';

const SHOPS = {
  'example-shop': { currency: 'EUR', orders: () => new TextEncoder().encode(exampleShop().orders) },
  'online-retail': { currency: 'GBP', orders: () => gunzipSync(readFileSync(join(DATA, RETAIL))) },
};
export type Shop = keyof typeof SHOPS;
export const NAMES = Object.keys(SHOPS) as Shop[];

/** The main job on a shop, as the command does it. */
export function job(shop: Shop): Analysis {
  const { currency, orders } = SHOPS[shop];
  const reader = new OrdersReader({ currency });
  reader.push(orders());
  return analyse(reader.end());
}

export const goldenFile = (shop: Shop) => new URL(`report-${shop}.json`, import.meta.url);
