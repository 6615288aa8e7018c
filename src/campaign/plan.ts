/**
 * From a past campaign to the next: whom to contact with what, and what that is expected to bring, measured by cross-fitting.
 * @module
 */
import { checkOptions, integer, number, oneOf, optional, seed as seedOption, type Constraint, type Constraints } from '../check.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { BOOTSTRAP } from '../evaluation/intervals.js';
import { upliftSteps, type UpliftEvaluation } from '../evaluation/uplift-evaluation.js';
import { drain, drainAsync, type LongWork, type Steps } from '../progress.js';
import { LinearRegression } from '../regression/linear-regression.js';
import type { Label } from '../data/labels.js';
import { CONTROL } from './arms.js';
import { ClassTransformation } from './class-transformation.js';
import { crossFit, type Learner } from './cross-fit.js';
import { InteractionUplift } from './interaction-uplift.js';
import { planColumns, type PlanColumns } from './plan-columns.js';
import { policySteps, type Policy, type PolicyValue } from './policy.js';
import { named } from './learning.js';
import { TwoModelUplift } from './two-model-uplift.js';
import type { UpliftModel } from './uplift-model.js';

export interface PlanContactsOptions {
  /** The column that says what each customer got, drawn at random. */
  treatment: string;
  /** The column of what came of it: two values, or money. */
  outcome: string;
  /** How many customers to contact at most: a whole number, or a share of the rows above 0 and below 1. */
  budget: number;
  /** What the treatment column says of those who were left alone. Default: 0 or false. */
  control?: Label;
  /** Columns to learn nothing from: ids, and what was measured after the contact. */
  exclude?: readonly string[];
  /** Default `'two-model'`. */
  learner?: 'two-model' | 'class-transformation' | 'interaction';
  /** What one response is worth, or one unit of a money outcome. Default 1. */
  value?: number;
  /** What one contact costs, in the unit of `value`. Default 0. */
  cost?: number;
  /** Folds of the cross-fitting. Default 5. */
  nFolds?: number;
  /** Resamples of each interval, and random rankings. Default 1000. */
  nResamples?: number;
  /** Of the intervals. Default 0.95. */
  level?: number;
  /** Default 0. */
  seed?: number;
}

const text = (expected: string): Constraint<string> => ({
  default: undefined,
  expected,
  accepts: (v) => typeof v === 'string' && v !== '',
  invalid: [1, null, ''],
});

/** @internal */
export const PLAN_CONTACTS: Constraints<Required<PlanContactsOptions>> = {
  treatment: text('the name of a column'),
  outcome: text('the name of a column'),
  budget: {
    default: undefined,
    expected: 'a whole number of contacts from 1, or a share of the rows above 0 and below 1',
    accepts: (v) => typeof v === 'number' && ((v > 0 && v < 1) || (Number.isSafeInteger(v) && v >= 1)),
    invalid: [0, -1, 1.5, NaN, '100', null],
  },
  control: {
    default: undefined,
    expected: 'a label',
    accepts: (v) => v === undefined || ['string', 'number', 'boolean'].includes(typeof v),
    invalid: [null, {}],
  },
  exclude: {
    default: [],
    expected: 'a list of column names',
    accepts: (v) => Array.isArray(v) && v.every((name) => typeof name === 'string'),
    invalid: ['id', [1], null],
  },
  learner: oneOf('two-model', 'two-model', 'class-transformation', 'interaction'),
  value: optional({ ...number(undefined, 0), invalid: [-1, NaN, '1', null] }),
  cost: number(0, 0),
  nFolds: integer(5, 2),
  nResamples: integer(1000, 1),
  level: BOOTSTRAP.level,
  seed: seedOption(),
};

/** One customer to contact. */
export interface Contact {
  /** From 0. */
  readonly row: number;
  readonly treatment: Label;
  /** By how much the treatment is expected to raise the chance of a response, or the money. */
  readonly uplift: number;
}

/** One arm as it was. */
export interface ArmFacts {
  readonly label: Label;
  readonly n: number;
  /** The share that responded, or the mean money. */
  readonly mean: number;
}

/** What `planContacts` found. */
export interface ContactPlan {
  /** Fitted on all rows. */
  readonly model: UpliftModel;
  readonly options: Readonly<PlanContactsOptions>;
  readonly nRows: number;
  /** The budget as a number of contacts. */
  readonly budget: number;
  /** The columns learned from. */
  readonly features: readonly string[];
  /** The two outcomes, the second of which is the response; null for money. */
  readonly classes: readonly Label[] | null;
  /** The control first. */
  readonly arms: readonly ArmFacts[];
  /** The best first: those for whom a contact is expected to bring more than it costs, within the budget. */
  readonly contacts: readonly Contact[];
  /** What a contact brings among the chosen and at random, measured by cross-fitting; undefined where nobody is worth a contact. */
  readonly value: PolicyValue | undefined;
  /** Of each treatment against the control: how well its uplift ranks the customers, by cross-fitting. */
  readonly rankings: readonly { readonly treatment: Label; readonly evaluation: UpliftEvaluation }[];
  /** What the reader should know, in sentences without a full stop. */
  readonly notes: readonly string[];
}

/**
 * Learns from a randomised campaign whom to contact next, and measures what that brings against contacting as many at random. The measure is honest: each row's uplift
 * comes from a model that was fitted on other rows.
 * @param table - one row a customer of the campaign
 * @throws KindredError `unknown-column`, `invalid-data`, `invalid-option`, `unknown-option`, `cancelled`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { planContacts } from 'kindred/campaign';
 * const rows = Array.from({ length: 800 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) % 20 }));
 * const table = Table.from(rows.map(({ pages, arm, luck }) => ({ pages, arm, bought: luck < (arm === 'mail' ? pages : 3) + 2 ? 1 : 0 })));
 * const { contacts, value } = planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', budget: 100, nResamples: 200 });
 * console.log(contacts.length, contacts[0].treatment, value!.gain.low > 0); // 100 mail true
 * ```
 */
export function planContacts(table: Table, options: PlanContactsOptions, work?: LongWork): ContactPlan {
  return drain(planSteps(table, options), work);
}

/**
 * As `planContacts`, giving way to other work.
 * @throws KindredError as `planContacts`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { planContactsAsync } from 'kindred/campaign';
 * const rows = Array.from({ length: 400 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', bought: i % 7 < 2 ? 1 : 0 }));
 * const plan = await planContactsAsync(Table.from(rows), { treatment: 'arm', outcome: 'bought', control: 'none', budget: 0.1, nResamples: 100 });
 * console.log(plan.budget, plan.arms.map(({ label }) => label)); // 40 [ 'none', 'mail' ]
 * ```
 */
export function planContactsAsync(table: Table, options: PlanContactsOptions, work?: LongWork): Promise<ContactPlan> {
  return drainAsync(planSteps(table, options), work);
}

function* planSteps(table: Table, given: PlanContactsOptions): Steps<ContactPlan> {
  const options = checkOptions<Required<PlanContactsOptions>>('planContacts', PLAN_CONTACTS, given);
  if (!(table instanceof Table)) throw new KindredError('invalid-data', mustBe('table', 'a Table', table));
  const { cost, nFolds, nResamples, level, seed } = options;
  const worth = options.value ?? 1;
  const budget = budgetOf(options.budget, table.nRows);
  const columns = planColumns(table, options);
  const { X, arms, y, classes, notes } = columns;
  const learner = learnerOf(options.learner, classes === null);
  const net = (uplift: number) => worth * uplift - cost;
  const labels = Array.from(arms.codes, (code) => (code === CONTROL ? arms.control : arms.treatments[code]));
  const crossed = yield* crossFit(learner, X, y, arms, labels, classes !== null, nFolds, seed);
  const model = yield* learner.steps(X, y, labels, { control: arms.control });
  const contacts = chosen(arms.treatments.map((treatment) => model.predict(X, treatment)), budget, net); // prettier-ignore
  const policy: Policy = new Int32Array(X.nRows).fill(CONTROL);
  for (const { row, place } of chosen(crossed, budget, net)) policy[row] = place;
  const resampling = { nResamples, level, seed };
  const value = yield* policySteps(policy, y, arms, resampling);
  const rankings: ContactPlan['rankings'][number][] = [];
  const normalize = classes ? 'perfect' : 'per-head';
  for (const [t, treatment] of arms.treatments.entries()) {
    const measure = { control: arms.control, treated: treatment, normalize, ...resampling } as const;
    rankings.push({ treatment, evaluation: yield* named(upliftSteps(y, crossed[t], labels, measure), String(treatment)) });
  }
  return {
    model,
    options,
    nRows: table.nRows,
    budget,
    features: X.columns,
    classes,
    arms: factsOf(columns),
    contacts: contacts.map(({ row, place, uplift }) => ({ row, treatment: arms.treatments[place], uplift })),
    value,
    rankings,
    notes: [...notes, ...model.warnings],
  };
}

function budgetOf(budget: number, nRows: number): number {
  const most = budget < 1 ? Math.floor(budget * nRows * (1 + 1e-12)) : budget; // 29 % of 100 are 29: rounding has no say
  if (most < 1) throw new KindredError('invalid-option', `"budget" ${budget} of ${nRows} rows is nobody`);
  return Math.min(most, nRows);
}

/** For each customer the treatment that brings most, if it brings more than it costs; the best of them, of equal ones the first. */
function chosen(
  uplifts: readonly Float64Array[],
  budget: number,
  net: (uplift: number) => number,
): { row: number; place: number; uplift: number }[] {
  const all = Array.from(uplifts[0], (_, row) => {
    const place = uplifts.reduce((best, of, t) => (of[row] > uplifts[best][row] ? t : best), 0);
    return { row, place, uplift: uplifts[place][row] };
  });
  return all
    .filter(({ uplift }) => net(uplift) > 0)
    .sort((a, b) => b.uplift - a.uplift || a.row - b.row)
    .slice(0, budget);
}

function factsOf({ arms: { control, treatments, codes }, y }: PlanColumns): ArmFacts[] {
  return [control, ...treatments].map((label, at) => {
    let [n, sum] = [0, 0];
    for (let i = 0; i < y.length; i++) {
      if (codes[i] !== at - 1) continue;
      n++;
      sum += y[i];
    }
    return { label, n, mean: sum / n };
  });
}

function learnerOf(name: Required<PlanContactsOptions>['learner'], money: boolean): Learner {
  const estimator = money ? { estimator: new LinearRegression({ l2: 1e-4, handleUnknown: 'ignore' }) } : {};
  if (name === 'interaction') return new InteractionUplift(estimator) as Learner;
  if (name === 'two-model') return new TwoModelUplift(estimator) as Learner;
  if (money)
    throw new KindredError(
      'invalid-option',
      "\"learner\" 'class-transformation' takes an outcome of two values: for money use 'two-model' or 'interaction'",
    );
  return new ClassTransformation() as Learner;
}
