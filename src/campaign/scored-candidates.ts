/**
 * Candidates of a campaign out of what models foretell: who will order, what customers are worth, whom a contact moves.
 * @module
 */
import { checkOptions, integer, number, optional, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Label } from '../data/labels.js';
import type { Table } from '../data/table.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { decimal, percent, plural } from '../words.js';
import { bestFirst, idsOf, sameLength, type Candidate, type ScoredCandidate } from './candidates.js';
import { text } from './constraints.js';
import type { ContactPlan } from './plan.js';

const named = (fallback: string): Constraint<string> => ({ ...text, default: fallback });

export interface FromPropensityOptions {
  /** The least probability. Default 0: everybody who has one. */
  least?: number;
  /** How many days the probability looks ahead, for the reason. Default: not said. */
  horizonDays?: number;
  /** What they are likely to do. Default `order`. */
  event?: string;
  /** The column of the ids. Default `customer`. */
  customer?: string;
  /** The column of the probability. Default `probability`. */
  probability?: string;
}

/** @internal */
export const FROM_PROPENSITY: Constraints<FromPropensityOptions> = {
  least: number(0, 0, 1),
  horizonDays: optional(integer(undefined, 1)),
  event: named('order'),
  customer: named('customer'),
  probability: named('probability'),
};

/**
 * Who is likely to do something: the scores of `propensity` or `churn`, or any table of ids and probabilities.
 * @returns the likeliest first; nobody whose probability is missing
 * @throws KindredError `unknown-column`; `invalid-data` naming the row of a missing id, or of a probability outside 0 to 1; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { fromPropensity } from 'kindred/campaign';
 * const scores = Table.from({ customer: ['ann', 'bob', 'cem'], probability: [0.1, 0.62, 0.4] });
 * const [first] = fromPropensity(scores, { least: 0.3, horizonDays: 30 });
 * console.log(first.person, first.reason); // bob likely to order in the next 30 days: 62 %
 * ```
 */
export function fromPropensity(scores: Table, options: FromPropensityOptions = {}): ScoredCandidate[] {
  const { least, horizonDays, event, customer, probability } = checkOptions<FromPropensityOptions>('fromPropensity', FROM_PROPENSITY, options) as Required<FromPropensityOptions>; // prettier-ignore
  const source = `likely to ${event}${horizonDays === undefined ? '' : ` in the next ${plural(horizonDays, 'day')}`}`;
  const chances = scores.column(probability, 'number').values;
  const wrong = chances.findIndex((p) => p < 0 || p > 1);
  if (wrong >= 0)
    throw new KindredError('invalid-data', `row ${wrong + 1} of ${show(probability)} must be a probability, got ${chances[wrong]}`);
  return scoredRows(scores, customer, chances, least, (p) => ({ reason: `${source}: ${percent(p)}`, source }));
}

export interface FromWorthOptions {
  /** The least worth. Default: everybody who has one. */
  least?: number;
  /** How many months of 30 days the worth looks ahead, for the reason. Default: not said. */
  months?: number;
  /** The column of the ids. Default `customer`. */
  customer?: string;
  /** The column of the worth. Default `lifetimeValue`. */
  worth?: string;
}

/** @internal */
export const FROM_WORTH: Constraints<FromWorthOptions> = {
  least: optional(number(undefined, 0)),
  months: optional(integer(undefined, 1)),
  customer: named('customer'),
  worth: named('lifetimeValue'),
};

/**
 * Who is worth most: the customers of `lifetimeValue`, or any table of ids and money.
 * @returns the most valuable first; nobody whose worth is missing
 * @throws KindredError `unknown-column`; `invalid-data` naming the row of a missing id; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { fromWorth } from 'kindred/campaign';
 * const customers = Table.from({ customer: ['ann', 'bob'], lifetimeValue: [80, 512.4] });
 * console.log(fromWorth(customers, { least: 100, months: 12 }).map(({ reason }) => reason)); // [ 'worth 512.40 in the next 12 months' ]
 * ```
 */
export function fromWorth(customers: Table, options: FromWorthOptions = {}): ScoredCandidate[] {
  const { least = -Infinity, months, customer, worth } = checkOptions<FromWorthOptions>('fromWorth', FROM_WORTH, options) as Required<FromWorthOptions>; // prettier-ignore
  const ahead = months === undefined ? '' : ` in the next ${plural(months, 'month')}`;
  const source = `worth ${least === -Infinity ? 'most' : `at least ${decimal(least, 2)}`}${ahead}`;
  return scoredRows(customers, customer, customers.column(worth, 'number').values, least, (v) => ({ reason: `worth ${decimal(v, 2)}${ahead}`, source })); // prettier-ignore
}

export interface FromUpliftOptions {
  /** Only the contacts by this treatment. Default: all, the treatment said in the reason where there are several. */
  treatment?: Label;
}

/** @internal */
export const FROM_UPLIFT: Constraints<FromUpliftOptions> = {
  treatment: optional({ expected: 'a label', accepts: (v) => ['string', 'number', 'boolean'].includes(typeof v), invalid: [null, {}] }),
};

/**
 * Whom a contact moves: the contacts of `planContacts`.
 * @param plan - its answer
 * @param people - the ids of the rows that it was made of, in their order
 * @returns those whom a contact moves most first
 * @throws KindredError `invalid-data` where there are more or fewer ids than rows; `invalid-option` for a treatment that the plan does not know; `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { fromUplift, planContacts } from 'kindred/campaign';
 * const rows = Array.from({ length: 800 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) % 20 }));
 * const table = Table.from(rows.map(({ pages, arm, luck }) => ({ pages, arm, bought: luck < (arm === 'mail' ? pages : 3) + 2 ? 1 : 0 })));
 * const plan = planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', budget: 100, nResamples: 10 });
 * const candidates = fromUplift(plan, rows.map((_, i) => `c${i}`));
 * console.log(candidates.length, candidates[0].reason.startsWith('a contact is expected to raise the chance of a response by')); // 100 true
 * ```
 */
export function fromUplift<P extends Id>(plan: ContactPlan, people: ArrayLike<P>, options: FromUpliftOptions = {}): ScoredCandidate<P>[] {
  const { treatment } = checkOptions<FromUpliftOptions>('fromUplift', FROM_UPLIFT, options);
  sameLength('people', people, { length: plan.nRows });
  const [, ...treatments] = plan.arms.map(({ label }) => label);
  if (treatment !== undefined && !treatments.includes(treatment))
    throw new KindredError(
      'invalid-option',
      `"treatment" must be one of ${treatments.map(show).join(', ')}, got ${show(treatment)}${nearMiss(treatment, treatments.map(String))}`,
    );
  const raises = plan.classes ? 'the chance of a response' : 'what is spent';
  return plan.contacts
    .filter((contact) => treatment === undefined || contact.treatment === treatment)
    .map(({ row, treatment: by, uplift }) => {
      const source = `a contact${treatments.length > 1 ? ` by “${by}”` : ''} is expected to raise ${raises}`;
      const much = plan.classes ? `${decimal(uplift * 100, 1)} percentage points` : decimal(uplift, 2);
      return { person: people[row], score: uplift, reason: `${source} by ${much}`, source };
    });
}

/** The rows of a table with a score that is high enough, the best first. */
function scoredRows(
  table: Table,
  id: string,
  scores: Float64Array,
  least: number,
  words: (score: number) => Pick<Candidate, 'reason' | 'source'>,
): ScoredCandidate[] {
  const people = idsOf(table, id);
  const rows = [...people.keys()].filter((row) => scores[row] >= least);
  return bestFirst(rows.map((row) => ({ person: people[row], score: scores[row], ...words(scores[row]) }) as ScoredCandidate));
}
