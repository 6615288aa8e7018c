// The tab on files that do not tell what is what, on damaged ones, and on several: it asks, says what is wrong, and loses nothing. And for those who cannot see it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { exampleShop } from '../src/io/index.js';
import { withPlayground } from './runtimes/playground';
import { axeScript, hasChromium } from './runtimes/installed';
import { commandFiles, drop, expectSameFiles, outcome, runExample, savedFiles, withTab, type Tab } from './runtimes/tab';
import { testWith } from './support/needs';

const testInChromium = testWith('Chromium and `npm ci --prefix test/runtimes`', hasChromium());

const folder = mkdtempSync(join(tmpdir(), 'kindred-reading-'));
let built = '';
let done: () => void;
beforeAll(
  () =>
    new Promise<void>((ready, failed) => {
      withPlayground((at) => {
        built = at;
        ready();
        return new Promise<void>((over) => (done = over));
      }).catch(failed);
    }),
);
afterAll(() => {
  done();
  rmSync(folder, { recursive: true, force: true });
});

/** A small shop with a header of its own. */
const shop = exampleShop({ customers: 60 }).orders;
const foreign = shop.replace(/^.*\n/, 'Wer,Beleg,Was,Bezeichnung,Art,Menge,Preis,Wann\n');
const flags = ['--customer', 'Wer', '--order', 'Beleg', '--item', 'Was', '--time', 'Wann', '--quantity', 'Menge', '--price', 'Preis', '--name', 'Bezeichnung']; // prettier-ignore

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function take({ page }: Tab, ...files: readonly string[]): Promise<string> {
  await page.setInputFiles('#files', files);
  return outcome({ page });
}

/** Close the dialog with its answer; it closes a moment later, and then the work begins. */
async function readSo({ page }: Tab): Promise<void> {
  await page.click('#mapping [value=read]');
  await page.waitForSelector('html:not([data-state=start])');
}

describe('the mapping dialog', () => {
  testInChromium('asks which column is what, with guesses, and reads the file so', () =>
    withTab(built, async (tab) => {
      const { page } = tab;
      const path = file('sales.csv', foreign);
      expect(await take(tab, path)).toMatch(/^The columns of the file are not known: Wer, .*Wann\.Say how to read it$/);
      await page.waitForSelector('#mapping[open]');
      expect(await page.textContent('#mapping-rows thead')).toBe('WerBelegWasBezeichnungArtMengePreisWann');
      expect(await page.evaluate('document.querySelectorAll("#mapping-rows tbody tr").length')).toBe(5);
      const guessed = `['quantity', 'price', 'name', 'customer'].map((role) => document.getElementById('role-' + role).value)`;
      expect(await page.evaluate(guessed)).toEqual(['Menge', 'Preis', 'Bezeichnung', '']);
      await page.click('#mapping [value=read]'); // not yet: the customer is missing
      expect(await page.isVisible('#mapping')).toBe(true);
      for (const [role, column] of [['customer', 'Wer'], ['order', 'Beleg'], ['item', 'Was'], ['time', 'Wann']]) await page.selectOption(`#role-${role}`, column); // prettier-ignore
      await page.fill('#file-currency', 'sek');
      await readSo(tab);
      expect(await outcome(tab)).toBe('done');
      expectSameFiles(await savedFiles(tab), commandFiles([path, ...flags, '--currency', 'SEK']).files);
    }),
  );

  testInChromium('may be left, and asked for again', () =>
    withTab(built, async (tab) => {
      const { page } = tab;
      await take(tab, file('sales.csv', foreign));
      await page.waitForSelector('#mapping[open]');
      await page.click('#mapping [value=cancel]');
      expect(await page.isVisible('#mapping')).toBe(false);
      await page.click('#message button');
      await page.waitForSelector('#mapping[open]');
      await page.press('#mapping', 'Escape');
      expect(await page.isVisible('#mapping')).toBe(false);
      expect(await take(tab, file('orders.csv', shop))).toBe('done');
    }),
  );

  testInChromium('asks on: first for the currency, then for the time zone', () =>
    withTab(built, async (tab) => {
      const { page } = tab;
      const rows = shop.trim().split('\n').slice(1).map((line, n) => `${line}${n % 3 === 0 ? '+02:00' : ''},${n % 4 === 0 ? 'GBP' : 'EUR'}`); // prettier-ignore
      const path = file('mixed.csv', [`${shop.split('\n')[0]},currency`, ...rows].join('\n'));
      await take(tab, path);
      await page.waitForSelector('#mapping[open]');
      for (let asked = 0; asked < 2 && (await page.isVisible('#mapping')); asked++) {
        const question = await page.textContent('#mapping-question');
        if (/currencies/.test(question!)) await page.fill('#file-currency', 'GBP');
        else await page.fill('#time-zone', 'Europe/Berlin');
        await page.click('#mapping [value=read]');
        // so small a file is read between two looks: the next question, or the end, is all that is sure to be seen
        const next = `document.documentElement.dataset.state === 'done' || (document.getElementById('mapping').open && document.getElementById('mapping-question').textContent !== ${JSON.stringify(question)})`;
        for (let look = 0; look < 600 && !(await page.evaluate(next)); look++) await page.waitForTimeout(50);
      }
      expect(await page.evaluate('document.documentElement.dataset.state')).toBe('done');
      expectSameFiles(await savedFiles(tab), commandFiles([path, '--currency', 'GBP', '--time-zone', 'Europe/Berlin']).files);
    }),
  );

  testInChromium('shows the rows cut by another delimiter as soon as it is chosen', () =>
    withTab(built, async (tab) => {
      const { page } = tab;
      await take(tab, file('bars.csv', 'a|b;c|d;e|f;g\n1|2;3|4;5|6;7\n'));
      await page.waitForSelector('#mapping[open]');
      const header = () => page.evaluate('[...document.querySelectorAll("#mapping-rows th")].map((th) => th.textContent)');
      await page.selectOption('#delimiter', ';');
      await page.waitForSelector('#mapping-rows th:nth-child(4):has-text("g")');
      expect(await header()).toEqual(['a|b', 'c|d', 'e|f', 'g']);
      await page.selectOption('#delimiter', '|');
      await page.waitForSelector('#mapping-rows th:nth-child(1):text-is("a")');
      expect(await header()).toEqual(['a', 'b;c', 'd;e', 'f;g']);
    }),
  );
});

describe('files', () => {
  testInChromium('may be packed, JSON lines, Parquet or several, and dropped', () =>
    withTab(built, async (tab) => {
      const small = commandFiles([file('orders.csv', shop)]).files;
      await drop(tab, [file('orders.csv.gz', gzipSync(shop))]);
      expect(await outcome(tab)).toBe('done');
      expectSameFiles(await savedFiles(tab), small);

      const [header, ...lines] = shop.trim().split('\n').map((line) => line.split(',')); // prettier-ignore
      const columns = header.map((name, at) => ({ name, data: lines.map((cells) => cells[at]) }));
      const parquet = file('orders.parquet', new Uint8Array(parquetWriteBuffer({ columnData: columns })));
      expect(await take(tab, parquet)).toBe('done');
      expectSameFiles(await savedFiles(tab), commandFiles([parquet]).files);

      const half = Math.floor(lines.length / 2);
      const parts = [lines.slice(0, half), lines.slice(half)].map((part, n) => file(`part-${n}.csv`, [header, ...part].map((cells) => cells.join(',')).join('\n'))); // prettier-ignore
      const earlier = file('segments.csv', small.get('segments.csv')!);
      expect(await take(tab, ...parts, earlier)).toBe('done');
      const report = JSON.parse((await savedFiles(tab)).get('report.json')!.toString()) as {
        shop: { nRows: number };
        moves: { stayed: number };
      };
      expect(report.shop.nRows).toBe(lines.length);
      expect(report.moves.stayed).toBeGreaterThan(0);
    }),
  );

  testInChromium('that are damaged are named with what is wrong, and the last result stays', () =>
    withTab(built, async (tab) => {
      const { page } = tab;
      expect(await take(tab, file('orders.csv', shop))).toBe('done');
      const packed = gzipSync(shop);
      const damaged = [
        [file('cut.csv.gz', packed.subarray(0, packed.length - 100)), /cannot be read to its end/],
        [file('broken.csv', shop.replace('2024-', 'some day in ')), /line \d+, column "time" must be a date/i],
        [file('empty.csv', ''), /empty/],
        [file('broken.parquet', `PAR1${shop}`), /no Parquet file, or is damaged/],
      ] as const;
      for (const [path, says] of damaged) {
        await page.click((await page.isVisible('#again')) ? '#again' : '#start-title');
        const message = await take(tab, path);
        expect(message).toMatch(says);
        expect(message).not.toContain('--'); // the command's flags are for the command
      }
      await page.click('#back');
      expect(await page.isVisible('#report')).toBe(true);
      await page.click('#tab-customers');
      await page.click('#customer-list li');
      await page.waitForSelector('#customer-answer h2');
    }),
  );
});

describe('axe finds nothing', () => {
  /** Violations of any impact, named with where. */
  async function violations({ page }: Tab): Promise<string[]> {
    await page.evaluate(axeScript());
    const found = (await page.evaluate(
      `axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`,
    )) as string[];
    return found;
  }

  for (const scheme of ['light', 'dark'] as const) {
    testInChromium(`on any view of the tab, ${scheme}`, () =>
      withTab(built, async (tab) => {
        const { page } = tab;
        await page.emulateMedia({ colorScheme: scheme });
        expect(await violations(tab), 'start').toEqual([]);
        await take(tab, file('sales.csv', foreign));
        await page.waitForSelector('#mapping[open]');
        expect(await violations(tab), 'dialog').toEqual([]);
        await page.click('#mapping [value=cancel]');
        expect(await violations(tab), 'message').toEqual([]);
        await runExample(tab);
        for (const panel of ['report', 'customers', 'basket', 'files']) {
          await page.click(`#tab-${panel}`);
          if (panel === 'customers') await page.click('#customer-list li');
          if (panel === 'basket') await page.type('#item', 'tea');
          await page.waitForTimeout(200);
          for (const width of [1280, 390]) {
            await page.setViewportSize({ width, height: 800 });
            expect(await violations(tab), `${panel} at ${width}`).toEqual([]);
          }
        }
        await page.click('#again');
        // a running job is over soon: its view, held
        await page.evaluate(`document.getElementById('start').hidden = true; document.getElementById('running').hidden = false`);
        expect(await violations(tab), 'running').toEqual([]);
      }),
    );

    testInChromium(`on the report, ${scheme}`, () =>
      withTab(built, async (tab) => {
        const { page } = tab;
        await runExample(tab);
        writeFileSync(join(built, 'report.html'), (await savedFiles(tab)).get('report.html')!);
        await tab.server.close();
        await page.emulateMedia({ colorScheme: scheme });
        await page.goto(`file://${join(built, 'report.html')}`);
        expect(await violations(tab)).toEqual([]);
      }),
    );
  }
});
