/**
 * JSON in one spelling: keys in the order of their UTF-16 code units, no space, numbers that are whole, texts as JSON.stringify writes them (a subset of RFC 8785). So
 * what is signed is the text itself, and a text that was written in another way is noticed.
 * @module
 */
import { KindredError, show } from '../errors.js';

/** What a receipt may hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** @throws KindredError `invalid-data` for what has no such spelling */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isSafeInteger(value))
    return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new KindredError('invalid-data', `a receipt cannot hold ${show(value)}`);
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`).join(',')}}`;
}
