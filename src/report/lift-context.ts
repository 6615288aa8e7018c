/**
 * What is known besides a lift, for its report.
 * @module
 */
import type { Campaign } from '../campaign/campaign.js';
import type { LeftOut } from '../campaign/filters.js';
import { anything, integer, optional, type Constraint, type Constraints } from '../check.js';
import type { LiftFacts } from './lift-facts.js';

/** What is known besides the lift. */
export interface LiftContext {
  /** Who was drawn, and how. */
  campaign?: Pick<Campaign, 'name' | 'purpose' | 'consent' | 'startsAt' | 'holdout' | 'people'>;
  /** The first moment that counted, in milliseconds UTC. */
  from?: number;
  /** The first moment that no longer counted. */
  to?: number;
  /** How many days before `from` CUPED looked at. Default: none. */
  beforeDays?: number;
  /** Of `from` and `to` as they are shown. Default `UTC`. */
  timeZone?: string;
  /** ISO 4217 code of what an amount is counted in. Default: not said. */
  currency?: string;
  /** Who did not come into the campaign, as `audience` counts them. Default: not said. */
  leftOut?: readonly LeftOut[];
  /** Of a lift that is looked at again and again: the facts of the look before. */
  previous?: LiftFacts;
  /** What to know before believing it, in sentences, such as days that are missing. Default: nothing. */
  notes?: readonly string[];
  /** How the files were read, in sentences. Default: nothing. */
  found?: readonly string[];
}

const given = (expected: string, kind: 'object' | 'number' | 'string'): Constraint<never> =>
  optional({ expected, accepts: (v) => typeof v === kind && v !== null, invalid: [null, true] });

/** @internal */
export const LIFT_CONTEXT: Constraints<LiftContext> = {
  campaign: given('a Campaign', 'object'),
  from: given('milliseconds UTC', 'number'),
  to: given('milliseconds UTC', 'number'),
  beforeDays: optional(integer(undefined, 1)),
  timeZone: given('the name of a time zone', 'string'),
  currency: given('a currency code', 'string'),
  leftOut: given('a list', 'object'),
  previous: anything,
  notes: given('a list of sentences', 'object'),
  found: given('a list of sentences', 'object'),
};
