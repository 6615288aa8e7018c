/**
 * Tensors out of a recommender's file, checked so far as later code relies on them.
 * @module
 */
import type { Duplicates } from '../data/events.js';
import { requireThat, type ModelFile, type Tensors } from '../data/model-file.js';

/** A tensor of the right type and length. @throws KindredError `file-corrupt` */
export function tensor<A extends Tensors[string]>(file: ModelFile, name: string, type: { new (n: number): A }, length?: number): A {
  const found = file.tensors[name];
  const fits = found instanceof type && (length === undefined || found.length === length);
  requireThat(fits, `the tensor "${name}" is missing or of the wrong type or length`);
  return found as A;
}

/** Starts that rise from 0 to `end`. @throws KindredError `file-corrupt` */
export function startsTensor(file: ModelFile, name: string, rows: number, end: number): Int32Array {
  const starts = tensor(file, name, Int32Array, rows + 1);
  const rise = starts[0] === 0 && starts[rows] === end && starts.every((s, i) => i === 0 || s >= starts[i - 1]);
  requireThat(rise, `the tensor "${name}" does not rise from 0 to ${end}`);
  return starts;
}

/** Numbers of items, each below `size`. @throws KindredError `file-corrupt` */
export function itemsTensor(file: ModelFile, name: string, size: number): Uint16Array | Int32Array {
  const ids = size < 65536 ? tensor(file, name, Uint16Array) : tensor(file, name, Int32Array);
  requireThat(!ids.some((i: number) => i < 0 || i >= size), `the tensor "${name}" names items that are not there`);
  return ids;
}

/** How many users each item has. @throws KindredError `file-corrupt` */
export function popularityTensor(file: ModelFile, nItems: number): Int32Array {
  const popularity = tensor(file, 'popularity', Int32Array, nItems);
  requireThat(
    popularity.every((n) => n >= 0),
    'an item has fewer than no users',
  );
  return popularity;
}

/** The rule for several events of one user and item. @throws KindredError `file-corrupt` */
export function duplicatesOf({ settings }: ModelFile): Duplicates | null {
  const { duplicates } = settings as { duplicates: Duplicates | null };
  requireThat([null, 'count', 'sum', 'last', 'max', 'mean'].includes(duplicates), 'its rule for repeated events is unknown');
  return duplicates;
}
