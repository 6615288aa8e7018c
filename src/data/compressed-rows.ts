/**
 * Compressed rows: the sparse matrix under interactions, and its transpose.
 * @module
 */

/** Users by items: user u has items[starts[u]..starts[u + 1]), rising, with their values. */
export interface CompressedRows {
  readonly starts: Int32Array;
  readonly items: Int32Array;
  readonly values: Float64Array;
}

/** Items by users: item i has users[starts[i]..starts[i + 1]), rising, with their values. */
export interface CompressedColumns {
  readonly starts: Int32Array;
  readonly users: Int32Array;
  readonly values: Float64Array;
}

/** Are all values 1? (A plain loop: `every` takes five times as long, measured.) */
export function allOnes(values: Float64Array): boolean {
  for (let p = 0; p < values.length; p++) if (values[p] !== 1) return false;
  return true;
}

/** Where the places of each of n codes begin, once they are sorted. */
export function startsOf(codes: Int32Array, n: number): Int32Array {
  const starts = new Int32Array(n + 1);
  for (let p = 0; p < codes.length; p++) starts[codes[p] + 1]++;
  for (let c = 0; c < n; c++) starts[c + 1] += starts[c];
  return starts;
}

/** Places in the order of their codes, equal ones as they stand in `order`. */
export function countingSort(codes: Int32Array, n: number, order: Int32Array = codes.map((_, p) => p)): Int32Array {
  const next = startsOf(codes, n);
  const sorted = new Int32Array(order.length);
  for (let p = 0; p < order.length; p++) sorted[next[codes[order[p]]]++] = order[p];
  return sorted;
}

/** Items by users: the transpose, users rising. */
export function transpose({ starts, items, values }: CompressedRows, nItems: number): CompressedColumns {
  const out = { starts: startsOf(items, nItems), users: new Int32Array(items.length), values: new Float64Array(items.length) };
  const next = out.starts.slice();
  const plain = allOnes(values); // then the values need no journey of their own
  if (plain) out.values.fill(1);
  for (let u = 0; u + 1 < starts.length; u++) {
    for (let p = starts[u]; p < starts[u + 1]; p++) {
      const at = next[items[p]]++;
      out.users[at] = u;
      if (!plain) out.values[at] = values[p];
    }
  }
  return out;
}

/** |i|^2 of each item. */
export function squaresOf({ starts, values }: { starts: Int32Array; values: Float64Array }): Float64Array {
  const squares = new Float64Array(starts.length - 1);
  for (let i = 0; i < squares.length; i++) {
    let sum = 0;
    for (let p = starts[i]; p < starts[i + 1]; p++) sum += values[p] * values[p];
    squares[i] = sum;
  }
  return squares;
}

/** The owner of each place of compressed rows. */
export function expand(starts: Int32Array): Int32Array {
  const owner = new Int32Array(starts[starts.length - 1]);
  for (let u = 0; u + 1 < starts.length; u++) owner.fill(u, starts[u], starts[u + 1]);
  return owner;
}

/** list[at] for every place. */
export function gather<A extends Float64Array | Int32Array | Uint8Array>(list: A, places: Int32Array): A {
  const out = new (list.constructor as new (length: number) => A)(places.length);
  for (let p = 0; p < places.length; p++) out[p] = list[places[p]];
  return out;
}
