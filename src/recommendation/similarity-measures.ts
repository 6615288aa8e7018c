/**
 * What two lists have in common, summed up while the entries of one are walked through, and the similarity that comes of it.
 * @module
 */
import type { SimilaritySettings } from './knn-options.js';

/** A sparse matrix by one side: x has ids[starts[x]..starts[x + 1]), rising, with their values. */
export interface Lists {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

/** Work space, zero between two calls: how many entries each j shares with x, and sums over them. `touched` names the j that share any. */
export interface Common {
  readonly touched: Int32Array;
  readonly counts: Int32Array;
  readonly sums: readonly Float64Array[];
}

/** Of the list x that is compared: its length and the sum of its squares. */
export interface Compared {
  readonly length: number;
  readonly square: number;
}

export interface Measure {
  /** How many sums it takes. */
  readonly nSums: number;
  /** Walk through the entries of x and, for each, through those who have it too. Returns how many were touched. */
  gather(ids: Int32Array, values: Float64Array, other: Lists, common: Common): number;
  /** The similarity of x and j. */
  of(j: number, common: Common, x: Compared, lengths: Int32Array, squares: Float64Array): number;
}

const ratio = (product: number, square: number) => (square > 0 ? product / Math.sqrt(square) : 0);

/** The measure for some settings; `'pearson'` over all entries and `'adjusted-cosine'` are cosines of values centered before. */
export function measureOf({ similarity, overlap }: SimilaritySettings): Measure {
  if (similarity === 'msd') return MSD;
  if (similarity === 'jaccard') return JACCARD;
  if (similarity === 'dot') return DOT;
  if (overlap === 'all') return COSINE;
  return similarity === 'pearson' ? COMMON_PEARSON : COMMON_COSINE;
}

function gatherProducts(
  ids: Int32Array,
  values: Float64Array,
  { starts, ids: others, values: they }: Lists,
  { touched, counts, sums: [products] }: Common,
): number {
  let size = 0;
  for (let p = 0; p < ids.length; p++) {
    const value = values[p];
    for (let q = starts[ids[p]], end = starts[ids[p] + 1]; q < end; q++) {
      const j = others[q];
      if (counts[j]++ === 0) touched[size++] = j;
      products[j] += value * they[q];
    }
  }
  return size;
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
