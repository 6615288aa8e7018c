/**
 * Which build runs: WebAssembly where it may be compiled and its self-check gives the right bits, the JavaScript build elsewhere and for little work.
 * @module
 */
import type { Door, Plan } from './door.js';
import { javascript } from './javascript.js';

/** Which build of the kernels runs in this process, and why. */
export interface KernelBuild {
  readonly build: 'webassembly' | 'javascript';
  readonly reason: string;
}

export interface Engine<K> extends Door<K> {
  readonly status: KernelBuild;
  /** What the self-check finds now, build by build; empty where all is well. */
  check(): string[];
}

/** Below about this many operations, copying in and out and a cold start cost more than SIMD saves (measured: bench/crossover). */
export const LITTLE_WORK = 16384;

/**
 * @param kernels - the JavaScript build
 * @param compile - makes the WebAssembly build, or throws; undefined where it is not wanted
 * @param check - runs a few kernels on fixed vectors with denormals; says what is wrong, or nothing
 */
export function engine<K>(kernels: K, compile: (() => Door<K>) | undefined, check: (door: Door<K>) => string | undefined): Engine<K> {
  const plain = javascript(kernels);
  let large: Door<K> = plain;
  let status: KernelBuild = { build: 'javascript', reason: 'kindred/js never uses WebAssembly' };
  if (compile) {
    try {
      const compiled = compile();
      const fault = check(compiled);
      if (fault === undefined)
        [large, status] = [compiled, { build: 'webassembly', reason: 'compiled at import, and its self-check passed' }];
      else status = { build: 'javascript', reason: `the WebAssembly build failed its self-check: ${fault}` };
    } catch (error) {
      status = {
        build: 'javascript',
        reason: `WebAssembly may not be compiled here: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
  }
  return {
    status,
    open: <P extends Plan>(plan: P, work = Infinity) => (work < LITTLE_WORK ? plain : large).open(plan),
    check: () => [...new Set([plain, large])].map(check).filter((fault) => fault !== undefined),
  };
}
