/**
 * Products of one row of a sparse matrix with all the others, without the matrix of all pairs: a walk through its entries and, for each, through those who have it
 * too.
 * @module
 */

/** A sparse matrix by one side: x has ids[starts[x]..starts[x + 1]), rising, with their values. */
export interface Lists {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

/** Work space, zero between two walks: how many entries each j shares with x, and sums over them. `touched` names the j that share any. */
export interface Common {
  readonly touched: Int32Array;
  readonly counts: Int32Array;
  readonly sums: readonly Float64Array[];
}

/** Room for n lists. */
export const openCommon = (n: number, nSums: number): Common => ({
  touched: new Int32Array(n),
  counts: new Int32Array(n),
  sums: Array.from({ length: nSums }, () => new Float64Array(n)),
});

/** The entries of x. */
export const listOf = ({ starts, ids, values }: Lists, x: number): [ids: Int32Array, values: Float64Array] => [
  ids.subarray(starts[x], starts[x + 1]),
  values.subarray(starts[x], starts[x + 1]),
];

/** The first of the sums: x times each j. Returns how many were touched. */
export function gatherProducts(
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

/** A product over the root of the product of both squares; 0 where there is none. */
export const ratio = (product: number, square: number): number => (square > 0 ? product / Math.sqrt(square) : 0);
