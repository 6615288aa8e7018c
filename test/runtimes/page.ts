/**
 * The conformance program on a page, or in a worker of a page, of any browser.
 * @module
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBundle } from './bundle';
import { onPageIn, type Driver } from './driver';
import type { Conformance, Subpath } from './entry';
import type { LaneRun } from './lane';
import { serve } from './static-server';

export type Place = 'page' | 'worker';

/** The bundle's last line, and the page's script. */
const PROGRAMS: Record<Place, { last: string; script: string; code: string }> = {
  page: { last: 'globalThis.conformance = result();', script: 'app.js', code: '' },
  worker: {
    last: 'result().then(postMessage, (error) => setTimeout(() => { throw error; }));', // so that the page hears of it
    script: 'page.js',
    code: `
      globalThis.conformance = new Promise((resolve, reject) => {
        const worker = new Worker('app.js', { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message || 'the worker could not be loaded'));
      });`,
  },
};

/** @param policy - the Content-Security-Policy of the page and its scripts; none where left out */
export function runInBrowser(driver: Driver, place: Place, subpath: Subpath, policy?: string): Promise<LaneRun> {
  const { last, script, code } = PROGRAMS[place];
  return withBundle(subpath, last, { platform: 'browser', minify: true }, async ({ folder, bytes, carriers }) => {
    if (code) writeFileSync(join(folder, script), code);
    // the icon is given, so that the browser asks for none
    writeFileSync(
      join(folder, 'index.html'),
      `<!doctype html><link rel="icon" href="data:,"><script type="module" src="${script}"></script>`,
    );
    const server = await serve(folder, policy);
    try {
      return await onPageIn(driver, server.url, async (page) => {
        const run = (await page.evaluate('globalThis.conformance')) as Conformance | null | undefined;
        if (!run) throw new Error('the program did not start');
        const resources = (await page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")) as string[];
        return { ...run, requests: server.requests, resources: resources.map((url) => url.replace(server.url, '')), bytes, carriers };
      });
    } finally {
      await server.close();
    }
  });
}
