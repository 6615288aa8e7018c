// Threads in Firefox and WebKit as in Chromium (browser.slow.test.ts), in an app that was built by esbuild: it does not find the package's worker by itself.
import { build } from 'esbuild';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { onPageIn, type DrivenPage } from '../runtimes/driver';
import { firefox } from '../runtimes/firefox';
import { serve } from '../runtimes/static-server';
import { webkit } from '../runtimes/webkit';
import { testWith } from '../support/needs';

const without = mkdtempSync(join(tmpdir(), 'kindred-threads-'));
const beside = mkdtempSync(join(tmpdir(), 'kindred-threads-'));

beforeAll(async () => {
  const page = JSON.stringify(resolve('test/worker/page.js'));
  const main = { contents: `import * as app from ${page};\nglobalThis.app = app;`, resolveDir: resolve('.') };
  const own = { contents: "import { serve } from 'kindred/worker/program'; serve();", resolveDir: resolve('.') };
  for (const folder of [without, beside]) {
    await build({ stdin: main, outfile: join(folder, 'main.js'), bundle: true, format: 'esm', logLevel: 'silent' });
    writeFileSync(
      join(folder, 'index.html'),
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>',
    );
  }
  await build({ stdin: own, outfile: join(without, 'own.js'), bundle: true, format: 'esm', logLevel: 'silent' });
  copyFileSync(resolve('dist/src/worker/thread.js'), join(beside, 'thread.js'));
});
afterAll(() => [without, beside].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

interface Elsewhere {
  readonly digest: string;
  readonly turns: number;
  readonly stages: readonly string[];
}

const POLICY = "default-src 'none'; script-src 'self'; img-src data:";

describe.each([firefox, webkit].map((driver) => [driver.name, driver] as const))('%s', (_, driver) => {
  const test = testWith(driver.needs, driver.found);

  async function onPage(folder: string, policy: string, use: (page: DrivenPage, alone: unknown) => Promise<void>): Promise<void> {
    const server = await serve(folder, policy);
    try {
      await onPageIn(driver, server.url, async (page) => use(page, await page.evaluate('app.alone()')));
    } finally {
      await server.close();
    }
  }
  const threads = (digest: unknown) => ({
    digest,
    status: { where: 'threads', reason: expect.any(String) },
    stages: ['finding clusters'],
  });
  const thisThread = (digest: unknown) => ({
    digest,
    status: { where: 'this thread', reason: expect.stringMatching(/^no worker could be started: ./) },
    stages: ['finding clusters'],
  });

  test("has threads where the worker's file lies beside, under script-src 'self' too, and cancels in the middle", () =>
    onPage(beside, `${POLICY}; worker-src 'self'`, async (page, alone) => {
      expect(await page.evaluate('app.together(2)')).toEqual(threads(alone));
      expect(await page.evaluate('app.cancelled()')).toEqual({ code: 'cancelled', digest: alone });
      await page.evaluate('pool.close()');
    }));

  test('fits as a whole and recommends to all in threads, which leaves the page free', () =>
    onPage(beside, `${POLICY}; worker-src 'self'`, async (page) => {
      const here = (await page.evaluate('app.elsewhere()')) as Elsewhere;
      expect(((await page.evaluate('app.together(2)')) as { status: object }).status).toMatchObject({ where: 'threads' });
      const away = (await page.evaluate('app.elsewhere()')) as Elsewhere;
      expect([away.digest, away.stages]).toEqual([here.digest, here.stages]);
      expect(away.turns).toBeGreaterThan(2);
      await page.evaluate('pool.close()');
    }));

  test('does it all in the page where there is no such file, or in a worker of its own', () =>
    onPage(without, `${POLICY}; worker-src 'self'`, async (page, alone) => {
      expect(await page.evaluate('app.together(2)')).toEqual(thisThread(alone));
      expect(await page.evaluate("app.together(2, () => new Worker('own.js', { type: 'module' }))")).toEqual(threads(alone));
    }));

  test('does without where the page may have none, and says so', () =>
    onPage(beside, `${POLICY}; worker-src 'none'`, async (page, alone) => {
      expect(await page.evaluate('app.together(2)')).toEqual(thisThread(alone));
    }));
});
