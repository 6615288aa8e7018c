/**
 * A name and a sentence for each segment, by rule from its profile; or by a function of the caller's, which is given aggregates only.
 * @module
 */
import { checkOptions, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { KindredError, mustBe, show } from '../errors.js';
import { report, type LongWork } from '../progress.js';
import { capital, listed, percent, plural } from '../words.js';
import { aggregatesOf, type SegmentAggregates } from './aggregates.js';
import { distinctNames } from './names.js';
import type { ProfiledSegment, SegmentProfiles } from './profile.js';
import { traitsOf, type Trait } from './traits.js';

/** What a segment is called, and what it is like. */
export interface SegmentDescription {
  readonly label: Id;
  /** No other segment has it. */
  readonly name: string;
  readonly sentence: string;
}

export interface DescribeOptions<N = string> {
  /** Names a segment from its aggregates. Default: the name in the profile, else a rule. */
  name?: (segment: SegmentAggregates) => N;
  /** What a row is, one and many. Default `['customer', 'customers']`. */
  noun?: readonly [one: string, many: string];
}

/** The longest name that a function may give. */
const LONGEST = 80;

const noun: Constraint<readonly [string, string]> = {
  default: ['customer', 'customers'],
  expected: 'two words, for one row and for many',
  accepts: (v) => Array.isArray(v) && v.length === 2 && v.every((word) => typeof word === 'string' && word !== ''),
  invalid: ['customer', [], ['a'], ['a', ''], [1, 2], null],
};

/** @internal */
export const DESCRIBE: Constraints<DescribeOptions<unknown>> = {
  name: {
    default: undefined,
    expected: 'a function that gives a text',
    accepts: (v) => v === undefined || typeof v === 'function',
    invalid: ['Champions', {}, null, 0],
  },
  noun,
};

/**
 * A name and a plain sentence for each segment. By rule a name tells the largest differences from everyone, such as "High MonthlyCharges, low tenure", and
 * only what is true of the segment; no name occurs twice.
 * @param profiles - as `profileSegments` makes them
 * @param options - `name`: a function that is given the figures of one segment, without ids, rows and anything that fewer than `minCount` rows have in common
 * @throws KindredError `invalid-option`, `unknown-option`; `invalid-data` where the function gives no text, or one of more than 80 characters
 * @example
 * ```ts
 * import { describeSegments, profileSegments, Table } from 'kindred';
 * const table = Table.from({ tenure: [1, 3, 60, 70], contract: ['monthly', 'monthly', 'yearly', 'yearly'] });
 * const [first] = describeSegments(profileSegments(table, [0, 0, 1, 1], { minCount: 1 }));
 * console.log(first.name); // Mostly contract monthly, low tenure
 * console.log(first.sentence); // 2 customers (50 %). contract is monthly for 100 % (50 % of all). Typical tenure 2, of all 31.5.
 * ```
 */
export function describeSegments(profiles: SegmentProfiles, options: DescribeOptions = {}): SegmentDescription[] {
  const { name, noun } = checkOptions<DescribeOptions>('describeSegments', DESCRIBE as Constraints<DescribeOptions>, options);
  checkProfiles(profiles);
  const given = name && profiles.segments.map((segment) => checkedName(name(aggregatesOf(segment, profiles.minCount)), segment.label));
  return described(profiles, noun!, given);
}

/**
 * As `describeSegments`; the function may take its time. One segment is named after the other.
 * @throws KindredError as `describeSegments`, and `cancelled`; what the function throws
 * @example
 * ```ts
 * import { describeSegmentsAsync, profileSegments, Table } from 'kindred';
 * const profiles = profileSegments(Table.from({ age: [20, 22, 60, 70] }), [0, 0, 1, 1]);
 * const named = await describeSegmentsAsync(profiles, { name: async ({ label }) => (label === 0 ? 'Young' : 'Old') });
 * console.log(named.map(({ name }) => name)); // [ 'Young', 'Old' ]
 * ```
 */
export async function describeSegmentsAsync(
  profiles: SegmentProfiles,
  options: DescribeOptions<string | Promise<string>> = {},
  work: LongWork = {},
): Promise<SegmentDescription[]> {
  const { name, noun } = checkOptions<DescribeOptions<unknown>>('describeSegmentsAsync', DESCRIBE, options);
  checkProfiles(profiles);
  if (!name) return described(profiles, noun!);
  const given: string[] = [];
  const total = profiles.segments.length;
  for (const [done, segment] of profiles.segments.entries()) {
    report(work, { done, total, stage: 'naming segments' });
    given.push(checkedName(await name(aggregatesOf(segment, profiles.minCount)), segment.label));
  }
  report(work, { done: total, total, stage: 'naming segments' });
  return described(profiles, noun!, given);
}

/** @throws KindredError `invalid-data` */
function checkProfiles(profiles: SegmentProfiles): void {
  if (!Array.isArray((profiles as Partial<SegmentProfiles> | undefined)?.segments))
    throw new KindredError('invalid-data', mustBe('profiles', 'what profileSegments gives', profiles));
}

/** @throws KindredError `invalid-data` */
function checkedName(given: unknown, label: Id): string {
  const name = typeof given === 'string' ? given.replace(/\s+/g, ' ').trim() : '';
  if (name !== '' && name.length <= LONGEST) return name;
  const waits = given instanceof Promise ? ': use describeSegmentsAsync' : '';
  throw new KindredError(
    'invalid-data',
    `${mustBe('name', `a function that gives a text of 1 to ${LONGEST} characters`, given)} for segment ${show(label)}${waits}`,
  );
}

function described(
  { nRows, segments }: SegmentProfiles,
  [one, many]: readonly [string, string],
  given?: readonly string[],
): SegmentDescription[] {
  const traits = segments.map(({ features }) => traitsOf(features));
  const byRule = given ?? ruleNames(segments, traits, nRows, many);
  const names = distinctNames(segments.map((segment, s) => ({ name: given ? given[s] : (segment.name ?? byRule[s]) })));
  return segments.map((segment, s) => ({ label: segment.label, name: names[s].name, sentence: sentenceOf(segment, traits[s], one, many) }));
}

/** How many traits a name tells, and at most where fewer are in two names. */
const TOLD = 2;
const MOST_TOLD = 4;

function ruleNames(segments: readonly ProfiledSegment[], traits: readonly Trait[][], nRows: number, many: string): string[] {
  const told = segments.map(() => TOLD);
  const name = (s: number) => {
    if (segments[s].size === nRows) return `All ${many}`;
    if (segments[s].features.length === 0) return `Segment ${segments[s].label}`;
    const words = traits[s].slice(0, told[s]).map((trait) => trait.words);
    return words.length === 0 ? 'Close to the average' : capital(words.join(', '));
  };
  for (let round = TOLD; round < MOST_TOLD; round++) {
    const names = segments.map((_, s) => name(s));
    names.forEach((own, s) => names.indexOf(own) === names.lastIndexOf(own) || told[s]++);
  }
  return segments.map((_, s) => name(s));
}

/** How many traits and items a sentence tells. */
const SAID = 3;

function sentenceOf({ size, share, bought }: ProfiledSegment, traits: readonly Trait[], one: string, many: string): string {
  const said = traits.map(({ sentence }) => sentence).filter((text) => text !== '');
  const items = (bought?.items ?? [])
    .slice(0, SAID)
    .map((item) => `${item.item} (${percent(item.share)}, of all ${percent(item.shareOfAll)})`);
  const buys = items.length > 0 ? [`Bought more often than by all: ${listed(items)}.`] : [];
  return [`${plural(size, one, many)} (${percent(share)}).`, ...said.slice(0, SAID), ...buys].join(' ');
}
