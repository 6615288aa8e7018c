/**
 * The options of ItemKNN and UserKNN: what is similar, what is a neighbor, and how neighbors become a score.
 * @module
 */
import { integer, number, oneOf, type Constraints } from '../check.js';

/**
 * How alike two items are by their users (for `UserKNN`: two users by their items), a and b their values, c the number of entries in common.
 *
 * - `'cosine'`: a·b / (|a| |b|)
 * - `'dot'`: a·b, for values that are weights already (BM25)
 * - `'pearson'`: the cosine of a − mean(a) and b − mean(b)
 * - `'adjusted-cosine'`: the cosine after the mean of the other side is taken off: of two items each user's mean (Sarwar et al. 2001)
 * - `'msd'`: 1 / (1 + mean squared difference), over the entries in common
 * - `'jaccard'`: c / (entries of a + entries of b − c), whatever the values
 *
 * 0 where there is nothing in common or no variation to compare.
 */
export type Similarity = 'cosine' | 'dot' | 'pearson' | 'adjusted-cosine' | 'msd' | 'jaccard';

/** Over which entries the norms of the cosines and the means of `'pearson'` run: all, or only those in common (as in Surprise). */
export type Overlap = 'all' | 'common';

/**
 * What is taken off a value r(u, i) before neighbors are averaged or summed, and put back as the base of the score.
 *
 * - `'user'`, `'item'`: the mean of the user, of the item
 * - `'zscore'`: the mean of the item (for `UserKNN`: of the user), and the rest in standard deviations of the population; 0 counts as the overall one
 * - `'bias'`: the baseline mean + b(u) + b(i) of `BiasBaseline` with its default options
 */
export type Center = 'none' | 'user' | 'item' | 'zscore' | 'bias';

/** How the values of neighbors become a score. */
export type Aggregate = 'sum' | 'average';

export interface KNNOptions {
  /**
   * How many neighbors count. `'sum'` takes the nearest of all: each item of the history speaks for the items nearest to it (`UserKNN`: the nearest users speak for
   * what they have). `'average'` takes the nearest among those rated: of the items of the history (`UserKNN`: of the users who have the item). Default 50.
   */
  nNeighbors?: number;
  /** `'sum'` for events and purchases, `'average'` for ratings. Default `'sum'`. */
  aggregate?: Aggregate;
  /** Default `'cosine'`. */
  similarity?: Similarity;
  /** Default `'all'`. */
  overlap?: Overlap;
  /** Similarities times c / (c + shrinkage), c the entries in common: few speak softly (Bell & Koren 2007). Default 0. */
  shrinkage?: number;
  /** Fewer entries in common, and two are not neighbors. Default 1. */
  minSupport?: number;
  /** Default `'none'`. */
  center?: Center;
  /** Fewer neighbors, and there is no score (a `'sum'` without center: 0). Default 1. */
  minNeighbors?: number;
  /**
   * What becomes of similarities below 0. `'drop'`: they are no neighbors. `'keep'`: they are, after all those above 0; they turn what they say into its opposite,
   * and an average divides by the sum of |w|. Default `'drop'`.
   */
  negative?: 'drop' | 'keep';
}

/** The options a model was fitted with. */
export type KNNSettings = Readonly<Required<KNNOptions>>;

/** What similarities depend on. */
export type SimilaritySettings = Pick<KNNSettings, 'similarity' | 'overlap' | 'shrinkage' | 'minSupport' | 'negative'>;

/** @internal */
export const KNN: Constraints<KNNSettings> = {
  nNeighbors: integer(50, 1),
  aggregate: oneOf('sum', 'sum', 'average'),
  similarity: oneOf('cosine', 'cosine', 'dot', 'pearson', 'adjusted-cosine', 'msd', 'jaccard'),
  overlap: oneOf('all', 'all', 'common'),
  shrinkage: number(0, 0),
  minSupport: integer(1, 1),
  center: oneOf('none', 'none', 'user', 'item', 'zscore', 'bias'),
  minNeighbors: integer(1, 1),
  negative: oneOf('drop', 'drop', 'keep'),
};

/** The options as a file holds them: the first two, and what differs from its default. */
export const savedOptions = (options: KNNSettings): object =>
  Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => name === 'nNeighbors' || name === 'aggregate' || value !== KNN[name as keyof KNNSettings].default,
    ),
  );
