/**
 * In the place of choose.ts where WebAssembly is never touched.
 * @module
 */
import type { Door } from './door.js';
import type { KernelBuild } from './engine.js';

export const choose = <K>(plain: Door<K>): { large: Door<K>; status: KernelBuild } => ({
  large: plain,
  status: { build: 'javascript', reason: 'kindred/js never uses WebAssembly' },
});
