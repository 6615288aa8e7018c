/**
 * The output columns of one column of categories, and what they are called.
 * @module
 */
import type { Category } from './categories.js';

/** What a cell becomes that is none of the categories. */
export type HandleUnknown = 'error' | 'ignore' | 'infrequentIfExist' | 'ownColumn';
export const HANDLE_UNKNOWN: readonly HandleUnknown[] = ['error', 'ignore', 'infrequentIfExist', 'ownColumn'];

/** How one column is encoded. */
export interface OneHotColumn {
  readonly name: string;
  /** In their order; a missing cell is null. */
  readonly categories: readonly Category[];
  /** The places of the rare categories, which share one output column, behind those of the others. */
  readonly infrequent: readonly number[];
  /** Which output column is left out, by its place; −1: none. */
  readonly dropped: number;
}

/** Where the categories of a column go. */
export interface Block {
  readonly names: readonly string[];
  /** For each category the place of its output column, −1 where that is left out. */
  readonly places: Int32Array;
  /** The same for a cell that is none of them. */
  readonly unknown: number;
  /** The category of each output column; −1 where it could be several. */
  readonly categories: readonly number[];
  /** The category whose output column is left out, −1 where it could be several; undefined where none is. */
  readonly dropped: number | undefined;
}

/** How many output columns there are before one is dropped: the frequent categories, and one for all others. */
export const nGroups = ({ categories, infrequent }: Pick<OneHotColumn, 'categories' | 'infrequent'>): number =>
  categories.length - infrequent.length + (infrequent.length > 0 ? 1 : 0);

/** Where the categories of a column go: the frequent ones in their order, then the infrequent, then what is unknown. */
export function blockOf(column: OneHotColumn, handleUnknown: HandleUnknown): Block {
  const { name, categories, infrequent, dropped } = column;
  const rare = new Set(infrequent);
  const frequent = Array.from(categories.keys()).filter((i) => !rare.has(i));
  const groups = [...frequent.map((i) => [i]), ...(infrequent.length > 0 ? [infrequent] : [])];
  const kept = groups.filter((_, g) => g !== dropped);
  const only = (group: readonly number[]) => (group === infrequent ? -1 : group[0]);
  const names = kept.map((group) => {
    if (group === infrequent) return `infrequent(${name})`;
    const category = categories[group[0]];
    return category === null ? `missing(${name})` : `${name}=${category}`;
  });
  const places = new Int32Array(categories.length).fill(-1);
  kept.forEach((group, place) => group.forEach((i) => (places[i] = place)));
  const own = handleUnknown === 'ownColumn';
  return {
    names: own ? [...names, `unknown(${name})`] : names,
    places,
    unknown: own ? names.length : handleUnknown === 'infrequentIfExist' ? kept.indexOf(infrequent as number[]) : -1,
    categories: own ? [...kept.map(only), -1] : kept.map(only),
    dropped: dropped < 0 ? undefined : only(groups[dropped]),
  };
}
