/**
 * Imported behind the package: how long it took to get here.
 * @module
 */
import { started } from './spy.js';

/** Milliseconds; undefined where the clock stands still until the first request. */
export const importMs = started === undefined ? undefined : performance.now() - started || undefined;
