/**
 * The option `categories`: which there may be in a column, and their order.
 * @module
 */
import type { Constraint } from '../check.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { areCategories, type Category } from './categories.js';

/** The categories of some columns, by the column's name. */
export type GivenCategories = Readonly<Record<string, readonly Category[]>>;

/** @internal */
export const categoriesOption: Constraint<GivenCategories> = {
  default: Object.freeze({}),
  expected: 'an object of lists of different texts, whole numbers or booleans, by column',
  accepts: (v) => v !== null && typeof v === 'object' && !Array.isArray(v) && Object.values(v).every(areCategories),
  invalid: [['a'], 'auto', null, { a: [] }, { a: ['x', 'x'] }, { a: ['x', 1] }, { a: [0.5] }],
};

/** The list given for a column. @internal */
export const given = (categories: GivenCategories, name: string) => (Object.hasOwn(categories, name) ? categories[name] : undefined);

/** @throws KindredError `unknown-column` where categories are given for a column that is not there @internal */
export function checkGiven(categories: GivenCategories, columns: readonly string[]): void {
  const wrong = Object.keys(categories).find((name) => !columns.includes(name));
  if (wrong !== undefined)
    throw new KindredError(
      'unknown-column',
      `"categories" names ${show(wrong)}${nearMiss(wrong, columns)}; the columns are: ${columns.join(', ')}`,
    );
}
