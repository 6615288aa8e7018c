/**
 * Names of exported files that stay in their folder, on every system.
 * @module
 */
import { KindredError, mustBe } from '../../errors.js';

/** Names that Windows gives to devices, whatever stands after a point, and with spaces before it. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?= *(\.|$))/i;
/** So many bytes of UTF-8 at most: file systems take 255, and something is put behind. */
const MOST_BYTES = 150;

/**
 * A name for a file out of a name for people: letters and digits of every language, single spaces, points, `-` and `_`; whatever else is between two of them is one `-`.
 * No path is left in it (`../../etc/passwd` is `etc-passwd`), no device of Windows (`con` is `_con`), no point or space at either end, no character that is not seen, and
 * at most 150 bytes.
 * @throws KindredError `invalid-option` for what is no text, or one of which nothing is left
 * @example
 * ```ts
 * import { safeFileName } from 'kindred/campaign';
 * console.log(safeFileName('Spring: 20 % off'), safeFileName('../../etc/passwd')); // Spring-20-off etc-passwd
 * ```
 */
export function safeFileName(name: string): string {
  if (typeof name !== 'string') throw new KindredError('invalid-option', mustBe('name', 'a text', name));
  const kept = name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}._ -]+/gu, '-')
    .replace(/\.{2,}/g, '-')
    .replace(/[ -]*-[ -]*/g, '-')
    .replace(/ {2,}/g, ' ');
  let short = trimmed(kept);
  while (new TextEncoder().encode(short).length > MOST_BYTES) short = trimmed([...short].slice(0, -1).join(''));
  if (!/[\p{L}\p{N}]/u.test(short)) throw new KindredError('invalid-option', mustBe('name', 'a name with a letter or a digit', name));
  return DEVICE.test(short) ? `_${short}` : short;
}

const trimmed = (text: string) => text.replace(/^[\p{M}. -]+|[. -]+$/gu, '');
