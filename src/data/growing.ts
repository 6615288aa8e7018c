/**
 * What grows as a file is read: arrays of numbers, and texts that do not keep the file in memory.
 * @module
 */

/**
 * A text on its own: what a parser cuts out of a piece of a file may keep that whole piece in memory (in V8, from 13 characters on).
 */
export const detached = (text: string): string => (text.length < 13 ? text : (' ' + text).slice(1));

/** A typed array that doubles as it fills. */
export class Growing<A extends Float64Array | Int32Array | Uint8Array> {
  private size = 0;

  constructor(private values: A) {}

  get length(): number {
    return this.size;
  }

  push(value: number): void {
    if (this.size === this.values.length) this.room(1);
    this.values[this.size++] = value;
  }

  /** The values, with room for more behind those that are set; `added` says how many were. */
  room(more: number): A {
    if (this.size + more > this.values.length) {
      const larger = new (this.values.constructor as new (length: number) => A)(Math.max(this.size + more, this.size * 2));
      larger.set(this.values);
      this.values = larger;
    }
    return this.values;
  }

  added(more: number): void {
    this.size += more;
  }

  finish(): A {
    return this.values.slice(0, this.size) as A;
  }
}
