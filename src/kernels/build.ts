/**
 * What runs here, for whoever asks.
 * @module
 */
import { engines, type KernelBuild } from './engine.js';

export type { KernelBuild } from './engine.js';

/**
 * Which build of the kernels runs, and why: decided once, at import. `webassembly` means that all kernels this program has loaded run there (little work
 * runs in JavaScript all the same). `javascript`, slower and with the same bits, where `reason` says that WebAssembly may not be compiled (a
 * Content-Security-Policy, an edge sandbox, `--jitless`), that it failed its self-check, or that `kindred/js` was imported. Log it where speed matters.
 * @example
 * ```ts
 * import { kernelBuild, KMeans } from 'kindred';
 * console.log(kernelBuild.build, typeof KMeans); // webassembly function
 * ```
 */
export const kernelBuild: KernelBuild = {
  get build() {
    return worst().build;
  },
  get reason() {
    return worst().reason;
  },
};

/** The status of the engine that fell back, or that all share. */
function worst(): KernelBuild {
  const all = engines.map(({ status }) => status);
  return all.find(({ build }) => build === 'javascript') ?? all[0] ?? { build: 'javascript', reason: 'no kernels are loaded' };
}

/**
 * Run both builds of the kernels on fixed vectors with denormals again, in this thread, now. A thread that flushes denormals to zero is the one exception to
 * "the same bits everywhere": numbers below about 1e-38, and what is computed of numbers below about 1e-19, may come out as 0. At import that is seen, and
 * the JavaScript build takes over where it does not flush (Firefox's AudioWorklet flushes in WebAssembly alone). A native addon linked with `-ffast-math` by gcc
 * before 13, loaded later, makes its thread flush in both builds, and the threads which that starts: call this in a health check, and load such an addon in
 * a worker thread of its own.
 * @returns one sentence for each fault of each build; empty where all is well
 * @example
 * ```ts
 * import { selfCheck } from 'kindred';
 * console.log(selfCheck()); // []
 * ```
 */
export function selfCheck(): string[] {
  return engines.flatMap((engine) => engine.check());
}
