/**
 * An explanation: the parts whose left-to-right f64 sum is the score.
 * @module
 */

const size = (part: { readonly contribution: number }) => Math.abs(part.contribution);

/**
 * A score taken apart. `score` is, bit for bit, the sum of the contributions from first to last; null where nothing speaks for or against.
 * @example
 * ```ts
 * import { Explanation } from 'kindred';
 * const why = new Explanation([{ contribution: 0.25 }, { contribution: -1 }]);
 * console.log(why.score, why.largest(1)[0]?.contribution); // -0.75 -1
 * ```
 */
export class Explanation<P extends { readonly contribution: number }> {
  readonly score: number | null;

  constructor(
    /** The parts, in the order in which they are summed. */
    readonly parts: readonly P[],
    /** The score where there are no parts. */
    empty: number | null = null,
  ) {
    this.score = parts.length === 0 ? empty : parts.reduce((sum, part) => sum + part.contribution, 0);
  }

  /** The n parts that matter most: by size of the contribution, first ones first where equal. */
  largest(n: number): P[] {
    if (n === 1) return this.parts.length === 0 ? [] : [this.parts.reduce((best, part) => (size(part) > size(best) ? part : best))];
    return [...this.parts].sort((a, b) => size(b) - size(a)).slice(0, n);
  }
}
