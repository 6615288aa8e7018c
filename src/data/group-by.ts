/**
 * Aggregates: one cell for each group of rows.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { ranksOf } from './codes.js';
import { ofKind, takeRows, type Column, type ColumnKind } from './column.js';
import { distinctOf, groupRows, groupValues, sumsOf, type GroupedValues, type Groups } from './grouped.js';

/**
 * What becomes of the rows of a group. Missing values are left out everywhere; of a group without any value, counts and sums are 0 and all else is missing.
 * - `'count'`: its rows; `{ count: 'amount' }`: those where the column has a value
 * - `{ sum: 'amount' }`, `{ mean: 'amount' }`: of numbers, or of booleans as 0 and 1
 * - `{ min: 'time' }`, `{ max: 'time' }`: of numbers or dates
 * - `{ nDistinct: 'order' }`: how many different values
 * - `{ first: 'country', by: 'time' }`, `{ last: 'country', by: 'time' }`: the value in the row where `by` is least or greatest; where several rows are, the least or
 *   the greatest of their values
 */
export type GroupAggregate =
  | 'count'
  | { readonly count: string }
  | { readonly sum: string }
  | { readonly mean: string }
  | { readonly min: string }
  | { readonly max: string }
  | { readonly nDistinct: string }
  | { readonly first: string; readonly by: string }
  | { readonly last: string; readonly by: string };

const HOWS = ['count', 'sum', 'mean', 'min', 'max', 'nDistinct', 'first', 'last'] as const;
type How = (typeof HOWS)[number];

/** The kinds an aggregate is made for; the others take all. */
const KINDS: { readonly [how in How]?: readonly ColumnKind[] } = {
  sum: ['number', 'boolean'],
  mean: ['number', 'boolean'],
  min: ['number', 'date'],
  max: ['number', 'date'],
};

/**
 * The columns of a table with one row a group: the keys, then the aggregates.
 * @param columnOf - any column of the rows by its name
 * @throws KindredError as `Table.groupBy`
 */
export function groupColumns(
  keys: ReadonlyMap<string, Column>,
  nRows: number,
  columnOf: (name: string) => Column,
  aggregates: Readonly<Record<string, GroupAggregate>>,
): [string, Column][] {
  if (aggregates === null || typeof aggregates !== 'object')
    throw new KindredError('invalid-option', mustBe('aggregates', 'an object such as { total: { sum: "amount" } }', aggregates));
  const specs = Object.entries(aggregates).map(([name, given]) => ({ name, ...checkAggregate(name, given) }));
  const groups = groupRows(keys, nRows);
  const firsts = groups.starts.slice(0, -1).map((p) => groups.order[p]);
  const valuesOf = remembered((of) => groupValues(ranksOf(columnOf(of)), groups));
  const aggregate = ({ how, of, by }: Spec): Column => {
    if (how === 'rows') return { kind: 'number', values: differences(groups.starts, groups.starts.subarray(1)) };
    const kinds = KINDS[how];
    const column = kinds ? ofKind(of, columnOf(of), ...kinds) : columnOf(of);
    if (how === 'first' || how === 'last') return takeRows(column, extremes(column, columnOf(by), groups, how));
    const kind = column.kind === 'date' && (how === 'min' || how === 'max') ? 'date' : 'number';
    return { kind, values: MEASURES[how](valuesOf(of)) };
  };
  return [
    ...[...keys].map(([name, column]): [string, Column] => [name, withoutMinusZero(takeRows(column, firsts))]),
    ...specs.map(({ name, ...spec }): [string, Column] => [name, withoutMinusZero(aggregate(spec))]),
  ];
}

/** What a function gave for a name, so that it is called once for each. */
function remembered<T>(of: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) known.set(name, (value = of(name)));
    return value;
  };
}

/** Which of the two zeros a group has would depend on the order of the rows. */
const withoutMinusZero = (column: Column): Column =>
  column.kind === 'number' || column.kind === 'date' ? { kind: column.kind, values: column.values.map((v) => v + 0) } : column;

const MEASURES: { readonly [how in Exclude<How, 'first' | 'last'>]: (grouped: GroupedValues) => Float64Array } = {
  count: ({ starts, ends }) => differences(starts, ends),
  sum: sumsOf,
  mean: (grouped) => {
    const { starts, ends } = grouped;
    return sumsOf(grouped).map((sum, g) => (ends[g] === starts[g] ? NaN : sum / (ends[g] - starts[g])));
  },
  min: ({ values, starts, ends }) => new Float64Array(ends.length).map((_, g) => (ends[g] === starts[g] ? NaN : values[starts[g]])),
  max: ({ values, starts, ends }) => new Float64Array(ends.length).map((_, g) => (ends[g] === starts[g] ? NaN : values[ends[g] - 1])),
  nDistinct: distinctOf,
};

const differences = (from: Int32Array, to: Int32Array) => new Float64Array(to.length).map((_, g) => to[g] - from[g]);

/** The row of each group that has the greatest (or least) key and a value, −1 where there is none. */
function extremes(column: Column, by: Column, { order, starts }: Groups, how: 'first' | 'last'): Int32Array {
  const [values, keys] = [ranksOf(column), ranksOf(by)];
  const isLater = (a: number, b: number) => (keys[a] === keys[b] ? values[a] > values[b] : keys[a] > keys[b]);
  const rows = new Int32Array(starts.length - 1).fill(-1);
  for (let g = 0; g < rows.length; g++) {
    for (let p = starts[g]; p < starts[g + 1]; p++) {
      const row = order[p];
      if (Number.isNaN(keys[row]) || Number.isNaN(values[row])) continue;
      if (rows[g] < 0 || (how === 'last' ? isLater(row, rows[g]) : isLater(rows[g], row))) rows[g] = row;
    }
  }
  return rows;
}

/** An aggregate taken apart; `rows` is the plain count. */
interface Spec {
  readonly how: How | 'rows';
  readonly of: string;
  readonly by: string;
}

function checkAggregate(name: string, given: unknown): Spec {
  if (given === 'count') return { how: 'rows', of: '', by: '' };
  const spec = given as Readonly<Record<string, string>>;
  if (given === null || typeof given !== 'object' || Object.keys(spec).length === 0)
    throw new KindredError('invalid-option', mustBe(name, '"count" or an object such as { sum: "amount" }', given));
  const how = HOWS.find((one) => Object.hasOwn(spec, one));
  const known: readonly string[] = !how ? HOWS : how === 'first' || how === 'last' ? [how, 'by'] : [how];
  const other = Object.keys(spec).find((key) => !known.includes(key));
  if (!how || other !== undefined) {
    const message = `the aggregate ${show(name)} has no ${show(other)}${nearMiss(other, known)}; it has: ${known.join(', ')}`;
    throw new KindredError('unknown-option', message);
  }
  for (const key of known) {
    const column: unknown = spec[key];
    if (typeof column !== 'string') throw new KindredError('invalid-option', mustBe(`${name}.${key}`, 'the name of a column', column));
  }
  return { how, of: spec[how], by: spec['by'] ?? '' };
}
