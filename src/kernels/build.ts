/**
 * What runs here, for whoever asks.
 * @module
 */
import { engines, type KernelBuild } from './engine.js';

export type { KernelBuild } from './engine.js';

/**
 * Which build of the kernels runs, and why: decided once, at import. `webassembly` means that all kernels this program has loaded run there.
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
 * Run the kernels on fixed vectors with denormals again, in this thread, now: a native addon loaded since the import may have set the thread to flush
 * denormals to zero, and then bits may differ from other threads'.
 * @returns one sentence for each fault; empty where all is well
 * @example
 * ```ts
 * import { selfCheck } from 'kindred';
 * console.log(selfCheck()); // []
 * ```
 */
export function selfCheck(): string[] {
  return engines.flatMap((engine) => engine.check());
}
