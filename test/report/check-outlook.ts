// What a report says of the time to come, against the most literal counts of the same orders.
import { expect } from 'vitest';
import type { Analysis } from '../../src/report/index.js';
import { grouped, linesOf, type Line } from './naive';

const DAY = 86400000;

/** A customer as the orders up to a moment show them. */
interface Known {
  readonly customer: string;
  readonly spent: number;
  readonly last: number;
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
/** Highest first; equal ones by id. */
const sorted = (list: readonly Known[], by: (one: Known) => number) =>
  [...list].sort((a, b) => by(b) - by(a) || (a.customer < b.customer ? -1 : 1));

function knownAt(lines: readonly Line[], cut: number): Known[] {
  const orders = [...grouped(lines, ({ customer, order }) => JSON.stringify([customer, order])).values()].map((own) => ({
    customer: own[0].customer,
    amount: sum(own.map(({ amount }) => amount)),
    time: Math.max(...own.map(({ time }) => time)),
  }));
  const before = orders.filter(({ time }) => time <= cut);
  return [...grouped(before, ({ customer }) => customer)].map(([customer, own]) => ({
    customer,
    spent: sum(own.map(({ amount }) => amount)),
    last: Math.max(...own.map(({ time }) => time)),
  }));
}

const spentAfter = (lines: readonly Line[], cut: number) => {
  const after = grouped(lines.filter(({ time }) => time > cut), ({ customer }) => customer); // prettier-ignore
  return ({ customer }: Known) => sum((after.get(customer) ?? []).map(({ amount }) => amount));
};

export function checkOutlook({ report, clean, foresight, customers }: Analysis): void {
  const lines = linesOf(clean.orders);
  const last = lines.reduce((latest, { time }) => Math.max(latest, time), -Infinity);
  checkLikely({ report, foresight }, lines, last);
  const today = knownAt(lines, last);
  const spent = new Map(today.map((one) => [one.customer, one.spent]));
  const { codes, categories } = customers.column('customer', 'category');
  const ids = Array.from(codes, (code) => categories[code]);
  const ahead = (name: string) => foresight.customers.column(name, 'number').values;
  const { lost, worth } = report.outlook;
  if (typeof lost !== 'string') {
    const gone = ids.filter((_, row) => ahead('returnProbability')[row] < 0.5);
    expect(lost.nLost).toBe(gone.length);
    expect(lost.spent).toBeCloseTo(sum(gone.map((id) => spent.get(id)!)), 1);
    expect(lost.shareOfRevenue).toBeCloseTo(lost.spent / sum([...spent.values()]), 3);
    expect(sum(lost.segments.map(({ nLost }) => nLost))).toBe(gone.length);
    expect(sum(lost.segments.map(({ nCustomers }) => nCustomers))).toBe(ids.length);
    const amounts = lost.first.map(({ monetary }) => monetary);
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    for (const { frequency, probability } of lost.first) expect([frequency > 1, probability < 0.5]).toEqual([true, true]);
    if (typeof lost.measured !== 'string') {
      const { testDays, nLost, nOthers, back, othersBack, ruleBack } = lost.measured;
      const cut = last - testDays * DAY;
      const known = knownAt(lines, cut);
      const spends = spentAfter(lines, cut);
      expect(nLost + nOthers).toBe(known.length);
      expect(back + othersBack).toBe(known.filter((one) => spends(one) > 0).length);
      const longest = sorted(known, (one) => -Math.floor(one.last / DAY)).slice(0, nLost);
      expect(ruleBack).toBe(longest.filter((one) => spends(one) > 0).length);
      expect(lost.measured.gain.mean).toBeCloseTo(nLost === 0 ? 0 : (ruleBack - back) / nLost, 3);
    }
  }
  if (typeof worth !== 'string') {
    const values = Array.from(ahead('worth')).sort((a, b) => b - a);
    const top = values.slice(0, Math.floor(values.length / 10 + 0.5));
    expect(worth.total).toBeCloseTo(sum(values), 0);
    expect(worth.topShare).toBeCloseTo(sum(top) / sum(values), 3);
    expect(worth.first.map((one) => one.worth)).toEqual(values.slice(0, 10).map((v) => expect.closeTo(v, 1) as number));
    expect(sum(worth.segments.map((one) => one.worth))).toBeCloseTo(worth.total, 0);
    expect(worth.concentration.at(-1)).toEqual({ customers: 1, worth: 1 });
    if (typeof worth.measured !== 'string') {
      const { testDays, nCustomers, actual, predicted, tenths, best } = worth.measured;
      const cut = last - testDays * DAY;
      const known = knownAt(lines, cut);
      const spends = spentAfter(lines, cut);
      expect(nCustomers).toBe(known.length);
      expect(actual).toBeCloseTo(sum(known.map(spends)), 1);
      expect(sum(tenths.map((tenth) => tenth.actual))).toBeCloseTo(actual, 0);
      expect(sum(tenths.map((tenth) => tenth.predicted))).toBeCloseTo(predicted, 0);
      const richest = sorted(known, ({ spent: before }) => before).slice(0, tenths[0].customers);
      expect(best.rule).toBeCloseTo(sum(richest.map(spends)) / actual, 3);
      expect(best.model).toBeCloseTo(tenths[0].actual / actual, 3);
    }
  }
}

function checkLikely({ report, foresight }: Pick<Analysis, 'report' | 'foresight'>, lines: readonly Line[], last: number): void {
  const { likely } = report.outlook;
  const { tested } = foresight;
  if (typeof likely === 'string' || typeof tested.likely === 'string') return;
  const chances = Array.from(foresight.customers.column('buyProbability', 'number').values);
  expect(likely.expected).toBeCloseTo(sum(chances), 1);
  expect(likely.nLikely).toBe(chances.filter((chance) => chance >= 0.5).length);
  if (typeof likely.measured === 'string') return;
  const cut = last - likely.horizonDays * DAY;
  const known = knownAt(lines, cut);
  const after = knownAt(lines.filter(({ time }) => time > cut), last); // prettier-ignore
  const came = new Set(after.map(({ customer }) => customer));
  const { nCustomers, nBuyers, tenths, best, rocAuc, calibration, expected } = likely.measured;
  expect([nCustomers, nBuyers]).toEqual([known.length, known.filter(({ customer }) => came.has(customer)).length]);
  expect([sum(tenths.map(({ customers }) => customers)), sum(tenths.map(({ buyers }) => buyers))]).toEqual([nCustomers, nBuyers]);
  expect(sum(calibration.map(({ customers }) => customers))).toBe(nCustomers);
  expect(sum(calibration.map(({ customers, observed }) => customers * observed))).toBeCloseTo(nBuyers, 0);
  expect(sum(tenths.map((tenth) => tenth.expected))).toBeCloseTo(expected, 2);
  const recent = sorted(known, (one) => one.last);
  const first = recent.slice(0, tenths[0].customers);
  expect(best.rule).toBeCloseTo(first.filter(({ customer }) => came.has(customer)).length / first.length, 3);
  expect(best.model).toBeCloseTo(tenths[0].buyers / tenths[0].customers, 3);
  // the chance that a buyer had bought later than another: all pairs, for a shop of some size every seventh
  const some = recent.filter((_, i) => recent.length < 1000 || i % 7 === 0);
  const [yes, no] = [true, false].map((side) => some.filter(({ customer }) => came.has(customer) === side));
  const area = sum(yes.map((a) => sum(no.map((b) => (a.last > b.last ? 1 : a.last === b.last ? 0.5 : 0))))) / (yes.length * no.length);
  expect(Math.abs(rocAuc.rule.mean - area)).toBeLessThan(some === recent || recent.length < 1000 ? 0.0001 : 0.04);
  const { probabilities, bought } = tested.likely;
  const profit = likely.profit!;
  const order = Array.from(bought.keys()).sort((a, b) => probabilities[b] - probabilities[a]);
  let [brought, most] = [0, 0];
  for (const [place, row] of order.entries()) {
    brought += (bought[row] ? profit.valueOfSale : 0) - profit.valueOfSale / 5; // as assumed
    if (probabilities[order[place + 1]] !== probabilities[row]) most = Math.max(most, brought);
  }
  expect(profit.best.profit / most).toBeCloseTo(1, 3);
  expect(profit.curve.at(-1)).toEqual({ contacts: nCustomers, profit: expect.closeTo(brought, 0) as number });
  expect(profit.nPaying).toBe(chances.filter((chance) => chance >= profit.threshold).length);
}
