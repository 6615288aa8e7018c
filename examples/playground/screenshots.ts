/**
 * The pictures of README: the tab and the report, on a desk and on a phone. `npx tsx examples/playground/screenshots.ts [FILE]`, after `npm run build`; without a
 * file, of the example shop.
 * @module
 */
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '../../test/runtimes/browser';
import { launchChromium } from '../../test/runtimes/installed';
import { withPlayground } from '../../test/runtimes/playground';
import { serve } from '../../test/runtimes/static-server';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const SIZES = { desk: { width: 1100, height: 760 }, phone: { width: 390, height: 760 } };

async function shot(page: Page, name: string): Promise<void> {
  const path = `${DOCS}${name}.png`;
  await page.waitForTimeout(300);
  await page.screenshot({ path });
  console.log(`${path}: ${Math.ceil(statSync(path).size / 1000)} kB`);
}

async function pictures(browser: Browser, url: string, size: keyof typeof SIZES, file: string | undefined): Promise<void> {
  const page = await browser.newPage({ viewport: SIZES[size], colorScheme: 'light' });
  await page.goto(url);
  await page.waitForSelector('html[data-offline=ready]');
  if (file === undefined) await page.click('#example');
  else await page.setInputFiles('#files', file);
  await page.waitForSelector('html[data-state=done]', { timeout: 120_000 });
  await shot(page, `report-${size}`);
  if (size === 'desk') {
    await page.click('#tab-customers');
    await page.click('#customer-list li:nth-child(3)');
  } else {
    await page.click('#tab-basket');
    await page.type('#item', 'te');
  }
  await shot(page, `tab-${size}`);
}

mkdirSync(DOCS, { recursive: true });
await withPlayground(async (folder) => {
  const server = await serve(folder);
  const browser = await launchChromium();
  for (const size of ['desk', 'phone'] as const) await pictures(browser, server.url, size, process.argv[2]);
  await browser.close();
  await server.close();
});
