/**
 * What a model needs of a row, so that a page can build a form for it.
 * @module
 */
import { Table, type ColumnKind } from '../data/table.js';
import type { Category } from './categories.js';
import type { Data } from './transformer.js';

/** A column that a model needs. */
export interface InputColumn {
  readonly name: string;
  /** As it was in fit. */
  readonly kind: ColumnKind;
  /** The values that the model knows, null for a missing cell, where it knows only some. */
  readonly categories?: readonly Category[];
  /** A value to begin with, where a step knows one: what a missing cell becomes, or the middle of the column. */
  readonly typical?: number | string | boolean;
}

/** What one step knows of a column. */
export type Known = Omit<InputColumn, 'kind'>;

/** Names and kinds of the columns that models of several parts were fitted on. */
export type Inputs = readonly Pick<InputColumn, 'name' | 'kind'>[];

export const inputsOf = (X: Data, names: readonly string[]): Inputs =>
  names.map((name) => ({ name, kind: X instanceof Table ? X.column(name).kind : 'number' }));

/**
 * What a model knows of its columns, asked by structure. A step whose columns keep their values (as an imputer's) has a method `inputsBefore` that adds what the
 * steps behind it know; numbers with a `mean` or `center` have a typical value (but 0, which a scaler also says that does not center).
 * @param after - what is known of the columns it makes
 */
export function knownBefore(model: unknown, after: readonly Known[]): readonly Known[] {
  const { inputsBefore, columns, mean, center } = model as {
    inputsBefore?: (after: readonly Known[]) => readonly Known[];
    columns?: readonly string[];
    mean?: Float64Array;
    center?: Float64Array;
  };
  if (typeof inputsBefore === 'function') return inputsBefore.call(model, after);
  const typical = mean ?? center;
  return (columns ?? []).map((name, j) => (typical?.[j] ? { name, typical: typical[j] } : { name }));
}

/** What several know of one column: the first that knows it counts. */
export function merged(...known: readonly (Known | undefined)[]): Known {
  return Object.assign({}, ...[...known].reverse()) as Known;
}

/** @returns for each input all that is known of it */
export function inputColumns(inputs: Inputs, known: readonly Known[]): InputColumn[] {
  return inputs.map(({ name, kind }) => ({ name, kind, ...known.find((of) => of.name === name) }));
}

/** For columns that a model gives the one column each was made of. */
export type Sources = ReadonlyMap<string, string>;

/**
 * What each output column was made of, asked by structure as above: of a method `sources`, or each of itself where a model's columns keep their names. Columns made
 * of several (as a PCA's) are left out.
 */
export function sourcesOf(model: unknown): Sources {
  const { sources, columns, outputColumns } = model as {
    sources?: () => Sources;
    columns?: readonly string[];
    outputColumns?: readonly string[];
  };
  if (typeof sources === 'function') return sources.call(model);
  const same = columns?.length === outputColumns?.length && columns?.every((name, j) => name === outputColumns?.[j]);
  return new Map((same ? (columns ?? []) : []).map((name) => [name, name]));
}

/** The same through several models, one behind the other. */
export function sourcesThrough(inputs: readonly string[], models: readonly unknown[]): Sources {
  return models.reduce<Sources>(
    (before, model) => new Map([...sourcesOf(model)].flatMap(([name, of]) => (before.has(of) ? [[name, before.get(of)!] as const] : []))),
    new Map(inputs.map((name) => [name, name])),
  );
}

const KINDS: readonly ColumnKind[] = ['number', 'date', 'boolean', 'category', 'text'];

/** Inputs in the settings of a model file: are they any? */
export function areInputs(saved: unknown): saved is Inputs {
  if (!Array.isArray(saved)) return false;
  const list = saved as Partial<InputColumn>[];
  return (
    list.every((of) => typeof of?.name === 'string' && KINDS.includes(of.kind!)) &&
    new Set(list.map(({ name }) => name)).size === list.length
  );
}
