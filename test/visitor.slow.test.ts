// A saved propensity model in a real browser: it scores a visitor, learns from 20 clicks, its explanation still sums, and Node makes the same bytes of the same clicks.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect } from 'vitest';
import { explain, learn, offersOf, openModel, rank, type Model, type Visitor } from '../examples/visitor/src/offers';
import type { Page } from './runtimes/browser';
import { axeScript, hasChromium, launchChromium } from './runtimes/installed';
import { withExample } from './runtimes/playground';
import { serve } from './runtimes/static-server';
import { within } from './runtimes/within';
import { expectSameBytes } from './support/files';
import { testWith } from './support/needs';

const test = testWith('Chromium and `npm ci --prefix test/runtimes`', hasChromium());

/** What the page shows before anything is changed. */
const FIRST: Visitor = { device: 'phone', source: 'direct', visits: 3, minutes: 4 };

let folder = '';
let printed = '';
let done: () => void = () => {};
const file = () => join(folder, 'propensity.safetensors');
const opened = (): Model => openModel(readFileSync(file()));

beforeAll(async () => {
  if (!hasChromium()) return;
  await new Promise<void>((ready, failed) => {
    withExample('visitor', (built) => {
      folder = built;
      const impressions = join(folder, 'impressions.csv');
      writeFileSync(impressions, execFileSync('node', ['examples/visitor/impressions.js']));
      printed = execFileSync('npx', ['tsx', 'examples/visitor/train.ts', impressions, file()], { encoding: 'utf8' });
      ready();
      return new Promise<void>((over) => (done = over));
    }).catch(failed);
  });
});
afterAll(() => done());

async function withPage<R>(use: (page: Page) => Promise<R>, options: object = {}): Promise<R> {
  const server = await serve(folder, "script-src 'self'");
  const browser = await launchChromium();
  try {
    const page = await browser.newPage(options);
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(server.url, { timeout: 60_000 });
    await page.waitForSelector('#main', { state: 'visible' });
    const result = await within(120_000, 'work with the page', use(page));
    if (errors.length > 0) throw errors[0];
    return result;
  } finally {
    await browser.close();
    await server.close();
  }
}

interface Shown {
  readonly offers: readonly { readonly offer: string; readonly probability: number }[];
  readonly parts: readonly number[];
  readonly score: number;
}

const shown = async (page: Page) =>
  (await page.evaluate(`(() => {
    const values = (selector) => [...document.querySelectorAll(selector)].map((data) => Number(data.value));
    const offers = [...document.querySelectorAll('#offers li')].map((li) => ({ offer: li.dataset.offer, probability: Number(li.querySelector('data').value) }));
    return { offers, parts: values('#parts data'), score: values('#score data')[0] };
  })()`)) as Shown;

/** The page shows what Node says, to the last bit, and the parts sum to the score. */
async function expectAsInNode(page: Page, model: Model, visitor: Visitor): Promise<void> {
  const { offers, parts, score } = await shown(page);
  expect(offers).toEqual(rank(model, visitor));
  const why = explain(model, visitor, offers[0].offer);
  expect(parts).toEqual(why.parts.map(({ contribution }) => contribution));
  expect(score).toBe(why.score);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(score);
}

describe('the page', () => {
  test('scores a visitor as Node does', async () => {
    expect(printed).toMatch(/names the clicked one [67]\d times in 100/);
    await withPage(async (page) => {
      await expectAsInNode(page, opened(), FIRST);
      await page.selectOption('#source', 'newsletter');
      await page.fill('#minutes', '');
      await expectAsInNode(page, opened(), { ...FIRST, source: 'newsletter', minutes: null });
    });
  });

  test('learns from 20 clicks, and its file is the one that Node makes of them', () =>
    withPage(async (page) => {
      let model = opened();
      const before = model;
      const offers = offersOf(model);
      let visitor: Visitor = FIRST;
      for (let n = 0; n < 20; n++) {
        if (n % 5 === 4) {
          const source = ['ad', 'search', 'newsletter', 'direct'][(n / 5) | 0];
          await page.selectOption('#source', source);
          visitor = { ...visitor, source };
        }
        const [offer, clicked] = [offers[(n * 3) % offers.length], n % 3 !== 1];
        await page.click(`[data-offer=${offer}] ${clicked ? '.yes' : '.no'}`);
        model = learn(model, visitor, offer, clicked);
        await expectAsInNode(page, model, visitor);
      }
      expect(await page.textContent('#learned')).toBe('Learned from 20 answers.');
      const download = page.waitForEvent('download');
      await page.click('#save');
      expectSameBytes(readFileSync(await (await download).path()), model.toBytes());
      expect(Buffer.from(model.toBytes()).equals(Buffer.from(before.toBytes()))).toBe(false);
      expectSameBytes(before.toBytes(), readFileSync(file()));
    }));

  test('axe finds nothing, and nothing is wider than a phone', () =>
    withPage(
      async (page) => {
        await page.evaluate(axeScript());
        const found = await page.evaluate(
          `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`,
        );
        expect(found).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      },
      { viewport: { width: 390, height: 760 }, colorScheme: 'dark' },
    ));
});
