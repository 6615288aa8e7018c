// What package.json's "imports" choose per runtime.
declare module '#passphrases' {
  export { passphrases } from './passphrases.js';
}
