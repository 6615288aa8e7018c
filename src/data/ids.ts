/**
 * Ids: strings or safe integers, numbered in sorted order (numbers ascending, strings by UTF-16 code unit), so that bytes never depend on row order.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { lookupOf } from './id-lookup.js';
import type { Tensors } from './model-file.js';

/** What may name a user or an item. */
export type Id = string | number;

/**
 * A sorted dictionary of ids: `at(index)` and `indexOf(id)`.
 * @example
 * ```ts
 * import { Interactions } from 'kindred';
 * const { items } = Interactions.from([{ u: 1, i: 'tea' }, { u: 1, i: 'jam' }], { user: 'u', item: 'i' });
 * console.log(items.at(0), items.indexOf('tea'), items.indexOf('mug')); // jam 1 -1
 * ```
 */
export class Ids<T extends Id> {
  /** The name by which threads know it. @internal */
  static readonly type: string = 'Ids';
  /** @internal */
  static readonly isOfKindred = true;

  #lookup: ((id: Id) => number) | undefined;

  private constructor(readonly values: readonly T[]) {}

  get size(): number {
    return this.values.length;
  }

  at(index: number): T {
    return this.values[index];
  }

  /** The number of an id, −1 where it is unknown. */
  indexOf(id: T): number {
    return (this.#lookup ??= lookupOf(this.values))(id);
  }

  /** The number of an id. @throws KindredError `unknown-id` */
  must(id: T, kind: string): number {
    const index = this.indexOf(id);
    if (index < 0) throw new KindredError('unknown-id', `the model knows no ${kind} ${show(id)} (of ${this.size})`);
    return index;
  }

  /** Ids that are known to be sorted and distinct. */
  static sorted<T extends Id>(values: readonly T[]): Ids<T> {
    return new Ids(values);
  }

  /** Out of another thread. @internal */
  static fromFields({ values }: { values: readonly Id[] }): Ids<Id> {
    return new Ids(values);
  }

  /** @throws KindredError `file-corrupt` @internal */
  static fromTensors<T extends Id>(tensors: Tensors, name: string): Ids<T> {
    const data = tensors[name];
    const offsets = tensors[`${name}.offsets`];
    let values: Id[];
    if (data instanceof Float64Array && !offsets) {
      values = [...data];
      if (!values.every(Number.isSafeInteger)) throw new KindredError('file-corrupt', `the ids "${name}" are no whole numbers`);
    } else if (
      data instanceof Uint8Array &&
      offsets instanceof Uint32Array &&
      offsets[0] === 0 &&
      offsets[offsets.length - 1] === data.length
    ) {
      const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });
      values = Array.from({ length: offsets.length - 1 }, (_, i) => decoder.decode(data.subarray(offsets[i], offsets[i + 1])));
    } else {
      throw new KindredError('file-corrupt', `the file holds no ids "${name}"`);
    }
    for (let i = 1; i < values.length; i++) {
      if (!(values[i - 1] < values[i])) throw new KindredError('file-corrupt', `the ids "${name}" are not in sorted order`);
    }
    return new Ids(values as T[]);
  }
}

/** Only the ids marked, and where each old number goes (−1: nowhere). @internal */
export function keptIds<T extends Id>(ids: Ids<T>, used: ArrayLike<number | boolean>): { ids: Ids<T>; moved: Int32Array } {
  const moved = new Int32Array(ids.size).fill(-1);
  const values: T[] = [];
  for (let i = 0; i < ids.size; i++) if (used[i]) moved[i] = values.push(ids.at(i)) - 1;
  return { ids: values.length === ids.size ? ids : Ids.sorted(values), moved };
}

/** Ids as tensors of a model file: UTF-8 bytes and offsets, or F64. @internal */
export function idTensors({ values }: Ids<Id>, name: string): Tensors {
  if (typeof values[0] === 'number') return { [name]: Float64Array.from(values as readonly number[]) };
  const texts = values.map((v) => new TextEncoder().encode(v as string));
  const offsets = new Uint32Array(texts.length + 1);
  texts.forEach((t, i) => (offsets[i + 1] = offsets[i] + t.length));
  const bytes = new Uint8Array(offsets[texts.length]);
  texts.forEach((t, i) => bytes.set(t, offsets[i]));
  return { [name]: bytes, [`${name}.offsets`]: offsets };
}
