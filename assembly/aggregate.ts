// Scores of all items from the neighbor rows of a history: score(j) = sum over h of weight(h, j) * value(h), in the order of the history.

/**
 * Add to the scores of all items what each of `size` items of a history says: weights[e] * values[h] for every neighbor e of history[h].
 * Row i of the table is ids[starts[i]..starts[i + 1]) with its weights. scores is read and written; the rest is read.
 */
export function addNeighbors(history: Int32Array, values: Float64Array, size: i32, starts: Int32Array, ids: Uint16Array, weights: Float32Array, scores: Float64Array): void {
  for (let h: i32 = 0; h < size; h++) {
    const value = values[h];
    for (let e: i32 = starts[history[h]], end: i32 = starts[history[h] + 1]; e < end; e++) {
      const j: i32 = ids[e];
      scores[j] = scores[j] + weights[e] * value;
    }
  }
}

/** The same where item ids need more than 16 bits. */
export function addNeighborsWide(history: Int32Array, values: Float64Array, size: i32, starts: Int32Array, ids: Int32Array, weights: Float32Array, scores: Float64Array): void {
  for (let h: i32 = 0; h < size; h++) {
    const value = values[h];
    for (let e: i32 = starts[history[h]], end: i32 = starts[history[h] + 1]; e < end; e++) {
      const j = ids[e];
      scores[j] = scores[j] + weights[e] * value;
    }
  }
}
