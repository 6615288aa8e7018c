/**
 * The conformance program on a real page in Chromium.
 * @module
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from './browser';
import { withBundle } from './bundle';
import type { Conformance, Subpath } from './entry';
import { launchChromium } from './installed';
import { within } from './within';

export interface PageRun extends Conformance {
  /** What the page asked the server for, in order. */
  readonly requests: string[];
  /** Paths of the page's own resource list. */
  readonly resources: string[];
  /** The package's files in the bundle. */
  readonly inputs: string[];
}

// the icon is given, so that the browser asks for none
const HTML = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>';

/** @param policy - the page's Content-Security-Policy; none where left out */
export function runInChromium(subpath: Subpath, policy?: string): Promise<PageRun> {
  return withBundle(subpath, 'globalThis.conformance = result();', { platform: 'browser', minify: true }, async ({ folder, inputs }) => {
    const requests: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      requests.push(url);
      if (policy) response.setHeader('Content-Security-Policy', policy);
      response.setHeader('Content-Type', url === '/' ? 'text/html' : 'text/javascript');
      response.end(url === '/' ? HTML : url === '/app.js' ? readFileSync(join(folder, 'app.js')) : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const browser = await launchChromium();
      try {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
        return { ...(await within(180_000, 'the page', visit(browser, url))), requests, inputs };
      } finally {
        await within(30_000, 'closing Chromium', browser.close());
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
}

async function visit(browser: Browser, url: string): Promise<Conformance & { resources: string[] }> {
  const page = await browser.newPage();
  const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
  failed.catch(() => {}); // it may come before the race
  await page.goto(url, { timeout: 60_000 });
  const result = (await Promise.race([page.evaluate('globalThis.conformance'), failed])) as Conformance;
  const resources = await page.evaluate("performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)");
  return { ...result, resources: resources as string[] };
}
