/**
 * kindred/privacy/sealing: files in the age format (age-encryption.org/v1), by age-encryption (an optional peer: `npm install age-encryption`).
 * @module
 */
import { Decrypter } from 'age-encryption';

/** @internal */
export const decrypter = (): Decrypter => new Decrypter();
