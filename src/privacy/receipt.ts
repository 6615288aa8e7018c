/**
 * Receipts of erasure and of retention: what was done to which files, signed by Ed25519, for a third party to verify against the files in hand. The text of a receipt is
 * canonical JSON (canonical-json.ts); what is signed is the same text without its `signature`.
 * @module
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { anything, checkOptions, type Constraints } from '../check.js';
import { toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe } from '../errors.js';
import { canonicalJson, type Json } from './canonical-json.js';
import { sha256Hex } from './sha256.js';
import { checkKey, isSignedBy, publicKeyOf, sign } from './signing.js';

const FORMAT = 'kindred-receipt/1';

/** What was done to one file. */
export interface ReceiptFile {
  readonly name: string;
  readonly kind: 'model' | 'table' | 'ledger';
  /**
   * `recomputed`: only the rows of the model that the person touched, byte for byte as a fit without them; `refitted`: fitted anew; `removed`: rows or entries taken out;
   * `unchanged`: it did not know them; `holds-nobody`: a model saved without people, of which only sums over people are left; `deleted`: nobody would be left in it.
   */
  readonly method: 'recomputed' | 'refitted' | 'removed' | 'unchanged' | 'holds-nobody' | 'deleted';
  /** Events, rows or entries that went, and that are left; null where they cannot be counted. */
  readonly removed: number | null;
  readonly left: number | null;
  /** SHA-256 of the file's bytes, 64 hexadecimal digits; `after` is null for a file that is to be deleted. */
  readonly before: string;
  readonly after: string | null;
}

/** What a receipt says. */
export interface ErasureReceipt {
  readonly format: string;
  readonly action: 'erase' | 'expire';
  /** The caller's name of the request, or 32 random digits. */
  readonly request: string;
  /** The caller's moment, in ISO 8601, UTC. */
  readonly time: string;
  /** The tombstones of the person (`Tombstones.marksOf`); null for `expire`. */
  readonly person: readonly string[] | null;
  /** Of `expire`: the moment before which everything went; else null. */
  readonly expiredBefore: string | null;
  /** By name. */
  readonly files: readonly ReceiptFile[];
  /** 64 hexadecimal digits. */
  readonly publicKey: string;
}

/** What a receipt is held against. */
export interface VerifyOptions {
  /** Of whom the receipt must be: 32 bytes that come from them, not from the receipt. */
  publicKey: Uint8Array;
  /** The files in hand by the names of the receipt; each must be what the receipt says it became. */
  files?: Readonly<Record<string, Uint8Array>>;
  /** The request that it must answer. */
  request?: string;
  /** The moment that it must state. */
  time?: TimeLike;
}

/** Why a receipt does not hold. */
export interface ReceiptFault {
  readonly code: 'format' | 'version' | 'signature' | 'file' | 'request' | 'time';
  readonly sentence: string;
}

/** The answer of `verifyReceipt`. */
export interface Verified {
  readonly valid: boolean;
  /** Everything that is wrong; none for a valid receipt. */
  readonly reasons: readonly ReceiptFault[];
  /** What it says: null unless its signature is good. */
  readonly receipt: ErasureReceipt | null;
  /** Names of files in the receipt that were not in hand. */
  readonly unchecked: readonly string[];
}

const VERIFY: Constraints<VerifyOptions> = { publicKey: anything, files: anything, request: anything, time: anything };

/** The text of a receipt. @internal */
export function writeReceipt(content: Omit<ErasureReceipt, 'format' | 'publicKey'>, signingKey: Uint8Array): string {
  const publicKey = bytesToHex(publicKeyOf(signingKey));
  const receipt: ErasureReceipt = { format: FORMAT, ...content, publicKey };
  return canonicalJson({ ...receipt, signature: sign(canonicalJson(receipt), signingKey) });
}

/**
 * Does a receipt hold: signed by that key, letter by letter, for these files, this request and this moment? A forged, changed or malformed receipt is an answer, not an
 * error. A receipt says what one run did: that no other copy of a file exists, no receipt can say.
 * @param receipt - its text, or the bytes of that
 * @throws KindredError `invalid-option`, `unknown-option`, `invalid-data`, for the options alone
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { erase, newSigningKey, verifyReceipt } from 'kindred/privacy';
 * const { secretKey, publicKey } = newSigningKey();
 * const orders = { table: Table.from({ who: ['ann', 'bob'] }), columns: ['who'] };
 * const { receipt, files } = erase('ann', { tables: { orders } }, { signingKey: secretKey, time: '2026-02-01', request: 'no. 7' });
 * console.log(verifyReceipt(receipt, { publicKey, files, request: 'no. 7' }).valid); // true
 * const { reasons } = verifyReceipt(receipt, { publicKey, files, request: 'no. 8' });
 * console.log(reasons[0].code); // request
 * ```
 */
export function verifyReceipt(receipt: string | Uint8Array, options: VerifyOptions): Verified {
  const { publicKey, files = {}, request, time } = checkOptions<VerifyOptions>('verifyReceipt', VERIFY, options);
  checkKey('publicKey', publicKey);
  if (typeof files !== 'object' || files === null || !Object.values(files).every((bytes) => bytes instanceof Uint8Array))
    throw new KindredError('invalid-option', mustBe('files', 'bytes by name', files));
  const moment = time === undefined ? undefined : isoTime(time, '"time"');
  const content = signedContent(receipt, publicKey);
  if ('code' in content) return { valid: false, reasons: [content], receipt: null, unchecked: [] };
  const reasons: ReceiptFault[] = [];
  if (request !== undefined && content.request !== request) reasons.push({ code: 'request', sentence: 'It answers another request.' });
  if (moment !== undefined && content.time !== moment)
    reasons.push({ code: 'time', sentence: `It was written for another time: ${content.time}.` });
  for (const [name, bytes] of Object.entries(files)) {
    const wrong = faultOfFile(
      content.files.find((file) => file.name === name),
      bytes,
    );
    if (wrong) reasons.push({ code: 'file', sentence: `${JSON.stringify(name)} ${wrong}.` });
  }
  const unchecked = content.files.map(({ name }) => name).filter((name) => !Object.hasOwn(files, name));
  return { valid: reasons.length === 0, reasons, receipt: content, unchecked };
}

/** A moment as receipts write it. @throws KindredError `invalid-data` */
export const isoTime = (time: TimeLike, where: string): string => new Date(toMs(time, 'ms', where)).toISOString();

function faultOfFile(file: ReceiptFile | undefined, bytes: Uint8Array): string | undefined {
  if (!file) return 'is not in the receipt';
  if (file.after === null) return 'should have been deleted';
  const hash = sha256Hex(bytes);
  if (hash === file.after) return undefined;
  return hash === file.before ? 'is the file from before' : 'is another file than the receipt speaks of';
}

function signedContent(text: string | Uint8Array, publicKey: Uint8Array): ErasureReceipt | ReceiptFault {
  const content = parse(text);
  if (content === null)
    return { code: 'format', sentence: 'It is no receipt, or was written anew by a program: its text must stay letter by letter.' };
  const { signature, ...rest } = content;
  if (rest['format'] !== FORMAT)
    return {
      code: 'version',
      sentence: `Its format is ${JSON.stringify(rest['format'] ?? null).slice(0, 60)}, this release reads ${FORMAT}.`,
    };
  if (rest['publicKey'] !== bytesToHex(publicKey)) return { code: 'signature', sentence: 'It was signed by another key.' };
  if (typeof signature !== 'string' || !isSignedBy(canonicalJson(rest), signature, publicKey))
    return { code: 'signature', sentence: 'Its signature does not fit: it was changed or forged.' };
  if (!isReceipt(rest)) return { code: 'format', sentence: 'It is signed, but says nothing that a receipt says.' };
  return rest;
}

/** What an honest signer writes always is one. */
function isReceipt(rest: unknown): rest is ErasureReceipt {
  const { action, request, time, files } = rest as Partial<ErasureReceipt>;
  const isHash = (hash: unknown) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash);
  const isFile = (file: Partial<ReceiptFile> | null) =>
    typeof file?.name === 'string' && isHash(file.before) && (file.after === null || isHash(file.after));
  return (
    (action === 'erase' || action === 'expire') &&
    typeof request === 'string' &&
    typeof time === 'string' &&
    Array.isArray(files) &&
    files.every(isFile) &&
    new Set(files.map(({ name }) => name)).size === files.length
  );
}

/** The object of a canonical text, null for any other: a key that comes twice, a space, another form of a number. */
function parse(text: unknown): { readonly [name: string]: Json } | null {
  try {
    const written = text instanceof Uint8Array ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text) : text;
    const content = JSON.parse(written as string) as unknown;
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
    return isObject && canonicalJson(content) === written ? (content as { readonly [name: string]: Json }) : null;
  } catch {
    return null;
  }
}
