// The comparison of an answer with the textbook's.

/** Are two lists equal within a tolerance, relative to the size of the values (absolute below 1)? */
export function near(what: string, got: ArrayLike<number>, want: ArrayLike<number>, tolerance: number): string | undefined {
  if (got.length !== want.length) return `${what}: ${got.length} values instead of ${want.length}`;
  for (let i = 0; i < got.length; i++) {
    if (Object.is(got[i], want[i]) || Math.abs(got[i] - want[i]) <= tolerance * Math.max(1, Math.abs(want[i]))) continue;
    return `${what}: ${got[i]} instead of ${want[i]} at ${i}`;
  }
  return undefined;
}
