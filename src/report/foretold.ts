/**
 * What is foretold, and how well earlier foretelling came true, in words that the page and the terminal share.
 * @module
 */
import type { Likely, LikelyMeasured, Lost, LostMeasured, Outlook, Profit, Untold, Worth, WorthMeasured } from './outlook-facts.js';
import { LEAST_CUSTOMERS, side, type Judged } from './verdict.js';
import { aboutMoney, aheadText, count, dayText, money, percent, periodText, plural } from './words.js';

const WHAT: Readonly<Record<keyof Outlook, string>> = {
  likely: 'Who is likely to buy next',
  lost: 'Who is probably lost',
  worth: 'What customers are worth',
};
const WHY: Readonly<Record<Untold, string>> = {
  'too short': 'the orders span too short a time',
  'too few': 'too few customers bought, or stayed away, to learn from them',
  'nobody returns': 'too few customers ordered on more than one day',
  'no fit': 'the orders fit no model of how customers buy',
  withheld: 'it would tell of fewer than 10 customers, and is withheld',
};

/** Why it is not told. */
export const untold = (what: keyof Outlook, why: Untold): string => `${WHAT[what]} cannot be told: ${WHY[why]}.`;

/** Why it was not measured. */
export const unmeasured = (why: Untold): string =>
  `How well this comes true ${why === 'withheld' ? 'is not told' : 'could not be measured'}: ${WHY[why]}. Try it on a few customers before you rely on it.`;

/** Who is expected to buy. @param lastDay - of the orders */
export function likelySentence({ horizonDays, nCustomers, expected, nLikely, expectedOfLikely }: Likely, lastDay: string): string {
  const all = `Of ${plural(nCustomers, 'customer')} about ${count(expected)} can be expected to buy in the ${periodText(horizonDays)} after ${dayText(lastDay)}.`;
  if (nLikely === 0) return `${all} None has a chance of one in two or better.`;
  return `${all} ${count(nLikely)} ${nLikely === 1 ? 'has' : 'have'} a chance of one in two or better${nLikely === 1 ? '' : `: about ${count(expectedOfLikely)} of these should buy`}.`;
}

/** What share of the first tenth bought. */
export function likelyMeasured({ nCustomers, nBuyers, tenths: [first], best }: LikelyMeasured, { horizonDays }: Likely): string {
  const share = nBuyers / nCustomers;
  const times = first.buyers / first.customers / share;
  const than = times >= 1.15 ? `, ${times.toFixed(1)} times as large a share as` : ', against';
  return `The last ${periodText(horizonDays)} were hidden and foretold from the days before. Of the tenth of customers with the highest chances ${percent(first.buyers / first.customers)} bought${than} of all customers (${percent(share)}); of as many by the rule of thumb, who bought last comes first, ${percent(best.rule)}.`;
}

/** Is the order by chance better than the rule of thumb? */
export function judgeLikely({ nCustomers, nBuyers, rocAuc: { model, rule, gain } }: LikelyMeasured): Judged {
  const fewer = Math.min(nBuyers, nCustomers - nBuyers);
  if (fewer < LEAST_CUSTOMERS)
    return {
      verdict: 'few',
      sentence: `Only ${plural(fewer, 'customer')} ${nBuyers === fewer ? 'bought' : 'stayed away'} in these days: too few to tell how good the chances are.`,
    };
  if (model.low <= 0.5 && rule.low <= 0.5)
    return {
      verdict: 'level',
      sentence: 'The chances do not tell buyers from others better than a lottery would, nor does the rule of thumb.',
    };
  return byGain(gain, {
    ahead: 'The chances put customers in a better order than the rule of thumb, by more than chance.',
    level: 'The rule of thumb puts customers in as good an order: the difference is within chance.',
    behind: 'The rule of thumb puts customers in a better order here: take those who bought last instead.',
  });
}

/** How many were expected, and how many came. */
export function expectedSentence({ expected, nBuyers }: Pick<LikelyMeasured, 'expected' | 'nBuyers'>): string {
  const about = nBuyers > expected * 1.1 ? 'more than' : nBuyers < expected * 0.9 ? 'fewer than' : 'about as many as';
  return `In all ${count(nBuyers)} bought, ${about} the ${count(expected)} expected${about === 'about as many as' ? '' : ': the chances were learned from the days before, and seasons differ'}.`;
}

/** What was assumed, where contacting more does not pay, and what that was worth. */
export function profitSentence(
  { averageOrderValue, margin, valueOfSale, costOfContact, assumed, best, curve }: Profit,
  currency: string | null,
): string {
  const of = (value: number) => money(value, currency);
  const given = `If an order (${of(averageOrderValue)} on average) leaves ${percent(margin)}, ${of(valueOfSale)}, and a contact costs ${of(costOfContact)}${assumed ? ' (both assumed: say your own)' : ''}`;
  const everybody = curve[curve.length - 1];
  if (best.contacts === 0)
    return `${given}, contacting nobody would have been best: contacting everybody would have cost ${of(-everybody.profit)} more than it brought.`;
  const rest =
    best.contacts === everybody.contacts
      ? 'which is everybody'
      : `against ${of(everybody.profit)} for contacting all ${count(everybody.contacts)}`;
  return `${given}, contacting ${best.contacts === 1 ? 'the first one' : `the first ${count(best.contacts)}`} would have brought most in the days hidden: ${of(best.profit)}, ${rest}.`;
}

export const ANYWAY =
  'This counts every sale to somebody contacted as earned by it. Many would have bought anyway: what a contact adds, only a test can tell that leaves some out at random.';

/** Whom to contact now. */
export function contactAdvice({ profit, measured, horizonDays }: Likely): string {
  const verdict = isUntold(measured) ? 'few' : judgeLikely(measured).verdict;
  if (verdict === 'behind') return 'Begin with those who bought last: in segments.csv, the smallest recency first.';
  if (profit === null) return 'Begin with the first of likely.csv, and keep some of them out, drawn at random, to see what contacts add.';
  const { nPaying, threshold, expectedOfPaying } = profit;
  if (nPaying === 0) return `Nobody’s chance reaches the ${percent(threshold)} at which a contact pays: contact nobody for this alone.`;
  return `Contact ${nPaying === 1 ? 'the first customer' : `the first ${count(nPaying)}`} of likely.csv, whose chance is ${percent(threshold)} or more: there, a contact is expected to bring more than it costs.${nPaying === 1 ? '' : ` About ${count(expectedOfPaying)} of them should buy within ${periodText(horizonDays)}.`}`;
}

/** What to do about those who are lost. */
export function lostAdvice({ nLost, nLostAfterOne, measured }: Lost): string {
  const again = nLost - nLostAfterOne;
  if (!isUntold(measured) && judgeLost(measured).verdict === 'behind')
    return 'Go by the time since the last order instead: in segments.csv, the largest recency first.';
  return again === 0
    ? 'All of them ordered once only: what is offered right after a first order matters more than winning them back.'
    : `Try to win back those who had ordered more than once (${count(again)}), the largest spenders first, and write less often to the others. All are marked in segments.csv.`;
}

/** What to do about unequal worth. */
export const worthAdvice = ({ measured }: Worth): string =>
  !isUntold(measured) && judgeWorth(measured).verdict === 'behind'
    ? 'Go by what was spent so far instead: in segments.csv, the largest monetary first.'
    : 'Let what you spend on a customer follow what the customer is worth: the column worth of segments.csv has it for each, with its range.';

/** Who is lost, and what that means. */
export function lostSentence(
  { withinDays, nCustomers, nLost, spent, shareOfRevenue, expectedBack }: Lost,
  currency: string | null,
): string {
  if (nLost === 0)
    return `Nobody of ${plural(nCustomers, 'customer')} is probably lost: each has a chance of one in two or better to order again within ${aheadText(withinDays)}.`;
  const [are, their, they] = nLost === 1 ? ['is', 'the', 'This customer'] : ['are', 'their', 'They'];
  return `${count(nLost)} of ${plural(nCustomers, 'customer')} (${percent(nLost / nCustomers)}) ${are} probably lost: ${their} chance to order again within ${aheadText(withinDays)} is below one in two. ${they} had spent ${money(spent, currency)}, ${percent(shareOfRevenue)} of the sales.${nLost > 1 ? ` About ${count(expectedBack)} of them should come back all the same; nobody knows which.` : ''}`;
}

export function lostMeasured({ testDays, nLost, back, expectedBack, nOthers, othersBack, expectedOthersBack }: LostMeasured): string {
  const others = `of the ${count(nOthers)} others ${percent(nOthers === 0 ? 0 : othersBack / nOthers)} did (${percent(nOthers === 0 ? 0 : expectedOthersBack / nOthers)} expected)`;
  if (nLost === 0) return `Before the last ${periodText(testDays)}, which were hidden, the same rule called nobody lost; ${others}.`;
  return `Before the last ${periodText(testDays)}, which were hidden, the same rule called ${count(nLost)} lost: ${percent(back / nLost)} of them came back in these days (${percent(expectedBack / nLost)} expected); ${others}.`;
}

export function judgeLost(measured: LostMeasured): Judged {
  const { nLost, nOthers, ruleBack, back, gain } = measured;
  if (Math.min(nLost, nOthers) < LEAST_CUSTOMERS) return { verdict: 'few', sentence: 'That is too few to tell how good the rule is.' };
  const rule = `Calling as many lost who had been away longest would have been wrong about ${count(ruleBack)} instead of ${count(back)}`;
  const { verdict, sentence } = byGain(gain, {
    ahead: `${rule}: the model knows more, by more than chance.`,
    level: `${rule}: the rule of thumb does as well, the difference is within chance.`,
    behind: `${rule}: the rule of thumb does better here.`,
  });
  return { verdict, sentence: `${sentence}${tooSoon(measured)}` };
}

/** Where the chances of those called lost were not true. */
function tooSoon({ nLost, back, expectedBack }: LostMeasured): string {
  const chance = 3 * Math.sqrt(Math.max(1, expectedBack * (1 - expectedBack / nLost)));
  if (back > 1.25 * expectedBack + chance) return ' More came back than was expected: the model gives customers up too soon here.';
  return back < 0.8 * expectedBack - chance ? ' Fewer came back than was expected: the model hopes for customers too long here.' : '';
}

/** What they are expected to spend. */
export function worthSentence({ withinDays, nCustomers, total, orders, topShare }: Worth, currency: string | null): string {
  const who = nCustomers === 1 ? 'Your one customer is' : `Your ${count(nCustomers)} customers of today are`;
  return `${who} expected to spend about ${aboutMoney(total, currency)} within ${aheadText(withinDays)}, in about ${plural(Math.floor(orders + 0.5), 'order')}${nCustomers >= 10 ? `. The tenth worth most holds ${percent(topShare)} of it` : ''}.`;
}

export function worthMeasured({ testDays, predicted, actual, best }: WorthMeasured, currency: string | null): string {
  return `For the last ${periodText(testDays)}, which were hidden, ${aboutMoney(predicted, currency)} were foretold and ${money(actual, currency)} were spent. The tenth foretold to be worth most brought ${percent(best.model)} of that; the tenth who had spent most before, ${percent(best.rule)}.${isFar(predicted, actual) ? ' The sum was far off: take these amounts to compare customers, not as a forecast of sales.' : ''}`;
}

const isFar = (predicted: number, actual: number) => actual > 1.25 * predicted || actual < 0.8 * predicted;

export function judgeWorth({ nCustomers, best }: WorthMeasured): Judged {
  if (nCustomers < 10 * LEAST_CUSTOMERS)
    return { verdict: 'few', sentence: 'These are too few customers to tell which of the two knows better.' };
  return byGain(best.gain, {
    ahead: 'The model finds the customers worth most better than the rule of thumb (who spent most so far), by more than chance.',
    level: 'To find them, the rule of thumb (who spent most so far) does as well: the difference is within chance.',
    behind: 'To find them, the rule of thumb (who spent most so far) does better here.',
  });
}

function byGain(gain: Parameters<typeof side>[0], sentences: Readonly<Record<'ahead' | 'level' | 'behind', string>>): Judged {
  const verdict = (['behind', 'level', 'ahead'] as const)[side(gain) + 1];
  return { verdict, sentence: sentences[verdict] };
}

/** All of it in sentences: what is foretold, and how well that came true on days that were hidden. */
export function foretold({ likely, lost, worth }: Outlook, lastDay: string, currency: string | null): string[] {
  const tested = <M>(measured: M | Untold, text: (measured: M) => string) => (isUntold(measured) ? unmeasured(measured) : text(measured));
  return [
    ...(typeof likely === 'string'
      ? [untold('likely', likely)]
      : [likelySentence(likely, lastDay), tested(likely.measured, (m) => `${likelyMeasured(m, likely)} ${judgeLikely(m).sentence}`)]),
    ...(typeof lost === 'string'
      ? [untold('lost', lost)]
      : [
          lostSentence(lost, currency),
          tested(lost.measured, (m) => `${lostMeasured(m)} ${m.nLost > 0 ? judgeLost(m).sentence : ''}`.trim()),
        ]),
    ...(typeof worth === 'string'
      ? [untold('worth', worth)]
      : [worthSentence(worth, currency), tested(worth.measured, (m) => `${worthMeasured(m, currency)} ${judgeWorth(m).sentence}`)]),
  ];
}

const isUntold = (measured: unknown): measured is Untold => typeof measured === 'string';
