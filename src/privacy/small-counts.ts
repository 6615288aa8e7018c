/**
 * Small counts: cells of fewer than k people are withheld from reports, in such a way that totals do not give them away.
 * @module
 */
import { checkOptions, flag, integer, optional, type Constraints } from '../check.js';
import { cellsOf, takeRows, type Cell, type Column } from '../data/column.js';
import { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { suppress, type Margin } from './suppression.js';

/** The usual k: 10 people in reports of one's own, 50 in what goes to others. */
export const SMALL: Readonly<{ own: number; shared: number }> = /* @__PURE__ */ Object.freeze({ own: 10, shared: 50 });

export interface WithholdOptions {
  /** Cells of 1 to k − 1 people are withheld; 1 withholds nothing. Default 10 (`SMALL.own`). */
  readonly k?: number;
  /** Is the sum of all cells published? Default true. */
  readonly total?: boolean;
}

export interface WithholdRowsOptions extends WithholdOptions {
  /** The column that counts people. */
  readonly count: string;
  /** Columns by which totals are published as well, one total for each of their values. Default: none. */
  readonly within?: readonly string[];
  /** Columns of numbers that stay in withheld rows, such as a year. Default: none: all figures of such a row go with its count. */
  readonly keep?: readonly string[];
}

/** Counts of which some are withheld: null. */
export interface WithheldCells {
  readonly cells: (number | null)[];
  /** Null where it was not asked for, or would give a cell away. */
  readonly total: number | null;
  readonly nWithheld: number;
}

/** A table in which the figures of some rows are missing. */
export interface WithheldTable {
  readonly table: Table;
  readonly total: number | null;
  /** For each column of `within` and each of its values; all of a column are null where they would give a cell away. */
  readonly totals: { readonly column: string; readonly value: Cell; readonly total: number | null }[];
  readonly nWithheld: number;
}

/** @internal */
export const WITHHOLD: Constraints<WithholdOptions> = { k: integer(SMALL.own, 1), total: flag(true) };
const names = optional<readonly string[]>({
  expected: 'a list of column names',
  accepts: (v) => Array.isArray(v) && v.every((name) => typeof name === 'string'),
  invalid: ['segment', [1], null],
});
/** @internal */
export const WITHHOLD_ROWS: Constraints<WithholdRowsOptions> = {
  ...WITHHOLD,
  count: {
    default: undefined,
    expected: 'the name of a column',
    accepts: (v) => typeof v === 'string' && v !== '',
    invalid: [1, null, ''],
  },
  within: names,
  keep: names,
};

/**
 * Counts of people, or a table with a column of counts, without those that are small.
 *
 * Where totals are published, other cells are withheld with them: at least two in every total, of k people together, none of which can be computed from all totals
 * at hand. Zeros are shown and help nobody: that a cell is empty says nothing of a person in it; where it would ("nobody of them did not ..."), leave the column out. What
 * else was published about the same people is not known here (of k = 2 every small cell is 1), and a cell that cannot be computed may still be narrowed down.
 * @param data - counts, whole numbers from 0; or a table with a row a cell
 * @throws KindredError `invalid-data` naming a count that is none; `unknown-column`, `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { SMALL, withholdSmall } from 'kindred/privacy';
 * console.log(withholdSmall([120, 4, 61, 300]).cells); // [ 120, null, null, 300 ]
 * const report = Table.from({ segment: ['loyal', 'new', 'lost'], people: [700, 12, 80], spent: [9000.5, 80, 300] });
 * const { table } = withholdSmall(report, { count: 'people', k: SMALL.shared });
 * console.log(table.row(1)); // { segment: 'new', people: null, spent: null }
 * ```
 */
export function withholdSmall(data: Table, options: WithholdRowsOptions): WithheldTable;
export function withholdSmall(data: ArrayLike<number>, options?: WithholdOptions): WithheldCells;
export function withholdSmall(
  data: Table | ArrayLike<number>,
  options: WithholdOptions | WithholdRowsOptions = {},
): WithheldTable | WithheldCells {
  if (data instanceof Table) return ofTable(data, checkOptions<WithholdRowsOptions>('withholdSmall', WITHHOLD_ROWS, options));
  if (data === null || typeof data !== 'object' || typeof data.length !== 'number')
    throw new KindredError('invalid-data', mustBe('data', 'a list of counts or a Table', data));
  const { k, total } = checkOptions<WithholdOptions>('withholdSmall', WITHHOLD, options);
  const counts = checked(data, 'cell');
  const { hidden, closed } = suppress(counts, total ? [everything(counts)] : [], k!);
  const cells = counts.map((n, i) => (hidden[i] ? null : n));
  return { cells, total: total && !closed[0] ? sum(counts) : null, nWithheld: sum(hidden) };
}

function ofTable(table: Table, { k, total, count, within = [], keep = [] }: Readonly<WithholdRowsOptions>): WithheldTable {
  const counts = checked(table.column(count, 'number').values, `row of ${show(count)}, row`);
  for (const name of keep) table.column(name);
  const groups = within.map((name) => groupsOf(table.column(name)));
  const margins: Margin[] = [...groups.map((found) => [...found.values()].map(({ rows }) => rows)), ...(total ? [everything(counts)] : [])];
  const { hidden, closed } = suppress(counts, margins, k!);
  const rows = Int32Array.from(hidden, (mark, row) => (mark ? -1 : row));
  const stays = (name: string, { kind }: Column) => name !== count && (kind !== 'number' || within.includes(name) || keep.includes(name));
  const columns = table.columns.map((name): [string, Column] => {
    const column = table.column(name);
    return [name, stays(name, column) ? column : takeRows(column, rows)];
  });
  const totals = groups.flatMap((found, at) =>
    [...found.values()].map(({ value, rows: own }) => ({
      column: within[at],
      value,
      total: closed[at] ? null : sum(own.map((row) => counts[row])),
    })),
  );
  const grand = total && !closed[groups.length] ? sum(counts) : null;
  return { table: Table.of(columns, table.nRows), total: grand, totals, nWithheld: sum(hidden) };
}

function checked(counts: ArrayLike<unknown>, where: string): number[] {
  return Array.from(counts, (n, i) => {
    if (!Number.isSafeInteger(n) || (n as number) < 0)
      throw new KindredError('invalid-data', `${where} ${i + 1} must be a count, a whole number from 0, got ${show(n)}`);
    return n as number;
  });
}

const sum = (list: ArrayLike<number>) => Array.from(list).reduce((total, n) => total + n, 0);
const everything = (counts: readonly number[]): Margin => [[...counts.keys()]];

/** Rows by the value of a column; a missing value is one of its own. */
function groupsOf(column: Column): Map<string | number | boolean | null, { value: Cell; rows: number[] }> {
  const cell = cellsOf(column);
  const groups = new Map<string | number | boolean | null, { value: Cell; rows: number[] }>();
  const nRows = column.kind === 'category' ? column.codes.length : column.values.length;
  for (let row = 0; row < nRows; row++) {
    const value = cell(row);
    const key = value instanceof Date ? value.getTime() : value;
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { value, rows: [row] });
  }
  return groups;
}
