/**
 * What the report says, as plain data: `report.json` holds it, the page and the sentences are made of it. No models; customers by their ids, e-mail addresses masked.
 * @module
 */
import type { Interval } from '../evaluation/intervals.js';
import type { LeftOut } from '../io/orders.js';
import type { Outlook } from './outlook-facts.js';

/** What came in and what was left out. Money is in `currency`; days are UTC days such as `2011-12-09`. */
export interface ShopFacts {
  /** What was read, as sentences. */
  readonly found: readonly string[];
  readonly nRows: number;
  readonly nKept: number;
  readonly leftOut: readonly LeftOut[];
  readonly nCustomers: number;
  readonly nOrders: number;
  readonly nItems: number;
  readonly revenue: number;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** One calendar month. */
export interface Month {
  /** `2011-12` */
  readonly month: string;
  readonly revenue: number;
  readonly orders: number;
  /** Customers who bought. */
  readonly customers: number;
  /** Of them, those who bought for the first time. */
  readonly newCustomers: number;
  /** Do the orders end before the month does, or begin after it began? */
  readonly partial: boolean;
}

/** How a figure is spread over the customers, in bins of none or of ten and more: bin b counts those from edges[b] up to, not including, edges[b + 1]; the last one has no end. */
export interface Distribution {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly median: number;
}

/** How the number of segments came about. */
export interface SegmentChoice {
  /** Asked for; as many as the previous run had; where the curve of `tried` bends; or as many as there are different customers. */
  readonly by: 'asked' | 'previous' | 'elbow' | 'few customers';
  /** For each number tried: the share of the differences between customers that lies between the segments, not inside them. Empty where no other was tried. */
  readonly tried: readonly { readonly nSegments: number; readonly explained: number }[];
}

/** An item that more customers of a segment have than of the others. */
export interface Favorite extends Named {
  /** Of the customers of the segment, and of all. */
  readonly share: number;
  readonly shareOfAll: number;
  /** The one over the other. */
  readonly lift: number;
}

/** One segment, by share of revenue, largest first. */
export interface SegmentFacts {
  /** The label of the model. */
  readonly segment: number;
  readonly name: string;
  /** Who they are, in a sentence. */
  readonly sentence: string;
  /** What to do about them. */
  readonly advice: string;
  readonly nCustomers: number;
  readonly shareOfCustomers: number;
  readonly shareOfRevenue: number;
  /** Medians: days since the last order, orders, money spent. */
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** Medians too: days since the first order, money an order, days from order to order (null where most have one order). */
  readonly tenure: number;
  readonly averageOrderValue: number;
  readonly interpurchaseTime: number | null;
  /** What they buy more than others, largest lift first. */
  readonly favorites: readonly Favorite[];
  /** How far the segment's center is from the average customer, in standard deviations of the log: the heat map. */
  readonly profile: { readonly recency: number; readonly frequency: number; readonly monetary: number };
}

/** A segment whose figures are not told. */
export type WithheldSegment = Pick<SegmentFacts, 'segment' | 'name' | 'sentence' | 'advice'>;

/** What is not told, because it would tell of fewer than 10 customers, by itself or by what the totals are without it. */
export interface Withheld {
  readonly segments: readonly WithheldSegment[];
  /** Such as `2011-12`. */
  readonly months: readonly string[];
}

/** A customer as a point: for the picture of the segments. */
export interface PlanePoint {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  readonly segment: number;
  /** Place on the map. */
  readonly x: number;
  readonly y: number;
}

/** The map of the customers: all figures in two directions, the first two principal components. */
export interface CustomerMap {
  /** Where a figure grows. */
  readonly directions: readonly { readonly feature: 'recency' | 'frequency' | 'monetary'; readonly x: number; readonly y: number }[];
  /** The share of the differences between customers that the two directions show together. */
  readonly explained: number;
}

/** Who changed segment since a previous run. A segment that keeps most of its members is the same one, also where its name is no longer true of it. */
export interface Moves {
  readonly stayed: number;
  readonly changed: number;
  /** Of those who changed, how many have no more orders than then: time passed, or the segments' borders moved. */
  readonly changedWithoutOrder: number;
  /** In this run only, in the previous one only. */
  readonly joined: number;
  readonly gone: number;
  /** Segments that go on under another name. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** From one segment into another, by their names of today where they go on, largest first; those of fewer than 10 customers are withheld. */
  readonly flows: readonly { readonly from: string; readonly to: string; readonly customers: number }[];
}

/** An item and what it is called ('' where the orders have no names). */
export interface Named {
  readonly item: string;
  readonly name: string;
}

/** A best-selling item and whom to offer it to. */
export interface Offer extends Named {
  /** How many customers have it. */
  readonly customers: number;
  readonly revenue: number;
  /** How many have it among their recommendations. */
  readonly candidates: number;
  /** Those of them for whom it scores highest, and the purchase that speaks most for it. */
  readonly audience: readonly { readonly customer: string; readonly segment: string; readonly because: Named }[];
}

/** Two items of one order. */
export interface Pair {
  readonly a: Named;
  readonly b: Named;
  /** Orders with both. */
  readonly orders: number;
  /** Orders with both if there were no connection. */
  readonly expected: number;
  /** orders / expected. */
  readonly lift: number;
  /** Of the orders with a, the share with b, and the other way round. */
  readonly shareOfA: number;
  readonly shareOfB: number;
}

/** An item that customers buy again. */
export interface Repeat extends Named {
  /** Median days between two days on which one customer bought it. */
  readonly days: number;
  /** How many such intervals there are, of how many customers, among how many who bought it at all. */
  readonly intervals: number;
  readonly customers: number;
  readonly buyers: number;
  /** Whose last purchase is `days` to twice `days` ago. */
  readonly nDue: number;
  /** The first of them, those who are due most recently. */
  readonly due: readonly { readonly customer: string; readonly daysAgo: number }[];
}

/** How much of what was bought the lists held, per customer counted. */
export interface Accuracy {
  readonly testDays: number;
  /** Length of the lists. */
  readonly k: number;
  readonly nCustomers: number;
  readonly nColdCustomers: number;
  /** Bought among the recommended, of `k`. */
  readonly hits: Interval;
  /** The same for the list of the best-selling items. */
  readonly bestsellerHits: Interval;
  /** The difference, customer by customer. */
  readonly gain: Interval;
  /** The same for what sold best in the `testDays` before the days held out: a list that is up to date. */
  readonly currentHits: Interval;
  readonly currentGain: Interval;
}

/** One customer, with what is recommended and why. */
export interface ExampleCustomer {
  readonly customer: string;
  readonly segment: string;
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** The items bought in the most orders, at most five. */
  readonly bought: readonly (Named & { readonly orders: number })[];
  readonly recommended: readonly (Named & { readonly because: Named | null })[];
}

/** The whole report. */
export interface Report {
  readonly version: 1;
  /** ISO 4217; null where neither the file nor the caller said. */
  readonly currency: string | null;
  readonly shop: ShopFacts;
  /** Those that are told of: see `withheld`. */
  readonly months: readonly Month[];
  readonly distributions: { readonly recency: Distribution; readonly frequency: Distribution; readonly monetary: Distribution };
  /** Those that are told of: see `withheld`. */
  readonly segments: readonly SegmentFacts[];
  /** Absent where nothing is. */
  readonly withheld?: Withheld;
  readonly choice: SegmentChoice;
  /** What a reader of the segments should know, in sentences. */
  readonly warnings: readonly string[];
  /** A sample of the customers of these segments. */
  readonly plane: readonly PlanePoint[];
  /** Null where the customers differ in one direction only. */
  readonly map: CustomerMap | null;
  readonly moves: Moves | null;
  readonly offers: readonly Offer[];
  readonly together: readonly Pair[];
  readonly again: readonly Repeat[];
  readonly outlook: Outlook;
  /** Or why it could not be measured. */
  readonly accuracy: Accuracy | 'too short' | 'nobody came back' | 'withheld';
  /** How many customers got recommendations. */
  readonly nServed: number;
  readonly examples: readonly ExampleCustomer[];
}
