/**
 * The lot of a holdout: a number from 0 to 2⁵² - 1 that a person has under a salt, the first 52 bits of the SHA-256 (FIPS 180-4) of the UTF-8 text `salt:id`. A hash, not
 * a drawn number, as experiment platforms do it (Kohavi, Tang & Xu 2020, "Trustworthy Online Controlled Experiments", chapter 4): nothing has to be kept, and every
 * language and database that knows SHA-256 gives the same.
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Constraint } from '../check.js';
import type { Id } from '../data/ids.js';
import { KindredError, mustBe, show } from '../errors.js';

/** 2⁵²: numbers lie below it. */
export const NUMBERS = 4503599627370496;

/** Half of a character of two, which has no UTF-8, or a character that is none (they could not be written in SQL). */
const NO_TEXT = /\p{Cs}|\p{Cc}/u;
export const isPlainText = (value: unknown): value is string => typeof value === 'string' && value !== '' && !NO_TEXT.test(value);

/** With a colon in it, `a:b` and `c` would be `a` and `b:c`. @internal */
export const SALT: Constraint<string> = {
  default: undefined,
  expected: 'a text, not empty, without a colon or control characters',
  accepts: (v) => isPlainText(v) && !v.includes(':'),
  invalid: ['', 'a:b', 'a\nb', '\ud800', 7, null, undefined],
};

/** @internal */
export const SHARE: Constraint<number> = {
  default: undefined,
  expected: 'a number from 0 to 1',
  accepts: (v) => typeof v === 'number' && v >= 0 && v <= 1,
  invalid: [-0.1, 1.1, NaN, '0.1', null, undefined],
};

/** Who has a number below this is left alone: of a share of 0 nobody, of 1 everybody. */
export const thresholdOf = (share: number): number => Math.floor(share * NUMBERS);

/**
 * The number of one person under a salt: a whole number from 0 to 2⁵² - 1, uniform, and independent between salts. It is of the id as it is written, `String(id)`: not
 * of a spelling made equal, so that SQL over the same column gives the same.
 * @param salt - not empty, without a colon
 * @param id - a text that is not empty, or a whole number below 2⁵³ in size
 * @throws KindredError `invalid-option` for the salt, `invalid-data` for the id
 * @example
 * ```ts
 * import { holdoutNumber } from 'kindred/campaign';
 * console.log(holdoutNumber('spring', 7), holdoutNumber('spring', 7) < 0.5 * 2 ** 52); // 1955126188637606 true
 * ```
 */
export function holdoutNumber(salt: string, id: Id): number {
  if (!SALT.accepts(salt)) throw new KindredError('invalid-option', mustBe('salt', SALT.expected, salt));
  return numberer(salt)(id, () => 'the id');
}

/** So many bytes of an id are hashed without a buffer of its own: 3 for each UTF-16 unit. */
const BUFFER = 768;

/**
 * The numbers of many people: the hash of the salt is begun once, and continued from a copy. (1.7 µs each, 4.3 by a whole hash each.)
 * @internal
 */
export function numberer(salt: string): (id: unknown, where: () => string) => number {
  const encoder = new TextEncoder();
  const begun = sha256.create().update(encoder.encode(`${salt}:`));
  const hash = sha256.create();
  const buffer = new Uint8Array(BUFFER);
  const out = new Uint8Array(hash.outputLen);
  return (id, where) => {
    const text = textOf(id, where);
    const bytes = text.length * 3 <= BUFFER ? buffer.subarray(0, encoder.encodeInto(text, buffer).written) : encoder.encode(text);
    if (bytes.length !== text.length && /\p{Cs}/u.test(text))
      throw new KindredError('invalid-data', `${where()} must be text, it has half of a character of two (a lone surrogate)`);
    begun._cloneInto(hash).update(bytes).digestInto(out);
    return first52(out);
  };
}

/** The number of the salt alone, without a colon: nobody has it. @internal */
export const numberOfSalt = (salt: string): number => first52(sha256(new TextEncoder().encode(salt)));

function first52(hash: Uint8Array): number {
  let number = 0;
  for (let i = 0; i < 6; i++) number = number * 256 + hash[i];
  return number * 16 + (hash[6] >> 4);
}

/** No id is shown in a message: it may be an address. */
function textOf(id: unknown, where: () => string): string {
  if (typeof id === 'string' && id !== '') return id;
  if (Number.isSafeInteger(id)) return String(id);
  const got = id === '' ? 'an empty one' : typeof id === 'number' ? 'another number' : show(id);
  throw new KindredError('invalid-data', `${where()} must be a text or a whole number below 2^53, got ${got}`);
}
