// examples/nextjs, followed word for word: the route at the edge, and the page in Chromium.
import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import type { Page } from '../runtimes/browser';
import { hasChromium, launchChromium } from '../runtimes/installed';
import { within } from '../runtimes/within';
import { follow, serving, sh } from '../support/follow-readme';
import { testWith } from '../support/needs';
import { expectSameAnswers } from './same-answers';

const found = hasChromium() && existsSync('test/runtimes/node_modules/next');
const test = testWith('Chromium and `npm ci --prefix test/runtimes`', found);

const offers = (page: Page) => page.evaluate(`[...document.querySelectorAll('li')].map((li) => li.textContent.trim())`);

async function withPage(url: string, use: (page: Page) => Promise<void>): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const errors: unknown[] = [];
    const asked: string[] = [];
    page.on('pageerror', (error) => errors.push(error));
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(url, { timeout: 60_000 });
    await page.waitForSelector('li', { timeout: 60_000 });
    const before = asked.length;
    await use(page);
    expect(errors).toEqual([]);
    expect(asked).toContain('/items.safetensors');
    expect(asked.slice(before)).toEqual([]); // what is clicked stays in the page
  } finally {
    await within(30_000, 'closing Chromium', browser.close());
  }
}

test(
  'Next.js answers at the edge as every runtime does, and the page recommends as it is clicked',
  () =>
    follow('nextjs', { server: 'npx next start' }, async (followed) => {
      await expectSameAnswers(followed);
      await withPage(followed.url, async (page) => {
        expect(await offers(page)).toEqual(['honey is a best-seller', 'tea is a best-seller', 'jam is a best-seller']);
        expect(await page.textContent('#build')).toBe('webassembly: compiled at import, and its self-check passed');
        await page.click('li:nth-child(2) button');
        expect(await page.textContent('#basket')).toBe('In the basket: tea');
        expect((await offers(page)) as string[]).toContain('honey because of tea');
        await page.click('li:nth-child(1) button');
        expect(await page.textContent('#basket')).toBe('In the basket: tea, mug');
      });

      // the other builder
      const { folder, env } = followed;
      expect(sh('npx next build --webpack', folder, env)).toContain('(webpack)');
      await serving('npx next start', folder, env, (running) => expectSameAnswers({ ...followed, ...running }));
    }),
  900_000,
); // two builds
