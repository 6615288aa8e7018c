// The tab in a real browser, on the example shop: it shows, answers and saves what the command writes; asks for nothing after it was loaded; works offline, and
// where WebAssembly may not be compiled.
import { readFileSync, writeFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { withPlayground } from './runtimes/playground';
import { hasChromium, hasFirefox, launchFirefox } from './runtimes/installed';
import { serve } from './runtimes/static-server';
import { commandFiles, expectSameFiles, runExample, saved, savedFiles, withTab, type Files } from './runtimes/tab';
import { testWith } from './support/needs';

const testInChromium = testWith('Chromium and `npm ci --prefix test/runtimes`', hasChromium());
const testInFirefox = testWith('Firefox ESR and `npm ci --prefix test/runtimes`', hasFirefox());

let folder = '';
let command: Files;
let done: () => void;
beforeAll(
  () =>
    new Promise<void>((ready, failed) => {
      withPlayground((built) => {
        folder = built;
        command = commandFiles().files;
        ready();
        return new Promise<void>((over) => (done = over));
      }).catch(failed);
    }),
);
afterAll(() => done());

/** The title of a frame, once it has scrolled. (Asked from outside: where scripts are forbidden no timer runs.) */
async function scrolled(frame: { evaluate(expression: string): Promise<unknown> }): Promise<unknown> {
  for (let tries = 0; tries < 100; tries++) {
    if (await frame.evaluate('scrollY > 0')) return frame.evaluate('document.title');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return 'not scrolled';
}

/** Can the worker compile WebAssembly? */
const COMPILED = `(() => { try { return !!new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); } catch { return false; } })()`;

describe('the tab on the example shop', () => {
  testInChromium('shows the report and saves the command’s files, one by one and as one', () =>
    withTab(folder, async (tab) => {
      expect(await runExample(tab)).toBe('done');
      expect(await tab.page.isVisible('#report')).toBe(true);
      const [frame] = tab.page.frames().filter((one) => one.parentFrame());
      expect(await frame.evaluate('document.body.innerText')).toContain('5,000');
      await frame.click('a[href^="#"]'); // within the report, not to another page
      expect(await scrolled(frame)).toMatch(/^Your customers/);
      expectSameFiles(await savedFiles(tab), command);
      const zip = Object.entries(unzipSync(await saved(tab.page, '#save-all')));
      expectSameFiles(new Map(zip.map(([name, bytes]) => [name, Buffer.from(bytes)])), command);
    }),
  );

  testInChromium('looks up a customer, with what to offer and why', () =>
    withTab(folder, async (tab) => {
      await runExample(tab);
      const { page } = tab;
      const [customer, , item, name, , , because] = firstChoice(command.get('recommendations.csv')!, 2000);
      await page.click('#tab-customers');
      await page.type('#customer', customer);
      await page.waitForSelector(`#customer-answer h2:has-text("${customer}")`);
      const answer = (await page.textContent('#customer-answer'))!;
      for (const part of [segmentOf(customer), item, name, because]) expect(answer).toContain(part);
      // the shares of what speaks for an item sum to all of it
      const sums = (await page.evaluate(
        `[...document.querySelectorAll('.because')].map((why) => [...why.querySelectorAll('.share')].reduce((sum, s) => sum + Number(s.style.getPropertyValue('--share')), 0))`,
      )) as number[];
      expect(sums.length).toBeGreaterThan(3);
      for (const sum of sums) expect(sum).toBeCloseTo(1, 10);
    }),
  );

  testInChromium('answers a basket while it is typed, by name or by number, within a frame or two', () =>
    withTab(folder, async (tab) => {
      await runExample(tab);
      const { page } = tab;
      await page.click('#tab-basket');
      await page.waitForSelector('#basket-answer h2:has-text("To someone you know nothing of")');
      await page.type('#item', 'p0001');
      await page.waitForSelector('#item-list [aria-selected=true]:has-text("p0001")');
      await page.press('#item', 'Enter');
      await page.waitForSelector('#basket-items li');
      const first = await page.textContent('#basket-items li');
      await page.type('#item', 'earl gr');
      await page.waitForSelector('#basket-answer h2:has-text("Earl Grey")'); // marked, not yet taken
      expect(await page.textContent('#basket-answer h2')).toContain(first!.slice(0, -1));
      expect(await page.textContent('#basket-answer .because')).toMatch(/Earl Grey|p0001/);
      await page.press('#item', 'ArrowDown');
      await page.press('#item', 'Enter');
      await page.waitForSelector('#basket-items li:nth-child(2)');
      await page.click('#basket-items li:nth-child(1) button');
      await page.waitForSelector('#basket-items li:only-child:has-text("Earl Grey")');
      const times = (await page.evaluate(`(async () => {
        const input = document.getElementById('item'), times = [];
        for (const text of ['p0007', 'p0070', 'p0100', 'p0200', 'sencha', 'assam', 'p0300']) {
          const begun = performance.now();
          const changed = new Promise((resolve) => new MutationObserver(resolve).observe(document.getElementById('basket-answer'), { childList: true }));
          input.value = text;
          input.dispatchEvent(new Event('input'));
          await changed;
          times.push(performance.now() - begun);
        }
        return times;
      })()`)) as number[];
      console.log(`a keystroke is answered in ${times.map((ms) => ms.toFixed(1)).join(', ')} ms`);
      expect(times.sort((a, b) => a - b)[3]).toBeLessThan(50); // the median, on a machine that does other things, too
    }),
  );
});

testInChromium('stopped in the very moment at which it is done, it keeps the last result, all of it', () =>
  withTab(folder, async (tab) => {
    const { page } = tab;
    expect(await runExample(tab)).toBe('done');
    await page.click('#again');
    await page.fill('#segments', '3');
    await page.evaluate(`watched.before = ({ type }) => { if (type === 'done') document.getElementById('cancel').click(); }`);
    expect(await runExample(tab)).toContain('Stopped');
    await page.click('#back');
    expectSameFiles(await savedFiles(tab), command);
    await page.evaluate('watched.before = undefined');
    await page.click('#again');
    expect(await runExample(tab)).toBe('done'); // and the other one, when it is wanted
    expect((await savedFiles(tab)).get('segments.csv')!.equals(command.get('segments.csv')!)).toBe(false);
  }),
);

describe('the network', () => {
  testInChromium('is not used after loading, and not needed: reloaded without a server, the tab does the job again', () =>
    withTab(folder, async (tab) => {
      const { page, server, requests } = tab;
      await runExample(tab);
      await page.click('#tab-customers');
      await page.click('#customer-list li');
      await page.click('#tab-basket');
      await page.type('#item', 'tea');
      await savedFiles(tab);
      await saved(page, '#save-all');
      // the browser itself may look, at a time of its own, whether there is a new service worker
      const served = server.requests.filter((path) => path !== 'service-worker.js');
      expect({ requests, served }).toEqual({ requests: [], served: [] });
      await server.close();
      server.requests.length = 0;
      await page.reload();
      await page.waitForSelector('html[data-state=start]');
      expect(await runExample(tab)).toBe('done');
      expectSameFiles(await savedFiles(tab), command);
      expect(server.requests).toEqual([]);
    }),
  );

  testInChromium('may not be used by the page: its own policy forbids', () =>
    withTab(folder, async ({ page, server, violations }) => {
      const url = JSON.stringify(server.url);
      expect(await page.evaluate(`fetch(${url}, { method: 'POST', body: 'orders' }).then(() => 'sent', () => 'refused')`)).toBe('refused');
      await page.evaluate(`navigator.sendBeacon(${url}, 'orders')`);
      await page.evaluate(
        `new Promise((resolve) => { const image = new Image(); image.onerror = resolve; image.src = 'https://example.org/?orders'; })`,
      );
      await page.waitForTimeout(500);
      expect(server.requests.filter((path) => path !== 'service-worker.js')).toEqual([]);
      expect(violations.length).toBeGreaterThanOrEqual(3);
    }),
  );

  testInChromium('may not be used by the worker either, under the header of README', () =>
    withTab(
      folder,
      async (tab) => {
        expect(await runExample(tab)).toBe('done');
        expectSameFiles(await savedFiles(tab), command);
        const [worker] = tab.page.workers();
        expect(await worker.evaluate(COMPILED)).toBe(true);
        const refused = await worker.evaluate(`new Promise((resolve) => {
          addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
          fetch('https://example.org/', { method: 'POST', body: 'orders', mode: 'no-cors' }).then(() => resolve('sent'), () => {});
        })`);
        expect(refused).toBe('connect-src');
        expect(tab.violations).toEqual([]);
      },
      headerOfReadme(),
    ),
  );

  testInChromium('a new version waits until the user wants it, and leaves nothing of the old one', () =>
    withPlayground((next) =>
      withTab(next, async ({ page, server }) => {
        const worker = `${next}/service-worker.js`;
        writeFileSync(worker, readFileSync(worker, 'utf8').replace(/"version":"\w+"/, '"version":"next"'));
        await page.evaluate(`navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => {})`);
        await page.waitForSelector('#update', { state: 'visible' });
        await page.click('#take-over');
        await page.waitForSelector('html[data-state=start]');
        await page.waitForSelector('html[data-offline=ready]');
        expect(await page.evaluate('caches.keys()')).toEqual([`kindred ${server.url} next`]);
        expect(await page.isVisible('#update')).toBe(false);
      }),
    ),
  );
});

testInChromium("under the header script-src 'self', where WebAssembly may not be compiled, it gives the same bytes", () =>
  withTab(
    folder,
    async (tab) => {
      expect(await runExample(tab)).toBe('done');
      expectSameFiles(await savedFiles(tab), command);
      expect(await tab.page.workers()[0].evaluate(COMPILED)).toBe(false); // so the policy was in force
      for (const violation of tab.violations) expect(violation).toMatch(/WebAssembly/);
    },
    "script-src 'self'",
  ),
);

testInFirefox('in Firefox it gives the same bytes', async () => {
  const server = await serve(folder);
  const browser = await launchFirefox();
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForSelector('html[data-offline=ready]');
    server.requests.length = 0;
    await page.click('#example');
    await page.waitForSelector('html[data-state=done]', { timeout: 120_000 });
    expect(server.requests).toEqual([]);
    const report = page.frames()[1];
    await (await report.waitForSelector('a[href^="#"]')).click();
    expect(await scrolled(report)).toMatch(/^Your customers/);
    // downloads leave no trace that BiDi could read: the same Blobs, caught on their way
    const files = (await page.evaluate(`(async () => {
      const caught = [], create = URL.createObjectURL;
      URL.createObjectURL = (blob) => (caught.push(blob), create(blob));
      HTMLAnchorElement.prototype.click = () => {};
      const names = [...document.querySelectorAll('#save-list b')].map((b) => b.textContent);
      for (const [n, button] of [...document.querySelectorAll('#save-list button')].entries()) {
        button.click();
        while (caught.length <= n) await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const text = async (blob) => { let out = ''; for (const byte of new Uint8Array(await blob.arrayBuffer())) out += String.fromCharCode(byte); return btoa(out); };
      return Promise.all(caught.map(async (blob, n) => [names[n], await text(blob)]));
    })()`)) as [string, string][];
    expectSameFiles(new Map(files.map(([name, base64]) => [name, Buffer.from(base64, 'base64')])), command);
  } finally {
    await browser.close();
    await server.close();
  }
});

/** The first best recommendation after so many lines, as cells. */
const firstChoice = (csv: Buffer, after: number) =>
  csv
    .toString()
    .split('\n')
    .slice(after)
    .map((line) => line.split(','))
    .find(([, rank]) => rank === '1')!;

/** The header that a host should send. */
function headerOfReadme(): string {
  const text = readFileSync('examples/playground/README.md', 'utf8');
  return /^Content-Security-Policy: (.*)$/m.exec(text)![1];
}

function segmentOf(customer: string): string {
  const line = command.get('segments.csv')!.toString().split('\n').find((text) => text.startsWith(`${customer},`))!; // prettier-ignore
  return line.split(',')[2];
}
