/**
 * Node, Bun and Deno: instantiation by AssemblyScript's own loader. The instance's bare exports, not the loader's slower wrappers.
 * @module
 */
import { instantiateSync } from '@assemblyscript/loader';

export function instantiate(module: WebAssembly.Module, imports: { env: { memory: WebAssembly.Memory } }): WebAssembly.Exports {
  return instantiateSync(module, imports).instance.exports;
}
