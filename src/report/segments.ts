/**
 * The segments: size, share of revenue, typical member, what they buy, name and a sentence.
 * @module
 */
import { DAY } from '../data/time.js';
import { SMALL } from '../privacy/small-counts.js';
import { distinctNames, nameSegments, NEW_DAYS, type SegmentName, type SegmentProfile } from '../segmentation/names.js';
import { profileSegments, type ProfiledSegment } from '../segmentation/profile.js';
import type { Analysis } from './analyse.js';
import { HABITS } from './features.js';
import type { Purchases } from './purchases.js';
import type { Favorite, SegmentFacts } from './report.js';
import { cents, short } from './round.js';
import { agoText, count, money, percent, plural } from './words.js';

type Parts = Pick<Analysis, 'customers' | 'interactions' | 'kmeans' | 'currency'>;

/** How many items of a segment are told, and how many of its customers must have one for that. */
const FAVORITES = 3;
const LEAST_BUYERS = 10;
/** What is bought hardly more than by others tells nothing. */
const LEAST_LIFT = 1.2;

/**
 * By share of revenue, largest first.
 * @param before - what each segment was called in the previous run, by number
 */
export function segmentsOf(
  { customers, interactions, kmeans, currency }: Parts,
  purchases: Purchases,
  before: readonly (string | undefined)[],
): SegmentFacts[] {
  const { labels, nClusters, clusterCenters } = kmeans;
  const options = { features: HABITS, customer: 'customer', orders: interactions, top: FAVORITES, minCount: LEAST_BUYERS };
  const { segments } = profileSegments(customers, labels, options);
  const monetary = customers.column('monetary', 'number').values;
  const revenue = new Float64Array(nClusters);
  const newcomers = new Float64Array(nClusters);
  const isNew = newcomersIn(purchases);
  labels.forEach((label, row) => {
    revenue[label] += monetary[row];
    newcomers[label] += isNew[row];
  });
  const total = revenue.reduce((a, b) => a + b, 0);
  const inOrder = segments
    .map((profiled) => ({ segment: Number(profiled.label), size: profiled.size, habits: habitsOf(profiled), bought: profiled.bought! }))
    .sort((a, b) => revenue[b.segment] - revenue[a.segment] || a.segment - b.segment);
  const profiles = inOrder.map(({ segment, size, habits }): SegmentProfile => {
    const [r, f, m] = clusterCenters.row(segment);
    const newShare = newcomers[segment] / size;
    return { recency: r, frequency: f, monetary: m, orders: habits.frequency!, days: habits.recency!, newShare };
  });
  const kept = inOrder.map(({ segment }) => before[segment]);
  const customary = inOrder.length === 1 ? [EVERYBODY] : nameSegments(profiles, kept);
  const names = distinctNames(customary.map((name, place) => name ?? (inOrder[place].size < SMALL.own ? FEW : plainName(profiles[place]))));
  return inOrder.map(({ segment, size, habits, bought }, place) => {
    const facts = {
      nCustomers: size,
      shareOfCustomers: short(size / labels.length),
      shareOfRevenue: short(revenue[segment] / total),
      recency: habits.recency!,
      frequency: habits.frequency!,
      monetary: cents(habits.monetary!),
    };
    const { recency, frequency, monetary } = profiles[place];
    return {
      segment,
      ...names[place],
      sentence: sentence(facts, currency),
      ...facts,
      tenure: habits.tenure!,
      averageOrderValue: cents(habits.averageOrderValue!),
      interpurchaseTime: habits.interpurchaseTime === null ? null : short(habits.interpurchaseTime),
      favorites: bought.items
        .filter(({ lift }) => lift >= LEAST_LIFT)
        .map(({ item, share, shareOfAll, lift }): Favorite => {
          return { ...purchases.named(String(item)), share: short(share), shareOfAll: short(shareOfAll), lift: short(lift) };
        }),
      profile: { recency: short(recency), frequency: short(frequency), monetary: short(monetary) },
    };
  });
}

/** The medians; that of the time between orders only where most have such a time. */
function habitsOf({ features, size }: ProfiledSegment): Record<(typeof HABITS)[number], number | null> {
  const medians = features.map((feature) => (feature.kind === 'number' && 2 * feature.count > size ? feature.median : null));
  return Object.fromEntries(HABITS.map((name, place) => [name, medians[place]])) as Record<(typeof HABITS)[number], number | null>;
}

const EVERYBODY = { name: 'All customers', advice: 'They are alike in these figures, or one segment was asked for.' };

/** Where no customary name is true: what the figures say. */
const plainName = ({ orders, days }: SegmentProfile): SegmentName => ({
  name: `${orders === 1 ? 'One order' : `${ordersText(orders)} orders`}, the last ${agoText(days)}`,
  advice: 'No customary name fits them: look at their figures.',
});

/** The same where the figures are of few. */
const FEW = { name: 'A few customers', advice: 'No customary name fits them.' };

/** For each customer who is there, in id order: 1 where the first order is new. */
function newcomersIn({ rows, starts, time, nCustomers, first, last }: Purchases): number[] {
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

type Told = 'nCustomers' | 'shareOfCustomers' | 'shareOfRevenue' | 'recency' | 'frequency' | 'monetary';

function sentence(facts: Pick<SegmentFacts, Told>, currency: string | null): string {
  const { nCustomers, shareOfCustomers, shareOfRevenue, recency, frequency, monetary } = facts;
  const bring = nCustomers === 1 ? 'brings' : 'bring';
  return `${plural(nCustomers, 'customer')} (${percent(shareOfCustomers)}) ${bring} ${percent(shareOfRevenue)} of the sales. Typical: ${frequency === 1 ? 'one order' : `${ordersText(frequency)} orders`}, ${money(monetary, currency)} spent, last order ${agoText(recency)}.`;
}
