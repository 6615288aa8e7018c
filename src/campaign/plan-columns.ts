/**
 * The table of a campaign as the learners take it: which columns say something of the customers, who got what, and what came of it.
 * @module
 */
import { cellsOf, type Column } from '../data/column.js';
import { median } from '../data/median.js';
import { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import type { Label } from '../data/labels.js';
import { classesOf, numbersOf } from '../regression/target.js';
import { count, listed, plural } from '../words.js';
import { armsOf, speakingOf, type Arms } from './arms.js';
import { unbalanced } from './balance.js';

/** A campaign, read. */
export interface PlanColumns {
  readonly X: Table;
  readonly arms: Arms;
  /** 0 and 1, or money. */
  readonly y: Float64Array;
  /** The two outcomes, the second of which is the response; null for money. */
  readonly classes: readonly Label[] | null;
  /** What the reader should know, in sentences. */
  readonly notes: readonly string[];
}

/** A column of texts with more different ones than this, and than one in 20 rows, tells customers by name. */
const MANY = 50;
/** So many standard errors are no figure: each arm has (nearly) one value. */
const MANY_ERRORS = 1e4;

/** @throws KindredError `unknown-column`; `invalid-data` for an outcome or a treatment that is none, naming the row; `invalid-option` */
export function planColumns(
  table: Table,
  given: {
    readonly treatment: string;
    readonly outcome: string;
    readonly control?: Label | undefined;
    readonly exclude: readonly string[];
  },
): PlanColumns {
  const { treatment, outcome, control, exclude } = given;
  const notes: string[] = [];
  const arms = speakingOf(treatment, () => armsOf(table.column(treatment), table.nRows, control), 'treatment');
  const { y, classes } = outcomeOf(outcome, table.column(outcome), table.nRows);
  for (const name of exclude) table.column(name);
  const features = table.columns.filter((name) => ![treatment, outcome, ...exclude].includes(name));
  const columns = features.flatMap((name): [string, Column][] => {
    const column = usable(name, table.column(name), notes);
    return column ? [[name, column]] : [];
  });
  if (columns.length === 0) throw new KindredError('invalid-data', 'no column is left that says something of the customers');
  const X = Table.of(columns);
  for (const { column, z } of unbalanced(X, arms))
    notes.push(
      `${show(column)} differs between the arms by ${z < MANY_ERRORS ? `${count(z)} standard errors, which chance does not explain` : 'far more than chance explains'}. If it was measured after the contact, it is another outcome: leave it out, or what follows is flattered. Else the treatment was not drawn at random`,
    );
  return { X, arms, y, classes, notes };
}

function outcomeOf(name: string, column: Column, nRows: number): Pick<PlanColumns, 'y' | 'classes'> {
  const distinct = new Set<unknown>();
  const cell = cellsOf(column);
  for (let i = 0; i < nRows && distinct.size < 3; i++) distinct.add(cell(i));
  if (column.kind === 'number' && distinct.size > 2) return { y: speakingOf(name, () => numbersOf(column, nRows)), classes: null };
  const { classes, codes } = speakingOf(name, () => classesOf(column, nRows));
  if (classes.length > 2)
    throw new KindredError(
      'invalid-data',
      `${show(name)} must hold two outcomes, or numbers, got ${listed(classes.slice(0, 3).map(show))}`,
    );
  return { y: Float64Array.from(codes), classes };
}

/** A column to learn from, whole; undefined where it tells customers by name or nothing at all. */
function usable(name: string, column: Column, notes: string[]): Column | undefined {
  if (column.kind === 'category' || column.kind === 'text') {
    const cell = cellsOf(column);
    const n = column.kind === 'category' ? column.codes.length : column.values.length;
    const different = new Set(Array.from({ length: n }, (_, i) => cell(i))).size;
    if (different <= Math.max(MANY, n / 20)) return column;
    notes.push(`${show(name)} was left out: with ${count(different)} different texts it tells customers by name`);
    return undefined;
  }
  const gaps = column.kind === 'boolean' ? column.values.filter((v) => v === 2).length : column.values.filter(Number.isNaN).length;
  if (gaps === 0) return column;
  if (gaps === column.values.length) {
    notes.push(`${show(name)} was left out: it is empty`);
    return undefined;
  }
  const known = Float64Array.from(column.values).filter((v) => (column.kind === 'boolean' ? v !== 2 : !Number.isNaN(v)));
  const typical = column.kind === 'boolean' ? (known.reduce((sum, v) => sum + v, 0) * 2 > known.length ? 1 : 0) : median(known);
  notes.push(
    `${plural(gaps, 'missing cell')} of ${show(name)} ${gaps === 1 ? 'was' : 'were'} filled with ${column.kind === 'boolean' ? typical === 1 : typical}, the middle of the others`,
  );
  if (column.kind === 'boolean') return { kind: 'boolean', values: column.values.map((v) => (v === 2 ? typical : v)) };
  return { kind: column.kind, values: column.values.map((v) => (Number.isNaN(v) ? typical : v)) };
}
