/**
 * Which columns of a source say what of an interaction.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import type { Duplicates } from './events.js';

/** Which columns say what. */
export interface InteractionColumns {
  user: string;
  item: string;
  /** How much: quantity, rating, amount. Without it events are counted. */
  value?: string;
  /** When. */
  time?: string;
  /** Of times that are numbers. Default `'ms'`. */
  timeUnit?: 'ms' | 's';
  /** Needed with `value` where a user and item occur twice. */
  duplicates?: Exclude<Duplicates, 'count'>;
}

const OPTIONS = ['user', 'item', 'value', 'time', 'timeUnit', 'duplicates'];

/** @throws KindredError `invalid-option`, `unknown-option` */
export function checkColumns(columns: InteractionColumns): void {
  if (columns === null || typeof columns !== 'object')
    throw new KindredError('invalid-option', mustBe('columns', 'an object such as { user: "customer", item: "sku" }', columns));
  for (const [name, value] of Object.entries(columns)) {
    if (!OPTIONS.includes(name))
      throw new KindredError('unknown-option', `Interactions.from has no option ${show(name)}${nearMiss(name, OPTIONS)}`);
    if (value === undefined) continue;
    if (name === 'timeUnit' && value !== 'ms' && value !== 's')
      throw new KindredError('invalid-option', mustBe(name, '"ms" or "s"', value));
    if (name === 'duplicates' && !['sum', 'last', 'max', 'mean'].includes(value))
      throw new KindredError('invalid-option', mustBe(name, '"sum", "last", "max" or "mean"', value));
    if (name === 'duplicates' && columns.value === undefined)
      throw new KindredError('invalid-option', '"duplicates" needs "value": without it events are counted');
    if (typeof value !== 'string') throw new KindredError('invalid-option', mustBe(name, 'the name of a column', value));
  }
  for (const name of ['user', 'item'] as const) {
    if (columns[name] === undefined) throw new KindredError('invalid-option', mustBe(name, 'the name of a column', undefined));
  }
}
