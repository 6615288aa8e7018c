// Threads where apps run: in Chromium and Firefox by a bundler that finds the package's worker, by one that does not and without a bundler, and in workerd, which
// has none. The same bytes in all.
import { build as esbuild } from 'esbuild';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build as vite } from 'vite';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Page } from '../runtimes/browser';
import { hasChromium, hasFirefox, launchChromium, launchFirefox, workerdPath } from '../runtimes/installed';
import { serve } from '../runtimes/static-server';
import { within } from '../runtimes/within';
import { askWorkerd, DEPLOYED } from '../runtimes/workerd';
import { testWith } from '../support/needs';

const testInChromium = testWith('Chromium and `npm ci --prefix test/runtimes`', hasChromium());
const testInFirefox = testWith('Firefox and `npm ci --prefix test/runtimes`', hasFirefox());
const testInWorkerd = testWith('workerd: `npm ci --prefix test/runtimes`', workerdPath() !== undefined);

interface Together {
  readonly digest: string;
  readonly status: { readonly where: string; readonly reason: string };
  readonly stages: readonly string[];
}

interface Elsewhere {
  readonly digest: string;
  readonly turns: number;
  readonly stages: readonly string[];
}

// inside the package, so that `kindred` is this package
const root = mkdtempSync(resolve('build', 'threads-'));
const page = resolve('test/worker/page.js');
const HTML = '<!doctype html><link rel="icon" href="data:,">';
const folderOf = (name: string) => {
  mkdirSync(join(root, name));
  return join(root, name);
};
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A page in Chromium, its functions under `app`. */
async function onPage<R>(folder: string, use: (page: Page) => Promise<R>, policy?: string): Promise<R> {
  const server = await serve(folder, policy);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(server.url, { timeout: 60_000 });
    await page.waitForSelector('html[data-ready]', { timeout: 60_000, state: 'attached' });
    return await within(180_000, 'work with threads', use(page));
  } finally {
    await browser.close();
    await server.close();
  }
}

const main = `import * as app from ${JSON.stringify(page)};\nglobalThis.app = app;\ndocument.documentElement.dataset.ready = '';\n`;
const together = (page: Page, size: number, create = 'undefined') => page.evaluate(`app.together(${size}, ${create})`) as Promise<Together>;

async function expectSame(page: Page, sizes: readonly number[]): Promise<void> {
  const alone = (await page.evaluate('app.alone()')) as string;
  for (const size of sizes) {
    const found = await together(page, size);
    expect(found).toEqual({ digest: alone, status: { where: 'threads', reason: expect.any(String) }, stages: ['finding clusters'] });
    await expectWorkers(page, size);
    await page.evaluate('pool.close()');
    await expectWorkers(page, 0);
  }
}

/** The browser tells of workers some time after they come and go. */
async function expectWorkers(page: Page, count: number): Promise<void> {
  for (let tries = 0; page.workers().length !== count && tries < 2000; tries++) await page.waitForTimeout(10);
  expect(page.workers()).toHaveLength(count);
}

describe('an app built by vite', () => {
  const folder = folderOf('vite');
  const built = join(folder, 'built');
  beforeAll(async () => {
    writeFileSync(join(folder, 'main.js'), main);
    writeFileSync(join(folder, 'index.html'), `${HTML}<script type="module" src="./main.js"></script>`);
    await vite({ root: folder, base: './', build: { outDir: built, target: 'es2022' }, logLevel: 'error', configFile: false });
  });

  testInChromium('has threads without any configuration, and cancels in the middle', () =>
    onPage(built, async (page) => {
      await expectSame(page, [1, 2, 4]);
      const { digest } = await together(page, 2);
      expect(await page.evaluate('app.cancelled()')).toEqual({ code: 'cancelled', digest });
      expect(page.workers().length).toBeLessThanOrEqual(2);
      await page.evaluate('pool.close()');
      await expectWorkers(page, 0);
    }),
  );

  testInChromium('fits as a whole and recommends to all in threads, which leaves the page free', () =>
    onPage(built, async (page) => {
      const here = (await page.evaluate('app.elsewhere()')) as Elsewhere;
      await together(page, 2);
      const away = (await page.evaluate('app.elsewhere()')) as Elsewhere;
      expect([away.digest, away.stages]).toEqual([here.digest, here.stages]);
      expect(away.turns).toBeGreaterThan(2);
      await expectWorkers(page, 2);
      await page.evaluate('pool.close()');
    }),
  );

  testInFirefox('has them in Firefox', async () => {
    const server = await serve(built);
    const browser = await launchFirefox();
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
      const alone = await page.evaluate('app.alone()');
      const found = (await within(180_000, 'work with threads', page.evaluate('app.together(2)'))) as Together;
      expect([found.digest, found.status.where]).toEqual([alone, 'threads']);
    } finally {
      await browser.close();
      await server.close();
    }
  });

  testInChromium("has them under script-src 'self' too", () =>
    onPage(built, (page) => expectSame(page, [2]), "default-src 'none'; script-src 'self'; worker-src 'self'; img-src data:"),
  );

  testInChromium('does without them where the page may have none, and says so', () =>
    onPage(
      built,
      async (page) => {
        const alone = await page.evaluate('app.alone()');
        const { digest, status } = await together(page, 2);
        expect({ digest, where: status.where }).toEqual({ digest: alone, where: 'this thread' });
        expect(status.reason).toMatch(/^no worker could be started: ./);
      },
      "default-src 'none'; script-src 'self'; worker-src 'none'; img-src data:",
    ),
  );
});

describe('an app built by esbuild, which does not find the worker', () => {
  const folder = folderOf('esbuild');
  beforeAll(async () => {
    writeFileSync(join(folder, 'index.html'), `${HTML}<script type="module" src="./main.js"></script>`);
    writeFileSync(join(folder, 'in.js'), main);
    writeFileSync(join(folder, 'in-worker.js'), "import { serve } from 'kindred/worker/program'; serve();");
    const entryPoints = { main: join(folder, 'in.js'), worker: join(folder, 'in-worker.js') };
    const { warnings } = await esbuild({ entryPoints, outdir: folder, bundle: true, format: 'esm', logLevel: 'silent' });
    expect(warnings).toEqual([]); // such as an import without effect
  });

  testInChromium('does it all in the page, or in a worker of its own', () =>
    onPage(folder, async (page) => {
      const alone = await page.evaluate('app.alone()');
      const without = await together(page, 2);
      expect([without.digest, without.status.where]).toEqual([alone, 'this thread']);
      await expectWorkers(page, 0);
      const own = await together(page, 2, "() => new Worker(new URL('worker.js', location.href), { type: 'module' })");
      expect([own.digest, own.status.where]).toEqual([alone, 'threads']);
      await expectWorkers(page, 2);
    }),
  );
});

describe('a page without a bundler', () => {
  const folder = folderOf('plain');
  const imports = {
    kindred: './dist/src/index.js',
    'kindred/worker': './dist/src/worker/index.js',
    '#wasm/fit': './dist/kernels/fit.inline.js',
    '#wasm/score': './dist/kernels/score.inline.js',
    '#instantiate': './dist/src/kernels/instantiate.raw.js',
    '#threads': './dist/src/worker/threads.web.js',
  };
  beforeAll(() => {
    symlinkSync(resolve('dist'), join(folder, 'dist'));
    symlinkSync(resolve('test'), join(folder, 'test'));
    writeFileSync(join(folder, 'main.js'), main.replace(JSON.stringify(page), "'./test/worker/page.js'"));
    const map = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
    writeFileSync(join(folder, 'index.html'), `${HTML}${map}<script type="module" src="./main.js"></script>`);
  });

  testInChromium('has threads though its import map does not reach them', () => onPage(folder, (page) => expectSame(page, [2])));
});

testInWorkerd('workerd, which has no workers, does the same work in its own thread', async () => {
  const folder = folderOf('workerd');
  const contents = `
    import * as app from ${JSON.stringify(page)};
    export default { fetch: async () => Response.json({ alone: await app.alone(), together: await app.together(2) }) };`;
  const stdin = { contents, resolveDir: resolve('.') };
  await esbuild({ stdin, outfile: join(folder, 'app.js'), bundle: true, format: 'esm', logLevel: 'silent', ...DEPLOYED });
  const { alone, together } = (await askWorkerd(folder, readdirSync(folder).sort(), '2025-05-01')) as { alone: string; together: Together };
  const reason = 'no worker could be started: Worker is not defined';
  expect(together).toEqual({ digest: alone, status: { where: 'this thread', reason }, stages: ['finding clusters'] });
});
