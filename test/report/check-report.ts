// Every count of a report against the naive one: used on random shops and on the real ones.
import { expect } from 'vitest';
import type { Analysis } from '../../src/report/index.js';
import { checkOutlook } from './check-outlook';
import { basketCounts, grouped, linesOf, median, repeats, type Line } from './naive';

const DAY = 86400000;
const PLACES = 3;

export function checkReport(analysis: Analysis): void {
  const { report, clean, recommender, recommendations } = analysis;
  checkOutlook(analysis);
  const lines = linesOf(clean.orders);
  checkMonths(report, lines);
  checkPairs(report, lines);
  checkRepeats(report, lines);
  const customers = grouped(lines, ({ customer }) => customer);
  expect(report.shop).toMatchObject({
    nKept: lines.length,
    nCustomers: customers.size,
    nOrders: grouped(lines, ({ order }) => order).size,
  });
  for (const { edges, counts } of Object.values(report.distributions)) {
    expect(counts).toHaveLength(edges.length);
    expect(counts.reduce((a, b) => a + b)).toBe(customers.size);
  }
  expect(report.segments.reduce((sum, { nCustomers }) => sum + nCustomers, 0)).toBe(customers.size);
  expect(new Set(report.segments.map(({ name }) => name)).size).toBe(report.segments.length);
  for (const offer of report.offers) {
    const owners = new Set(lines.filter(({ item }) => item === offer.item).map(({ customer }) => customer));
    expect(offer.customers).toBe(owners.size);
    for (const { customer, because } of offer.audience) {
      expect(owners.has(customer)).toBe(false);
      expect(customers.get(customer)!.map(({ item }) => item)).toContain(because.item);
    }
    const scores = offer.audience.map(({ customer }) => recommender.predict(customer, offer.item)!);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const suited = recommendations.filter(({ items }) => items.some(({ item }) => item === offer.item));
    expect(offer.candidates).toBe(suited.length);
    const others = suited.filter(({ user }) => !offer.audience.some(({ customer }) => customer === user));
    for (const { user } of others) expect(recommender.predict(user, offer.item)!).toBeLessThanOrEqual(scores[scores.length - 1]);
  }
}

function checkMonths({ months, shop }: Analysis['report'], lines: readonly Line[]): void {
  const monthOf = ({ time }: Line) => new Date(time).toISOString().slice(0, 7);
  const firstMonth = new Map<string, string>();
  for (const line of lines) {
    const known = firstMonth.get(line.customer);
    if (known === undefined || monthOf(line) < known) firstMonth.set(line.customer, monthOf(line));
  }
  const byMonth = grouped(lines, monthOf);
  for (const { month, revenue, customers, newCustomers } of months) {
    const own = byMonth.get(month) ?? [];
    expect(revenue).toBeCloseTo(
      own.reduce((sum, { amount }) => sum + amount, 0),
      1,
    );
    expect(customers).toBe(new Set(own.map(({ customer }) => customer)).size);
    expect(newCustomers).toBe([...firstMonth.values()].filter((first) => first === month).length);
  }
  expect([months[0].month, months[months.length - 1].month]).toEqual([shop.firstDay.slice(0, 7), shop.lastDay.slice(0, 7)]);
  expect(months.reduce((sum, { orders }) => sum + orders, 0)).toBe(shop.nOrders);
}

function checkPairs({ together }: Analysis['report'], lines: readonly Line[]): void {
  const { nOrders, withItem, withBoth } = basketCounts(lines);
  for (const { a, b, orders, expected, lift, shareOfA, shareOfB } of together) {
    expect(orders).toBe(withBoth(a.item, b.item));
    const chance = (withItem(a.item) * withItem(b.item)) / nOrders;
    expect(expected).toBeCloseTo(chance, PLACES);
    expect(lift).toBeCloseTo(orders / chance, PLACES);
    expect([shareOfA, shareOfB]).toEqual([
      expect.closeTo(orders / withItem(a.item), PLACES),
      expect.closeTo(orders / withItem(b.item), PLACES),
    ]);
  }
}

function checkRepeats({ again, shop }: Analysis['report'], lines: readonly Line[]): void {
  const today = Date.parse(shop.lastDay) / DAY;
  for (const { item, days, intervals, customers, nDue, due } of again) {
    const found = repeats(lines, item);
    expect([days, intervals, customers]).toEqual([median(found.intervals), found.intervals.length, found.lastDays.size]);
    const naive = [...found.lastDays]
      .map(([customer, last]) => ({ customer, daysAgo: today - last }))
      .filter(({ daysAgo }) => daysAgo >= days && daysAgo <= 2 * days)
      .sort((a, b) => a.daysAgo - b.daysAgo || (a.customer < b.customer ? -1 : 1));
    expect(nDue).toBe(naive.length);
    expect(due).toEqual(naive.slice(0, due.length));
  }
}
