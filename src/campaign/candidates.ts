/**
 * Candidates of a campaign: who comes into question, with a score and the reason in words; out of segments, rules, and items that people may want.
 * @module
 */
import { checkOptions, optional, type Constraints } from '../check.js';
import { cellsOf } from '../data/column.js';
import type { Id } from '../data/ids.js';
import { listOf, type Label, type Labels } from '../data/labels.js';
import type { Row } from '../data/row.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import type { AudienceOptions } from '../recommendation/options.js';
import type { RecommenderModel } from '../recommendation/recommender.js';
import { optionalText } from './constraints.js';

/** Somebody who comes into question. */
export interface Candidate<P extends Id = Id> {
  readonly person: P;
  /** The higher, the rather. Default: none (NaN). Only scores of one list are compared. */
  readonly score?: number;
  /** Why, as a marketer reads it: `likely to order in the next 30 days: 62 %`. */
  readonly reason: string;
  /** What those of one list have in common: `likely to order in the next 30 days`. Default: the reason. */
  readonly source?: string;
  readonly segment?: string;
}

/** A candidate out of a model or a table: the score is always there, NaN where none is known. */
export interface ScoredCandidate<P extends Id = Id> extends Candidate<P> {
  readonly score: number;
}
export interface FromSegmentOptions {
  /** One number a person, by which the best come first. Default: none has a score. */
  scores?: ArrayLike<number>;
  /** Default: `in the segment “Champions”`. */
  reason?: string;
}

/** @internal */
export const FROM_SEGMENT: Constraints<FromSegmentOptions> = {
  scores: optional({
    expected: 'a list of numbers',
    accepts: (v) => typeof v === 'object' && v !== null && 'length' in v,
    invalid: [1, null, 'scores'],
  }),
  reason: optionalText,
};

/**
 * The people of one segment.
 * @param people - ids, one a row
 * @param labels - the segment of each: numbers of a model, or names
 * @param segment - which
 * @returns best first, see `audience`; nobody where the segment is empty
 * @throws KindredError `invalid-data` for lists of different lengths; `invalid-option` where no one has that label, with the near miss; `unknown-option`
 * @example
 * ```ts
 * import { fromSegment } from 'kindred/campaign';
 * const candidates = fromSegment(['ann', 'bob', 'cem'], ['Champions', 'New', 'Champions'], 'Champions', { scores: [0.2, 0.9, 0.6] });
 * console.log(candidates.map(({ person }) => person), candidates[0].reason); // [ 'cem', 'ann' ] in the segment “Champions”
 * ```
 */
export function fromSegment<P extends Id>(
  people: ArrayLike<P>,
  labels: Labels,
  segment: Label,
  options: FromSegmentOptions = {},
): ScoredCandidate<P>[] {
  const { scores, reason } = checkOptions<FromSegmentOptions>('fromSegment', FROM_SEGMENT, options);
  const label = listOf('labels', labels);
  sameLength('labels', label, people);
  if (scores) sameLength('scores', scores, people);
  const why = reason ?? `in the segment “${segment}”`;
  const found: ScoredCandidate<P>[] = [];
  for (let i = 0; i < people.length; i++)
    if (label[i] === segment)
      found.push({ person: people[i], score: scores ? scores[i] : NaN, reason: why, source: why, segment: String(segment) });
  if (found.length === 0 && people.length > 0) {
    const known = [...new Set(Array.from(label, String))].sort();
    const there = known.slice(0, 20).join(', ');
    throw new KindredError('invalid-option', `nobody is in the segment ${show(segment)}${nearMiss(segment, known)}; there are: ${there}`);
  }
  return bestFirst(found);
}

/** @internal @throws KindredError `invalid-data` */
export function sameLength(name: string, list: ArrayLike<unknown>, people: ArrayLike<unknown>): void {
  if (list.length !== people.length)
    throw new KindredError('invalid-data', `"${name}" must have ${people.length} entries, one a person, got ${list.length}`);
}

export interface FromRuleOptions {
  /** The column of the segment, if there is one. */
  segment?: string;
}

/** @internal */
export const FROM_RULE: Constraints<FromRuleOptions> = { segment: optionalText };

/**
 * The people whose row a rule takes.
 * @param table - one row a person
 * @param id - the column of their ids
 * @param rule - true or a score (a number) takes somebody in; false, null and NaN do not. The row is one object that moves: keep its cells, not the row
 * @param reason - in words, or a function of the row
 * @returns best first, see `audience`
 * @throws KindredError `unknown-column`; `invalid-data` for an id that is missing, or for what is no reason, naming the row
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { fromRule } from 'kindred/campaign';
 * const customers = Table.from({ id: ['ann', 'bob', 'cem'], spent: [120, 40, 300] });
 * const rule = ({ spent }: { spent: number }) => (spent > 100 ? spent : null);
 * console.log(fromRule(customers, 'id', rule, 'spent more than 100').map(({ person }) => person)); // [ 'cem', 'ann' ]
 * ```
 */
export function fromRule<R = Row>(
  table: Table,
  id: string,
  rule: (row: R, i: number) => boolean | number | null,
  reason: string | ((row: R, i: number) => string),
  options: FromRuleOptions = {},
): ScoredCandidate[] {
  const { segment } = checkOptions<FromRuleOptions>('fromRule', FROM_RULE, options);
  const people = idsOf(table, id);
  const segments = segment === undefined ? undefined : listOf(segment, table.column(segment));
  const found: ScoredCandidate[] = [];
  // every row is seen once, and none is kept
  table.filter((row: R, i: number) => {
    const taken = rule(row, i);
    if (taken === false || taken === null || Number.isNaN(taken)) return false;
    const why = typeof reason === 'function' ? reason(row, i) : reason;
    if (typeof why !== 'string' || why.trim() === '')
      throw new KindredError('invalid-data', `the reason of row ${i + 1} must be a text, got ${show(why)}`);
    const name = segments?.[i];
    found.push({
      person: people[i],
      score: taken === true ? NaN : taken,
      reason: why,
      ...(typeof reason === 'string' ? { source: reason } : {}),
      ...(name === undefined || name === null ? {} : { segment: String(name) }),
    });
    return false;
  });
  return bestFirst(found);
}

export interface FromItemOptions<U extends Id = Id> extends AudienceOptions<U> {
  /** How many at most. Default: everybody who may want it. */
  k?: number;
  /** What the item is called. Default: its id. */
  name?: string;
}

/**
 * The people who would most like an item, by what they bought before (`audienceFor` of a recommender).
 * @param options - as of `audienceFor`: `k` how many at most (default: everybody who may want it), `exclude`, `excludeSeen`; and `name`
 * @returns best first
 * @throws KindredError `unknown-id` for an item that the model does not know; `no-training-data` for a model saved without users; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Interactions, ItemKNN } from 'kindred';
 * import { fromItem } from 'kindred/campaign';
 * const bought = [['ann', 'tea'], ['ann', 'jam'], ['bob', 'tea'], ['cem', 'mug']].map(([user, item]) => ({ user, item }));
 * const model = new ItemKNN().fit(Interactions.from(bought, { user: 'user', item: 'item' }));
 * console.log(fromItem(model, 'jam', { k: 10 })[0].reason); // likely to want jam, going by what they bought
 * ```
 */
export function fromItem<U extends Id, I extends Id>(
  model: RecommenderModel<U, I>,
  item: I,
  options: FromItemOptions<U> = {},
): ScoredCandidate<U>[] {
  const { name = String(item), k = Number.MAX_SAFE_INTEGER, ...rest } = options;
  const reason = `likely to want ${name}, going by what they bought`;
  return model.audienceFor(item, { k, ...rest }).map(({ user, score }) => ({ person: user, score, reason, source: reason }));
}

/** @internal The ids of a column, one a row. @throws KindredError `unknown-column`, `invalid-data` naming the row of one that is none, and never the id */
export function idsOf(table: Table, name: string): Id[] {
  if (!(table instanceof Table)) throw new KindredError('invalid-data', mustBe('table', 'a Table', table));
  const column = table.column(name);
  const cell = cellsOf(column);
  return Array.from({ length: table.nRows }, (_, row) => {
    const id = cell(row);
    if (typeof id === 'number' ? Number.isSafeInteger(id) : typeof id === 'string') return id as Id;
    const got = id === null ? 'it is missing' : `the column is of kind ${column.kind}`;
    throw new KindredError('invalid-data', `row ${row + 1} of ${show(name)} must be an id, a text or a whole number: ${got}`);
  });
}

/** @internal By score, those without one last; in the order given where scores are equal: `audience` settles ties. */
export function bestFirst<C extends { readonly score: number }>(candidates: C[]): C[] {
  return candidates.sort((a, b) => byScore(a.score, b.score));
}

/** @internal The higher first, NaN last. */
export const byScore = (a: number, b: number): number =>
  Number.isNaN(a) || Number.isNaN(b) ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : b > a ? 1 : b < a ? -1 : 0;
