// What every model file must survive: used by both contract suites.
import { expect } from 'vitest';
import { KindredError } from '../../src/errors.js';

/** The error a call throws. */
export function thrown(call: () => unknown): KindredError {
  try {
    call();
  } catch (error) {
    if (error instanceof KindredError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Byte for byte (and quicker than a deep comparison). */
export function expectSameBytes(a: Uint8Array, b: Uint8Array, what = 'bytes'): void {
  expect(Buffer.compare(a, b), `${what} differ`).toBe(0);
}

/** A file cut at every length, and with any one bit flipped, is refused. */
export function expectDamageRefused(bytes: Uint8Array, read: (bytes: Uint8Array) => unknown): void {
  for (let length = 0; length < bytes.length; length++) {
    expect(thrown(() => read(bytes.slice(0, length))).code, `cut at ${length}`).toBe('file-corrupt');
  }
  expect(thrown(() => read(new Uint8Array([...bytes, 0]))).code, 'one byte more').toBe('file-corrupt');
  const copy = bytes.slice();
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    copy[bit >> 3] ^= 1 << (bit & 7);
    const { code } = thrown(() => read(copy));
    // the version may be hit so that it reads as a newer one
    if (code !== 'file-corrupt' && code !== 'file-version') throw new Error(`bit ${bit}: ${code}`);
    copy[bit >> 3] ^= 1 << (bit & 7);
  }
}

/** The same bytes at an address that no typed array may start at. */
export function misaligned(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length + 1).subarray(1);
  out.set(bytes);
  return out;
}
