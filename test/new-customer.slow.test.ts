// From CSV to a saved pipeline to a page that assigns a new customer, in a real browser: it says what Node says of the same customer with the same file.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { openSegments, type Customer, type Model } from '../examples/new-customer/src/assign';
import type { KMeansModel } from '../src/index.js';
import type { Page } from './runtimes/browser';
import { axeScript, hasChromium, launchChromium } from './runtimes/installed';
import { withExample } from './runtimes/playground';
import { serve } from './runtimes/static-server';
import { dropFiles } from './runtimes/tab';
import { within } from './runtimes/within';
import { expectSameBytes } from './support/files';
import { DATA, testOnData, testWith } from './support/needs';

const FILE = 'telco-churn/telco-customer-churn.csv';
const test = hasChromium() ? testOnData(FILE) : testWith('Chromium and `npm ci --prefix test/runtimes`', false);

/** Two months in: fibre, month to month, nothing added. */
const NEW: Customer = {
  tenure: 2,
  MonthlyCharges: 85.25,
  TotalCharges: 170.5,
  Contract: 'Month-to-month',
  PaymentMethod: 'Electronic check',
  PaperlessBilling: 'Yes',
  InternetService: 'Fiber optic',
  OnlineSecurity: 'No',
  OnlineBackup: 'No',
  DeviceProtection: 'No',
  TechSupport: 'No',
  StreamingTV: 'Yes',
  StreamingMovies: 'No',
  PhoneService: 'Yes',
  MultipleLines: 'No',
  gender: 'Female',
  SeniorCitizen: false,
  Partner: 'No',
  Dependents: 'No',
};

let folder = '';
let modules: readonly string[] = [];
let printed = '';
let model: Model;
let done: () => void = () => {};
const segments = () => join(folder, 'segments.safetensors');

beforeAll(async () => {
  if (!hasChromium() || !existsSync(resolve(DATA, FILE))) return;
  await new Promise<void>((ready, failed) => {
    withExample('new-customer', (built, inside) => {
      [folder, modules] = [built, inside];
      // the command of README, on other files
      const words = /^npx tsx (.*) \S+ \S+$/m.exec(readFileSync('examples/new-customer/README.md', 'utf8'))![1].split(' ');
      printed = execFileSync('npx', ['tsx', ...words, resolve(DATA, FILE), segments()], { encoding: 'utf8' });
      model = openSegments(readFileSync(segments()));
      ready();
      return new Promise<void>((over) => (done = over));
    }).catch(failed);
  });
});
afterAll(() => done());

interface Opened {
  readonly page: Page;
  readonly requests: string[];
  readonly violations: string[];
}

async function withPage<R>(use: (opened: Opened) => Promise<R>, options: object = { viewport: { width: 1100, height: 760 } }): Promise<R> {
  const server = await serve(folder, "script-src 'self'");
  const browser = await launchChromium();
  try {
    const page = await browser.newPage(options);
    const [violations, errors] = [[] as string[], [] as Error[]];
    page.on('console', (message) => /Content Security Policy/.test(message.text()) && violations.push(message.text()));
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(server.url, { timeout: 60_000 });
    const result = await within(120_000, 'work with the page', use({ page, requests: server.requests, violations }));
    if (errors.length > 0) throw errors[0];
    return result;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** As a user does: lists are chosen from by what is read there, number fields typed into; null is "Not known", or nothing. */
async function fill(page: Page, customer: Customer): Promise<void> {
  await page.waitForSelector('#form', { state: 'visible' });
  for (const [name, value] of Object.entries(customer)) {
    const field = `[name="${name}"]`;
    if (await page.isVisible(`input${field}`)) await page.fill(field, String(value ?? ''));
    else await page.selectOption(field, value === null ? 'Not known' : typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value));
  }
}

interface Answer {
  readonly segment: string;
  readonly runnerUp: string;
  readonly parts: readonly (readonly [column: string, contribution: number])[];
  readonly score: number;
}

const shown = async (page: Page) =>
  (await page.evaluate(`(() => {
    const [segment, runnerUp] = ['segment', 'runner-up'].map((id) => document.getElementById(id).textContent);
    const rows = (id) => [...document.querySelectorAll('#' + id + ' tr')].map((tr) => [tr.querySelector('th').textContent, Number(tr.querySelector('data').value)]);
    return { segment, runnerUp, parts: rows('parts'), score: rows('score')[0][1] };
  })()`)) as Answer;

/** What the page shows is what Node says, to the last bit. @returns the segment's name */
async function expectAsInNode(page: Page, customer: Customer): Promise<string> {
  const answer = await shown(page);
  const why = model.explain(customer);
  expect(answer.segment).toBe(why.name);
  expect(answer.runnerUp).toBe(`Next comes: ${why.runnerUpName}.`);
  expect(answer.parts).toEqual(why.parts.map(({ column, contribution }) => [column, contribution]));
  expect(answer.score).toBe(why.score);
  expect(answer.parts.reduce((sum, [, contribution]) => sum + contribution, 0)).toBe(answer.score);
  return answer.segment;
}

const reasonsOf = async (page: Page) =>
  (await page.evaluate(`[...document.querySelectorAll('#reasons li')].map((li) => li.innerText.replace(/\\s+/g, ' ').trim())`)) as string[];

describe('the file', () => {
  test('train.ts says why so many segments, and what each is like', () => {
    const [choice, ...lines] = printed.trim().split('\n');
    expect(choice).toMatch(/^Of 3 to 8 clusters, 3 have the highest silhouette/);
    expect(lines.slice(0, -1).map((line) => line.trim().split(':')[0])).toEqual((model.last as KMeansModel).names);
    expect(lines[0]).toMatch(/3,188 customers \(45 %\)/);
    expect(lines.at(-1)).toBe(`${segments()}: ${readFileSync(segments()).length.toLocaleString('en')} bytes`);
  });

  test('is the same when it is read and saved again', () => expectSameBytes(model.toBytes(), readFileSync(segments())));
});

describe('the page', () => {
  test('assigns a new customer as Node does, and says why', () =>
    withPage(async ({ page, requests, violations }) => {
      await fill(page, NEW);
      expect(await expectAsInNode(page, NEW)).toMatch(/^Low tenure/);
      const [first, ...others] = await reasonsOf(page);
      expect(first).toBe('tenure is 2 speaks for it');
      expect(others).toContain('Contract is Month-to-month speaks for it');
      expect(violations).toEqual([]);
      // the page, its script, its style, the model: nothing else, and nothing while the form is filled in
      const kinds = requests.map((path) => path.replace(/^assets\/index-.*\./, 'assets/*.')).sort();
      expect(kinds).toEqual(
        ['/shop/tab/', 'assets/*.css', 'assets/*.js', 'segments.safetensors'].map((path) => path.replace('/shop/tab/', '')).sort(),
      );
    }));

  test('answers every change, also one that flips the segment', () =>
    withPage(async ({ page }) => {
      await fill(page, NEW);
      const before = await expectAsInNode(page, NEW);
      const loyal = { ...NEW, tenure: 68, TotalCharges: 5797, Contract: 'Two year' };
      await fill(page, { tenure: 68, TotalCharges: 5797, Contract: 'Two year' });
      const after = await expectAsInNode(page, loyal);
      expect(after).not.toBe(before);
      expect(await reasonsOf(page)).toContainEqual(expect.stringMatching(/ speaks against$/));
      const without = Object.fromEntries(model.inputColumns.filter(({ categories }) => categories?.includes('No internet service')).map(({ name }) => [name, 'No internet service'])); // prettier-ignore
      const offline = { ...NEW, ...without, InternetService: 'No', MonthlyCharges: 20, TotalCharges: 40 };
      await fill(page, offline);
      expect([before, after]).not.toContain(await expectAsInNode(page, offline));
    }));

  test('takes what is not known for missing, and says what is assumed', () =>
    withPage(async ({ page }) => {
      const gaps = { ...NEW, TotalCharges: null, Contract: null, SeniorCitizen: null };
      await fill(page, gaps);
      await expectAsInNode(page, gaps);
      const typical = (name: string) => model.inputColumns.find((column) => column.name === name)!.typical!;
      expect(await page.textContent('div:has(> [name=TotalCharges]) p')).toBe('Not known: 2,283.3 is assumed.');
      expect(await page.textContent('div:has(> [name=Contract]) p')).toBe('Not known: Month-to-month is assumed.');
      expect(await page.textContent('div:has(> [name=SeniorCitizen]) p')).toBe('Not known: No is assumed.');
      expect(await reasonsOf(page)).toContainEqual(expect.stringMatching(/^TotalCharges is not known, 2,283.3 is assumed/));
      const filled = {
        ...gaps,
        TotalCharges: typical('TotalCharges'),
        Contract: typical('Contract'),
        SeniorCitizen: typical('SeniorCitizen'),
      };
      await expectAsInNode(page, filled); // so it is what the model does
      await fill(page, NEW);
      expect(await page.textContent('div:has(> [name=TotalCharges]) p')).toBe('');
      await page.fill('[name=tenure]', '');
      await page.type('[name=tenure]', 'e');
      expect(await page.textContent('div:has(> [name=tenure]) p')).toBe('Not a number. Not known: 32.3711 is assumed.');
      await expectAsInNode(page, { ...NEW, tenure: null });
      await page.fill('[name=tenure]', '1e200');
      expect(await page.textContent('#message')).toMatch(/use another unit/);
      expect(await page.isVisible('#answer')).toBe(false);
      await page.fill('[name=tenure]', '2');
      expect(await page.isVisible('#message')).toBe(false);
      await expectAsInNode(page, NEW);
    }));

  test('without a model beside it, it takes a file that is chosen or dropped, and refuses a damaged one', async () => {
    const [elsewhere, damaged] = ['elsewhere.safetensors', 'damaged.safetensors'].map((name) => join(folder, name));
    writeFileSync(damaged, readFileSync(segments()).subarray(0, -1));
    renameSync(segments(), elsewhere);
    try {
      await withPage(async ({ page }) => {
        await page.waitForSelector('#message', { state: 'visible' });
        expect(await page.textContent('#message')).toMatch(/not there yet. Choose a model file/);
        await page.setInputFiles('#file', elsewhere);
        await fill(page, NEW);
        await expectAsInNode(page, NEW);
        await page.setInputFiles('#file', damaged);
        await page.waitForSelector('#message', { state: 'visible' });
        expect(await page.textContent('#message')).toMatch(/^damaged.safetensors: .*the file was changed or damaged/);
        await expectAsInNode(page, NEW); // the one before still answers
        await dropFiles(page, [elsewhere]);
        await page.waitForSelector('#message[hidden]', { state: 'attached' });
      });
    } finally {
      renameSync(elsewhere, segments());
      rmSync(damaged);
    }
  });

  test('holds no training code and no WebAssembly, and is as small as README says', () => {
    const [script] = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
    expect(readFileSync('examples/new-customer/README.md', 'utf8')).toContain('less than 20 kB');
    expect(gzipSync(readFileSync(join(folder, 'assets', script))).length).toBeLessThan(20_000);
    const inside = modules.map((path) => path.replace(/^.*\/dist\/src\//, ''));
    expect(inside).toContain('segmentation/kmeans-model.js');
    for (const file of ['segmentation/kmeans.js', 'segmentation/lloyd.js', 'segmentation/choose.js', 'preprocessing/pipeline.js', 'preprocessing/simple-imputer.js', 'preprocessing/one-hot-encoder.js', 'kernels/build.js', 'io/csv.js'])
      expect(inside).not.toContain(file); // prettier-ignore
  });

  test.each([
    ['desk', { viewport: { width: 1100, height: 760 }, colorScheme: 'light' }],
    ['phone', { viewport: { width: 390, height: 760 }, colorScheme: 'dark' }],
  ])('axe finds nothing, and nothing is wider than the screen: %s', (_, options) =>
    withPage(async ({ page }) => {
      await fill(page, { ...NEW, TotalCharges: null });
      await page.click('summary');
      await page.evaluate(axeScript());
      const found = await page.evaluate(
        `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`,
      );
      expect(found).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    }, options),
  );
});
