/**
 * Ids that were meant: those of a model as texts, and the nearest to one that it does not know.
 * @module
 */
import type { Id, Ids } from '../data/ids.js';
import { nearMiss } from '../errors.js';

/** An id as the model has it: numbers are numbers there. */
export const asId = (text: string, known: { readonly values: readonly Id[] }): Id =>
  typeof known.values[0] === 'number' && /^-?\d+$/.test(text) ? Number(text) : text;

/** Readers of orders write addresses in lower case. */
export const isAddress = (text: string) => text.includes('@');

/** A customer as the model spells it. */
export function asCustomer(text: string, users: Ids<Id>): Id {
  const id = asId(text, users);
  return users.indexOf(id) < 0 && isAddress(text) && users.indexOf(text.toLowerCase()) >= 0 ? text.toLowerCase() : id;
}

/** Digits that tell one number from another: c7 is a mistyped c007, but c008 is somebody else. */
const digits = (text: string) => text.replace(/[^1-9]/g, '');

/** ` (did you mean "c00002"?)`, or nothing. Compared are only ids that begin alike: there may be a million. */
export function nearId(text: string, known: readonly Id[]): string {
  const [first, figures] = [text.charAt(0).toLowerCase(), digits(text)];
  const alike = (id: Id): id is string =>
    typeof id === 'string' &&
    id.charAt(0).toLowerCase() === first &&
    Math.abs(id.length - text.length) < 2 + text.length / 4 &&
    digits(id) === figures;
  return nearMiss(text, known.filter(alike));
}
