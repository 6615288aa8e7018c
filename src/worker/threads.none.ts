/**
 * In the place of threads.ts where WebAssembly is never touched: the threads run that build too.
 * @module
 */
export { ownWorker, parent, processors, spawn } from '#threads/js';
