// How far numbers are from their golden values.

/** The largest error, relative where a golden value is above 1 in size; Infinity where the lengths differ. */
export function largestError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Infinity;
  let most = 0;
  for (let i = 0; i < want.length; i++) {
    const error = Math.abs(got[i] - want[i]) / Math.max(1, Math.abs(want[i]));
    if (!(error <= most)) most = Number.isNaN(error) ? Infinity : error;
  }
  return most;
}
