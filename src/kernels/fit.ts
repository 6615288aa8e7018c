/**
 * The kernels of training.
 * @module
 */
import * as kernels from '../../assembly/fit.js';
import type { Door } from './door.js';
import { engine, type Engine } from './engine.js';
import { fitBuild } from './wasm.js';

/** 1e-20 squared is a denormal: a thread that flushes them, or a wrong lane, gives other bits. */
function check(door: Door<typeof kernels>): string | undefined {
  const { run, held, close } = door.open({
    rows: [Float32Array, 16],
    y: [Float32Array, 1],
    least: [Float32Array, 16],
    found: [Float32Array, 16],
  });
  try {
    held.rows.forEach((_, i) => (held.rows[i] = 1e-20 * (i + 1)));
    held.least.fill(Infinity);
    run.closer(held.rows, 0, 1, 1, held.y, held.least, held.found);
    const bits = new Int32Array(held.found.slice().buffer);
    if (bits[0] !== 0x000116c2 || bits[15] !== 0x010b6131)
      return `1e-20 squared has the bits ${bits[0].toString(16)} and ${bits[15].toString(16)} (denormals flushed to zero?)`;
  } finally {
    close();
  }
}

export const fit: Engine<typeof kernels> = /* @__PURE__ */ engine(kernels, fitBuild, check);
