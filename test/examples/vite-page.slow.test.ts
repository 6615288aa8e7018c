// examples/vite-page, followed word for word: a worker trains, and the page shows what Node would.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ItemKNN } from 'kindred';
import { readInteractions } from 'kindred/io';
import { hasChromium } from '../runtimes/installed';
import { follow } from '../support/follow-readme';
import { testWith } from '../support/needs';
import { withPage } from './with-page';

const test = testWith('Chromium and `npm ci --prefix test/runtimes`', existsSync('node_modules/vite') && hasChromium());

const trained = (csv: string) => {
  const orders = readInteractions<string, string>(csv, { user: 'customer', item: 'item' });
  return new ItemKNN({ nNeighbors: 50 }).fit(orders.weight('binary'));
};
const status = (text: string) => `#status >> text=/${text}/`;

test('a worker trains, and the page scores to the last bit', () =>
  follow('vite-page', { server: 'npx vite preview' }, ({ folder, url }) =>
    withPage(url, async (page) => {
      const csv = readFileSync('examples/vite-page/orders.csv', 'utf8');
      const model = trained(csv);
      const size = model.toBytes({ users: false }).length;
      await page.waitForSelector(status(`A model of 8 items in ${size} bytes; kernels: webassembly.`));
      for (const item of ['tea', 'jam']) await page.click(`input[value=${item}]`);
      const shown = await page.evaluate(
        `[...document.querySelectorAll('#offers li')].map((li) => [li.innerText, Number(li.dataset.score)])`,
      );
      const expected = model.recommend({ history: ['tea', 'jam'] }, { k: 3 });
      expect((shown as [string, number][]).map(([, score]) => score)).toEqual(expected.map(({ score }) => score));
      expect((shown as [string, number][])[0][0]).toBe('honey: 1.05\nbecause of tea and jam');

      const file = join(folder, 'more.csv');
      writeFileSync(file, `${csv}ole,candle\nole,snuffer\n`);
      await page.setInputFiles('#file', file);
      await page.waitForSelector(status('A model of 9 items'));
      const wrong = join(folder, 'wrong.csv');
      writeFileSync(wrong, 'customer,thing\nole,candle\n');
      await page.setInputFiles('#file', wrong);
      await page.waitForSelector(status('"item"'));
    }),
  ));
