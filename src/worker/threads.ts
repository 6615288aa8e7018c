/**
 * Threads, as the runtime's own file makes them. `kindred/js` has threads.none.ts in this place.
 * @module
 */
export { ownWorker, parent, processors, spawn } from '#threads';
