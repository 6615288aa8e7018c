/**
 * The one error class of kindred, and the sentences its messages are made of.
 * @module
 */

/** What went wrong, stable across releases: test this, not the message. */
export type KindredErrorCode =
  | 'invalid-option'
  | 'unknown-option'
  | 'invalid-data'
  | 'unknown-column'
  | 'unknown-id'
  | 'too-large'
  | 'not-converged'
  | 'diverged'
  | 'cancelled'
  | 'no-training-data'
  | 'missing-peer'
  | 'file-corrupt'
  | 'file-version'
  | 'file-write'
  | 'denied'
  | 'unsupported'
  | 'worker-lost';

/**
 * Thrown for everything a caller can get wrong, with a stable `code` and a message that names the argument, what was expected and what came.
 *
 * @example
 * ```ts
 * import { KMeans, KindredError } from 'kindred';
 * try {
 *   new KMeans({ nClusters: 0 });
 * } catch (error) {
 *   if (!(error instanceof KindredError)) throw error;
 *   console.log(error.code, error.message); // invalid-option "nClusters" must be an integer from 1, got 0
 * }
 * ```
 */
export class KindredError extends Error {
  override readonly name = 'KindredError';
  /** What went wrong, as a word to test. */
  readonly code: KindredErrorCode;

  constructor(code: KindredErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A value as it is shown in a message: short, and telling text from number. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? 'a function' : String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const type = Object.prototype.toString.call(value).slice(8, -1);
  if (type !== 'Object') return named(type);
  const { name = 'Object' } = (value as { constructor?: { name?: string } }).constructor ?? {};
  return name === 'Object' || name.length < 3 ? 'an object' : named(name);
}

const named = (type: string) => `${/^[AEIO]/.test(type) ? 'an' : 'a'} ${type}`;

/** `"nClusters" must be an integer from 1, got 0` */
export function mustBe(argument: string, expected: string, got: unknown): string {
  return `"${argument}" must be ${expected}, got ${show(got)}`;
}

/** The known name that is nearest to a mistyped one, as ` (did you mean "seed"?)`, or nothing. */
export function nearMiss(given: unknown, known: readonly string[]): string {
  const name = String(given);
  let best = '';
  let least = Math.min(2 + Math.floor(name.length / 4), Math.max(1, name.length)); // not every letter changed
  for (const candidate of known) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best ? ` (did you mean "${best}"?)` : '';
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
