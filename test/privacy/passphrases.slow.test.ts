// Passphrases: in a browser as in Node, and in a worker at the edge said to be unsupported before any memory is taken.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withBundleOf } from '../runtimes/bundle';
import { hasChromium, launchChromium, workerdPath } from '../runtimes/installed';
import { serve } from '../runtimes/static-server';
import { within } from '../runtimes/within';
import { askWorkerd, DEPLOYED } from '../runtimes/workerd';
import { testWith } from '../support/needs';

const golden = JSON.parse(readFileSync('test/golden/sealed.json', 'utf8')) as Record<'byPassphrase' | 'passphrase' | 'plaintext', string>;

/** Opens the file of age by its passphrase (256 MB), and one of our own. */
const program = (subpath: string, last: string) => `
import { open, seal } from '${subpath}/privacy/sealing';
const golden = ${JSON.stringify(golden)};
const text = (bytes) => new TextDecoder().decode(bytes);
const told = async (work) => { try { return text(await work()); } catch (error) { return error.code ?? String(error); } };
const result = async () => ({
  theirs: await told(() => open(Uint8Array.from(atob(golden.byPassphrase), (letter) => letter.charCodeAt(0)), { passphrase: golden.passphrase })),
  ours: await told(async () => open(await seal(new TextEncoder().encode('ours'), { passphrase: 'x', workFactor: 10 }), { passphrase: 'x' })),
  wrong: await told(async () => open(await seal(new TextEncoder().encode('ours'), { passphrase: 'x', workFactor: 10 }), { passphrase: 'y' })),
});
${last}`;

const OPENED = { theirs: golden.plaintext, ours: 'ours', wrong: 'denied' };
const UNSUPPORTED = { theirs: 'unsupported', ours: 'unsupported', wrong: 'unsupported' };

testWith('Chromium and `npm ci --prefix test/runtimes`', hasChromium())('a browser opens and seals by passphrase', () =>
  withBundleOf(program('kindred', 'globalThis.answer = result();'), { platform: 'browser' }, async ({ folder }) => {
    writeFileSync(join(folder, 'index.html'), '<!doctype html><link rel="icon" href="data:,"><script type="module" src="app.js"></script>');
    const server = await serve(folder, "script-src 'self'");
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(server.url, { timeout: 60_000 });
      expect(await within(120_000, 'the page', page.evaluate('globalThis.answer'))).toEqual(OPENED);
    } finally {
      await browser.close();
      await server.close();
    }
  }),
);

const testInWorkerd = testWith('workerd: `npm ci --prefix test/runtimes`', workerdPath() !== undefined);
const FETCH = 'export default { fetch: async () => Response.json(await result()) };';

for (const subpath of ['kindred', 'kindred/js'])
  testInWorkerd(`a worker says that it cannot: ${subpath}`, () =>
    withBundleOf(program(subpath, FETCH), DEPLOYED, async ({ folder }) => {
      expect(await askWorkerd(folder, ['app.js'], '2025-05-01')).toEqual(UNSUPPORTED);
    }),
  );

test("an edge sandbox's bundle says so too", () =>
  withBundleOf(program('kindred', 'export { result };'), { conditions: ['edge-light'], platform: 'neutral' }, async ({ folder }) => {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const { result } = (await import(/* @vite-ignore */ join(folder, 'app.js'))) as { result(): Promise<unknown> };
    expect(await result()).toEqual(UNSUPPORTED);
  }));
