/**
 * Ways to assign rows to centers in plain JavaScript: the obvious loop, four centers a pass, and code generated for one number of columns.
 * @module
 */
import { padded, type Assign } from './lloyd.ts';

export const obvious: Assign = (x, n, d, folded, squares, k, labels) => {
  for (let i = 0; i < n; i++) {
    let least = Infinity;
    let label = 0;
    for (let c = 0; c < k; c++) {
      let s = squares[c];
      for (let j = 0, p = i * d, q = c * d; j < d; j++, p++, q++) s += x[p] * folded[q];
      if (s < least) {
        least = s;
        label = c;
      }
    }
    labels[i] = label;
  }
};

/** Four sums that do not wait for each other, and a quarter of the loads of the row. */
export const fourAtOnce: Assign = (x, n, d, folded, squares, k, labels) => {
  const end = padded(k);
  for (let i = 0; i < n; i++) {
    let least = Infinity;
    let label = 0;
    for (let c = 0; c < end; c += 4) {
      let s0 = squares[c];
      let s1 = squares[c + 1];
      let s2 = squares[c + 2];
      let s3 = squares[c + 3];
      for (let p = i * d, q = c * d, last = p + d; p < last; p++, q++) {
        const v = x[p];
        s0 += v * folded[q];
        s1 += v * folded[q + d];
        s2 += v * folded[q + 2 * d];
        s3 += v * folded[q + 3 * d];
      }
      if (s0 < least) [least, label] = [s0, c];
      if (s1 < least) [least, label] = [s1, c + 1];
      if (s2 < least) [least, label] = [s2, c + 2];
      if (s3 < least) [least, label] = [s3, c + 3];
    }
    labels[i] = label;
  }
};

/** The row in local variables, the loop over columns written out: only for the number of columns it was made for. */
export function generated(d: number): Assign {
  const columns = Array.from({ length: d }, (_, j) => j);
  const body = `
    for (let i = 0, p = 0; i < n; i++, p += ${d}) {
      const ${columns.map((j) => `v${j} = x[p + ${j}]`).join(', ')};
      let least = Infinity, label = 0;
      for (let c = 0, q = 0; c < k; c++, q += ${d}) {
        const s = squares[c] + ${columns.map((j) => `v${j} * folded[q + ${j}]`).join(' + ')};
        if (s < least) { least = s; label = c; }
      }
      labels[i] = label;
    }`;
  return new Function('x', 'n', 'd', 'folded', 'squares', 'k', 'labels', body) as Assign;
}
