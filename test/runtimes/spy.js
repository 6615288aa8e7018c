/**
 * Imported before the package: notes which kernels are really called in WebAssembly, whatever the package says of itself, and, on a page, what its
 * Content-Security-Policy forbids.
 * @module
 */

/** When the imports began, where the runtime has a clock that runs then. */
export const started = globalThis.performance?.now();

/** @type {Set<string>} */
const called = new Set();

/** The kernels called in WebAssembly since it was last asked, sorted. */
export function calledSince() {
  const names = [...called].sort();
  called.clear();
  return names;
}

/** @type {string[]} */
export const violations = [];

globalThis.document?.addEventListener('securitypolicyviolation', (e) => violations.push(`${e.effectiveDirective} ${e.blockedURI}`));

if (globalThis.WebAssembly) {
  const { Instance } = WebAssembly;
  const noted = ([name, value]) => [name, typeof value === 'function' ? (...args) => (called.add(name), value(...args)) : value];
  WebAssembly.Instance = function (module, imports) {
    return { exports: Object.fromEntries(Object.entries(new Instance(module, imports).exports).map(noted)) };
  };
}
