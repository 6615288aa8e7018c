/**
 * The pictures of what is foretold: of tenths of the customers, of chances and what came of them, of profit and of worth.
 * @module
 */
import type { LikelyMeasured, Lost, Profit, Worth, WorthMeasured } from '../outlook-facts.js';
import { bars, columns, curves, type Tick } from '../plot.js';
import { axisMoney, axisText, count, money, percent } from '../words.js';
import { roomFor, signedTicks, ticks } from './axis.js';
import { clipped } from './parts.js';
import { colorOf } from './shapes.js';

const size = (narrow: boolean) => (narrow ? { width: 350, height: 250 } : { width: 560, height: 270 });
const HALF = { width: 360, height: 300 };
const NTH = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th', '8th', '9th', '10th'];
const nth = (n: number): Tick[] => NTH.slice(0, n).map((text, at) => ({ at, text }));
const percentTicks = (max: number, n: number) => ticks(max, n, percent);

/** Of each tenth by chance, the share that bought, against the share of all. */
export function tenthsChart({ tenths, nBuyers, nCustomers }: LikelyMeasured, narrow: boolean): string {
  const shares = tenths.map(({ customers, buyers }) => buyers / customers);
  const average = nBuyers / nCustomers;
  const yTicks = percentTicks(Math.max(...shares, 0.01) * 1.1, 4);
  const texts = shares.map((share) => (narrow ? percent(share).replace(' %', '') : percent(share)));
  return columns({
    label: `Share who bought in the days hidden, by tenths of the customers, highest chances first: ${shares.map(percent).join(', ')}; of all customers ${percent(average)}.`,
    ...size(narrow),
    marginLeft: roomFor(yTicks),
    marginRight: 8,
    marginTop: 20,
    marginBottom: 48,
    values: shares.map((share) => [share]),
    colors: ['var(--accent)'],
    pale: shares.map(() => false),
    xTicks: nth(shares.length),
    yTicks: yTicks.filter(({ at }) => at <= 1.0001),
    texts,
    level: { at: average, text: `all: ${percent(average)}` },
    xLabel: narrow ? 'Tenths, highest chances first' : 'Tenths of the customers, highest chances first',
  });
}

/** The chance that was given, and the share that bought. */
export function calibrationChart({ calibration }: LikelyMeasured): string {
  const xTicks = percentTicks(1, 4);
  const said = calibration.map(({ predicted, observed }) => `${percent(predicted)} were ${percent(observed)}`);
  return curves({
    label: `Chances that were given and the share of such customers who bought: ${said.join(', ')}.`,
    ...HALF,
    marginLeft: roomFor(xTicks),
    marginRight: 24,
    marginTop: 32,
    marginBottom: 48,
    curves: [{ points: [{ x: 0, y: 0 }, { x: 1, y: 1 }], color: 'var(--axis)', dashed: true }], // prettier-ignore
    marks: calibration.map(({ predicted, observed, low, high }) => ({ x: predicted, y: observed, low, high, color: 'var(--accent)' })),
    xTicks,
    yTicks: xTicks,
    xLabel: 'Chance that was given',
    yLabel: 'Share who bought',
  });
}

/** What contacting the first so many would have brought. */
export function profitChart({ curve, best }: Profit, currency: string | null): string {
  const values = curve.map(({ profit }) => profit);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const yTicks = signedTicks(low, high * 1.12, 4, (v) => axisMoney(v, currency));
  const all = curve[curve.length - 1];
  const xTicks = ticks(all.contacts, 5, axisText, true);
  return curves({
    label: `Profit by how many customers are contacted, highest chances first: ${money(best.profit, currency)} with ${count(best.contacts)}, the best; ${money(all.profit, currency)} with all ${count(all.contacts)}.`,
    ...HALF,
    marginLeft: roomFor(yTicks),
    marginRight: 24,
    marginTop: 32,
    marginBottom: 48,
    curves: [{ points: curve.map(({ contacts, profit }) => ({ x: contacts, y: profit })), color: 'var(--accent)' }],
    marks: [{ x: best.contacts, y: best.profit, color: 'var(--new)', text: `best: ${count(best.contacts)}`, side: best.contacts > all.contacts / 2 ? 'left' : 'right' }],
    xTicks,
    yTicks,
    xLabel: 'Customers contacted, highest chances first',
    yLabel: 'Profit',
  }); // prettier-ignore
}

/** Of each segment, the share that is probably lost. */
export function lostChart({ segments }: Lost, narrow: boolean): string {
  const rows = segments.map(({ name, nCustomers, nLost }, place) => ({
    heading: clipped(name, 40),
    value: nLost / nCustomers,
    text: `${percent(nLost / nCustomers)}, ${count(nLost)} of ${count(nCustomers)}`,
    color: colorOf(place),
  }));
  const longest = Math.max(...rows.map(({ text }) => text.length));
  return bars({
    label: `Share probably lost, by segment: ${rows.map(({ text }, place) => `${segments[place].name} ${text}`).join('; ')}.`,
    width: narrow ? 350 : 560,
    rowHeight: 23,
    marginLeft: 4,
    marginRight: 12 + 6.6 * longest,
    marginBottom: 4,
    max: Math.max(...rows.map(({ value }) => value), 0.01),
    rows,
  });
}

/** How much of the worth the customers worth most have together. */
export function concentrationChart({ concentration, topShare }: Worth): string {
  const xTicks = percentTicks(1, 4);
  return curves({
    label: `Share of the worth by share of the customers, most worth first: ${[0.1, 0.2, 0.5].map((share) => `${percent(share)} of the customers hold ${percent(worthAt(concentration, share))}`).join(', ')}.`,
    ...HALF,
    marginLeft: roomFor(xTicks),
    marginRight: 24,
    marginTop: 32,
    marginBottom: 48,
    curves: [
      { points: [{ x: 0, y: 0 }, { x: 1, y: 1 }], color: 'var(--axis)', dashed: true },
      { points: concentration.map(({ customers, worth }) => ({ x: customers, y: worth })), color: 'var(--accent)' },
    ],
    marks: [{ x: 0.1, y: topShare, color: 'var(--new)', text: `10 % hold ${percent(topShare)}` }],
    xTicks,
    yTicks: xTicks,
    xLabel: 'Share of the customers, most worth first',
    yLabel: 'Share of the worth',
  }); // prettier-ignore
}

/** The worth of the first so large a share. */
const worthAt = (concentration: Worth['concentration'], share: number) =>
  concentration.reduce((a, b) => (Math.abs(b.customers - share) < Math.abs(a.customers - share) ? b : a)).worth;

/** What each tenth was foretold to spend, and spent. */
export function worthTenthsChart({ tenths }: WorthMeasured, currency: string | null): string {
  const yTicks = ticks(Math.max(...tenths.flatMap(({ predicted, actual }) => [predicted, actual])), 4, (v) => axisMoney(v, currency));
  const of = (what: 'predicted' | 'actual') => tenths.map((tenth) => money(tenth[what], currency)).join(', ');
  return columns({
    label: `Money by tenths of the customers, most worth first. Foretold: ${of('predicted')}. Spent: ${of('actual')}.`,
    ...HALF,
    marginLeft: roomFor(yTicks),
    marginRight: 8,
    marginTop: 32,
    marginBottom: 48,
    values: tenths.map(({ actual }) => [actual]),
    colors: ['var(--accent)'],
    pale: tenths.map(() => false),
    dashes: tenths.map(({ predicted }) => predicted),
    xTicks: nth(tenths.length),
    yTicks,
    xLabel: 'Tenths of the customers, most worth first',
  });
}
