/**
 * Questions: what a file does not tell and nobody may guess.
 * @module
 */
import { KindredError, type KindredErrorCode } from '../errors.js';

/** What the user must say before a file can be read: the `cause` of the `KindredError` that asks. */
export interface OrdersQuestion {
  readonly about: 'columns' | 'delimiter' | 'decimal' | 'dates' | 'currency' | 'time zone';
  /** Answers that make sense, the likeliest first; for columns, the names in the header. */
  readonly choices: readonly string[];
  /** The names in the header, where the question is about columns. */
  readonly header?: readonly string[];
}

/** A question with the sentence that asks it. */
export interface Asked {
  readonly question: OrdersQuestion;
  readonly message: string;
}

/** The error that asks. */
export function asking({ question, message }: Asked, code: KindredErrorCode = 'invalid-data'): KindredError {
  return new KindredError(code, message, { cause: question });
}
