// Reports made by hand: nothing of anything, one of everything, much of everything, and names that want to break out.
import type { Outlook } from '../../src/report/outlook-facts.js';
import type { Month, Named, Report } from '../../src/report/report.js';

export const EMPTY: Report = {
  version: 1,
  currency: null,
  shop: { found: [], nRows: 0, nKept: 0, leftOut: [], nCustomers: 0, nOrders: 0, nItems: 0, revenue: 0, firstDay: '2011-12-09', lastDay: '2011-12-09' },
  months: [],
  distributions: {
    recency: { edges: [], counts: [], median: 0 },
    frequency: { edges: [], counts: [], median: 0 },
    monetary: { edges: [], counts: [], median: 0 },
  },
  segments: [],
  choice: { by: 'few customers', tried: [] },
  warnings: [],
  plane: [],
  map: null,
  moves: null,
  offers: [],
  together: [],
  again: [],
  outlook: { likely: 'too short', lost: 'too short', worth: 'too short' },
  accuracy: 'too short',
  nServed: 0,
  examples: [],
}; // prettier-ignore

const named = (item: string, name = ''): Named => ({ item, name });

/** An interval. */
export const around = (mean: number, by: number) => ({ mean, low: mean - by, high: mean + by });

/** One customer, one order, one month, no names. */
export const SINGLE: Report = {
  ...EMPTY,
  shop: { ...EMPTY.shop, nRows: 1, nKept: 1, nCustomers: 1, nOrders: 1, nItems: 1, revenue: 4.2 },
  months: [{ month: '2011-12', revenue: 4.2, orders: 1, customers: 1, newCustomers: 1, partial: true }],
  distributions: {
    recency: { edges: [0, 7], counts: [1, 0], median: 0 },
    frequency: { edges: [1, 2], counts: [1, 0], median: 1 },
    monetary: { edges: [0, 10], counts: [1, 0], median: 4.2 },
  },
  segments: [
    {
      segment: 0,
      name: 'Customers',
      sentence: 'One customer.',
      advice: 'Write to them.',
      nCustomers: 1,
      shareOfCustomers: 1,
      shareOfRevenue: 1,
      recency: 0,
      frequency: 1,
      monetary: 4.2,
      tenure: 0,
      averageOrderValue: 4.2,
      interpurchaseTime: null,
      favorites: [],
      profile: { recency: 0, frequency: 0, monetary: 0 },
    },
  ],
  plane: [{ recency: 0, frequency: 1, monetary: 4.2, segment: 0, x: 0, y: 0 }],
  moves: { stayed: 0, changed: 0, changedWithoutOrder: 0, joined: 1, gone: 0, renamed: [], flows: [] },
  offers: [{ ...named('sku-a'), customers: 1, revenue: 4.2, candidates: 1, audience: [{ customer: 'ann', segment: 'Customers', because: named('sku-b') }] }],
  together: [{ a: named('sku-a'), b: named('sku-b'), orders: 1, expected: 0.5, lift: 2, shareOfA: 1, shareOfB: 1 }],
  again: [{ ...named('sku-a'), days: 20, intervals: 1, customers: 1, buyers: 1, nDue: 1, due: [{ customer: 'ann', daysAgo: 21 }] }],
  outlook: {
    likely: {
      horizonDays: 30, nCustomers: 1, expected: 0.6, nLikely: 1, expectedOfLikely: 0.6,
      first: [{ customer: 'ann', segment: 'Customers', probability: 0.6, because: null }], drivers: ['recency'],
      measured: {
        from: '2011-11-10', to: '2011-12-09', nCustomers: 1, nBuyers: 1, expected: 0.6, tenths: [{ customers: 1, buyers: 1, expected: 0.6 }],
        best: { model: 1, rule: 1, gain: around(0, 0) }, calibration: [{ customers: 1, predicted: 0.6, observed: 1, low: 0.2, high: 1 }],
        rocAuc: { model: around(0.5, 0), rule: around(0.5, 0), gain: around(0, 0) }, logLoss: { model: 0.5, same: 0.5 }, brier: { model: 0.16, same: 0.16 },
      },
      profit: { averageOrderValue: 4.2, margin: 0.3, valueOfSale: 1.26, costOfContact: 0.13, assumed: true, curve: [{ contacts: 0, profit: 0 }, { contacts: 1, profit: 1.13 }], best: { contacts: 1, profit: 1.13 }, threshold: 0.1, nPaying: 1, expectedOfPaying: 0.6, others: [{ costOfContact: 0.01, contacts: 1, profit: 1.25, nPaying: 1 }] },
    },
    lost: {
      withinDays: 360, nCustomers: 1, nLost: 1, nLostAfterOne: 0, spent: 4.2, shareOfRevenue: 1, expectedBack: 0.3, segments: [{ name: 'Customers', nCustomers: 1, nLost: 1 }],
      first: [{ customer: 'ann', segment: 'Customers', frequency: 2, monetary: 4.2, daysAgo: 300, probability: 0.3 }],
      measured: { from: '2011-11-10', testDays: 28, nCustomers: 1, nLost: 1, back: 1, expectedBack: 0.3, nOthers: 0, othersBack: 0, expectedOthersBack: 0, ruleBack: 1, gain: around(0, 0) }, warnings: [],
    },
    worth: {
      withinDays: 360, nCustomers: 1, total: 8, range: null, orders: 1.2, concentration: [{ customers: 0, worth: 0 }, { customers: 1, worth: 1 }], topShare: 1,
      segments: [{ name: 'Customers', nCustomers: 1, worth: 8 }], first: [{ customer: 'ann', segment: 'Customers', spent: 4.2, worth: 8, range: null }],
      measured: { from: '2011-11-10', testDays: 28, nCustomers: 1, predicted: 2, actual: 0, tenths: [{ customers: 1, predicted: 2, actual: 0 }], best: { model: 0, rule: 0, gain: around(0, 0) } },
    },
  },
  accuracy: {
    testDays: 28,
    k: 10,
    nCustomers: 1,
    nColdCustomers: 0,
    hits: { mean: 0, low: 0, high: 0 },
    bestsellerHits: { mean: 0, low: 0, high: 0 },
    gain: { mean: 0, low: 0, high: 0 },
    currentHits: { mean: 0, low: 0, high: 0 },
    currentGain: { mean: 0, low: 0, high: 0 },
  },
  nServed: 1,
  examples: [
    { customer: 'ann', segment: 'Customers', recency: 0, frequency: 1, monetary: 4.2, bought: [{ ...named('sku-a'), orders: 1 }], recommended: [{ ...named('sku-b'), because: null }] },
  ],
}; // prettier-ignore

const NAMES = ['Champions', 'Loyal customers', 'At risk', 'New customers', 'Slipping away', 'Occasional customers', 'Big spenders', 'Lost', 'Recent buyers']; // prettier-ignore
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const month = (i: number): Month => ({
  month: `${2010 + Math.floor((i + 11) / 12)}-${String(((i + 11) % 12) + 1).padStart(2, '0')}`,
  revenue: 554123.46 + 50000 * i,
  orders: 1400 + 70 * i,
  customers: 900 + 40 * i,
  newCustomers: 900 - 30 * i,
  partial: i === 12,
});

const BOUGHT = [0.91, 0.72, 0.55, 0.41, 0.3, 0.22, 0.15, 0.1, 0.07, 0.03];
const OUTLOOK: Outlook = {
  likely: {
    horizonDays: 30, nCustomers: 4338, expected: 1420.4, nLikely: 1161, expectedOfLikely: 842.7,
    first: many(10, (i) => ({ customer: `customer ${i}`, segment: NAMES[i % 9], probability: 0.98 - i / 100, because: { feature: 'frequency', value: 90 - i } })), drivers: ['frequency', 'overdue', 'favorite'],
    measured: {
      from: '2011-11-10', to: '2011-12-09', nCustomers: 4000, nBuyers: 1384, expected: 1362,
      tenths: BOUGHT.map((share) => ({ customers: 400, buyers: 400 * share, expected: 400 * (share - 0.01) })),
      best: { model: 0.91, rule: 0.8, gain: around(0.11, 0.04) },
      calibration: BOUGHT.map((share, t) => ({ customers: 400, predicted: share - 0.02 + t / 300, observed: share, low: Math.max(0, share - 0.04), high: Math.min(1, share + 0.04) })),
      rocAuc: { model: around(0.84, 0.01), rule: around(0.79, 0.01), gain: around(0.05, 0.008) }, logLoss: { model: 0.482, same: 0.645 }, brier: { model: 0.155, same: 0.226 },
    },
    profit: {
      averageOrderValue: 480.9, margin: 0.3, valueOfSale: 144.27, costOfContact: 43.28, assumed: true,
      curve: many(11, (i) => ({ contacts: 400 * i, profit: BOUGHT.slice(0, i).reduce((sum, share) => sum + 400 * (144.27 * share - 43.28), 0) })),
      best: { contacts: 2000, profit: 81147 }, threshold: 0.3, nPaying: 1904, expectedOfPaying: 1180.2,
      others: [0.01, 0.1, 0.5].map((part) => ({ costOfContact: 144.27 * part, contacts: 4000 - 6000 * part, profit: 190000 * (1 - part), nPaying: 4338 - 7000 * part })),
    },
  },
  lost: {
    withinDays: 360, nCustomers: 4338, nLost: 1412, nLostAfterOne: 1007, spent: 620311.5, shareOfRevenue: 0.0696, expectedBack: 391.2,
    segments: NAMES.map((name, i) => ({ name, nCustomers: 100 * (i + 1), nLost: 10 * i * (i + 1) })),
    first: many(10, (i) => ({ customer: `customer ${i}`, segment: NAMES[8 - (i % 4)], frequency: 9 - (i % 7), monetary: 9000 - 700 * i, daysAgo: 190 + 9 * i, probability: 0.41 - i / 40 })),
    measured: { from: '2011-09-08', testDays: 93, nCustomers: 3300, nLost: 1012, back: 71, expectedBack: 82.1, nOthers: 2288, othersBack: 1402, expectedOthersBack: 1377.7, ruleBack: 104, gain: around(0.0326, 0.015) }, warnings: ['By these orders nobody leaves.'],
  },
  worth: {
    withinDays: 360, nCustomers: 4338, total: 8204311, range: { low: 7811000, high: 8600000 }, orders: 16204.2,
    concentration: many(21, (i) => ({ customers: i / 20, worth: 1 - (1 - i / 20) ** 5 })), topShare: 0.58,
    segments: NAMES.map((name, i) => ({ name, nCustomers: 100 * (i + 1), worth: 4102155 * 0.5 ** i })),
    first: many(10, (i) => ({ customer: `customer ${i}`, segment: NAMES[i % 3], spent: 280206 - 20000 * i, worth: 250333 - 21000 * i, range: { low: 200100 - 18000 * i, high: 310100 - 25000 * i } })),
    measured: {
      from: '2011-09-08', testDays: 93, nCustomers: 3300, predicted: 2101000, actual: 2640000,
      tenths: BOUGHT.map((share) => ({ customers: 330, predicted: 1180000 * share * share, actual: 1480000 * share * share })),
      best: { model: 0.61, rule: 0.6, gain: around(0.01, 0.012) },
    },
  },
}; // prettier-ignore

/** A shop of some years; `item` makes the names of its items. */
export const large = (item: (i: number) => Named = (i) => named(`sku-${i}`, `Kettle of the ${'abcdefghijklmnop'[i % 16]} kind`)): Report => ({
  ...SINGLE,
  currency: 'GBP',
  shop: {
    found: ['The file is separated by commas.'],
    nRows: 541909,
    nKept: 397884,
    leftOut: [{ reason: 'no customer', rows: 134000, amount: 1447682.12 }, { reason: 'cancelled', rows: 8905, amount: -611342.09 }, { reason: 'price not above 0', rows: 40, amount: 0 }, { reason: 'already in an earlier file', rows: 1080, amount: 18000 }],
    nCustomers: 4338,
    nOrders: 18532,
    nItems: 3665,
    revenue: 8911407.9,
    firstDay: '2010-12-01',
    lastDay: '2011-12-09',
  },
  months: many(13, month),
  distributions: {
    recency: { edges: [0, 7, 30, 90, 365], counts: [520, 1400, 1300, 1000, 118], median: 50.4 },
    frequency: { edges: [1, 2, 3, 6, 11], counts: [1493, 835, 1200, 600, 210], median: 2 },
    monetary: { edges: [0, 100, 1000, 10000], counts: [400, 2500, 1300, 138], median: 674.49 },
  },
  segments: NAMES.map((name, i) => ({
    segment: NAMES.length - 1 - i,
    name,
    sentence: `They come ${i} times.`,
    advice: 'Thank them.',
    nCustomers: 100 * (i + 1),
    shareOfCustomers: (i + 1) / 45,
    shareOfRevenue: (9 - i) / 45,
    recency: 3 * 2 ** i,
    frequency: i < 4 ? 20 - 2 * i : i === 4 ? 2 : 1,
    monetary: 6708.3 * 0.6 ** i,
    tenure: 700 - 80 * i,
    averageOrderValue: 333 - 30 * i,
    interpurchaseTime: i < 5 ? 11 + 7.5 * i : null,
    favorites: many(i % 4, (f) => ({ ...item(f), share: 0.4, shareOfAll: 0.1, lift: 4 - f / 2 })),
    profile: { recency: -2 + i / 2, frequency: 2 - i / 2, monetary: 1.5 - i / 3 },
  })),
  plane: many(600, (i) => ({ recency: (i * 37) % 374, frequency: 1 + (i % 9), monetary: 3.75 + ((i * 7919) % 9973), segment: i % 9, x: -3 + ((i * 131) % 700) / 100, y: -2 + ((i * 57) % 400) / 100 })),
  choice: { by: 'elbow', tried: many(9, (i) => ({ nSegments: i + 3, explained: 1 - 0.9 * 0.75 ** (i + 1) })) },
  map: { directions: [{ feature: 'recency', x: -0.55, y: 0.79 }, { feature: 'frequency', x: 0.6, y: 0.3 }, { feature: 'monetary', x: 0.58, y: 0.53 }], explained: 0.912 },
  moves: { stayed: 3900, changed: 312, changedWithoutOrder: 271, joined: 126, gone: 15, renamed: [{ from: 'Newcomers', to: NAMES[3] }], flows: many(14, (i) => ({ from: NAMES[i % 9], to: NAMES[(i + 1) % 9], customers: 90 - i })) },
  offers: many(10, (i) => ({ ...item(i), customers: 881 - i, revenue: 142592.95, candidates: 2836 - i, audience: many(8, (c) => ({ customer: `customer ${c}`, segment: NAMES[c], because: item(c) })) })),
  together: many(15, (i) => ({ a: item(i), b: item(i + 1), orders: 541 - i, expected: 28.9, lift: 18.7 - i, shareOfA: 0.783, shareOfB: 0.691 })),
  again: many(12, (i) => ({ ...item(i), days: 20 + 9.5 * i, intervals: 1200, customers: 405, buyers: 856, nDue: 73 - i, due: many(5, (c) => ({ customer: `customer ${c}`, daysAgo: 30 + c })) })),
  outlook: OUTLOOK,
  accuracy: {
    testDays: 28,
    k: 10,
    nCustomers: 1213,
    nColdCustomers: 188,
    hits: { mean: 0.6200329, low: 0.554, high: 0.689 },
    bestsellerHits: { mean: 0.2966199, low: 0.259, high: 0.334 },
    gain: { mean: 0.3234, low: 0.26, high: 0.39 },
    currentHits: { mean: 0.681, low: 0.61, high: 0.75 },
    currentGain: { mean: -0.061, low: -0.13, high: 0.01 },
  },
  nServed: 4338,
  examples: many(10, (i) => ({
    customer: `customer ${i}`,
    segment: NAMES[i % 9],
    recency: 4 * (i + 1),
    frequency: 18 - i,
    monetary: 7943.21 / (i + 1),
    bought: many(5, (b) => ({ ...item(b), orders: 5 - b })),
    recommended: many(10, (r) => ({ ...item(r), because: item(r + 1) })),
  })),
}); // prettier-ignore

/** Names that want to break out of the page, that are long, and that run from right to left. */
export const HOSTILE = ['</style><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='alert(1)", 'a & b &amp; <b>', 'كوب شاي', 'x'.repeat(300), '$& $1 `${x}`', '\u0000\u0007']; // prettier-ignore
