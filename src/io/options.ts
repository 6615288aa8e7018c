/**
 * What the user may say of an orders file.
 * @module
 */
import { oneOf } from '../check.js';
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { checkDelimiter } from './csv.js';
import { checkCurrency } from './currency.js';
import type { DateOrder } from './dates.js';
import { ENCODINGS, type Encoding } from './encoding.js';
import { checkRole, type OrderColumns } from './roles.js';
import { toUtc } from '../data/time-zone.js';

/** How orders are to be read, where the file does not tell. */
export interface OrdersOptions {
  /** Which column is which, where the names in the header are not recognized. */
  columns?: Partial<OrderColumns> | undefined;
  /** One character. Default: found out. */
  delimiter?: string | undefined;
  /** Default: found out. */
  encoding?: Encoding | undefined;
  /** Default: found out. */
  decimal?: '.' | ',' | undefined;
  /** Which number of `05/01/2026` is the day. Default: found out; ISO 8601 is always read. */
  dates?: DateOrder | undefined;
  /** ISO 4217 code: what a file that names none is in; of a file with several, the one to keep. */
  currency?: string | undefined;
  /** Of times that name none: `'UTC'` (default), an offset such as `'+02:00'`, or a place such as `'Europe/Berlin'`. */
  timeZone?: string | undefined;
}

const WORDS = {
  encoding: oneOf(undefined, ...ENCODINGS),
  decimal: oneOf(undefined, '.', ','),
  dates: oneOf(undefined, 'iso', 'dmy', 'mdy'),
};
const KNOWN = ['columns', 'delimiter', 'encoding', 'decimal', 'dates', 'currency', 'timeZone'];

/** @throws KindredError `unknown-option`, `invalid-option` */
export function checkOrdersOptions(options: unknown): OrdersOptions {
  if (options === null || typeof options !== 'object')
    throw new KindredError('invalid-option', `the options of OrdersReader must be an object, got ${show(options)}`);
  const given = options as OrdersOptions;
  for (const name of Object.keys(given)) {
    if (!KNOWN.includes(name))
      throw new KindredError('unknown-option', `OrdersReader has no option "${name}"${nearMiss(name, KNOWN)}; it has: ${KNOWN.join(', ')}`);
  }
  for (const name of ['encoding', 'decimal', 'dates'] as const) {
    if (given[name] !== undefined && !WORDS[name].accepts(given[name]))
      throw new KindredError('invalid-option', mustBe(name, WORDS[name].expected, given[name]));
  }
  Object.keys(given.columns ?? {}).forEach(checkRole);
  if (given.delimiter !== undefined) checkDelimiter(given.delimiter);
  checkCurrency(given.currency);
  if (given.timeZone !== undefined) toUtc(given.timeZone);
  return given;
}
