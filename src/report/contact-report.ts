/**
 * The facts of a plan of contacts, as plain data: what the page, the sentences and `--json` are made of.
 * @module
 */
import type { ContactPlan, PlanContactsOptions } from '../campaign/plan.js';
import type { Interval } from '../evaluation/intervals.js';
import type { UpliftEvaluation } from '../evaluation/uplift-evaluation.js';
import type { Label } from '../data/labels.js';
import { LEAST_CUSTOMERS } from './verdict.js';

/** How well the uplift by one treatment ranks the customers. */
export interface RankingFacts extends Pick<UpliftEvaluation, 'n' | 'nTreated' | 'averageUplift' | 'qiniAuc'> {
  readonly treatment: Label;
  /** What the same measure of random rankings is between. */
  readonly random: { readonly low: number; readonly high: number };
  /** The Qini curve a head of the treated, with its interval, and what random rankings are between. */
  readonly curve: readonly CurvePoint[];
}

export interface CurvePoint {
  /** Of the customers, from the best. */
  readonly share: number;
  readonly gain: number;
  readonly low: number;
  readonly high: number;
  readonly random: number;
  readonly randomLow: number;
  readonly randomHigh: number;
}

/** What all contacts together bring, in responses or money. */
export interface Effects {
  readonly chosen: Interval;
  readonly random: Interval;
  readonly gain: Interval;
}

/** A plan of contacts without the customers and the model. */
export interface ContactReport {
  readonly treatment: string;
  readonly outcome: string;
  /** What counts as a response; null for money. */
  readonly response: Label | null;
  readonly level: number;
  readonly learner: NonNullable<PlanContactsOptions['learner']>;
  readonly nFolds: number;
  readonly nRows: number;
  readonly budget: number;
  readonly nContacts: number;
  readonly contacts: readonly { readonly treatment: Label; readonly n: number }[];
  readonly features: readonly string[];
  /** The control first. */
  readonly arms: ContactPlan['arms'];
  /** What is compared to tell the effect: of those who would be chosen, how many had the treatment chosen for them, and how many were left alone. Null where there is nothing to compare. */
  readonly compared: { readonly treated: number; readonly control: number } | null;
  /** Null where nobody is worth a contact, or too few are compared to tell. */
  readonly effect: Effects | null;
  /** The treatment of contacts at random: the best on average. */
  readonly randomTreatment: Label | null;
  /** In money, where value or cost were given. */
  readonly profit: Effects | null;
  readonly value: number | null;
  readonly cost: number;
  readonly rankings: readonly RankingFacts[];
  readonly notes: readonly string[];
}

/**
 * The facts of a plan.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { planContacts } from 'kindred/campaign';
 * import { contactReport } from 'kindred/report';
 * const rows = Array.from({ length: 800 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) % 20 }));
 * const table = Table.from(rows.map(({ pages, arm, luck }) => ({ pages, arm, bought: luck < (arm === 'mail' ? pages : 3) + 2 ? 1 : 0 })));
 * const plan = planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', budget: 100, nResamples: 100 });
 * const { nContacts, effect } = contactReport(plan);
 * console.log(nContacts, effect!.gain.low > 0); // 100 true
 * ```
 */
export function contactReport({ options, value: found, contacts, rankings, classes, ...plan }: ContactPlan): ContactReport {
  const { treatment, outcome, level = 0.95, learner = 'two-model', nFolds = 5, cost = 0, value } = options;
  const n = contacts.length;
  const compared = found ? { treated: found.nTreated, control: found.nControl } : null;
  const isTold = n > 0 && compared !== null && Math.min(compared.treated, compared.control) >= LEAST_CUSTOMERS;
  const effect = found && isTold ? { chosen: times(found.chosen, n), random: times(found.random, n), gain: times(found.gain, n) } : null;
  const worth = value ?? 1;
  const asked = value !== undefined || cost > 0;
  const profit =
    effect && asked
      ? { chosen: times(effect.chosen, worth, n * cost), random: times(effect.random, worth, n * cost), gain: times(effect.gain, worth) } // prettier-ignore
      : null;
  return {
    treatment,
    outcome,
    response: classes?.[1] ?? null,
    level,
    learner,
    nFolds,
    nRows: plan.nRows,
    budget: plan.budget,
    nContacts: n,
    contacts: plan.arms.slice(1).map(({ label }) => ({ treatment: label, n: contacts.filter((one) => one.treatment === label).length })),
    features: plan.features,
    arms: plan.arms,
    compared,
    effect,
    randomTreatment: found?.randomTreatment ?? null,
    profit,
    value: value ?? null,
    cost,
    rankings: rankings.map(({ treatment, evaluation }) => rankingFacts(treatment, evaluation)),
    notes: [...plan.notes, ...unmeasured(found?.nUnmeasured ?? 0)],
  };
}

const unmeasured = (n: number) =>
  n === 0
    ? []
    : [
        `${n} of the chosen have a treatment of which, or of the control, nobody is among them: its effect is taken to be that of the others`,
      ];

const times = ({ mean, low, high }: Interval, factor: number, less = 0): Interval => ({
  mean: mean * factor - less,
  low: low * factor - less,
  high: high * factor - less,
});

function rankingFacts(treatment: Label, { n, nTreated, averageUplift, qiniAuc, curve, random }: UpliftEvaluation): RankingFacts {
  const points = Array.from(curve.share, (share, p): CurvePoint => {
    const [gain, low, high] = [curve.gain, curve.low, curve.high].map((values) => values[p] / nTreated);
    const [middle, randomLow, randomHigh] = [random.curve.gain, random.curve.low, random.curve.high].map((values) => values[p] / nTreated);
    return { share, gain, low, high, random: middle, randomLow, randomHigh };
  });
  return { treatment, n, nTreated, averageUplift, qiniAuc, random: { low: random.qiniAuc.low, high: random.qiniAuc.high }, curve: points };
}
