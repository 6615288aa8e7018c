/**
 * Which build does large work: WebAssembly where it may be compiled and its self-check gives the right bits. `kindred/js` has choose.none.ts in this place.
 * @module
 */
import type { Door } from './door.js';
import type { Engine, KernelBuild } from './engine.js';

const FORBIDDEN = 'WebAssembly may not be compiled here: ';

/** @param before - the engines that this program has loaded */
export function choose<K>(
  plain: Door<K>,
  compile: (() => Door<K>) | undefined,
  check: (door: Door<K>) => string | undefined,
  before: readonly Engine<never>[],
): { large: Door<K>; status: KernelBuild } {
  const javascript = (reason: string) => ({ large: plain, status: { build: 'javascript', reason } as const });
  // where one may not be compiled, nor may the next: a page's policy reports each attempt
  const forbidden = before.find(({ status }) => status.reason.startsWith(FORBIDDEN));
  if (forbidden) return javascript(forbidden.status.reason);
  try {
    const compiled = compile!();
    const fault = check(compiled);
    if (fault !== undefined) return javascript(`the WebAssembly build failed its self-check: ${fault}`);
    return { large: compiled, status: { build: 'webassembly', reason: 'compiled at import, and its self-check passed' } };
  } catch (error) {
    return javascript(FORBIDDEN + (error instanceof Error ? error.message : String(error)));
  }
}
