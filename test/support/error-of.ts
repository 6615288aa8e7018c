// The error that a call makes, as one text: code and message.
import { KindredError } from '../../src/errors.js';

export function errorOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof KindredError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no error';
}
