// The WebAssembly files themselves, for whoever wants to run a kernel by hand: what they import, and that a kernel answers.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const require = createRequire(import.meta.url);
const bytesOf = (subpath: string) => readFileSync(require.resolve(subpath));

/** An instance with arrays laid out by hand: one after the other from address 1024 on, each at a multiple of 16. */
async function start(subpath: string, arrays: readonly (Float64Array | Float32Array | Int32Array | Uint16Array)[]) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { instance } = await WebAssembly.instantiate(bytesOf(subpath), { env: { memory } });
  let free = 1024;
  const places = arrays.map((array) => {
    const at = free;
    new Uint8Array(memory.buffer).set(new Uint8Array(array.buffer), at);
    free += 16 * Math.ceil(array.byteLength / 16);
    return at;
  });
  return { memory, places, kernels: instance.exports as Record<string, (...args: number[]) => number> };
}

test('both need a memory, and nothing else', async () => {
  for (const subpath of ['kindred/kernels.wasm', 'kindred/kernels/score.wasm']) {
    const module = await WebAssembly.compile(bytesOf(subpath));
    expect(WebAssembly.Module.imports(module), subpath).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  }
});

test('a kernel of training runs by hand', async () => {
  const rows = Float64Array.of(0, 0, 3, 4, 1, 1);
  const arrays = [rows, Float64Array.of(1), Float64Array.of(0, 0, 1, 2), Int32Array.of(0, 0, 1)];
  const { places, kernels } = await start('kindred/kernels.wasm', arrays);
  const [x, weights, centers, labels] = places;
  expect(kernels['inertia'](x, 2, 0, 3, weights, 0, centers, labels)).toBe(0 + 25 + 1);
});

test('a kernel of scoring runs by hand', async () => {
  // item 0 has the neighbors 1 (0.5) and 2 (0.25); it was bought 4 times
  const arrays = [
    Int32Array.of(0),
    Float64Array.of(4),
    Int32Array.of(0, 2),
    Uint16Array.of(1, 2),
    Float32Array.of(0.5, 0.25),
    new Float64Array(3),
  ];
  const { memory, places, kernels } = await start('kindred/kernels/score.wasm', arrays);
  const [history, values, starts, ids, weights, scores] = places;
  kernels['addNeighbors'](history, values, 1, starts, ids, weights, scores);
  expect([...new Float64Array(memory.buffer, scores, 3)]).toEqual([0, 2, 1]);
});
