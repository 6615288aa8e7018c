// examples/import-map, followed word for word: no bundler, the package's own files, its threads too.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { kernelBuild, KMeans, Matrix } from 'kindred';
import { hasChromium } from '../runtimes/installed';
import { follow } from '../support/follow-readme';
import { testWith } from '../support/needs';
import { withPage } from './with-page';

const test = testWith('Chromium and `npm ci --prefix test/runtimes`', existsSync('test/runtimes/node_modules') && hasChromium());

const ROWS = 'Array.from({ length: 600 }, (_, i) => [i % 7, (i * i) % 11, (i * 31) % 13])';

test('the map is filled by whoever follows', () =>
  expect(readFileSync('examples/import-map/index.html', 'utf8')).toContain('<script type="importmap"></script>'));

test('the browser loads what the map names: kernels, every door, threads', () =>
  follow('import-map', { server: 'node serve.js .' }, ({ folder, url }) =>
    withPage(url, async (page) => {
      await page.waitForSelector(`#status >> text="8 items; kernels: ${kernelBuild.build}."`);
      const offers = `[...document.querySelectorAll('#offers li')].map((li) => li.textContent)`;
      expect(await page.evaluate(offers)).toEqual([
        'honey: 1.05 = 0.45 for jam + 0.60 for tea',
        expect.stringMatching(/^mug: 0\.92 = /),
        expect.stringMatching(/^teapot: 0\.63 = /),
      ]);
      await page.fill('#history', 'bread');
      expect(((await page.evaluate(offers)) as string[])[0]).toMatch(/^butter: \d\.\d\d = \d\.\d\d for bread$/);

      const { imports } = JSON.parse(/<script type="importmap">([^]*?)<\/script>/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))![1]) as { imports: Record<string, string> }; // prettier-ignore
      const doors = Object.keys(imports).filter((name) => name.startsWith('kindred'));
      expect(doors).toEqual(expect.arrayContaining(['kindred', 'kindred/js', 'kindred/privacy', 'kindred/campaign', 'kindred/worker']));
      for (const door of doors)
        expect(await page.evaluate(`import('${door}').then((module) => Object.keys(module).length > 0)`), door).toBe(true);

      const fitted = await page.evaluate(`(async () => {
        const [{ KMeans, Matrix }, { workers }] = await Promise.all([import('kindred'), import('kindred/worker')]);
        const pool = await workers(2);
        const model = await new KMeans({ nClusters: 4 }).fitAsync(Matrix.from(${ROWS}), { workers: pool });
        return [pool.status.where, [...model.toBytes()]];
      })()`);
      const rows = Array.from({ length: 600 }, (_, i) => [i % 7, (i * i) % 11, (i * 31) % 13]);
      expect(fitted).toEqual(['threads', [...new KMeans({ nClusters: 4 }).fit(Matrix.from(rows)).toBytes()]]);
    }),
  ));
