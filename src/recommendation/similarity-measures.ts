/**
 * What two lists have in common, summed up while the entries of one are walked through, and the similarity that comes of it. Each measure has a walk of its own: a
 * shared one would call a function an entry, which engines inline only as long as it is always the same.
 * @module
 */
import type { SimilaritySettings } from './knn-options.js';
import { gatherProducts, ratio, type Common, type Lists } from './sparse-products.js';

/** Of the list x that is compared: its length and the sum of its squares. */
export interface Totals {
  readonly length: number;
  readonly square: number;
}

export interface Measure {
  /** How many sums it takes. */
  readonly nSums: number;
  /** Walk through the entries of x and, for each, through those who have it too. Returns how many were touched. */
  gather(ids: Int32Array, values: Float64Array, other: Lists, common: Common): number;
  /** The similarity of x and j. */
  of(j: number, common: Common, x: Totals, lengths: Int32Array, squares: Float64Array): number;
}

/** The measure for some settings; `'pearson'` over all entries and `'adjusted-cosine'` are cosines of values centered before. */
export function measureOf({ similarity, overlap }: SimilaritySettings): Measure {
  if (similarity === 'msd') return MSD;
  if (similarity === 'jaccard') return JACCARD;
  if (similarity === 'dot') return DOT;
  if (overlap === 'all') return COSINE;
  return similarity === 'pearson' ? COMMON_PEARSON : COMMON_COSINE;
}

const DOT: Measure = { nSums: 1, gather: gatherProducts, of: (j, { sums: [products] }) => products[j] };

const COSINE: Measure = {
  nSums: 1,
  gather: gatherProducts,
  of: (j, { sums: [products] }, x, _, squares) => ratio(products[j], x.square * squares[j]),
};

const COMMON_COSINE: Measure = {
  nSums: 3,
  gather(ids, values, { starts, ids: others, values: they }, { touched, counts, sums: [products, mine, theirs] }) {
    let size = 0;
    for (let p = 0; p < ids.length; p++) {
      const value = values[p];
      for (let q = starts[ids[p]], end = starts[ids[p] + 1]; q < end; q++) {
        const j = others[q];
        const their = they[q];
        if (counts[j]++ === 0) touched[size++] = j;
        products[j] += value * their;
        mine[j] += value * value;
        theirs[j] += their * their;
      }
    }
    return size;
  },
  of: (j, { sums: [products, mine, theirs] }) => ratio(products[j], mine[j] * theirs[j]),
};

/** Sums of values less the first in common: equal values then have no variance at all, and no sum is much larger than what is left of it. */
const COMMON_PEARSON: Measure = {
  nSums: 7,
  gather(ids, values, { starts, ids: others, values: they }, { touched, counts, sums: [mine, theirs, a, b, ab, aa, bb] }) {
    let size = 0;
    for (let p = 0; p < ids.length; p++) {
      const value = values[p];
      for (let q = starts[ids[p]], end = starts[ids[p] + 1]; q < end; q++) {
        const j = others[q];
        const their = they[q];
        if (counts[j]++ === 0) {
          touched[size++] = j;
          mine[j] = value;
          theirs[j] = their;
          continue;
        }
        const x = value - mine[j];
        const y = their - theirs[j];
        a[j] += x;
        b[j] += y;
        ab[j] += x * y;
        aa[j] += x * x;
        bb[j] += y * y;
      }
    }
    return size;
  },
  of(j, { counts, sums: [, , a, b, ab, aa, bb] }) {
    const n = counts[j];
    return ratio(n * ab[j] - a[j] * b[j], (n * aa[j] - a[j] * a[j]) * (n * bb[j] - b[j] * b[j]));
  },
};

const MSD: Measure = {
  nSums: 1,
  gather(ids, values, { starts, ids: others, values: they }, { touched, counts, sums: [differences] }) {
    let size = 0;
    for (let p = 0; p < ids.length; p++) {
      const value = values[p];
      for (let q = starts[ids[p]], end = starts[ids[p] + 1]; q < end; q++) {
        const j = others[q];
        const difference = value - they[q];
        if (counts[j]++ === 0) touched[size++] = j;
        differences[j] += difference * difference;
      }
    }
    return size;
  },
  of: (j, { counts, sums: [differences] }) => 1 / (differences[j] / counts[j] + 1),
};

const JACCARD: Measure = {
  nSums: 0,
  gather(ids, _, { starts, ids: others }, { touched, counts }) {
    let size = 0;
    for (let p = 0; p < ids.length; p++) {
      for (let q = starts[ids[p]], end = starts[ids[p] + 1]; q < end; q++) {
        const j = others[q];
        if (counts[j]++ === 0) touched[size++] = j;
      }
    }
    return size;
  },
  of: (j, { counts }, x, lengths) => counts[j] / (x.length + lengths[j] - counts[j]),
};
