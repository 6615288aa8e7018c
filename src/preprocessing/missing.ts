/**
 * Missing cells of a column: filled, and made missing again.
 * @module
 */
import type { Column } from '../data/column.js';

/** What a missing cell may become. */
export type FillValue = number | string | boolean;

/** The kinds of columns that can be filled: dates cannot. */
export type FillKind = Exclude<Column['kind'], 'date'>;
export const FILL_KINDS: readonly FillKind[] = ['number', 'boolean', 'category', 'text'];

/** What a column of a kind is filled with, as `typeof` says it. */
export const VALUES: Readonly<Record<FillKind, 'number' | 'boolean' | 'string'>> = {
  number: 'number',
  boolean: 'boolean',
  category: 'string',
  text: 'string',
};

/** The column with its missing cells filled; the same where there are none. */
export function fill(column: Column, value: FillValue): Column {
  switch (column.kind) {
    case 'category':
      return column.codes.includes(-1) ? fillCategory(column, value as string) : column;
    case 'boolean':
      return { ...column, values: column.values.map((v) => (v === 2 ? Number(value) : v)) };
    case 'text':
      return { ...column, values: column.values.map((v) => v ?? (value as string)) };
    default:
      return { ...column, values: column.values.map((v) => (Number.isNaN(v) ? (value as number) : v)) };
  }
}

function fillCategory({ codes, categories: before }: Extract<Column, { kind: 'category' }>, value: string): Column {
  const categories = before.includes(value) ? before : [...before, value].sort();
  const code = new Map(categories.map((text, i) => [text, i]));
  const moved = before.map((text) => code.get(text)!);
  return { kind: 'category', categories, codes: codes.map((c) => (c < 0 ? code.get(value)! : moved[c])) };
}

/** The column with the cells missing where the mark is above one half. */
export function unfill(column: Column, marks: Float64Array): Column {
  switch (column.kind) {
    case 'category':
      return { ...column, codes: column.codes.map((code, row) => (marks[row] > 0.5 ? -1 : code)) };
    case 'boolean':
      return { ...column, values: column.values.map((v, row) => (marks[row] > 0.5 ? 2 : v)) };
    case 'text':
      return { ...column, values: column.values.map((v, row) => (marks[row] > 0.5 ? null : v)) };
    default:
      return { ...column, values: column.values.map((v, row) => (marks[row] > 0.5 ? NaN : v)) };
  }
}
