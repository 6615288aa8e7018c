/**
 * Clusters numbered by size.
 * @module
 */

/** Cluster numbers by weight, the heaviest first; equal ones by their centers, column by column, the lesser first. */
export function sizeOrder(weights: Float64Array, centers: Float64Array): Int32Array {
  const d = centers.length / weights.length;
  return Int32Array.from(weights.keys()).sort((a, b) => {
    if (weights[a] !== weights[b]) return weights[b] - weights[a];
    for (let j = 0; j < d; j++) if (centers[a * d + j] !== centers[b * d + j]) return centers[a * d + j] - centers[b * d + j];
    return a - b;
  });
}

/** Put cluster order[c] in the place of c, in lists of as many values a cluster. */
export function reorder(order: Int32Array, ...lists: Float64Array[]): void {
  for (const list of lists) {
    const before = list.slice();
    const d = list.length / order.length;
    order.forEach((from, c) => list.set(before.subarray(from * d, (from + 1) * d), c * d));
  }
}

/** The labels in the new numbers; those below 0 stay. */
export function relabel(order: Int32Array, labels: Int32Array): void {
  const place = new Int32Array(order.length);
  order.forEach((from, c) => (place[from] = c));
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) labels[i] = place[labels[i]];
}
