/**
 * Where passphrases are tried: in Node and browsers (`#passphrases` in package.json chooses).
 * @module
 */

/** Is there memory for scrypt? */
export const passphrases: boolean = true;
