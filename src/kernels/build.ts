/**
 * What runs here, for whoever asks.
 * @module
 */
import type { KernelBuild } from './engine.js';
import { score } from './score.js';

export type { KernelBuild } from './engine.js';

/**
 * Which build of the kernels runs, and why: decided once, at import.
 * @example
 * ```ts
 * import { kernelBuild } from 'kindred';
 * console.log(kernelBuild.build); // webassembly
 * ```
 */
export const kernelBuild: KernelBuild = /* @__PURE__ */ (() => score.status)();

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
  return score.check();
}
