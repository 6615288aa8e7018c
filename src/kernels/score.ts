/**
 * The kernels of scoring.
 * @module
 */
import * as kernels from '../../assembly/score.js';
import type { Door } from './door.js';
import { engine, type Engine } from './engine.js';
import { scoreBuild } from './wasm.js';

/** 2^-1070 is a denormal: a thread that flushes them gives other bits. */
function check(door: Door<typeof kernels>): string | undefined {
  const { run, held, close } = door.open({
    history: [Int32Array, 1],
    values: new Float64Array([TINY]),
    starts: new Int32Array([0, 1]),
    ids: [Uint16Array, 1],
    weights: new Float32Array([1 / 1048576]),
    scores: [Float64Array, 1],
  });
  try {
    run.addNeighbors(held.history, held.values, 1, held.starts, held.ids, held.weights, held.scores);
    const bits = new Int32Array(held.scores.slice().buffer);
    if (bits[0] !== 16 || bits[1] !== 0)
      return `2^-1050 times 2^-20 has the bits ${bits[1].toString(16)}.${bits[0].toString(16)} (denormals flushed to zero?)`;
  } finally {
    close();
  }
}

const TINY = 8.289046e-317; // 2^-1050

export const score: Engine<typeof kernels> = /* @__PURE__ */ engine(kernels, scoreBuild, check);
