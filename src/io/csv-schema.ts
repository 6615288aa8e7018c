/**
 * Which columns to take from a CSV file, and how their cells are read.
 * @module
 */
import { checkOptions, flag, oneOf, optional, type Constraints } from '../check.js';
import { booleanWords, CELL_EXPECTED, columnBuilder, type CellRules, type ColumnBuilder } from '../data/column-builder.js';
import type { ColumnKind } from '../data/column.js';
import { missingList, ONLY_EMPTY } from '../data/missing.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { numberParser, type DecimalMark } from './numbers.js';

/** How cells are read: said of a column, or of all columns in the options. */
export interface CsvCells {
  /** Texts that stand for a missing value, compared without the spaces around them. Default `['']`. */
  missing?: readonly string[];
  /** Decimal mark of numbers; the other mark may then stand between thousands (`1.234,50`). Default: plain numbers with a point. */
  decimal?: DecimalMark;
  /** Words of a boolean column. Default `['true', 'True', 'TRUE']`. */
  trueValues?: readonly string[];
  /** Default `['false', 'False', 'FALSE']`. */
  falseValues?: readonly string[];
}

/** A column to take. */
export interface CsvColumn extends CsvCells {
  kind: ColumnKind;
  /** The name in the header. Default: the name in the table. */
  header?: string;
  /** Is a missing value an error? Default false. */
  required?: boolean;
}

/** Which columns to take from a file, by their names in the table: the kind alone, or more about the column. */
export type CsvSchema = Readonly<Record<string, ColumnKind | Readonly<CsvColumn>>>;

/** How a file is read. */
export interface CsvOptions extends CsvCells {
  /** One character. Default `','`. */
  delimiter?: string;
}

const texts = (example: string) =>
  optional<readonly string[]>({
    expected: `a list of texts such as ${example}`,
    accepts: (v) => Array.isArray(v) && v.every((text) => typeof text === 'string'),
    invalid: ['NA', ['NA', null], null],
  });

/** Of the cells of a column, and of all. */
export const CELLS: Constraints<CsvCells> = {
  missing: texts("['', 'NA']"),
  decimal: optional<DecimalMark>(oneOf<DecimalMark>(undefined, '.', ',')),
  trueValues: texts("['Yes']"),
  falseValues: texts("['No']"),
};

const COLUMN: Constraints<CsvColumn> = {
  kind: oneOf<ColumnKind>(undefined, 'number', 'date', 'boolean', 'category', 'text'),
  header: optional<string>({ expected: 'a name in the header', accepts: (v) => typeof v === 'string', invalid: [null, 1] }),
  required: flag(false),
  ...CELLS,
};

/** A column that is being read. */
export interface TakenColumn {
  readonly name: string;
  /** Its place in a row. */
  readonly at: number;
  readonly builder: ColumnBuilder;
  /** Why a cell was refused, as the end of a sentence. */
  readonly fault: (cell: string) => string;
}

/**
 * The columns of a schema in a file with this header.
 * @param cells - what holds for all columns that say nothing else
 * @throws KindredError `unknown-column`, `unknown-option`, `invalid-option`
 */
export function takenColumns(schema: CsvSchema, header: readonly string[], cells: CsvCells): TakenColumn[] {
  return Object.entries(schema).map(([name, given]) => {
    const own = checkColumn(name, given);
    const column = { ...cells, ...Object.fromEntries(Object.entries(own).filter(([, v]) => v !== undefined)) } as CsvColumn;
    const { header: wanted = name, kind } = column;
    const at = header.indexOf(wanted);
    if (at < 0) {
      const message = `the file has no column ${show(wanted)}${nearMiss(wanted, header)}; it has: ${header.join(', ')}`;
      throw new KindredError('unknown-column', message);
    }
    const rules = rulesOf(column);
    const builder = columnBuilder(kind, rules);
    return { name, at, builder: column.required ? withoutMissing(builder, rules) : builder, fault: (cell) => fault(cell, column, rules) };
  });
}

function checkColumn(name: string, given: unknown): CsvColumn {
  try {
    return checkOptions('a column', COLUMN, typeof given === 'string' ? { kind: given } : given);
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    throw new KindredError(error.code, `column ${show(name)} of the schema: ${error.message}`);
  }
}

function rulesOf({ missing, decimal, trueValues, falseValues }: CsvCells): CellRules {
  return {
    ...(missing ? { missing: missingList(missing) } : {}),
    ...(decimal ? { parseNumber: numberParser(decimal) } : {}),
    words: booleanWords(trueValues, falseValues),
  };
}

/** A column that refuses cells which hold no value. */
function withoutMissing(builder: ColumnBuilder, { missing = ONLY_EMPTY }: CellRules): ColumnBuilder {
  return {
    addAll(rows, at) {
      const first = rows.findIndex((row) => missing.has(row[at].trim()));
      return Math.min(builder.addAll(rows, at), first < 0 ? rows.length : first);
    },
    finish: () => builder.finish(),
  };
}

function fault(
  cell: string,
  { kind, decimal, trueValues, falseValues, required }: CsvColumn,
  { words, missing = ONLY_EMPTY }: CellRules,
): string {
  if (required && missing.has(cell.trim())) return `must hold a value, got ${show(cell)}`;
  let expected = CELL_EXPECTED[kind];
  if (kind === 'number' && decimal) expected += ` with the decimal mark ${show(decimal)}`;
  if (kind === 'boolean' && (trueValues || falseValues)) expected = [...words!.keys()].map(show).join(' or ');
  return `must be ${expected}, got ${show(cell)}${hint(cell, kind, decimal)}`;
}

/** Which option would read a cell. */
function hint(cell: string, kind: ColumnKind, decimal: DecimalMark | undefined): string {
  if (cell.trim() === '') return ' (a cell is empty: that is a missing value where "missing" has "")';
  if (kind === 'boolean') return ' (other words are named by "trueValues" and "falseValues")';
  if (!/\d/.test(cell)) return ' (a text for missing values is named by "missing")';
  if (kind !== 'number') return '';
  const readings = (['.', ','] as const)
    .filter((other) => other !== decimal)
    .map((other) => ({ other, value: numberParser(other)(cell) }))
    .filter(({ value }) => !Number.isNaN(value))
    .map(({ other, value }) => `decimal ${show(other)} reads it as ${value}`);
  return readings.length === 0 ? '' : ` (${readings.join(', ')})`;
}
