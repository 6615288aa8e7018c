// The page: self-contained, well-formed whatever the names are, plain in its words, the same twice; and what it is bundled with.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/report/html/page.js';
import type { Report } from '../../src/report/report.js';
import { faults } from './faults.js';
import { EMPTY, HOSTILE, large, SINGLE } from './sample.js';

const hostile = large((i) => ({ item: HOSTILE[i % HOSTILE.length], name: i % 3 === 0 ? '' : HOSTILE[(i + 1) % HOSTILE.length] }));
const REPORTS: Record<string, Report> = { empty: EMPTY, single: SINGLE, large: large(), hostile };
const PAGES = Object.entries(REPORTS).map(([name, report]) => [name, reportHtml(report)] as const);

/** What is read without opening anything. */
const visible = (page: string) =>
  page.replace(/<head>.*<\/head>/s, '').replace(/<details(?: class="technical")?>(?:(?!<details|<\/details>).)*<\/details>/gs, '').replace(/<[^>]*>/g, ' '); // prettier-ignore
const pictures = (page: string) => [...page.matchAll(/<svg([^>]*)>/g)].map((match) => match[1]).filter((attributes) => !attributes.includes('aria-hidden')); // prettier-ignore

describe.each(PAGES)('the page of %s', (name, page) => {
  test('loads nothing and runs nothing', () => {
    expect(page.match(/https?:|<script|<link|<iframe|<object|<[^>]*\ssrc=|url\(|@import|="javascript:/i)).toBeNull();
    for (const [, target] of page.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#/);
    expect(page.match(/<[^>]*\son\w+=/i)).toBeNull();
  });

  test('is well-formed', () => expect(faults(page)).toEqual([]));

  test('has one first heading, and a way to every section', () => {
    expect(page.match(/<h1/g)).toHaveLength(1);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    for (const [, id] of page.matchAll(/<section id="([^"]+)"/g)) expect(page.includes(`href="#${id}"`), `href="#${id}"`).toBe(true);
  });

  test('has no figure that is not one', () => {
    expect(page.match(/NaN|undefined|Infinity|\[object|>null</)).toBeNull();
  });

  test('says what each picture shows', () => {
    expect(pictures(page).length).toBeGreaterThan({ empty: -1, single: 1, large: 10, hostile: 10 }[name]!);
    for (const attributes of pictures(page)) {
      expect(attributes).toContain('role="img"');
      expect(/aria-label="([^"]*)"/.exec(attributes)?.[1]?.length, attributes).toBeGreaterThan(30);
    }
  });

  test('draws with two decimals at most', () => {
    for (const [svg] of page.matchAll(/<svg.*?<\/svg>/gs)) expect(svg.match(/\d\.\d{3}|\de-\d/)).toBeNull();
  });
});

test('a broken page is noticed', () => {
  expect(faults('<p>a<b>c</p>')).not.toEqual([]);
  expect(faults('<p>1 < 2</p>')).toEqual(['<']);
  expect(faults('<p>a &copy b</p>')).toEqual(['&']);
});

test('names stand in the page as they are, and escaped', () => {
  const page = reportHtml(hostile);
  expect(
    page.includes('<bdi>&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</bdi>'),
    '<bdi>&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</bdi>',
  ).toBe(true);
  expect(page.includes('<bdi>a &amp; b &amp;amp; &lt;b&gt;</bdi>'), '<bdi>a &amp; b &amp;amp; &lt;b&gt;</bdi>').toBe(true);
  expect(page.includes('<bdi>كوب شاي</bdi>'), '<bdi>كوب شاي</bdi>').toBe(true);
  expect(page.includes('<bdi>$&amp; $1 `${x}`</bdi>'), '<bdi>$&amp; $1 `${x}`</bdi>').toBe(true);
});

test('the text is plain: terms stay in the small print', () => {
  const JARGON = /item-?knn|ndcg|k-means|bootstrap|\brfm\b|precision|\blift\b|median|recency|monetary|cosine|cluster|standard deviation|percentile|null/i; // prettier-ignore
  for (const [name, page] of PAGES) {
    expect(JARGON.exec(visible(page))?.[0], name).toBeUndefined();
    for (const attributes of pictures(page)) expect(JARGON.exec(attributes)?.[0]).toBeUndefined();
  }
  const page = reportHtml(large());
  for (const term of ['k-means', 'Precision at 10', 'lift', 'median', 'bootstrap']) expect(page.includes(term), term).toBe(true); // there, behind the text
  expect(visible('<details><summary>a</summary><p>k-means</p></details><p>b k-means</p>')).toMatch(/b k-means/); // what is outside is seen
});

test('numbers are grouped, money has its currency, days are words', () => {
  const text = visible(reportHtml(large()));
  expect(/.{20}\d{4}/.exec(text.replace(/\b(19|20)\d\d\b/g, ''))?.[0]).toBeUndefined();
  for (const words of ['£8,911,408', 'Of 541,909 rows 397,884 count', '1 December 2010', 'up from £554,123 in December 2010']) expect(reportHtml(large()).includes(words), words).toBe(true); // prettier-ignore
  expect(reportHtml({ ...large(), currency: 'CHF' }).includes('CHF 8,911,408')).toBe(true);
  const without = reportHtml({ ...large(), currency: null });
  expect(without.match(/[£$€]\d/)).toBeNull();
  expect(without.includes('which currency')).toBe(true);
});

test('sections that have nothing to say are missing, or say so', () => {
  const page = reportHtml(EMPTY);
  for (const id of ['time', 'differ', 'segments', 'moves', 'examples']) expect(page.includes(`id="${id}"`), `id="${id}"`).toBe(false);
  for (const id of ['offers', 'together', 'again', 'quality']) expect(page.includes(`id="${id}"`), `id="${id}"`).toBe(true);
  expect(reportHtml(large()).includes('id="moves"'), 'id="moves"').toBe(true);
});

test('the same report gives the same text, and stays small', () => {
  expect(reportHtml(large()) === reportHtml(JSON.parse(JSON.stringify(large())) as Report)).toBe(true);
  expect(reportHtml(large()).length).toBeLessThan(300_000);
});

describe('the chart library', () => {
  test('is in one module that needs nothing else', () => {
    const text = readFileSync('dist/src/report/plot.js', 'utf8');
    expect(text.length).toBeLessThan(300_000);
    expect(/\bfrom\s*"[^"]*"|\brequire\(|"node:|\bprocess\./.exec(text)?.[0]).toBeUndefined();
    expect(readFileSync('dist/src/report/plot.d.ts', 'utf8')).not.toContain('observablehq');
    for (const name of ['@observablehq/plot', 'd3-scale']) expect(readFileSync('dist/THIRD-PARTY.md', 'utf8')).toContain(`## ${name} `);
  });

  test.each([
    ["import { KMeans } from './dist/src/index.js'; console.log(KMeans);", false],
    ["import { exampleShop } from './dist/src/io/index.js'; console.log(exampleShop);", false],
    ["import { analyse } from './dist/src/report/index.js'; console.log(analyse);", false],
    ["import { reportHtml } from './dist/src/report/index.js'; console.log(reportHtml);", true],
  ])('%s: %s', async (contents, used) => {
    const { metafile } = await build({ stdin: { contents, resolveDir: '.' }, bundle: true, format: 'esm', write: false, metafile: true, external: ['papaparse'], conditions: ['browser'] }); // prettier-ignore
    const [{ inputs }] = Object.values(metafile.outputs);
    expect((inputs['dist/src/report/plot.js']?.bytesInOutput ?? 0) > 0).toBe(used);
  });
});
