/**
 * Interactions out of a CSV text: who did what with which item, read by the columns named.
 * @module
 */
import { anything, checkOptions, oneOf, optional, type Constraints } from '../check.js';
import type { Column } from '../data/column.js';
import type { Id } from '../data/ids.js';
import type { InteractionColumns } from '../data/interaction-columns.js';
import { Interactions } from '../data/interactions.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe } from '../errors.js';
import { CsvReader } from './csv.js';
import { CELLS, type CsvColumn, type CsvOptions } from './csv-schema.js';
import { Decoder } from './encoding.js';

/** Which columns say what, and how the file is read. */
export interface ReadInteractionsOptions extends InteractionColumns, Pick<CsvOptions, 'delimiter' | 'decimal'> {
  /**
   * `'auto'`: a column of ids that are all whole numbers as JavaScript writes them (`7`, not `007` or `7.0`) has numbers, every other one texts. `'text'`: all ids
   * are texts. Default `'auto'`.
   */
  ids?: 'auto' | 'text';
}

const OPTIONS: Constraints<ReadInteractionsOptions> = {
  user: anything,
  item: anything,
  value: anything,
  time: anything,
  timeUnit: anything,
  duplicates: anything,
  delimiter: anything,
  decimal: optional(CELLS.decimal),
  ids: oneOf('auto', 'auto', 'text'),
};

/**
 * Interactions out of a CSV file, without a missing cell. Times are ISO 8601 dates, or numbers where `timeUnit` says of what.
 * @param source - the text, or the bytes of the file (UTF-8, UTF-16 with its mark, else Windows-1252)
 * @param options - `user`, `item`, `value`, `time`, `timeUnit`, `duplicates` as of `Interactions.from`, by the names in the header; `delimiter`, `decimal` as of `readCsv`; `ids`
 * @throws KindredError `invalid-data` naming line and column; `unknown-column`, `unknown-option`, `invalid-option`
 * @example
 * ```ts
 * import { readInteractions } from 'kindred/io';
 * const text = 'userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n1,1029,3,1260759179\n';
 * const ratings = readInteractions<number, number>(text, { user: 'userId', item: 'movieId', value: 'rating', time: 'timestamp', timeUnit: 's' });
 * console.log(ratings.nEvents, ratings.items.values); // 2 [ 31, 1029 ]
 * ```
 */
export function readInteractions<U extends Id = Id, I extends Id = Id>(
  source: string | Uint8Array,
  options: ReadInteractionsOptions,
): Interactions<U, I> {
  if (typeof source !== 'string' && !(source instanceof Uint8Array))
    throw new KindredError('invalid-data', mustBe('source', 'the text or the bytes of a CSV file', source));
  const { user, item, value, time, timeUnit, duplicates, delimiter, decimal, ids } = checkOptions('readInteractions', OPTIONS, options);
  const columns: Record<string, CsvColumn> = {
    user: { header: user, kind: 'category', required: true },
    item: { header: item, kind: 'category', required: true },
    ...(value !== undefined && { value: { header: value, kind: 'number', required: true, ...(decimal && { decimal }) } }),
    ...(time !== undefined && { time: { header: time, kind: timeUnit === undefined ? 'date' : 'number', required: true } }),
  };
  for (const [role, { header }] of Object.entries(columns))
    if (typeof header !== 'string') throw new KindredError('invalid-option', mustBe(role, 'the name of a column', header));
  const reader = new CsvReader(() => columns, delimiter === undefined ? {} : { delimiter });
  for (const text of typeof source === 'string' ? [source] : textsOf(source)) reader.push(text);
  const table = reader.end();
  const entries = table.columns.map((role): [string, Column] => {
    const column = table.column(role);
    return [role, column.kind === 'category' && ids === 'auto' ? numbered(column) : column];
  });
  return Interactions.from<U, I>(Table.of(entries), {
    user: 'user',
    item: 'item',
    ...(value !== undefined && { value: 'value' }),
    ...(time !== undefined && { time: 'time' }),
    ...(timeUnit !== undefined && { timeUnit }),
    ...(duplicates !== undefined && { duplicates }),
  });
}

function* textsOf(bytes: Uint8Array): Generator<string> {
  const decoder = new Decoder(undefined, () => 1);
  yield* decoder.push(bytes);
  yield* decoder.end();
}

/** Ids that are all whole numbers as numbers. */
function numbered(column: Extract<Column, { kind: 'category' }>): Column {
  const numbers = column.categories.map(Number);
  if (!numbers.every((id, code) => Number.isSafeInteger(id) && String(id) === column.categories[code])) return column;
  return { kind: 'number', values: Float64Array.from(column.codes, (code) => numbers[code]) };
}
