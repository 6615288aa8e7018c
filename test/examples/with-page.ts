/**
 * An example's page in Chromium.
 * @module
 */
import type { Page } from '../runtimes/browser';
import { launchChromium } from '../runtimes/installed';
import { within } from '../runtimes/within';

/** Open a page, use it, close the browser. @throws what the page threw */
export async function withPage<R>(url: string, use: (page: Page) => Promise<R>): Promise<R> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(`${url}/`, { timeout: 60_000 });
    const result = await within(120_000, 'work with the page', use(page));
    if (errors.length > 0) throw errors[0];
    return result;
  } finally {
    await browser.close();
  }
}
