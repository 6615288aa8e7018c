/**
 * The two builds behind one door: the JavaScript build for little work, and for the rest the one that is chosen at import, see choose.ts.
 * @module
 */
import { choose } from './choose.js';
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

/** Below about this many operations, copying in and out and a cold start cost more than SIMD saves (measured: bench/crossover.ts). */
export const LITTLE_WORK = 4096;

/** The engines that this program has loaded: a page that only scores has one. */
export const engines: Engine<never>[] = [];

/**
 * @param kernels - the JavaScript build
 * @param compile - makes the WebAssembly build, or throws; undefined where it is not wanted
 * @param check - runs a few kernels on fixed vectors with denormals; says what is wrong, or nothing
 */
export function engine<K>(kernels: K, compile: (() => Door<K>) | undefined, check: (door: Door<K>) => string | undefined): Engine<K> {
  const plain = javascript(kernels);
  const { large, status } = choose(plain, compile, check, engines);
  const made: Engine<K> = {
    status,
    open: <P extends Plan>(plan: P, work = Infinity) => (work < LITTLE_WORK ? plain : large).open(plan),
    check: () => [...new Set([plain, large])].map(check).filter((fault) => fault !== undefined),
  };
  engines.push(made as Engine<never>);
  return made;
}
