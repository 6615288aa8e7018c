// What both doors promise: sessions that do not disturb each other, cleared memory, sizes refused before any work, binaries without data of their own.
import { describe, expect, test } from 'vitest';
import { binary, builds, ENTRIES } from './builds.js';

const { js, scalar, simd } = builds('fit');

test.each(ENTRIES.flatMap((entry) => (['scalar', 'simd'] as const).map((target) => [entry, target] as const)))(
  '%s.%s has no static data, which a session would overwrite',
  (entry, target) => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    new WebAssembly.Instance(new WebAssembly.Module(binary(entry, target)), { env: { memory } });
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
  },
);

describe.each(Object.entries({ scalar, simd }))('WebAssembly, %s', (_, door) => {
  test('refuses an array that the session does not hold', () => {
    const { run, held, close } = door.open({ rows: [Float32Array, 16], y: [Float32Array, 1], least: [Float32Array, 16] });
    expect(() => run['closer'](held.rows, 0, 1, 1, held.y, held.least, new Float32Array(16))).toThrow(
      new TypeError('closer: argument 6 is not held by this session'),
    );
    close();
  });

  test('an open session does not feel that others open, grow and close', () => {
    const first = door.open({ a: Float32Array.of(1, 2, 3), b: [Float64Array, 5] });
    const second = door.open({ big: [Float64Array, 2 ** 20] });
    expect(second.held.big.every((v) => v === 0)).toBe(true);
    second.held.big.fill(7);
    expect([...first.held.a]).toEqual([1, 2, 3]);
    first.held.b.fill(5);
    expect(second.held.big.every((v) => v === 7)).toBe(true);
    second.close();
    expect([...first.held.b]).toEqual([5, 5, 5, 5, 5]);
    first.close();
  });

  test('used memory is cleared for the next session', () => {
    for (const length of [16, 1000, 50, 100000, 1]) {
      const { held, close } = door.open({ a: [Float32Array, length], b: [Int32Array, length] });
      expect(held.a.every((v) => v === 0) && held.b.every((v) => v === 0)).toBe(true);
      held.a.fill(1);
      held.b.fill(-1);
      close();
    }
  });

  test('closing twice gives the memory back once', () => {
    const session = door.open({ a: [Float32Array, 4] });
    session.close();
    session.close();
    const [one, two] = [door.open({ a: [Float32Array, 4] }), door.open({ a: [Float32Array, 4] })];
    one.held.a.fill(1);
    expect([...two.held.a]).toEqual([0, 0, 0, 0]);
    one.close();
    two.close();
  });
});

describe.each(Object.entries({ js, scalar, simd }))('%s', (_, door) => {
  test('a plan over 4 GB is an error before any work', () => {
    const plan = { a: [Float64Array, 2 ** 28], b: [Float64Array, 2 ** 28] } as const;
    expect(() => door.open(plan)).toThrow(expect.objectContaining({ name: 'KindredError', code: 'too-large' }));
  });

  test('holds arrays that are given and zeros that are asked for', () => {
    const { held, close } = door.open({ a: Uint16Array.of(1, 65535), none: [Int32Array, 0], zeros: [Float64Array, 3] });
    expect([...held.a, held.none.length, ...held.zeros]).toEqual([1, 65535, 0, 0, 0, 0]);
    close();
  });
});

test('the JavaScript build lends arrays: no copy', () => {
  const a = Float32Array.of(1);
  expect(js.open({ a }).held.a).toBe(a);
});
