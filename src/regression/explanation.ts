/**
 * Why a regression says what it says: what an average row gets, and what each column of this one changes.
 * @module
 */
import type { Category } from '../preprocessing/categories.js';
import { Explanation } from '../data/explanation.js';

/** What the average of the training rows gets, or what one column changes: coefficient times how far the row is from the mean. */
export type RegressionPart =
  | { readonly kind: 'base'; readonly contribution: number }
  | {
      readonly kind: 'feature';
      readonly column: string;
      /** The row's value there: a number, or a category; undefined where the category was not there in fit. */
      readonly value: Category | undefined;
      readonly contribution: number;
    };

/**
 * The log-odds of a class, taken apart. With more than two classes: the logarithm of its probability, up to a number that all classes share.
 * @example
 * ```ts
 * import { LogisticRegression, Matrix } from 'kindred';
 * const X = Matrix.from([[1], [2], [3], [9], [8], [4]], { columns: ['pages'] });
 * const why = new LogisticRegression({ l2: 0.1 }).fit(X, ['no', 'no', 'yes', 'yes', 'yes', 'no']).explain([9]);
 * console.log(why.label, why.probability > 0.5, why.parts.map((part) => part.kind)); // yes true [ 'base', 'feature' ]
 * ```
 */
export class ClassExplanation<L> extends Explanation<RegressionPart> {
  constructor(
    parts: readonly RegressionPart[],
    /** The class spoken of. */
    readonly label: L,
    readonly probability: number,
  ) {
    super(parts);
  }
}
