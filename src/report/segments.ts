/**
 * The segments: size, share of revenue, typical member, profile, name and a sentence; and a sample of the customers as points.
 * @module
 */
import { median } from '../data/median.js';
import { DAY } from '../data/time.js';
import { distinctNames, nameSegments, NEW_DAYS, type SegmentName, type SegmentProfile } from '../segmentation/names.js';
import type { Analysis } from './analyse.js';
import { featuresOf } from './features.js';
import type { Purchases } from './purchases.js';
import type { PlanePoint, SegmentFacts } from './report.js';
import { cents, short } from './round.js';
import { agoText, count, money, percent, plural } from './words.js';

type Parts = Pick<Analysis, 'customers' | 'kmeans' | 'currency'>;

/** By share of revenue, largest first. */
export function segmentsOf({ customers, kmeans, currency }: Parts, purchases: Purchases): SegmentFacts[] {
  const { labels, nClusters, clusterCenters } = kmeans;
  const [recency, frequency, monetary] = featuresOf(customers);
  const isNew = newcomers(purchases);
  const members = Array.from({ length: nClusters }, (_, label) => rowsWith(labels, label));
  const revenue = members.map((rows) => rows.reduce((sum, row) => sum + monetary[row], 0));
  const total = revenue.reduce((a, b) => a + b, 0);
  const order = members
    .map((_, label) => label)
    .filter((label) => members[label].length > 0)
    .sort((a, b) => revenue[b] - revenue[a] || a - b);
  const typical = (values: Float64Array, rows: readonly number[]) => median(Float64Array.from(rows, (row) => values[row]));
  const profiles = order.map((label) => {
    const [r, f, m] = clusterCenters.row(label);
    const rows = members[label];
    const newShare = rows.reduce((sum, row) => sum + isNew[row], 0) / rows.length;
    return { recency: r, frequency: f, monetary: m, orders: typical(frequency, rows), days: typical(recency, rows), newShare };
  });
  const names = distinctNames(
    order.length === 1 ? [EVERYBODY] : nameSegments(profiles).map((name, place) => name ?? plainName(profiles[place])),
  );
  return order.map((segment, place) => {
    const rows = members[segment];
    const facts = {
      nCustomers: rows.length,
      shareOfCustomers: short(rows.length / labels.length),
      shareOfRevenue: short(revenue[segment] / total),
      recency: profiles[place].days,
      frequency: profiles[place].orders,
      monetary: cents(typical(monetary, rows)),
    };
    const { recency: r, frequency: f, monetary: m } = profiles[place];
    const profile = { recency: short(r), frequency: short(f), monetary: short(m) };
    return { segment, ...names[place], sentence: sentence(facts, currency), ...facts, profile };
  });
}

const EVERYBODY = { name: 'All customers', advice: 'They are alike in these figures, or one segment was asked for.' };

/** Where no customary name is true: what the figures say. */
const plainName = ({ orders, days }: SegmentProfile): SegmentName => ({
  name: `${orders === 1 ? 'One order' : `${ordersText(orders)} orders`}, the last ${agoText(days)}`,
  advice: 'No customary name fits them: look at their figures.',
});

/** For each customer who is there, in id order: 1 where the first order is new. */
function newcomers({ rows, starts, time, nCustomers, first, last }: Purchases): number[] {
  const since = last - Math.min(NEW_DAYS * DAY, (last - first) / 4);
  const isNew: number[] = [];
  for (let c = 0; c < nCustomers; c++) {
    if (starts[c] === starts[c + 1]) continue;
    let earliest = Infinity;
    for (let r = starts[c]; r < starts[c + 1]; r++) earliest = Math.min(earliest, time[rows[r]]);
    isNew.push(earliest > since ? 1 : 0);
  }
  return isNew;
}

/** A median may lie between two whole numbers. */
const ordersText = (n: number) => (Number.isInteger(n) ? count(n) : n.toFixed(1));

function rowsWith(labels: Int32Array, label: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < labels.length; row++) if (labels[row] === label) rows.push(row);
  return rows;
}

function sentence(
  {
    nCustomers,
    shareOfCustomers,
    shareOfRevenue,
    recency,
    frequency,
    monetary,
  }: Pick<SegmentFacts, 'nCustomers' | 'shareOfCustomers' | 'shareOfRevenue' | 'recency' | 'frequency' | 'monetary'>,
  currency: string | null,
): string {
  const bring = nCustomers === 1 ? 'brings' : 'bring';
  return `${plural(nCustomers, 'customer')} (${percent(shareOfCustomers)}) ${bring} ${percent(shareOfRevenue)} of the sales. Typical: ${frequency === 1 ? 'one order' : `${ordersText(frequency)} orders`}, ${money(monetary, currency)} spent, last order ${agoText(recency)}.`;
}

/** At most so many points: more would be a blot. */
const POINTS = 400;

/** Every n-th customer in id order. */
export function planeOf({ customers, kmeans }: Parts): PlanePoint[] {
  const [recency, frequency, monetary] = featuresOf(customers);
  const stride = Math.ceil(customers.nRows / POINTS);
  const points: PlanePoint[] = [];
  for (let row = 0; row < customers.nRows; row += stride)
    points.push({ recency: recency[row], frequency: frequency[row], monetary: cents(monetary[row]), segment: kmeans.labels[row] });
  return points;
}
