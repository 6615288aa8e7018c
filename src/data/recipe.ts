/**
 * The recipe of interactions: what fitting does to their values first. Each part is replaced on its own; the order of application is fixed: decay, filter, weight.
 * @module
 */
import { checkOptions, integer, number, optional, type Constraint, type Constraints } from '../check.js';
import { KindredError, mustBe } from '../errors.js';
import { toMs, type TimeLike } from './time.js';

/**
 * `'log1p'`: log(1 + value). `'binary'`: 1 for every value above 0, so that only whether counts, not how often. `'tfidf'`: sqrt(value) times the idf of the
 * user. `'bm25'`: value (k1 + 1) / (k1 (1 − b + b length / mean length) + value) times the idf, where the length of an item is the sum of its values. Both
 * count for less what someone did who takes everything: idf = log(items) − log(1 + items of the user).
 */
export type Weight = 'log1p' | 'binary' | 'tfidf' | 'bm25';

/** How `'bm25'` levels values. */
export interface Bm25Options {
  /** How slowly more of the same levels off, from 0 (at once). Default 1.2. */
  k1?: number;
  /** How much the values of popular items are held down, from 0 (not at all) to 1. Default 0.75. */
  b?: number;
}

/** How events lose weight with age. */
export interface DecayOptions {
  /** After so many days an event counts half. */
  halfLifeDays: number;
  /** The moment of which ages are counted; later events count in full. Default: the last event that is fitted. */
  asOf?: TimeLike;
}

/** Whom and what a fit leaves out: those with too few to learn from. */
export interface FilterOptions {
  /** Users with fewer items take no part. Default 1. */
  minPerUser?: number;
  /** Items with fewer users are no items of the model. Default 1. */
  minPerItem?: number;
}

/** What fitting does to the values first; saved with the model. */
export interface Recipe {
  readonly filter?: Readonly<Required<FilterOptions>>;
  readonly decay?: { readonly halfLifeDays: number; /** Milliseconds. */ readonly asOf?: number };
  readonly weight?: Weight;
  readonly bm25?: Readonly<Required<Bm25Options>>;
}

const WEIGHTS: readonly Weight[] = ['log1p', 'binary', 'tfidf', 'bm25'];

const positive: Constraint<number> = {
  default: undefined,
  expected: 'a number above 0',
  accepts: (v) => typeof v === 'number' && v > 0 && v < Infinity,
  invalid: [0, -1, NaN, Infinity, '30', null, undefined],
};

/** @internal */
export const NEEDS_TIMES = 'decay needs interactions with "time"';

/** @internal */
export const FILTER: Constraints<FilterOptions> = { minPerUser: integer(1, 1), minPerItem: integer(1, 1) };
/** @internal */
export const DECAY: Constraints<DecayOptions> = {
  halfLifeDays: positive,
  asOf: optional<TimeLike>({ expected: 'a time', accepts: (v) => v !== null, invalid: [null] }),
};
/** @internal */
export const BM25: Constraints<Bm25Options> = { k1: number(1.2, 0, 1e6), b: number(0.75, 0, 1) };

/** @throws KindredError `invalid-option`, `unknown-option` @internal */
export function withFilter(recipe: Recipe, given: FilterOptions): Recipe {
  const { minPerUser, minPerItem } = checkOptions('filter', FILTER, given) as Required<FilterOptions>;
  return inOrder({ ...recipe, filter: minPerUser > 1 || minPerItem > 1 ? { minPerUser, minPerItem } : undefined });
}

/** @throws KindredError `invalid-option`, `unknown-option`; `invalid-data` for an `asOf` that is no time @internal */
export function withDecay(recipe: Recipe, given: DecayOptions): Recipe {
  const { halfLifeDays, asOf } = checkOptions('decay', DECAY, given);
  return inOrder({ ...recipe, decay: asOf === undefined ? { halfLifeDays } : { halfLifeDays, asOf: toMs(asOf, 'ms', '"asOf"') } });
}

/** @throws KindredError `invalid-option`, `unknown-option` @internal */
export function withWeight(recipe: Recipe, weight: Weight, given: Bm25Options): Recipe {
  if (!WEIGHTS.includes(weight))
    throw new KindredError('invalid-option', mustBe('weight', WEIGHTS.map((w) => `"${w}"`).join(' or '), weight));
  if (weight !== 'bm25') {
    checkOptions(`the weight "${weight}"`, {}, given);
    return inOrder({ ...recipe, weight, bm25: undefined });
  }
  const { k1, b } = checkOptions('the weight "bm25"', BM25, given) as Required<Bm25Options>;
  return inOrder({ ...recipe, weight, bm25: { k1, b } });
}

/** Is a value out of a file a recipe as the functions above write it? @internal */
export function isRecipe(value: unknown): value is Recipe {
  if (typeof value !== 'object' || value === null) return false;
  const { filter, decay, weight, bm25 } = value as Recipe;
  try {
    let recipe: Recipe = {};
    if (filter !== undefined) recipe = withFilter(recipe, filter);
    if (decay !== undefined) recipe = withDecay(recipe, decay);
    if (weight !== undefined) recipe = withWeight(recipe, weight, bm25 ?? {});
    return JSON.stringify(recipe) === JSON.stringify(value);
  } catch (error) {
    if (error instanceof KindredError) return false;
    throw error;
  }
}

/** Its parts in one order, whatever the order they were said in: recipes are part of a file's bytes. */
function inOrder({ filter, decay, weight, bm25 }: { [K in keyof Recipe]: Recipe[K] | undefined }): Recipe {
  return { ...(filter && { filter }), ...(decay && { decay }), ...(weight && { weight }), ...(bm25 && { bm25 }) };
}
