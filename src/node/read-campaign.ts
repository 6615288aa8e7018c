/**
 * The table of a campaign out of a CSV file whose columns nobody knows beforehand: a column is one of numbers where all its cells are, else one of categories.
 * @module
 */
import type { Column } from '../data/column.js';
import { columnFromList } from '../data/column-from-list.js';
import { Table } from '../data/table.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { CsvReader, DELIMITERS, listed } from '../io/csv.js';
import type { Encoding } from '../io/encoding.js';
import { headOf, headRows, namesOf } from '../io/head.js';
import type { LongWork } from '../progress.js';
import type { Arguments } from './arguments.js';
import { bytesOf } from './bytes.js';
import { textOf } from './run-tables.js';

export interface CampaignFile {
  /** The column of what customers are called (one of several that may be there): texts, also where they look like numbers. */
  readonly id?: string | readonly string[] | undefined;
  readonly delimiter?: string | undefined;
  readonly encoding?: Encoding | undefined;
  readonly decimal?: '.' | ',' | undefined;
}

/** How the flags say that it is read. */
export const campaignFile = (args: Arguments, id: CampaignFile['id']): CampaignFile => ({
  id,
  delimiter: args.delimiter(),
  encoding: args.text('encoding') as CampaignFile['encoding'],
  decimal: args.text('decimal') as CampaignFile['decimal'],
});

/** What stands for a missing number. */
const MISSING = ['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL'];

/**
 * @param wanted - columns that must be there
 * @throws KindredError `invalid-data` naming line and column; `unknown-column`
 */
export async function readCampaign(
  file: string,
  wanted: readonly string[],
  { id, delimiter, encoding, decimal = '.' }: CampaignFile,
  { signal, onProgress }: LongWork,
): Promise<Table> {
  onProgress?.({ done: 0, total: 1, stage: 'reading the file' });
  const text = textOf(await bytesOf(file, signal), encoding);
  const head = headOf(text);
  const headerBy = (mark: string) => namesOf(headRows(head, mark)[0] ?? []);
  const mark = delimiter ?? DELIMITERS.find((one) => wanted.every((name) => headerBy(one).includes(name))) ?? widest(headerBy);
  const header = headerBy(mark);
  for (const name of wanted)
    if (!header.includes(name))
      throw new KindredError('unknown-column', `the file has no column ${show(name)}${nearMiss(name, header)}; it has: ${listed(header)}`);
  const reader = new CsvReader(
    (names) => Object.fromEntries(names.filter((name) => name !== '').map((name) => [name, { kind: 'text', missing: [] }])),
    {
      delimiter: mark,
    },
  );
  reader.push(text);
  const table = reader.end();
  const ids = id === undefined ? [] : [id].flat();
  const column = (name: string): Column => {
    const cells = table.column(name, 'text');
    return ids.includes(name) ? cells : columnOf(name, cells.values as string[], decimal);
  };
  return Table.of(table.columns.map((name) => [name, column(name)] as const));
}

const widest = (headerBy: (mark: string) => readonly string[]) =>
  DELIMITERS.reduce((best: string, mark) => (headerBy(mark).length > headerBy(best).length ? mark : best), ',');

function columnOf(name: string, cells: readonly string[], decimal: '.' | ','): Column {
  const values = new Float64Array(cells.length);
  const trimmed = cells.map((cell) => cell.trim());
  const isNumeric = trimmed.every((cell, i) => {
    const plain = decimal === ',' ? cell.replace(',', '.') : cell;
    values[i] = MISSING.includes(cell) ? NaN : Number(plain);
    return MISSING.includes(cell) || /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain);
  });
  if (isNumeric && !values.every(Number.isNaN)) return { kind: 'number', values };
  return columnFromList(name, trimmed, new Set(['']));
}
