/**
 * Constraints that several options of campaigns share.
 * @module
 */
import { optional, type Constraint } from '../check.js';
import type { TimeLike } from '../data/time.js';

/** A text that says something. */
export const text: Constraint<string> = {
  default: undefined,
  expected: 'a text',
  accepts: (v) => typeof v === 'string' && v.trim() !== '',
  invalid: [1, '', ' ', null],
};
export const optionalText: Constraint<string> = optional(text);

/** Whatever it is, it is there: checked where it is read. */
export const time: Constraint<TimeLike> = {
  default: undefined,
  expected: 'a time',
  accepts: (v) => v !== undefined && v !== null,
  invalid: [undefined, null],
};
