/**
 * Chromium, by Playwright.
 * @module
 */
import type { Driver, DrivenPage } from './driver';
import { hasChromium, launchChromium } from './installed';
import { within } from './within';

export const chromium: Driver = { name: 'Chromium', found: hasChromium(), needs: 'Chromium and `npm ci --prefix test/runtimes`', launch };

async function launch(): Promise<DrivenPage> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    let printed = '';
    page.on('console', (message) => (printed += `${message.text()}\n`));
    page.on('pageerror', (error) => (printed += `${error}\n`));
    return {
      version: browser.version(),
      goto: (url) => page.goto(url, { timeout: 60_000 }),
      evaluate: (expression) => page.evaluate(expression),
      printed: () => printed,
      close: () => browser.close(),
    };
  } catch (error) {
    await within(30_000, 'ending Chromium', browser.close()).catch(() => {}); // what failed first is the news
    throw error;
  }
}
