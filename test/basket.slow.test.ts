// A page that downloads the model's class alone scores a basket with the file of a real shop: small, nothing personal in it, and it says what Node says.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { Interactions, ItemKNN, ItemKNNModel } from '../src/index.js';
import { cleanOrders, ordersReader } from '../src/io/index.js';
import { withBundleOf } from './runtimes/bundle';
import { hasChromium, launchChromium } from './runtimes/installed';
import { serve } from './runtimes/static-server';
import { DATA, testOnData, testWith } from './support/needs';

const FILE = 'online-retail/online-retail.csv.gz';
const test = hasChromium() ? testOnData(FILE) : testWith('Chromium and `npm ci --prefix test/runtimes`', false);

const page = (subpath: string) => `
import { ItemKNNModel } from '${subpath}';
const bytes = new Uint8Array(await (await fetch('items.safetensors')).arrayBuffer());
const model = ItemKNNModel.fromBytes(bytes);
globalThis.offer = (history) => model.recommend({ history }, { k: 8 }).map((one) => ({ ...one, why: model.explain({ history }, one.item) }));
globalThis.ready = true;
`;

test('a page with the class of ItemKNN alone, and the file of online-retail', { timeout: 120_000 }, async () => {
  const reader = ordersReader();
  reader.push(gunzipSync(readFileSync(`${DATA}/${FILE}`)).toString());
  const orders = Interactions.from<string, string>(cleanOrders(reader.end()).orders, { user: 'customer', item: 'item' });
  const bytes = new ItemKNN({ nNeighbors: 50 }).fit(orders.weight('binary')).toBytes({ users: false });
  expect(bytes.length).toBeLessThan(1_500_000);
  const model = ItemKNNModel.fromBytes<string, string>(bytes);
  const baskets = [0, 1000, 4000].map((u) => Array.from(orders.itemsOf(orders.users.at(u)), (i) => orders.items.at(i)));
  const expected = baskets.map((history) =>
    model.recommend({ history }, { k: 8 }).map((one) => ({ ...one, why: model.explain({ history }, one.item) })),
  );
  expect(expected.every((list) => list.length === 8 && list.every(({ source }) => source === 'model'))).toBe(true);

  const browser = await launchChromium();
  try {
    for (const [subpath, policy] of [
      ['kindred', undefined],
      ['kindred/js', "script-src 'self'"],
    ] as const) {
      await withBundleOf(page(subpath), { platform: 'browser', minify: true }, async ({ folder, kept }) => {
        expect(kept.join()).toContain('recommendation/item-knn-model.js');
        expect(kept.join()).not.toMatch(/recommendation\/(item-knn|neighbors|training)\.js/);
        expect(gzipSync(readFileSync(join(folder, 'app.js'))).length).toBeLessThan(22_500);
        writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Basket</title><script type="module" src="app.js"></script>');
        writeFileSync(join(folder, 'items.safetensors'), bytes);
        const server = await serve(folder, policy);
        try {
          const tab = await browser.newPage();
          await tab.goto(server.url);
          await tab.evaluate('new Promise((done) => { const look = () => (globalThis.ready ? done() : setTimeout(look, 20)); look(); })');
          expect(await tab.evaluate(`${JSON.stringify(baskets)}.map(globalThis.offer)`)).toEqual(JSON.parse(JSON.stringify(expected)));
          expect(server.requests.filter((path) => path !== '/favicon.ico')).toEqual(['', 'app.js', 'items.safetensors']);
        } finally {
          await server.close();
        }
      });
    }
  } finally {
    await browser.close();
  }
});
