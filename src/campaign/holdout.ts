/**
 * A holdout: some people, by lot, are left alone, so that what a campaign brings can be told. Person i is left alone where the number of i under the salt is below
 * ⌊share 2⁵²⌋ (see holdout-number.ts): the arms are a function of salt and id, and need no memory. Stratified, each stratum has its share to a whole person: of quotas n share
 * the cumulative sums are rounded from one start by lot (Madow 1949; Cox 1987, "A constructive procedure for unbiased controlled rounding"), so that the total is right to a
 * whole person too, and everybody's chance is the share; inside a stratum those of the lowest numbers are left alone.
 * @module
 */
import { anything, checkOptions, optional, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { KindredError, mustBe, show } from '../errors.js';
import { count, percent, plural } from '../words.js';
import { NUMBERS, numberer, numberOfSalt, SALT, SHARE, thresholdOf } from './holdout-number.js';

/** `'treatment'`: is addressed. `'control'`: is left alone. */
export type Arm = 'treatment' | 'control';

/** What a person may have in common with others: a segment, a country, a class of worth. */
export type Stratum = string | number | boolean | null;

export interface HoldoutOptions {
  /**
   * What makes this draw another than others: a text, not empty, without a colon. The same salt leaves the same people alone in every campaign: take one salt for all where the
   * question is what marketing brings altogether (and change it once in a while, as those people are left alone until then). Take one for each campaign, such as its name,
   * where the question is what that campaign brings: draws of two salts are independent of each other, so that no one campaign's effect leans to an arm of the other.
   */
  salt: string;
  /** Of people who are left alone: 0 (nobody) to 1 (everybody). */
  share: number;
  /** One for each person: in each stratum the share is met to a whole person. A missing one (null, NaN) is a stratum of its own. Default: none. */
  strata?: ArrayLike<Stratum>;
  /** Arms drawn before, as a Map or pairs: these people keep theirs. People who are not in the list are passed over. Stratified, new people fill up what is missing. */
  previous?: Iterable<readonly [Id, Arm]>;
}

/** Who is left alone. */
export interface Holdout {
  readonly salt: string;
  readonly share: number;
  /** One for each person, in their order. */
  readonly arms: readonly Arm[];
  readonly nTreatment: number;
  readonly nControl: number;
  /** So many have their arm from `previous`. */
  readonly nKept: number;
  /** In order of their values as texts; undefined without strata. */
  readonly strata?: readonly { readonly stratum: Stratum; readonly n: number; readonly nControl: number }[];
  /** For the report. */
  readonly sentence: string;
}

/** @internal */
export const HOLDOUT: Constraints<HoldoutOptions> = { salt: SALT, share: SHARE, strata: optional(anything), previous: optional(anything) };

/**
 * Divide people by lot into those who are addressed and those who are left alone. The same in every runtime and, by `holdoutSql`, in databases; without strata and `previous`
 * a person's arm does not depend on who else is in the list, nor on order. Ids count as written: `1` and `'1'` are one, `Ann` and `ann` two.
 * @param people - ids: texts, or whole numbers below 2⁵³ in size; each once
 * @throws KindredError `invalid-data` for an id that is none or is there twice, another number of strata than people, or one person in both arms before (naming the
 * row, from 1, and no id); `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { holdout } from 'kindred/campaign';
 * const people = Array.from({ length: 1000 }, (_, i) => `c${i}`);
 * const { arms, sentence } = holdout(people, { salt: 'spring-2026', share: 0.1 });
 * console.log(arms.length, arms[0]); // 1000 treatment
 * console.log(sentence);
 * // 82 of 1,000 people (8.2 %) are left alone by lot, so that it can be told what the campaign brings (a holdout of 10 %).
 *
 * // as many of each country; and who was left alone in spring is in autumn
 * const countries = people.map((_, i) => ['at', 'de'][i % 2]);
 * const previous = people.map((person, i) => [person, arms[i]] as const);
 * const autumn = holdout([...people, 'new'], { salt: 'autumn-2026', share: 0.1, strata: [...countries, 'at'], previous });
 * console.log(autumn.nKept, autumn.arms.slice(0, 1000).every((arm, i) => arm === arms[i])); // 1000 true
 * ```
 */
export function holdout(people: ArrayLike<Id>, options: HoldoutOptions): Holdout {
  const { salt, share, strata, previous } = checkOptions<HoldoutOptions>('holdout', HOLDOUT, options);
  const threshold = thresholdOf(share);
  const numbers = numbersOf(people, salt);
  const kept = keptOf(people, previous);
  const arms = kept.map((arm, i) => arm ?? (numbers[i] < threshold ? 'control' : 'treatment'));
  const of = strata !== undefined && stratify(strata, people, { numbers, kept, arms, threshold, start: BigInt(numberOfSalt(salt)) });
  const nControl = arms.reduce((n, arm) => n + (arm === 'control' ? 1 : 0), 0);
  return {
    salt,
    share,
    arms,
    nTreatment: arms.length - nControl,
    nControl,
    nKept: kept.reduce((n, arm) => n + (arm ? 1 : 0), 0),
    ...(of && { strata: of }),
    sentence: sentenceOf(arms.length, nControl, share),
  };
}

function sentenceOf(n: number, nControl: number, share: number): string {
  if (n === 0) return 'There is nobody to address or to leave alone.';
  if (nControl === 0)
    return `Nobody of ${plural(n, 'person', 'people')} is left alone (a holdout of ${percent(share)}), so what the campaign brings cannot be told.`;
  const those = `${count(nControl)} of ${plural(n, 'person', 'people')} (${percent(nControl / n)}) ${nControl === 1 ? 'is' : 'are'} left alone by lot`;
  return nControl === n
    ? `${those}, which is everybody: nobody is addressed.`
    : `${those}, so that it can be told what the campaign brings (a holdout of ${percent(share)}).`;
}

/** @throws KindredError `invalid-data` */
function numbersOf(people: ArrayLike<Id>, salt: string): Float64Array {
  if (typeof people !== 'object' || people === null || !Number.isSafeInteger(people.length))
    throw new KindredError('invalid-data', mustBe('people', 'a list of ids', people));
  const number = numberer(salt);
  const numbers = new Float64Array(people.length);
  const first = new Map<string, number>();
  for (let i = 0; i < numbers.length; i++) {
    numbers[i] = number(people[i], () => `row ${i + 1} of "people"`);
    const id = String(people[i]);
    const before = first.get(id);
    if (before !== undefined)
      throw new KindredError('invalid-data', `row ${i + 1} of "people" is the person of row ${before + 1}: each must be there once`);
    first.set(id, i);
  }
  return numbers;
}

/** Arms drawn before, undefined where there is none. @throws KindredError `invalid-data` */
function keptOf(people: ArrayLike<Id>, previous: HoldoutOptions['previous']): (Arm | undefined)[] {
  const before = armsBefore(previous, 'a Map of persons to arms, or pairs of these', String);
  return Array.from(people, (id) => before.get(String(id)));
}

/** @internal Arms drawn before, by the text under which a person is known. @param expected - ends the sentence of what is no such list */
export function armsBefore(previous: HoldoutOptions['previous'], expected: string, textOf: (id: Id) => string): Map<string, Arm> {
  const before = new Map<string, Arm>();
  if (previous !== undefined && (previous === null || typeof previous !== 'object' || !(Symbol.iterator in previous)))
    throw new KindredError('invalid-option', mustBe('previous', expected, previous));
  let row = 0;
  for (const entry of previous ?? []) {
    row++;
    const [id, arm] = Array.isArray(entry) ? (entry as readonly [Id, Arm]) : [];
    if (arm !== 'treatment' && arm !== 'control')
      // what came may be a person's address: it is not shown
      throw new KindredError('invalid-data', `entry ${row} of "previous" must be a person and "treatment" or "control"`);
    const text = textOf(id as Id);
    if ((before.get(text) ?? arm) !== arm)
      throw new KindredError('invalid-data', `entry ${row} of "previous" has a person who is in both arms`);
    before.set(text, arm);
  }
  return before;
}

interface Draw {
  readonly numbers: Float64Array;
  readonly kept: readonly (Arm | undefined)[];
  /** Written. */
  readonly arms: Arm[];
  readonly threshold: number;
  readonly start: bigint;
}

function stratify(strata: ArrayLike<Stratum>, people: ArrayLike<Id>, { numbers, kept, arms, threshold, start }: Draw): Holdout['strata'] {
  if (typeof strata !== 'object' || strata?.length !== arms.length)
    throw new KindredError('invalid-data', mustBe('strata', `one for each of ${plural(arms.length, 'person', 'people')}`, strata));
  const groups = groupsOf(strata);
  let sum = start; // in parts of 2⁵², which whole numbers hold exactly
  return groups.map(({ stratum, rows }) => {
    const before = sum / BigInt(NUMBERS);
    sum += BigInt(rows.length) * BigInt(threshold);
    const wanted = Number(sum / BigInt(NUMBERS) - before);
    const fresh = rows.filter((i) => !kept[i]);
    const missing = wanted - rows.reduce((n, i) => n + (kept[i] === 'control' ? 1 : 0), 0);
    fresh.sort((a, b) => numbers[a] - numbers[b] || (String(people[a]) < String(people[b]) ? -1 : 1));
    fresh.forEach((i, rank) => (arms[i] = rank < missing ? 'control' : 'treatment'));
    return { stratum, n: rows.length, nControl: rows.reduce((n, i) => n + (arms[i] === 'control' ? 1 : 0), 0) };
  });
}

/** The rows of each stratum, in an order that does not depend on that of the rows. @throws KindredError `invalid-data` */
function groupsOf(strata: ArrayLike<Stratum>): { stratum: Stratum; rows: number[] }[] {
  const groups = new Map<Stratum, { stratum: Stratum; rows: number[]; key: string }>();
  for (let i = 0; i < strata.length; i++) {
    const given: unknown = strata[i];
    const stratum = given === undefined || Number.isNaN(given) ? null : given;
    if (stratum !== null && typeof stratum !== 'string' && typeof stratum !== 'number' && typeof stratum !== 'boolean')
      throw new KindredError(
        'invalid-data',
        `row ${i + 1} of "strata" must be a text, a number, true, false or null, got ${show(stratum)}`,
      );
    const group = groups.get(stratum);
    if (group) group.rows.push(i);
    else groups.set(stratum, { stratum, rows: [i], key: `${String(stratum)} ${typeof stratum}` });
  }
  return [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ stratum, rows }) => ({ stratum, rows }));
}
