/**
 * In the place of wasm.ts where WebAssembly is never touched.
 * @module
 */
export const fitBuild = undefined;
export const scoreBuild = undefined;
