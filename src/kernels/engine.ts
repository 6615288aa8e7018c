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
  const { large, status } = choose(plain, compile, check);
  const made: Engine<K> = {
    status,
    open: <P extends Plan>(plan: P, work = Infinity) => (work < LITTLE_WORK ? plain : large).open(plan),
    check: () => [...new Set([plain, large])].map(check).filter((fault) => fault !== undefined),
  };
  engines.push(made as Engine<never>);
  return made;
}

const FORBIDDEN = 'WebAssembly may not be compiled here: ';

function choose<K>(
  plain: Door<K>,
  compile: (() => Door<K>) | undefined,
  check: (door: Door<K>) => string | undefined,
): { large: Door<K>; status: KernelBuild } {
  const javascript = (reason: string) => ({ large: plain, status: { build: 'javascript', reason } as const });
  if (!compile) return javascript('kindred/js never uses WebAssembly');
  // where one may not be compiled, nor may the next: a page's policy reports each attempt
  const forbidden = engines.find(({ status }) => status.reason.startsWith(FORBIDDEN));
  if (forbidden) return javascript(forbidden.status.reason);
  try {
    const compiled = compile();
    const fault = check(compiled);
    if (fault !== undefined) return javascript(`the WebAssembly build failed its self-check: ${fault}`);
    return { large: compiled, status: { build: 'webassembly', reason: 'compiled at import, and its self-check passed' } };
  } catch (error) {
    return javascript(FORBIDDEN + (error instanceof Error ? error.message : String(error)));
  }
}
