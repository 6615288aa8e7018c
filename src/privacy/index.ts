/**
 * kindred/privacy: who may be addressed, and how people are forgotten.
 * @module
 */
export { spellingOf } from './spelling.js';
