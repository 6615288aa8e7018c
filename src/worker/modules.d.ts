// What package.json's "imports" choose per runtime.
declare module '#threads' {
  export { ownWorker, parent, processors, spawn } from './threads.web.js';
}
declare module '#threads/js' {
  export { ownWorker, parent, processors, spawn } from './threads.web.js';
}
