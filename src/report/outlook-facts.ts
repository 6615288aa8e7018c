/**
 * What the report says of the time to come: who is likely to buy, who is probably lost, what customers are worth; each with how well it was foretold of days that were held out.
 * @module
 */
import type { Interval } from '../evaluation/intervals.js';
import type { Compared } from './best.js';

/** Why something cannot be told: too little time, too few customers who did it, or nobody who bought twice; or the figures fit no model, or would tell of fewer than 10 customers. */
export type Untold = 'too short' | 'too few' | 'nobody returns' | 'no fit' | 'withheld';

export interface Outlook {
  readonly likely: Likely | Untold;
  readonly lost: Lost | Untold;
  readonly worth: Worth | Untold;
}

/** A customer on a list. */
export interface Listed {
  readonly customer: string;
  readonly segment: string;
}

/** Who is likely to buy in the days after the last one. */
export interface Likely {
  readonly horizonDays: number;
  readonly nCustomers: number;
  /** The sum of the chances: so many are expected to buy. */
  readonly expected: number;
  /** How many have a chance of one in two or more, and the sum of theirs. */
  readonly nLikely: number;
  readonly expectedOfLikely: number;
  /** The highest chances, with the figure that speaks most for each. */
  readonly first: readonly (Listed & { readonly probability: number; readonly because: Reason | null })[];
  /** What moves the chance of a customer most, first ones first. */
  readonly drivers: readonly string[];
  /** How well chances of days that were held out came true, or why nobody knows. */
  readonly measured: LikelyMeasured | Untold;
  /** Null where nothing was measured. */
  readonly profit: Profit | null;
}

/** A figure of a customer, and how often it is the one that speaks most. */
export interface Reason {
  readonly feature: string;
  readonly value: number | string;
}

/** What was foretold of the last `horizonDays`, from the days before them, and what happened. */
export interface LikelyMeasured {
  /** The first and the last of the days held out. */
  readonly from: string;
  readonly to: string;
  readonly nCustomers: number;
  readonly nBuyers: number;
  /** The sum of the chances. */
  readonly expected: number;
  /** Tenths of the customers, the highest chances first. */
  readonly tenths: readonly Tenth[];
  /** How many buyers are among as many customers as the first tenth has: of the chances, of the rule of thumb (who bought last, first), and the difference. Shares of that tenth. */
  readonly best: Compared;
  /** Customers with about the same chance: what was said, and what share bought. */
  readonly calibration: readonly CalibrationPoint[];
  /** The measures by their names, of the chances, of the rule of thumb where it has one, and of giving everybody the same chance. */
  readonly rocAuc: { readonly model: Interval; readonly rule: Interval; readonly gain: Interval };
  readonly logLoss: { readonly model: number; readonly same: number };
  readonly brier: { readonly model: number; readonly same: number };
}

export interface Tenth {
  readonly customers: number;
  readonly buyers: number;
  /** The sum of their chances. */
  readonly expected: number;
}

export interface CalibrationPoint {
  readonly customers: number;
  readonly predicted: number;
  readonly observed: number;
  readonly low: number;
  readonly high: number;
}

/** What contacting the first so many would have brought in the days held out, if every sale to them came of it. */
export interface Profit {
  /** Of an order, on average; of it `margin` is left: the value of a sale. */
  readonly averageOrderValue: number;
  readonly margin: number;
  readonly valueOfSale: number;
  readonly costOfContact: number;
  /** Were the two figures given, or assumed? */
  readonly assumed: boolean;
  /** Profit by how many are contacted, from nobody to everybody. */
  readonly curve: readonly { readonly contacts: number; readonly profit: number }[];
  /** Where it was highest. */
  readonly best: { readonly contacts: number; readonly profit: number };
  /** The chance from which on a contact pays: cost over value. */
  readonly threshold: number;
  /** How many customers reach it now, and the sum of their chances. */
  readonly nPaying: number;
  readonly expectedOfPaying: number;
  /** The same for other costs of a contact: the best that it would have been, and how many it pays for now. */
  readonly others: readonly {
    readonly costOfContact: number;
    readonly contacts: number;
    readonly profit: number;
    readonly nPaying: number;
  }[];
}

/** Who is probably lost: their chance to come back within `withinDays` is below one in two. */
export interface Lost {
  readonly withinDays: number;
  readonly nCustomers: number;
  readonly nLost: number;
  /** Of them, those who ordered once. */
  readonly nLostAfterOne: number;
  /** What they had spent, and its share of all sales. */
  readonly spent: number;
  readonly shareOfRevenue: number;
  /** So many of them are expected back all the same. */
  readonly expectedBack: number;
  /** By segment, in the order of the segments. */
  readonly segments: readonly { readonly name: string; readonly nCustomers: number; readonly nLost: number }[];
  /** Those who ordered more than once and had spent most: whom to win back first. */
  readonly first: readonly (Listed & {
    readonly frequency: number;
    readonly monetary: number;
    readonly daysAgo: number;
    readonly probability: number;
  })[];
  readonly measured: LostMeasured | Untold;
  /** What a reader should know of the model, in sentences. */
  readonly warnings: readonly string[];
}

/** What the same rule said before the last `testDays`, and who came back in them. */
export interface LostMeasured {
  readonly from: string;
  readonly testDays: number;
  readonly nCustomers: number;
  readonly nLost: number;
  readonly back: number;
  readonly expectedBack: number;
  readonly nOthers: number;
  readonly othersBack: number;
  readonly expectedOthersBack: number;
  /** The rule of thumb calls as many lost, those who bought longest ago: how many of those came back; and of each customer called lost, how many more by it (as a share). */
  readonly ruleBack: number;
  readonly gain: Interval;
}

/** From where to where something may be. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What today's customers are expected to spend within `withinDays`. */
export interface Worth {
  readonly withinDays: number;
  readonly nCustomers: number;
  readonly total: number;
  /** What the models' own uncertainty makes of it; null where they do not tell. */
  readonly range: Range | null;
  readonly orders: number;
  /** Share of the worth that the first so large a share of the customers has, most worth first. */
  readonly concentration: readonly { readonly customers: number; readonly worth: number }[];
  /** Of the first tenth. */
  readonly topShare: number;
  readonly segments: readonly { readonly name: string; readonly nCustomers: number; readonly worth: number }[];
  readonly first: readonly (Listed & { readonly spent: number; readonly worth: number; readonly range: Range | null })[];
  readonly measured: WorthMeasured | Untold;
}

/** What was foretold of the last `testDays`, and what was spent in them. */
export interface WorthMeasured {
  readonly from: string;
  readonly testDays: number;
  readonly nCustomers: number;
  readonly predicted: number;
  readonly actual: number;
  /** Tenths of the customers, most worth first. */
  readonly tenths: readonly { readonly customers: number; readonly predicted: number; readonly actual: number }[];
  /** What the first tenth spent, as shares of all that was spent: by the model, by the rule of thumb (who spent most before), and the difference. */
  readonly best: Compared;
}
