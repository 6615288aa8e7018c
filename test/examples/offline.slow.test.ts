// examples/offline, followed word for word; then the server is ended, and the page goes on.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ItemKNNModel } from 'kindred';
import type { Page } from '../runtimes/browser';
import { hasChromium } from '../runtimes/installed';
import { follow } from '../support/follow-readme';
import { testWith } from '../support/needs';
import { withPage } from './with-page';

const test = testWith('Chromium and `npm ci --prefix test/runtimes`', existsSync('node_modules/esbuild') && hasChromium());

const READY = '#status >> text="Ready for offline; kernels in the service worker: webassembly."';
const offers = (page: Page) => page.evaluate(`[...document.querySelectorAll('#offers li')].map((li) => li.textContent)`);

test('the service worker scores, and goes on when the server is gone', () =>
  follow('offline', { server: 'node serve.js site' }, ({ folder, url, server }) =>
    withPage(url, async (page) => {
      const model = ItemKNNModel.fromBytes(readFileSync(join(folder, 'site/items.safetensors')));
      const answered = async (...history: string[]) => {
        const query = new URLSearchParams(history.map((item) => ['item', item]));
        const { offers } = (await page.evaluate(`fetch('./recommend?${query}').then((response) => response.json())`)) as {
          offers: object[];
        };
        return offers;
      };
      const expected = (...history: string[]) =>
        model.recommend({ history }, { k: 3 }).map(({ item, score }) => expect.objectContaining({ item, score }));

      await page.waitForSelector(READY);
      expect(((await offers(page)) as string[])[0]).toBe('honey: 1.05, because of tea');
      expect(await answered('tea', 'jam')).toEqual(expected('tea', 'jam'));

      const over = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await over;
      await expect(fetch(url)).rejects.toThrow('fetch failed');

      await page.reload();
      await page.waitForSelector(READY);
      expect(((await offers(page)) as string[])[0]).toBe('honey: 1.05, because of tea');
      await page.fill('#history', 'bread');
      expect(await answered('bread')).toEqual(expected('bread'));
      expect(await answered('unheard of')).toEqual(expected('unheard of'));
    }),
  ));
