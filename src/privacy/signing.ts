/**
 * Signatures by Ed25519 (RFC 8032), synchronous in every runtime.
 * @module
 */
import { getPublicKey, hashes, sign as signBytes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { KindredError, show } from '../errors.js';

hashes.sha512 = sha512;

/** What signs, and what verifies. */
export interface SigningKey {
  /** 32 bytes: whoever has them signs receipts in your name. */
  readonly secretKey: Uint8Array;
  /** 32 bytes: give them to whoever verifies. */
  readonly publicKey: Uint8Array;
}

/**
 * A new key pair by the random numbers of the machine.
 * @example
 * ```ts
 * import { newSigningKey, publicKeyOf } from 'kindred/privacy';
 * const { secretKey, publicKey } = newSigningKey();
 * console.log(publicKey.length, String(publicKeyOf(secretKey)) === String(publicKey)); // 32 true
 * ```
 */
export function newSigningKey(): SigningKey {
  const secretKey = randomBytes(32);
  return { secretKey, publicKey: publicKeyOf(secretKey) };
}

/**
 * The public key of a secret one (the 32 bytes that RFC 8032 calls the private key).
 * @throws KindredError `invalid-option`
 * @example
 * ```ts
 * import { publicKeyOf } from 'kindred/privacy';
 * console.log(publicKeyOf(new Uint8Array(32))[0]); // 59
 * ```
 */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return getPublicKey(checkKey('secretKey', secretKey));
}

/** 32 bytes; no message shows them. @throws KindredError `invalid-option` */
export function checkKey(name: string, key: unknown): Uint8Array {
  if (key instanceof Uint8Array && key.length === 32) return key;
  const got = key instanceof Uint8Array ? `${key.length} bytes` : typeof key === 'object' ? show(key) : `a value of type ${typeof key}`;
  throw new KindredError('invalid-option', `"${name}" must be a Uint8Array of 32 bytes, got ${got}`);
}

export const randomBytes = (n: number): Uint8Array => crypto.getRandomValues(new Uint8Array(n));

/** The signature of a text, as 128 hexadecimal digits. */
export const sign = (text: string, secretKey: Uint8Array): string => bytesToHex(signBytes(new TextEncoder().encode(text), secretKey));

/** Strictly as RFC 8032 has it: no key of small order, no second form of a point or number. */
export function isSignedBy(text: string, signature: string, publicKey: Uint8Array): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature)) return false;
  return verify(hexToBytes(signature), new TextEncoder().encode(text), publicKey, { zip215: false });
}

/** Are bytes the same? As long for those that differ early as for those that differ late. */
export function sameSecret(a: Uint8Array, b: Uint8Array): boolean {
  let differ = a.length ^ b.length;
  for (let i = 0; i < a.length && i < b.length; i++) differ |= a[i] ^ b[i];
  return differ === 0;
}
