// The sentences of the page and of the terminal: true at the edges, right in their direction, singular for one.
import { describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/report/html/page.js';
import { compared } from '../../src/report/html/wording.js';
import type { Accuracy, Month, Report } from '../../src/report/report.js';
import { summary } from '../../src/report/summary.js';
import { axisMoney, money, moneyUp, percent, spanUpText } from '../../src/report/words.js';
import { EMPTY, large, SINGLE } from './sample.js';

const plain = (html: string) => html.replace(/<head>.*<\/head>/s, ' ').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').replace(/ (?=[.,):;])|(?<=\() /g, ''); // prettier-ignore
const textOf = (change: Partial<Report>) => plain(reportHtml({ ...large(), ...change }));
/** The text of one section, or of the head of the page. */
function sectionOf(change: Partial<Report>, id: string): string {
  const page = reportHtml({ ...large(), ...change });
  const part = id === 'header' ? /<header>.*<\/header>/s : new RegExp(`<section id="${id}".*?</section>`, 's');
  return plain(part.exec(page)![0]);
}
const labels = (change: Partial<Report>) => [...reportHtml({ ...large(), ...change }).matchAll(/aria-label="([^"]*)"/g)].map(([, text]) => text.replace(/\s+/g, ' ')); // prettier-ignore

describe('how good the recommendations are', () => {
  const around = (side: number) => ({ mean: side / 5, low: side / 5 - 0.1, high: side / 5 + 0.1 });
  const measured = (allTime: number, current: number, nCustomers = 30): Accuracy => ({
    ...(large().accuracy as Accuracy),
    nCustomers,
    gain: around(allTime),
    currentGain: around(current),
  });
  const CASES = [
    ['better than both', measured(1, 1), 'do better than both best-seller lists, by more than chance.'],
    ['as good as the current list', measured(1, 0), 'do better than an all-time best-seller list, and about as well as an up-to-date one.'],
    ['not as good as the current list', measured(1, -1), 'An up-to-date best-seller list does better here: use it beside the recommendations, which'],
    ['better than the current list only', measured(0, 1), 'how they compare with an all-time list is within chance.'],
    ['within chance', measured(0, 0), 'All differences are within chance:'],
    ['chance against all time, worse than the current list', measured(0, -1), 'An up-to-date best-seller list does better here: use it beside the recommendations.'],
    ['worse than all time, better than the current list', measured(-1, 1), 'An all-time best-seller list does better here: use it instead.'],
    ['worse than all time', measured(-1, 0), 'An all-time best-seller list does better here, and'],
    ['worse than both', measured(-1, -1), 'Both best-seller lists do better here:'],
    ['too few', measured(1, 1, 29), '29 customers could be counted: too few to tell'],
    ['one', measured(-1, -1, 1), '1 customer could be counted: too few to tell'],
  ] as const; // prettier-ignore

  test.each(CASES)(
    '%s: the same in the section, at a glance, in the chart and in the terminal, and nothing else',
    (_, accuracy, verdict) => {
      const places = [
        sectionOf({ accuracy }, 'quality'),
        sectionOf({ accuracy }, 'header'),
        labels({ accuracy }).find((label) => label.includes('suggestions named'))!,
        summary({ ...large(), accuracy }).join(' '),
      ];
      for (const place of places) {
        const said = CASES.map(([, , sentence]) => sentence).filter((sentence) => place.includes(sentence));
        expect(said).toEqual([verdict]);
      }
    },
  );

  test.each(CASES)('%s: what is recommended begins with it where a plain list does better', (_, accuracy, verdict) => {
    const behind = accuracy.nCustomers >= 30 && (accuracy.gain.high < 0 || accuracy.currentGain.high < 0);
    for (const id of ['offers', 'examples']) expect(sectionOf({ accuracy }, id).includes(verdict), id).toBe(behind);
  });

  test('the figures have two decimals and say what they are of', () => {
    expect(sectionOf({}, 'quality')).toContain(
      'For customers who came back for something new, 10 suggestions named 0.62 items, on average, that they then chose; a list of the best-sellers of all time names 0.30, one of the best-sellers of the four weeks before 0.68.',
    );
    expect(sectionOf({}, 'quality')).toContain('This measures foresight, not what sending the suggestions would sell.');
    expect(sectionOf({}, 'quality')).toContain('95 in 100 such samples of customers would give');
    expect(textOf({})).not.toMatch(/times as good/);
  });

  test('the chart has a row for each of the three lists', () => {
    const [, chart] = /<section id="quality".*?(<svg.*?<\/svg>)/s.exec(reportHtml(large()))!;
    for (const row of [
      'These recommendations',
      'Best-sellers of all time',
      'Best-sellers of the four weeks before',
      '0.62',
      '0.30',
      '0.68',
    ])
      expect(chart.includes(`>${row}<`), row).toBe(true);
  });

  test.each([
    ['too short', 'The orders span too short a time: it takes three times'],
    ['nobody came back', 'nobody came back for something new'],
  ] as const)('%s', (accuracy, why) => {
    for (const place of [sectionOf({ accuracy }, 'quality'), summary({ ...large(), accuracy }).join(' ')]) {
      expect(place).toContain('could not be measured');
      expect(place).toContain(why);
    }
  });
});

describe('sales', () => {
  const shop = large().shop;
  test('are before returns, and it says how much went back where it is much', () => {
    expect(sectionOf({}, 'header')).toContain('Sales £8,911,408 before returns, to known customers');
    const sentence = 'Goods for £611,342 went back or were cancelled; this is not subtracted from what customers are said to have spent.';
    expect(sectionOf({}, 'input')).toContain(sentence);
    expect(summary(large())).toContain(sentence);
    expect(sectionOf({}, 'input')).toContain('Credit lines of cancelled orders; the sale itself still counts 8,905 1.6 % -£611,342');
    const little = { ...shop, leftOut: [{ reason: 'quantity not above 0', rows: 3, amount: -80000 }] };
    expect(sectionOf({ shop: little }, 'input')).not.toContain('went back');
    expect(sectionOf({ shop: { ...little, revenue: 8000000 } }, 'input')).toContain('Goods for £80,000 went back');
  });

  test('orders that were cancelled as a whole are no credit lines', () => {
    const leftOut = [{ reason: 'cancelled', rows: 9, amount: 1200 }];
    expect(sectionOf({ shop: { ...shop, leftOut } }, 'input')).toContain('Cancelled orders 9 under 0.1 % £1,200');
  });

  test('an amount of 0 in no currency is not shown', () => {
    const leftOut = [{ reason: 'no item', rows: 9, amount: 0 }];
    expect(sectionOf({ shop: { ...shop, leftOut }, currency: null }, 'input')).not.toContain('amount');
    expect(sectionOf({ shop: { ...shop, leftOut } }, 'input')).toContain('£0.00');
  });
});

describe('the last months', () => {
  const month = (month: string, revenue: number): Month => ({ month, revenue, orders: 1, customers: 1, newCustomers: 1, partial: false });
  const year = (then: number, now: number) => sectionOf({ months: [month('2025-03', then), month('2026-03', now)] }, 'header');
  const half = (then: number, now: number) => sectionOf({ months: [1, 2, 3, 4, 5, 6].map((m) => month(`2026-0${m}`, m < 4 ? then : now)) }, 'header'); // prettier-ignore

  test.each([
    [100, 165, 'March 2026 brought £165, 65 % more than March 2025.'],
    [165, 100, 'March 2026 brought £100, 39 % less than March 2025.'],
    [100, 101, 'March 2026 brought £101, about as much as March 2025.'],
    [0, 165, 'March 2026 brought £165; there were no sales in March 2025.'],
    [165, 0, 'March 2026 had no sales; there were £165 in March 2025.'],
    [0, 0, 'March 2026 had no sales; there were no sales in March 2025 either.'],
  ])('%d a year ago, %d now', (then, now, sentence) => expect(year(then, now)).toContain(sentence));

  test.each([
    [100, 165, 'The last three full months, up to June 2026, brought £495, 65 % more than the three months before (season not taken into account).'],
    [0, 165, 'The last three full months, up to June 2026, brought £495; there were no sales in the three months before (season'],
    [0, 0, 'up to June 2026, had no sales; there were no sales in the three months before either (season'],
  ])('%d in three months, %d in the next', (then, now, sentence) => expect(half(then, now)).toContain(sentence)); // prettier-ignore

  test('many times as much is no percentage', () => expect([compared(40, 10), compared(29, 10)]).toEqual(['4.0 times as much as', '190 % more than'])); // prettier-ignore

  test('first purchases are those in these orders, partial months say why', () => {
    const text = sectionOf({}, 'time');
    expect(text.match(/for the first time in these orders/g)).toHaveLength(2);
    expect(text).not.toMatch(/for the first time(?! in these orders)/);
    expect(text).toContain('two days or more from the edge of the month: December 2011');
  });

  test('a single month is a sentence, not a chart', () => {
    expect(/<section id="time".*?<\/section>/s.exec(reportHtml(SINGLE))![0]).not.toContain('<svg');
    expect(plain(reportHtml(SINGLE))).toContain('All orders are of December 2011: 4.20 in 1 order by 1 customer. They seem to cover');
  });
});

describe('segments', () => {
  const cells = (change: Partial<Report>) => /<table class="heat">.*?<\/table>/s.exec(reportHtml({ ...large(), ...change }))![0];
  const row = (change: Partial<Report>, name: string) =>
    plain(new RegExp(`<bdi>${name}</bdi>.*?</tr>`, 's').exec(cells(change))![0]).trim();

  test('are compared with the typical customer, in the right direction', () => {
    expect(plain(cells({}))).toContain('Typical customer 7 weeks ago 2 £674 Champions');
    expect(row({}, 'Champions')).toBe('Champions 3 days ago much more recently 20 much more often £6,708 much more');
    expect(row({}, 'Lost')).toBe('Lost 13 months ago much longer ago 1 much less often £188 less');
    expect(cells({})).toMatch(/<bdi>Champions<\/bdi>.{0,40}<td class="g3">/s);
    expect(cells({})).toMatch(/<bdi>Recent buyers<\/bdi>.{0,40}<td class="b3">/s);
    expect(plain(cells({}))).not.toMatch(/average/);
  });

  test('are not called better where their own figure is not', () => {
    const segments = large().segments.map((one) => ({ ...one, frequency: 2, recency: 80 }));
    expect(row({ segments }, 'Champions')).toBe('Champions 3 months ago about typical 2 about typical £6,708 much more');
  });

  test('one of them says why', () => {
    const [one] = large().segments;
    const segments = [{ ...one, segment: 0, nCustomers: 40 }];
    const [point] = large().plane;
    expect(plain(reportHtml(SINGLE))).toContain('There is one customer, and so one segment.');
    expect(sectionOf({ segments, plane: [point, point] }, 'segments')).toContain('All 40 customers have the same figures');
    expect(sectionOf({ segments }, 'segments')).toContain('because one was asked for');
  });

  test('warnings are small print on the page, notes in the terminal', () => {
    const warnings = ['not converged'];
    expect(/<details class="technical">(?:(?!<\/details>).)*not converged/s.exec(reportHtml({ ...large(), warnings }))).not.toBeNull();
    expect(textOf({ warnings }).split('not converged')).toHaveLength(2);
    expect(summary({ ...large(), warnings })).toContain('Note: not converged.');
  });

  test('what changed says whether anybody did anything', () => {
    const moves = large().moves!;
    const why = (changed: number, changedWithoutOrder: number) => sectionOf({ moves: { ...moves, changed, changedWithoutOrder } }, 'moves');
    expect(why(2336, 2115)).toContain('Of the 2,336 who changed, 2,115 have no more orders than then: time passed, or the borders of the segments moved'); // prettier-ignore
    expect(why(5, 0)).toContain('All of them have more orders than then.');
    expect(why(1, 1)).toContain('This customer has no more orders than then');
    expect(why(1, 0)).toContain('This customer has more orders than then.');
    expect(why(0, 0)).not.toContain('than then');
  });
});

describe('what to do', () => {
  test('due is counted back from the last day, of those who bought again', () => {
    expect(sectionOf({}, 'again')).toContain('Of the 856 customers who bought Kettle of the a kind, 405 bought it again, half of the times within 20 days. 73 of them last bought it one to two such intervals before 9 December 2011 and have not come back for it since.'); // prettier-ignore
    expect(sectionOf({}, 'again')).toContain('Due as of 9 December 2011');
    expect(sectionOf({}, 'header')).toContain('they last bought Kettle of the a kind 20 to 40 days before 9 December 2011.');
    const none = large().again.map((one) => ({ ...one, nDue: 0, due: [] }));
    expect(sectionOf({ again: none }, 'again')).toContain('None of them last bought it one to two such intervals before 9 December 2011.');
    expect(textOf({})).not.toMatch(/usually|reminder|\bnow\b/);
  });

  test('an audience has its segments and its order, and opens when asked', () => {
    const text = sectionOf({}, 'offers');
    expect(text).toContain('those first who bought most of what goes with it');
    expect(text).toContain('customer 1 (Loyal customers): goes with Kettle of the b kind, which they bought');
    expect(textOf({})).not.toMatch(/because they bought/);
    expect(reportHtml(large())).not.toContain('<details open');
  });

  test('where addresses are masked, it says where they stand in full', () => {
    const [offer] = large().offers;
    const masked = [{ ...offer, audience: [{ ...offer.audience[0], customer: 'a…@example.com' }] }];
    expect(sectionOf({ offers: masked }, 'offers')).toContain('recommendations.csv, with e-mail addresses in full.');
    expect(sectionOf({}, 'offers')).toContain('recommendations.csv.');
  });

  test('examples say in how many orders', () => {
    expect(sectionOf({}, 'examples')).toContain('Bought in most orders: Kettle of the a kind (5 orders), ');
    expect(plain(reportHtml(SINGLE))).toContain('sku-a (1 order)');
  });

  test('a pair of few orders is not on the first page', () => {
    const [pair] = large().together;
    expect(sectionOf({ together: [{ ...pair, orders: 29 }] }, 'header')).not.toContain('bought together');
    expect(sectionOf({ together: [{ ...pair, orders: 30 }] }, 'header')).toContain('bought together 19 times as often');
    expect(sectionOf({}, 'together')).toContain('p below 0.01 after Bonferroni');
  });

  test('nobody served is said so', () => {
    expect(sectionOf({ nServed: 0 }, 'quality')).toContain('No recommendations could be made.');
    expect(sectionOf({ nServed: 1 }, 'quality')).toContain('There are recommendations for 1 customer,');
    expect(summary({ ...large(), nServed: 0 })).toContain('No recommendations could be made.');
  });
});

describe('figures', () => {
  test.each([
    [0, '0 %'], [0.00049, 'under 0.1 %'], [0.0005, '0.1 %'], [0.0994, '9.9 %'], [0.0999, '10 %'], [0.5, '50 %'], [0.994, '99 %'], [0.996, '99.6 %'],
    [0.9994, '99.9 %'], [0.9996, 'over 99.9 %'], [1, '100 %'], [12.34, '1,234 %'],
  ])('a share of %d', (share, text) => expect(percent(share)).toBe(text)); // prettier-ignore

  test('large amounts keep short', () => {
    expect([999999999, 1234567890, 12345678901, 60451002541175930].map((v) => money(v, 'EUR'))).toEqual(['€999,999,999', '€1.23 billion', '€12.3 billion', '€60,451 trillion']); // prettier-ignore
    expect([2e6, 3e9, 2.5e12, 6e16].map((v) => axisMoney(v, 'EUR'))).toEqual(['€2M', '€3bn', '€2.5tn', '€60,000tn']);
    expect(sectionOf({ shop: { ...large().shop, revenue: 60451002541175930 } }, 'header')).toContain('£60,451 trillion');
  });

  test('a half is at least one, and its bound is not rounded down', () => {
    expect([0.4, 13.2, 30, 30.2, 100].map(spanUpText)).toEqual(['1 day', '14 days', '30 days', '31 days', '4 months']);
    expect([moneyUp(674.49, 'GBP'), moneyUp(4.2, 'GBP'), moneyUp(4.5, 'JPY'), moneyUp(674, null)]).toEqual(['£675', '£4.20', '¥5', '674']);
    expect(sectionOf({}, 'differ')).toContain('At least half of the customers ordered within the last 51 days.');
    expect(sectionOf({}, 'differ')).toContain('At least half of the customers placed 2 orders or fewer.');
    expect(sectionOf({}, 'differ')).toContain('At least half of the customers spent £675 or less.');
  });

  test('a single bar is a sentence', () => {
    const differ = /<section id="differ".*?<\/section>/s.exec(reportHtml(SINGLE))![0];
    expect(differ).not.toContain('<svg');
    expect(plain(differ)).toContain('Days since the last order Under 7 for the one customer. Orders 1 for the one customer.');
  });

  test('one is not many', () => {
    const one = { ...SINGLE, moves: { stayed: 0, changed: 1, changedWithoutOrder: 1, joined: 1, gone: 1, renamed: [], flows: [] } };
    for (const text of [plain(reportHtml(SINGLE)), plain(reportHtml(one)), summary(one).join(' '), summary(SINGLE).join(' ')]) {
      expect(/(?<![\d,.])1 (customers|orders|rows|items|days|months|suggestions|intervals|others|buyers|segments|pairs)\b/.exec(text)?.[0]).toBeUndefined(); // prettier-ignore
      expect(/(?<![\d,.])1 \w+ (are|were|have|count)\b/.exec(text)?.[0]).toBeUndefined();
    }
    expect(plain(reportHtml({ ...SINGLE, shop: { ...SINGLE.shop, nRows: 2, leftOut: [{ reason: 'no item', rows: 1, amount: 0 }] } }))).toContain('Of 2 rows 1 counts. 1 (50 %) was left out, for this reason:'); // prettier-ignore
  });

  test('old words are gone', () => {
    for (const report of [EMPTY, SINGLE, large()])
      for (const text of [plain(reportHtml(report)), summary(report).join(' ')])
        expect(/revenue|bestseller|got recommendations|last seen/i.exec(text)?.[0]).toBeUndefined();
  });
});
