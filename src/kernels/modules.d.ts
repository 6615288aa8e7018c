// What package.json's "imports" choose per runtime; the files are written by build.js.
declare module '#wasm/fit' {
  const source: import('./webassembly.js').WasmSource;
  export default source;
}
declare module '#wasm/score' {
  const source: import('./webassembly.js').WasmSource;
  export default source;
}
declare module '#instantiate' {
  export { instantiate } from './instantiate.raw.js';
}
