/**
 * What a campaign brought, measured against those who were left alone by lot: everybody counts in the arm into which they were drawn, whether they were reached or not
 * (intention to treat), as whom a message reaches is no matter of lot.
 * @module
 */
import { checkOptions, flag, number, oneOf, optional, anything, type Constraint, type Constraints } from '../check.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { column } from '../preprocessing/order-lines.js';
import { measure, type Measuring } from './lift-measure.js';
import { armsOf, doneBy, drawnOf, type Drawn } from './lift-people.js';
import type { LiftReport, MeasuredOutcome } from './lift-report.js';
import { segmentLifts } from './lift-segments.js';
import { rowNotes, unadjusted } from './lift-words.js';
import { sampleRatioCheck } from './sample-ratio.js';
import { correctionOption, type Correction } from './multiple.js';

/** Who was drawn into which arm: a Campaign, or any table of them. */
export interface DrawnPeople {
  readonly name?: string;
  /** The share that was to be left alone; where it is given, the arms are held to it. */
  readonly holdout?: number;
  /** `person` (texts or whole numbers), `arm` ('treatment' or 'control'), and perhaps `segment`. */
  readonly people: Table;
}

export interface LiftOptions {
  /** Column of ids in the outcomes. Default `person`. */
  person?: string;
  /** Column of true and false, or 1 and 0: did they buy? Default: `converted`, where it is there. */
  converted?: string;
  /** Column of amounts. Default: `revenue`, where it is there. */
  revenue?: string;
  /** Columns of what they did before the campaign, for CUPED. Default: `before`, where it is there; `[]`: none. */
  before?: string | readonly string[];
  /** Column of the campaign's people. Default: `segment`, where it is there; null: none. */
  segment?: string | null;
  /** Of the intervals. Default 0.95. */
  level?: number;
  /** People without a row: they did nothing, or that is an error. Default `nothing`. */
  missing?: 'nothing' | 'error';
  /** People with several rows: an error, or the rows are added up (bought is bought once). Default `error`. */
  repeated?: 'error' | 'sum';
  /** For the number of segments. Default `holm`. */
  correction?: Correction;
  /** May it be looked at again and again, and stopped when it says something? Default false: one look, on a day that was set before. */
  sequential?: boolean;
  /** Of a sequential one: after how many times what the first look knows the intervals are narrowest. Default 4: with looks each day, after four days, and 3 % wider after 14. */
  tightest?: number;
  /** Of a sequential one: the report of the look before. Default: this is the first. */
  previous?: LiftReport;
  /** What an amount is counted in, for the sentences. Default: none. */
  currency?: string;
}

/** @internal */
export type Given = Required<Omit<LiftOptions, 'converted' | 'revenue' | 'before' | 'segment' | 'previous' | 'currency'>> & LiftOptions;

const columns: Constraint<string | readonly string[]> = {
  default: undefined,
  expected: 'the name of a column, or a list of such',
  accepts: (v) => v === undefined || typeof v === 'string' || (Array.isArray(v) && v.every((name) => typeof name === 'string')),
  invalid: [0, null, [1]],
};

/** @internal Of every look. */
export const EACH_LOOK: Constraints<Omit<LiftOptions, 'sequential' | 'previous'>> = {
  person: { ...column, default: 'person', invalid: [0, null, ['id']] },
  converted: optional(column),
  revenue: optional(column),
  before: columns,
  segment: {
    default: undefined,
    expected: 'the name of a column, or null',
    accepts: (v) => v === undefined || v === null || typeof v === 'string',
    invalid: [0, []],
  },
  level: { ...number(0.95, 0.5, 0.999999), expected: 'a number from 0.5, below 1', invalid: [0, 1, 95, NaN, '0.95', null] },
  missing: oneOf('nothing', 'nothing', 'error'),
  repeated: oneOf('error', 'error', 'sum'),
  correction: correctionOption,
  tightest: number(4, 1, 1e6),
  currency: { default: undefined, expected: 'a word', accepts: (v) => v === undefined || typeof v === 'string', invalid: [0, null] },
};

/** @internal */
export const LIFT: Constraints<LiftOptions> = { ...EACH_LOOK, sequential: flag(false), previous: anything };

/**
 * What a campaign brought.
 *
 * - Conversion: rates; difference and ratio with score intervals (Miettinen & Nurminen 1985, Koopman 1984) and the p-value of the same test.
 * - Revenue of each person, those who bought nothing too: means; the difference by Welch's or Student's t, whichever is wider, the ratio by Fieller.
 * - With columns of what people did before, the same with that taken out (CUPED: Deng et al. 2013, in the form of Lin 2013), beside the plain one. It is then the one that
 *   counts.
 * - Each segment, p-values adjusted for how many there are; segments with fewer than 10 people in an arm are withheld.
 * - `sequential`: intervals and p-values that hold however often one looks (see `liftSequence`), from the look on where 30 buyers are to be expected in the smaller arm;
 *   until then the verdict is `cannot be measured`.
 *
 * Of campaigns that brought nothing, 5 in 100 seem to have brought something, and fewer where few buy in a small arm: with a tenth of 3,000 people left alone of whom 2 % buy,
 * of amounts 1 to 3 (simulated; by Welch's t alone it were 9 to 15, nearly all of them rises). The price: with few left alone of whom a campaign moves many, intervals of
 * amounts are wider than they had to be (by an eighth where a third more buy, by a third where twice as many do).
 *
 * Where the campaign says which share was to be left alone, the arms are held to it (`sampleRatioCheck`); if they are off, that is the first note.
 *
 * Where an arm is empty nothing can be compared; that is an answer, not an error: the verdict is `cannot be measured`, and the sentence says why. People without a row did
 * nothing; as what they had done before is not known, there is no CUPED where somebody has none. Nothing depends on the order of rows.
 * @param campaign - a Campaign, or `{ people }` with columns `person`, `arm` and perhaps `segment`; ids are matched with those of the outcomes by `spellingOf`
 * @param outcomes - one row a person, such as `outcomesOf` makes; rows of people who are not in the campaign are counted and left out
 * @throws KindredError `invalid-data` for a person in both arms, a person with several rows, neither outcome, a missing or infinite cell, naming the row; `unknown-column`;
 * `invalid-option`; `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { lift } from 'kindred/campaign';
 * const people = Table.from(Array.from({ length: 2000 }, (_, i) => ({ person: i, arm: i % 2 === 0 ? 'treatment' : 'control' })));
 * const buyers = Table.from(Array.from({ length: 120 }, (_, i) => ({ person: i < 80 ? 2 * i : 2 * i + 1, converted: true }))); // 80 of 1000, 40 of 1000
 * const { verdict, sentences, conversion } = lift({ people }, buyers);
 * console.log(verdict, conversion!.effect!.extra.estimate, conversion!.effect!.ratio!.estimate); // raised 40 2
 * console.log(sentences[0]); // The campaign brought 4.0 more buyers for each 100 people (95 % interval 1.9 to 6.1).
 * ```
 */
export function lift(campaign: DrawnPeople, outcomes: Table, options: LiftOptions = {}): LiftReport {
  const given = checkOptions<LiftOptions>('lift', LIFT, options) as Given;
  return liftOf(campaign, drawnIn(campaign, given), outcomes, given);
}

/** @internal Who was drawn into which arm: the same at all looks. */
export function drawnIn(campaign: DrawnPeople, { segment }: Pick<LiftOptions, 'segment'>): Drawn {
  if (campaign === null || typeof campaign !== 'object') throw new KindredError('invalid-data', mustBe('campaign', 'a Campaign', campaign));
  return drawnOf(campaign.people, segment);
}

/** @internal With options that were checked. */
export function liftOf(campaign: DrawnPeople, drawn: Drawn, outcomes: Table, given: Given): LiftReport {
  if (!(outcomes instanceof Table)) throw new KindredError('invalid-data', mustBe('outcomes', 'a Table', outcomes));
  const there = (name: string) => (outcomes.columns.includes(name) ? name : undefined);
  const names = {
    converted: given.converted ?? there('converted'),
    revenue: given.revenue ?? there('revenue'),
    before: typeof given.before === 'string' ? [given.before] : (given.before ?? [there('before')].filter((name) => name !== undefined)),
  };
  if (names.converted === undefined && names.revenue === undefined)
    throw new KindredError(
      'invalid-data',
      `"outcomes" must have a column "converted" or "revenue", or options must name one; it has: ${outcomes.columns.join(', ')}`,
    );
  const done = doneBy(drawn, outcomes, { ...given, ...names });
  const how = (outcome: Measuring['outcome'], comparisons: number): Measuring => ({
    outcome,
    comparisons,
    level: given.level,
    tightest: given.sequential ? given.tightest : undefined,
    currency: given.currency,
    before: names.before,
  });
  const whole = (values: Float64Array | null, outcome: Measuring['outcome']) =>
    values && measure(armsOf(drawn, done, values), how(outcome, 1), given.previous?.[outcome]);
  const [conversion, revenue] = [whole(done.converted, 'conversion'), whole(done.revenue, 'revenue')];
  const measured = [conversion, revenue].filter((one): one is MeasuredOutcome => one !== null);
  const treatment = drawn.treated.reduce((sum, v) => sum + v, 0);
  const people = { treatment, control: drawn.treated.length - treatment };
  const { holdout = 0 } = campaign;
  const sampleRatio = holdout > 0 && holdout < 1 ? sampleRatioCheck(people, { treatment: 1 - holdout, control: holdout }) : null;
  return {
    campaign: campaign.name ?? null,
    level: given.level,
    sequential: given.sequential,
    people,
    sampleRatio,
    rows: done.rows,
    conversion,
    revenue,
    correction: given.correction,
    segments: segmentLifts(drawn, done, given.correction, how, given.previous),
    verdict: measured[0].verdict,
    sentences: [...new Set(measured.map(({ sentence }) => sentence))],
    notes: [
      ...(sampleRatio?.verdict === 'off' ? [sampleRatio.sentence] : []),
      ...rowNotes({ ...done, ...done.rows, repeatedPeople: drawn.nRepeated }),
      ...unadjusted(names.before, measured, done.rows.withoutRow),
    ],
  };
}
