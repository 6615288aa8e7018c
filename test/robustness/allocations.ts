/**
 * The largest memory that a program asks for at once: what `new Float64Array(n)`, `Array.from({ length: n })` and growing WebAssembly would take.
 * @module
 */

let most = 0;

/** Bytes of the largest request since it was last asked. */
export function largestRequest(): number {
  const found = most;
  most = 0;
  return found;
}

const LISTS = { ArrayBuffer, Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array };

/** From now on requests are noted. To be called before what is watched is imported. */
export function watchAllocations(): void {
  // plain functions: a Proxy takes as long as what is watched
  for (const [name, type] of Object.entries(LISTS) as [string, Float64ArrayConstructor][]) {
    const size = type.BYTES_PER_ELEMENT || 1;
    const watched = function (first: number | ArrayBuffer, second?: number, third?: number) {
      if (typeof first === 'number' && first * size > most) most = first * size;
      return new type(first as ArrayBuffer, second, third);
    };
    Object.setPrototypeOf(watched, type);
    watched.prototype = type.prototype;
    if (name !== 'ArrayBuffer') Object.assign(watched, { from: type.from.bind(type), of: type.of.bind(type) });
    (globalThis as unknown as Record<string, unknown>)[name] = watched;
  }
  for (const type of [Array, ...Object.values(LISTS).slice(1)] as ArrayConstructor[]) {
    const size = (type as unknown as Float64ArrayConstructor).BYTES_PER_ELEMENT || 8;
    const from = type.from.bind(type) as (...args: unknown[]) => never;
    const made = type === Array ? type : ((globalThis as unknown as Record<string, ArrayConstructor>)[type.name] ?? type);
    made.from = ((source: { length?: number }, map?: unknown) => {
      if (typeof source.length === 'number' && source.length * size > most) most = source.length * size;
      return map === undefined ? from(source) : from(source, map);
    }) as never;
  }
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    most = Math.max(most, pages * 65536);
    return grow.call(this, pages);
  };
}
