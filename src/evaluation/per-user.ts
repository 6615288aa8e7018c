/**
 * Measures of many users.
 * @module
 */

/** A measure of many users: each user's value in the order of `users`, NaN where a user has none, and the mean of the others (0 where there are none). */
export interface PerUser {
  readonly mean: number;
  readonly values: Float64Array;
}

/** Values in the order of the users, with their mean. */
export function perUser(list: ArrayLike<number>): PerUser {
  const values = new Float64Array(list.length);
  let sum = 0;
  let n = 0;
  for (let u = 0; u < values.length; u++) {
    const value = list[u];
    values[u] = Number.isNaN(value) ? NaN : value; // one NaN of the many
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return { mean: n === 0 ? 0 : sum / n, values };
}
