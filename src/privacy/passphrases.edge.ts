/**
 * Workers at the edge: scrypt's 256 MB are more than they have, and what goes over is ended, not told.
 * @module
 */

/** Is there memory for scrypt? */
export const passphrases: boolean = false;
