/**
 * Firefox ESR, by Puppeteer over WebDriver BiDi.
 * @module
 */
import type { Driver, DrivenPage } from './driver';
import { hasFirefox, launchFirefox } from './installed';
import { within } from './within';

export const firefox: Driver = { name: 'Firefox', found: hasFirefox(), needs: 'Firefox and `npm ci --prefix test/runtimes`', launch };

async function launch(): Promise<DrivenPage> {
  const browser = await launchFirefox();
  try {
    const page = await browser.newPage();
    let printed = '';
    page.on('console', (message) => (printed += `${message.text()}\n`));
    page.on('pageerror', (error) => (printed += `${error}\n`));
    return {
      version: (await browser.version()).replace(/^\w+\//, ''),
      goto: (url) => page.goto(url),
      evaluate: (expression) => page.evaluate(expression),
      printed: () => printed,
      close: () => browser.close(),
    };
  } catch (error) {
    await within(30_000, 'ending Firefox', browser.close()).catch(() => {}); // what failed first is the news
    throw error;
  }
}
