/**
 * Centers: what is taken off values before neighbors are averaged, and put back as the base of a score: c(u, i) = a(u) + b(i), in the scale s(u) s(i).
 * What belongs to a person is computed from the history alone, so a history given by hand is answered as the user who has it. `Center` has the definitions.
 * @module
 */
import { requireThat, type ModelFile, type Tensors } from '../data/model-file.js';
import type { History } from './history.js';
import type { Center } from './knn-options.js';
import { meanOf, spreadOf } from './moments.js';
import type { NamedPart } from './score-part.js';
import { tensor } from './tensors.js';

/** What belongs to a person: a(u) and s(u). */
export interface Person {
  readonly shift: number;
  readonly scale: number;
  /** Of `'bias'`: b(u). */
  readonly bias: number;
}

type Values = Pick<History, 'items' | 'values'>;

/** The defaults of the baseline (Koren 2010; as in Surprise). */
export const BASELINE = { nEpochs: 10, regUsers: 15, regItems: 10 };

export class Centers {
  constructor(
    readonly kind: Center,
    /** Of `'bias'`: the mean of all values. Of `'zscore'`: their standard deviation, 1 where it is 0. */
    readonly overall = 0,
    /** b(i), where items have one. */
    readonly shifts: Float64Array | undefined = undefined,
    /** s(i), where items have one. */
    readonly scales: Float64Array | undefined = undefined,
    private readonly regUsers: number = BASELINE.regUsers,
  ) {}

  /** a(u) and s(u) of whoever has this history. */
  person({ items, values }: Values): Person {
    const { kind, overall } = this;
    if (kind === 'bias') {
      const bias = biasOf(items, values, overall, this.shifts!, this.regUsers);
      return { shift: overall + bias, scale: 1, bias };
    }
    const ofUsers = kind === 'user' || (kind === 'zscore' && !this.shifts);
    const shift = ofUsers ? meanOf(values) : 0;
    const scale = ofUsers && kind === 'zscore' ? spreadOf(values) || overall : 1;
    return { shift, scale, bias: 0 };
  }

  /** c(u, i) */
  base({ shift }: Person, item: number): number {
    return shift + (this.shifts ? this.shifts[item] : 0);
  }

  /** s(u) s(i) */
  scale({ scale }: Person, item: number): number {
    return this.scales ? scale * this.scales[item] : scale;
  }

  /** (r(u, i) − c(u, i)) / (s(u) s(i)) */
  deviation(person: Person, item: number, value: number): number {
    return (value - this.base(person, item)) / this.scale(person, item);
  }

  /** c(u, i), part by part. */
  parts({ shift, bias }: Person, item: number): NamedPart[] {
    const part = (name: string, contribution: number): NamedPart => ({ kind: 'base', name, contribution });
    if (this.kind === 'none') return [];
    if (this.kind === 'bias') return [part('mean', this.overall), part('user bias', bias), part('item bias', this.shifts![item])];
    return [this.shifts ? part('item mean', this.shifts[item]) : part('user mean', shift)];
  }

  /** What a file holds of them. */
  toTensors(): Tensors {
    const { kind, overall, shifts, scales } = this;
    return {
      ...((kind === 'zscore' || kind === 'bias') && { 'centers.overall': Float64Array.of(overall) }),
      ...(shifts && { 'centers.items': shifts }),
      ...(scales && { 'centers.scales': scales }),
    };
  }

  /** @param side - whose means and scales those of `'zscore'` are @throws KindredError `file-corrupt` */
  static fromFile(file: ModelFile, kind: Center, side: 'items' | 'users', nItems: number, regUsers?: number): Centers {
    const read = (name: string, length: number, fits: (v: number) => boolean) => {
      const found = tensor(file, name, Float64Array, length);
      requireThat(found.every(fits), `the tensor "${name}" holds what it cannot`);
      return found;
    };
    const above0 = (v: number) => v >= 1e-25 && v <= 1e10; // values are from 1e-9 to 1e9 in size
    const inRange = (v: number) => Math.abs(v) <= 1e10;
    const zscore = kind === 'zscore';
    const overall = zscore || kind === 'bias' ? read('centers.overall', 1, zscore ? above0 : inRange)[0] : 0;
    const ofItems = kind === 'item' || kind === 'bias' || (zscore && side === 'items');
    const shifts = ofItems ? read('centers.items', nItems, inRange) : undefined;
    return new Centers(kind, overall, shifts, ofItems && zscore ? read('centers.scales', nItems, above0) : undefined, regUsers);
  }
}

/** The bias of a user whose items have theirs: sum of (r − mean − b(i)) / (reg + n), the last half step of the alternating least squares. */
export function biasOf(items: Int32Array, values: Float64Array, mean: number, biases: Float64Array, reg: number): number {
  let sum = 0;
  for (let p = 0; p < items.length; p++) sum += values[p] - mean - biases[items[p]];
  return items.length > 0 ? sum / (reg + items.length) : 0;
}
