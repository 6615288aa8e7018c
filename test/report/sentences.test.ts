// The sentences of the page and of the terminal: true at the edges, right in their direction, singular for one.
import { describe, expect, test } from 'vitest';
import { reportHtml } from '../../src/report/html/page.js';
import { compared } from '../../src/report/html/wording.js';
import type { Likely, LikelyMeasured, Lost, LostMeasured, Profit, Worth, WorthMeasured } from '../../src/report/outlook-facts.js';
import { reasonText } from '../../src/report/reasons.js';
import type { Accuracy, Month, Report } from '../../src/report/report.js';
import { summary } from '../../src/report/summary.js';
import { axisMoney, money, moneyUp, percent, spanUpText } from '../../src/report/words.js';
import { around, EMPTY, large, SINGLE } from './sample.js';

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
  const measured = (allTime: number, current: number, nCustomers = 30): Accuracy => ({
    ...(large().accuracy as Accuracy),
    nCustomers,
    gain: around(allTime / 5, 0.1),
    currentGain: around(current / 5, 0.1),
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

describe('what is to come', () => {
  const { likely, lost, worth } = large().outlook as { likely: Likely; lost: Lost; worth: Worth };
  const measured = likely.measured as LikelyMeasured;
  const withLikely = (change: Partial<Likely>, tested: Partial<LikelyMeasured> = {}) => ({ outlook: { likely: { ...likely, measured: { ...measured, ...tested }, ...change }, lost, worth } }); // prettier-ignore
  const withLost = (change: Partial<Lost>, tested: Partial<LostMeasured> = {}) => ({ outlook: { likely, lost: { ...lost, measured: { ...(lost.measured as LostMeasured), ...tested }, ...change }, worth } }); // prettier-ignore
  const withWorth = (change: Partial<Worth>, tested: Partial<WorthMeasured> = {}) => ({ outlook: { likely, lost, worth: { ...worth, measured: { ...(worth.measured as WorthMeasured), ...tested }, ...change } } }); // prettier-ignore
  /** The section and the terminal. */
  const places = (change: Partial<Report>, id: string) => [sectionOf(change, id), summary({ ...large(), ...change }).join(' ')];
  const expectSaid = (change: Partial<Report>, id: string, ...sentences: readonly string[]) => {
    for (const place of places(change, id)) for (const sentence of sentences) expect(place).toContain(sentence);
  };

  test('says who will buy, how well it was foretold, and what share that is of all', () => {
    expectSaid({}, 'likely', 'Of 4,338 customers about 1,420 can be expected to buy in the 30 days after 9 December 2011. 1,161 have a chance of one in two or better: about 843 of these should buy.', 'Of the tenth of customers with the highest chances 91 % bought, 2.6 times as large a share as of all customers (35 %); of as many by the rule of thumb, who bought last comes first, 80 %.'); // prettier-ignore
    expectSaid(withLikely({ nLikely: 0, expectedOfLikely: 0 }), 'likely', 'None has a chance of one in two or better.');
    expect(sectionOf({}, 'header')).toContain('1,161 customers are likely to buy in the next 30 days; 1,412 customers are probably lost; today’s customers are worth about £8,200,000 within 12 months.'); // prettier-ignore
  });

  const GAINS = [
    ['better', around(0.05, 0.01), 'The chances put customers in a better order than the rule of thumb, by more than chance.'],
    ['within chance', around(0.005, 0.01), 'The rule of thumb puts customers in as good an order: the difference is within chance.'],
    ['worse', around(-0.05, 0.01), 'The rule of thumb puts customers in a better order here: take those who bought last instead.'],
  ] as const; // prettier-ignore
  test.each(GAINS)('a chance that is %s than the rule of thumb: is called so, and the advice follows', (how, gain, verdict) => {
    const change = withLikely({}, { rocAuc: { model: around(0.84, 0.01), rule: around(0.79, 0.01), gain } });
    for (const place of places(change, 'likely'))
      expect(GAINS.map(([, , sentence]) => sentence).filter((sentence) => place.includes(sentence))).toEqual([verdict]);
    expect(sectionOf(change, 'likely')).toContain(how === 'worse' ? 'What to do: Begin with those who bought last' : 'What to do: Contact the first 1,904 of likely.csv, whose chance is 30 % or more'); // prettier-ignore
  });

  test('a lottery, and too few, are called so', () => {
    const blind = withLikely({}, { rocAuc: { model: around(0.52, 0.03), rule: around(0.51, 0.03), gain: around(0.01, 0.03) } });
    expectSaid(blind, 'likely', 'do not tell buyers from others better than a lottery would, nor does the rule of thumb.');
    expectSaid(withLikely({}, { nBuyers: 12 }), 'likely', 'Only 12 customers bought in these days: too few to tell');
    expectSaid(withLikely({}, { nBuyers: 3980 }), 'likely', 'Only 20 customers stayed away in these days: too few to tell');
  });

  test('fewer or more than expected is put down to what the chances were learned from', () => {
    const said = (nBuyers: number) => sectionOf(withLikely({}, { nBuyers }), 'likely');
    expect(said(1384)).toContain('In all 1,384 bought, about as many as the 1,362 expected.');
    expect(said(2000)).toContain('In all 2,000 bought, more than the 1,362 expected: the chances were learned from the days before, and seasons differ.'); // prettier-ignore
    expect(said(700)).toContain('In all 700 bought, fewer than the 1,362 expected');
  });

  test('profit says what was assumed, where it is highest, and what it does not know', () => {
    const profit = likely.profit!;
    const said = (change: Partial<Profit>) => sectionOf(withLikely({ profit: { ...profit, ...change } }), 'likely');
    expect(said({})).toContain('If an order (£481 on average) leaves 30 %, £144, and a contact costs £43.28 (both assumed: say your own), contacting the first 2,000 would have brought most in the days hidden: £81,147, against £26,550 for contacting all 4,000.'); // prettier-ignore
    expect(said({})).toContain('This counts every sale to somebody contacted as earned by it. Many would have bought anyway');
    expect(said({ assumed: false })).toContain('a contact costs £43.28, contacting');
    expect(said({ best: { contacts: 4000, profit: 26550 } })).toContain('£26,550, which is everybody.');
    const losing = { best: { contacts: 0, profit: 0 }, curve: [{ contacts: 0, profit: 0 }, { contacts: 4000, profit: -900 }] }; // prettier-ignore
    expect(said(losing)).toContain(
      'contacting nobody would have been best: contacting everybody would have cost £900 more than it brought.',
    );
    expect(said({ nPaying: 0, expectedOfPaying: 0 })).toContain('Nobody’s chance reaches the 30 % at which a contact pays');
  });

  test('says who is lost, how often that was wrong, and whether a rule of thumb is as good', () => {
    expectSaid({}, 'lost', '1,412 of 4,338 customers (33 %) are probably lost: their chance to order again within 12 months is below one in two. They had spent £620,312, 7.0 % of the sales. About 391 of them should come back all the same; nobody knows which.', 'Before the last 93 days, which were hidden, the same rule called 1,012 lost: 7.0 % of them came back in these days (8.1 % expected); of the 2,288 others 61 % did (60 % expected). Calling as many lost who had been away longest would have been wrong about 104 instead of 71: the model knows more, by more than chance.'); // prettier-ignore
    expectSaid(withLost({}, { gain: around(0, 0.01) }), 'lost', 'the rule of thumb does as well, the difference is within chance.');
    const worse = withLost({}, { gain: around(-0.03, 0.01) });
    expectSaid(worse, 'lost', 'the rule of thumb does better here.');
    expect(sectionOf(worse, 'lost')).toContain('What to do: Go by the time since the last order instead');
    expectSaid(withLost({}, { back: 300 }), 'lost', 'More came back than was expected: the model gives customers up too soon here.');
    expectSaid(withLost({}, { back: 12 }), 'lost', 'Fewer came back than was expected: the model hopes for customers too long here.');
    for (const place of places({}, 'lost')) expect(place).not.toMatch(/than was expected/);
    expectSaid(withLost({ nLost: 0 }), 'lost', 'Nobody of 4,338 customers is probably lost');
    expect(sectionOf(withLost({ nLostAfterOne: 1412 }), 'lost')).toContain('All of them ordered once only');
  });

  test('says what customers are worth, that it was far off, and whether a rule of thumb is as good', () => {
    expectSaid({}, 'worth', 'Your 4,338 customers of today are expected to spend about £8,200,000 within 12 months, in about 16,204 orders. The tenth worth most holds 58 % of it.', 'For the last 93 days, which were hidden, £2,100,000 were foretold and £2,640,000 were spent.', 'The sum was far off: take these amounts to compare customers, not as a forecast of sales.', 'does as well: the difference is within chance.'); // prettier-ignore
    for (const place of places(withWorth({}, { actual: 2300000 }), 'worth')) expect(place).not.toContain('far off');
    const gain = (mean: number) => withWorth({}, { best: { model: 0.6, rule: 0.6, gain: around(mean, 0.01) } });
    expectSaid(gain(0.1), 'worth', 'better than the rule of thumb (who spent most so far), by more than chance.');
    expectSaid(gain(-0.1), 'worth', 'the rule of thumb (who spent most so far) does better here.');
    expect(sectionOf(gain(-0.1), 'worth')).toContain('What to do: Go by what was spent so far instead');
    expect(sectionOf({}, 'worth')).toContain('The model’s own uncertainty makes it £7,810,000 to £8,600,000; it does not know seasons');
    expect(sectionOf(withWorth({ range: null }), 'worth')).toContain('sales are no profit. It does not know seasons');
  });

  test.each([
    ['too short', 'the orders span too short a time'],
    ['too few', 'too few customers bought, or stayed away, to learn from them'],
    ['nobody returns', 'too few customers ordered on more than one day'],
    ['no fit', 'the orders fit no model of how customers buy'],
  ] as const)('%s is said instead', (why, words) => {
    const change = { outlook: { likely: why, lost: why, worth: why } };
    for (const [id, what] of Object.entries({
      likely: 'Who is likely to buy next',
      lost: 'Who is probably lost',
      worth: 'What customers are worth',
    }))
      // prettier-ignore
      expectSaid(change, id, `${what} cannot be told: ${words}.`);
    const untested = { outlook: { likely: { ...likely, measured: why, profit: null }, lost: { ...lost, measured: why }, worth: { ...worth, measured: why } } }; // prettier-ignore
    for (const id of ['likely', 'lost', 'worth']) expectSaid(untested, id, `How well this comes true could not be measured: ${words}.`);
    expect(sectionOf(untested, 'likely')).toContain(
      'What to do: Begin with the first of likely.csv, and keep some of them out, drawn at random',
    );
  });

  test('the charts have their points, their averages and their words', () => {
    const chart = (id: string) => new RegExp(`<section id="${id}".*?</section>`, 's').exec(reportHtml(large()))![0];
    for (const text of ['91 %', 'all: 35 %', 'best: 2,000', 'Chance that was given']) expect(chart('likely').includes(`>${text.replace(' %', '\u00a0%')}<`) || chart('likely').includes(`>${text}<`), text).toBe(true); // prettier-ignore
    expect(chart('worth')).toContain('>10 % hold 58 %<');
    expect(chart('lost')).toContain('>80 %, 720 of 900<');
  });

  test('what speaks for a customer is said in words', () => {
    const said = (feature: string, value: number | string) => reasonText({ feature, value }, 'GBP');
    expect([said('recency', 3), said('frequency', 1), said('ordersLast30Days', 2), said('overdue', 0.46)]).toEqual(['last order 3 days ago', '1 order', '2 orders in the last 30 days', '0.5 times the usual time since the last order']); // prettier-ignore
    expect([said('monetary', 1234.5), said('favorite', 'Tea'), said('returnShare', 0.04), said('new one', 3)]).toEqual(['£1,235 spent', 'buys Tea most', '4.0 % of the rows returned', 'new one 3']); // prettier-ignore
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
