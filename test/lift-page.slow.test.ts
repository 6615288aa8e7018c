// The page of a lift in a real browser: axe finds nothing, and nothing is wider than the screen, on a desk, on a phone and in the dark.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect } from 'vitest';
import { liftHtml } from '../src/report/index.js';
import { ALL } from './report/lift-sample';
import { axeScript, hasChromium, launchChromium } from './runtimes/installed';
import { testWith } from './support/needs';

const test = testWith('Chromium and `npm ci --prefix test/runtimes`', hasChromium());
const folder = mkdtempSync(join(tmpdir(), 'kindred-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SCREENS = {
  desk: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 760 }, colorScheme: 'light' },
};

describe.each(Object.keys(SCREENS) as (keyof typeof SCREENS)[])('on a %s', (screen) => {
  test('axe finds nothing, and nothing is wider than the screen', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage(SCREENS[screen]);
      for (const [name, facts] of Object.entries(ALL)) {
        const file = join(folder, `${name}.html`);
        writeFileSync(file, liftHtml(facts));
        await page.goto(pathToFileURL(file).href);
        await page.evaluate('document.querySelectorAll("details").forEach((one) => (one.open = true))');
        await page.evaluate(axeScript());
        const found = await page.evaluate(
          `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`,
        );
        expect(found, name).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBeLessThanOrEqual(0);
      }
    } finally {
      await browser.close();
    }
  });
});
