/**
 * The door to the kernels: a session lays out its arrays once, then calls kernels on them, and cannot see which build runs.
 * @module
 */
import { KindredError } from '../errors.js';

export type Numbers = Float32Array | Float64Array | Int32Array | Uint16Array;
/** Zeros, so many of a type. */
export type Make<A extends Numbers = Numbers> = readonly [new (length: number) => A, number];

/** What a session holds: an array (copied in, or lent: kernels only read it), or a type and a length (zeros). */
export type Plan = Record<string, Numbers | Make>;
export type Held<P extends Plan> = { [N in keyof P]: P[N] extends Make<infer A> ? A : P[N] };

export interface Session<K, P extends Plan> {
  /** The kernels. Their arrays must be held by this session, or be parts (subarray) of held ones. */
  readonly run: K;
  readonly held: Held<P>;
  /** Give the memory back. Copy (slice) what is to live on; the held arrays are dead afterwards. */
  close(): void;
}

export interface Door<K> {
  /**
   * @param plan - the arrays; those given must only be read by the kernels
   * @param work - about how many elementary operations the session will do: a door with two builds runs little work where the arrays lie
   */
  open<P extends Plan>(plan: P, work?: number): Session<K, P>;
}

export const isMake = (what: Numbers | Make): what is Make => Array.isArray(what);

/** Where the arrays of a plan lie, and where the last one ends. */
export interface Layout {
  readonly places: readonly {
    readonly name: string;
    readonly what: Numbers | Make;
    readonly type: new (buffer: ArrayBuffer, at: number, length: number) => Numbers;
    readonly at: number;
    readonly length: number;
  }[];
  readonly top: number;
}

/** The lay-out of a plan: 16-byte aligned places from `first` on. */
export function layOut(plan: Plan, first: number): Layout {
  let top = first;
  const places = Object.entries(plan).map(([name, what]) => {
    const at = top;
    const [type, length] = isMake(what) ? what : [what.constructor as Make[0], what.length];
    const bytes = length * (type as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
    top = at + 16 * Math.ceil(bytes / 16);
    return { name, what, type: type as unknown as new (buffer: ArrayBuffer, at: number, length: number) => Numbers, at, length };
  });
  if (top > MOST) {
    throw new KindredError(
      'too-large',
      `the data needs ${Math.ceil(top / MB)} MB of kernel memory, the most is 4095 MB: use fewer rows or columns`,
    );
  }
  return { places, top };
}

/** What 32-bit addresses reach, less a page. */
const MOST = 4294901760;
const MB = 1048576;
