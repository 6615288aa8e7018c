/**
 * The models that models of several steps are made of, asked by structure: any may be a caller's own.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import type { Data } from './transformer.js';

/** A fitted step. */
export interface FittedStep {
  readonly model: unknown;
  readonly takesTables: boolean;
}

/** Rows as a step takes them. @throws KindredError `invalid-data` for a column that holds no numbers, or a missing value, where a Matrix is needed */
export const asTaken = (X: Data, takesTables: boolean): Data => (X instanceof Table && !takesTables ? X.toMatrix() : X);

/** @throws KindredError `unsupported` for a model that cannot transform; `invalid-data` where it gives neither Matrix nor Table, or other rows */
export function transformBy({ model, takesTables }: FittedStep, X: Data, inverse = false): Data {
  const method = inverse ? 'inverseTransform' : 'transform';
  const out = call(model, method, asTaken(X, takesTables));
  if (out instanceof Matrix || out instanceof Table) {
    // a table without columns knows no rows
    if (out.nRows === X.nRows || out.columns?.length === 0) return out;
    throw new KindredError('invalid-data', `"${method}" of ${nameOf(model)} must give ${X.nRows} rows, got ${out.nRows}`);
  }
  throw new KindredError('invalid-data', `"${method}" of ${nameOf(model)} must give a Matrix or a Table, got ${show(out)}`);
}

/** @throws KindredError `unsupported` where the model has no such method */
export function call(model: unknown, method: string, ...args: unknown[]): unknown {
  const f = (model as Record<string, unknown>)[method];
  if (typeof f !== 'function') throw new KindredError('unsupported', `${nameOf(model)} has no method "${method}"`);
  return (f as (...args: unknown[]) => unknown).apply(model, args);
}

const nameOf = (model: unknown) => (model as { constructor?: { name?: string } } | null)?.constructor?.name ?? show(model);
