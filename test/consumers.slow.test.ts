// A small app, installed from the tarball and built by each bundler without a plugin, really runs: the same bits, WebAssembly, threads of the package where its worker is
// emitted and of the app's own everywhere.
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { BUNDLERS } from './consumers/bundlers';
import type { Browser } from './runtimes/browser';
import { hasChromium, launchChromium } from './runtimes/installed';
import { serve } from './runtimes/static-server';
import { within } from './runtimes/within';
import { installHere } from './support/empty-folder';
import { testWith } from './support/needs';

/** What `app.js` finds. */
interface Result {
  readonly kernels: { readonly build: string; readonly reason: string; readonly faults: readonly string[] };
  readonly first: object;
  readonly why: object;
  readonly items: string;
  readonly segments: string;
  readonly packages: Pool;
  readonly own: Pool;
}
interface Pool {
  readonly where: string;
  readonly reason: string;
  readonly digest: string;
}

const folder = mkdtempSync(join(tmpdir(), 'kindred-consumer-'));
let inNode: Result;
let browser: Browser | undefined;

beforeAll(async () => {
  for (const file of readdirSync('test/consumers')) if (!file.endsWith('.ts')) copyFileSync(`test/consumers/${file}`, join(folder, file));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module", "dependencies": { "kindred": "^0.1.0" } }');
  await installHere(folder);
  inNode = JSON.parse(execFileSync('node', ['node.js', join(folder, 'own-worker.js')], { cwd: folder, encoding: 'utf8' })) as Result;
  if (hasChromium()) browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const THREADS = expect.objectContaining({ where: 'threads', reason: 'they were started, and answered' });

/** Everything but where the threads came from. */
function expectSameBits(found: Result): void {
  expect(found.kernels).toEqual({ build: 'webassembly', reason: expect.stringContaining('self-check passed'), faults: [] });
  for (const what of ['first', 'why', 'items', 'segments'] as const) expect(found[what], what).toEqual(inNode[what]);
  expect([found.packages.digest, found.own.digest]).toEqual([inNode.segments, inNode.segments]);
}

describe('unbundled, in Node', () => {
  testWith('the package', true)('the app runs, and both kinds of threads do', () => {
    expectSameBits(inNode);
    expect([inNode.packages, inNode.own]).toEqual([THREADS, THREADS]);
    expect(inNode.first).toEqual({ item: 'jam', score: expect.any(Number), source: 'model' });
  });
});

describe.each(BUNDLERS)('$name', (bundler) => {
  const there = existsSync(`test/runtimes/node_modules/${bundler.installed}`) || existsSync(`node_modules/${bundler.installed}`);
  const test = testWith('Chromium and `npm ci --prefix test/runtimes`', there && hasChromium());

  test('builds a page that runs', async () => {
    const out = join(folder, `page-${bundler.name}`);
    await bundler.page(folder, out);
    if (!existsSync(join(out, 'index.html'))) copyFileSync('test/consumers/index.html', join(out, 'index.html'));
    const server = await serve(out);
    const page = await browser!.newPage();
    try {
      const errors: Error[] = [];
      page.on('pageerror', (error) => errors.push(error));
      await page.goto(server.url, { timeout: 60_000 });
      const found = (await within(60_000, 'the page', page.evaluate('globalThis.result'))) as Result;
      expect(errors).toEqual([]);
      expectSameBits(found);
      expect(found.own).toEqual(THREADS);
      if (bundler.emits) expect(found.packages).toEqual(THREADS);
      else expect(found.packages).toMatchObject({ where: 'this thread', reason: "no worker could be started: the worker's script could not be loaded" }); // prettier-ignore
    } finally {
      await server.close();
    }
  });

  test('builds a program that runs in Node', async () => {
    const out = join(folder, `node-${bundler.name}`);
    const ending = await bundler.node(folder, out);
    const args = [join(out, `node${ending}`), join(out, `own-worker${ending}`)];
    const { stdout } = await promisify(execFile)('node', args, { timeout: 60_000, killSignal: 'SIGKILL', cwd: resolve('/') });
    const found = JSON.parse(stdout) as Result;
    expectSameBits(found);
    expect(found.own).toEqual(THREADS);
    if (bundler.leaves) expect(found.packages).toEqual(THREADS);
    else expect(found.packages).toMatchObject({ where: 'this thread', reason: expect.stringMatching(/no worker could be started: .*Cannot find module/) }); // prettier-ignore
  });
});
