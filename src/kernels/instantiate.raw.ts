/**
 * Browsers and edge runtimes: the loader needs TextDecoder at import and an unfrozen Object, so it stays off this path.
 * @module
 */
export function instantiate(module: WebAssembly.Module, imports: { env: { memory: WebAssembly.Memory } }): WebAssembly.Exports {
  return new WebAssembly.Instance(module, imports).exports;
}
