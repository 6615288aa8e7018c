/**
 * kindred/privacy/sealing: files in the age format (age-encryption.org/v1), by age-encryption (an optional peer: `npm install age-encryption`). The tool `age` opens
 * what is sealed here, and the other way round.
 * @module
 */
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { passphrases } from '#passphrases';
import { anything, checkOptions, flag, integer, type Constraints } from '../check.js';
import { KindredError, mustBe, show } from '../errors.js';

/** For whom a file is sealed: one of `recipients` and `passphrase`. */
export interface SealOptions {
  /** X25519 recipients (`age1...`), each of whom opens the file alone; also the texts of recipient files, with comments after `#`. */
  recipients?: readonly string[];
  /** Opens the file; taken letter by letter, without any normalisation. Not in workerd and edge sandboxes: it needs 256 MB for a moment. */
  passphrase?: string;
  /** The base-2 logarithm of scrypt's cost of a passphrase. Default 18, as the tool `age`: a second, 256 MB. */
  workFactor?: number;
  /** As ASCII text that may be pasted into a mail. Default false. */
  armor?: boolean;
}

/** Who opens a file: one of `identities` and `passphrase`. */
export interface OpenOptions {
  /** Secret keys (`AGE-SECRET-KEY-1...`), of which one must fit; also the texts of identity files, as `age-keygen` writes them. */
  identities?: readonly string[];
  passphrase?: string;
}

/** A key pair: the identity is secret and opens, the recipient is public and seals. */
export interface NewIdentity {
  readonly identity: string;
  readonly recipient: string;
}

/** What the peer opens at most: 1 GB for a moment. */
const HIGHEST_WORK = 20;
const MAGIC = 'age-encryption.org/v1\n';
const ARMORED = /^[ \t\r\n]*-----BEGIN AGE ENCRYPTED FILE-----\r?\n[A-Za-z0-9+/=\r\n]*-----END AGE ENCRYPTED FILE-----[ \t\r\n]*$/;

const RECIPIENT = { form: /^age1[a-z0-9]{58}$/, expected: 'an X25519 recipient such as "age1..."' };
const IDENTITY = { form: /^AGE-SECRET-KEY-1[A-Z0-9]{58}$/, expected: 'an X25519 identity such as "AGE-SECRET-KEY-1..."' };

// keys and passphrases are checked where no message shows them
const SEAL: Constraints<SealOptions> = {
  recipients: anything,
  passphrase: anything,
  workFactor: integer(18, 1, HIGHEST_WORK),
  armor: flag(false),
};
const OPEN: Constraints<OpenOptions> = { identities: anything, passphrase: anything };

/**
 * Bytes sealed for recipients, or by a passphrase: nobody else reads them, and nobody changes them unnoticed. Two seals of the same bytes differ.
 * @param bytes - of a model, an export or any file
 * @returns the file; with `armor` its ASCII text as bytes
 * @throws KindredError `invalid-option`, `unknown-option`, `invalid-data`; `unsupported` for a passphrase in workerd or an edge sandbox
 * @example
 * ```ts
 * import { newIdentity, open, seal } from 'kindred/privacy/sealing';
 * const { identity, recipient } = await newIdentity();
 * const sealed = await seal(new TextEncoder().encode('who bought what'), { recipients: [recipient] });
 * console.log(new TextDecoder().decode(await open(sealed, { identities: [identity] }))); // who bought what
 * ```
 */
export async function seal(bytes: Uint8Array, options: SealOptions): Promise<Uint8Array> {
  const checked = checkOptions<SealOptions>('seal', SEAL, options);
  if (!(bytes instanceof Uint8Array)) throw new KindredError('invalid-data', mustBe('bytes', 'a Uint8Array', bytes));
  const encrypter = new Encrypter();
  const { recipients, passphrase } = checked;
  requireOne('recipients', recipients, passphrase);
  if (recipients) addAll('recipients', recipients, RECIPIENT, (key) => encrypter.addRecipient(key));
  else {
    encrypter.setPassphrase(passphrase!);
    encrypter.setScryptWorkFactor(checked.workFactor!);
  }
  const sealed = await drawing(async () => allOf(await encrypter.encrypt(streamOf(bytes))));
  return checked.armor ? new TextEncoder().encode(armor.encode(sealed)) : sealed;
}

/**
 * The bytes in a sealed file, armored or not. All of them are proven to be as they were sealed before any is returned.
 * @param sealed - the file; an armored one also as text
 * @throws KindredError `denied` where no identity or passphrase fits; `file-corrupt` for a file that was cut off or changed (a change of the lines that hold the keys
 * cannot be told from a key that does not fit: `denied`); `too-large` for a passphrase that costs more than 1 GB to try; `unsupported` for a passphrase in workerd or
 * an edge sandbox, and for an identity whose key the runtime refuses; `invalid-option`, `unknown-option`, `invalid-data`
 * @example
 * ```ts
 * import { open, seal } from 'kindred/privacy/sealing';
 * const sealed = await seal(new Uint8Array([4, 2]), { passphrase: 'correct horse battery staple', workFactor: 10, armor: true });
 * console.log(new TextDecoder().decode(sealed).slice(0, 34)); // -----BEGIN AGE ENCRYPTED FILE-----
 * console.log(await open(sealed, { passphrase: 'correct horse battery staple' })); // Uint8Array(2) [ 4, 2 ]
 * ```
 */
export async function open(sealed: Uint8Array | string, options: OpenOptions): Promise<Uint8Array> {
  const checked = checkOptions<OpenOptions>('open', OPEN, options);
  const decrypter = new Decrypter();
  const { identities, passphrase } = checked;
  requireOne('identities', identities, passphrase);
  if (identities) addAll('identities', identities, IDENTITY, (key) => decrypter.addIdentity(key));
  else decrypter.addPassphrase(passphrase!);
  const file = withoutArmor(sealed);
  try {
    return await allOf(await decrypter.decrypt(streamOf(file)));
  } catch (cause) {
    throw whyNot(cause, file, identities !== undefined);
  }
}

/**
 * A new key pair by the random numbers of the machine: keep the identity, give the recipient away.
 * @example
 * ```ts
 * import { newIdentity } from 'kindred/privacy/sealing';
 * const { identity, recipient } = await newIdentity();
 * console.log(identity.slice(0, 16), recipient.slice(0, 4)); // AGE-SECRET-KEY-1 age1
 * ```
 */
export async function newIdentity(): Promise<NewIdentity> {
  return drawing(async () => {
    const identity = await generateX25519Identity();
    return { identity, recipient: await identityToRecipient(identity) };
  });
}

const DRAWS = 16;

/** WebKitGTK takes no key that begins with a zero byte, one in 256: what draws a key then draws another. */
async function drawing<T>(work: () => Promise<T>): Promise<T> {
  for (let draw = 1; ; draw++)
    try {
      return await work();
    } catch (error) {
      if (draw === DRAWS || !isRefusedKey(error)) throw error;
    }
}

const isRefusedKey = (error: unknown) => (error as { name?: unknown } | null)?.name === 'DataError';
const refused = (cause: unknown) =>
  new KindredError('unsupported', 'this runtime does not take the key of an identity (WebKitGTK refuses one in 256): open it elsewhere', {
    cause,
  });

/**
 * The recipient of an identity, as `age-keygen -y` prints it.
 * @throws KindredError `invalid-option`
 * @example
 * ```ts
 * import { newIdentity, recipientOf } from 'kindred/privacy/sealing';
 * const { identity, recipient } = await newIdentity();
 * console.log((await recipientOf(identity)) === recipient); // true
 * ```
 */
export async function recipientOf(identity: string): Promise<string> {
  let recipient: string | undefined;
  try {
    if (IDENTITY.form.test(identity)) recipient = await identityToRecipient(identity);
  } catch (error) {
    if (isRefusedKey(error)) throw refused(error);
    // its checksum is wrong; the peer's error would show the secret
  }
  if (recipient === undefined) throw new KindredError('invalid-option', `"identity" must be ${IDENTITY.expected}`);
  return recipient;
}

/** @throws KindredError `invalid-option`, `unsupported` */
function requireOne(name: string, keys: unknown, passphrase: unknown): void {
  if ((keys === undefined) === (passphrase === undefined))
    throw new KindredError('invalid-option', `give either "${name}" or "passphrase", got ${keys === undefined ? 'neither' : 'both'}`);
  if (keys !== undefined) {
    if (Array.isArray(keys) && keys.length > 0 && keys.every((key) => typeof key === 'string')) return;
    throw new KindredError('invalid-option', `"${name}" must be a list of at least one text, got ${kindOf(keys)}`);
  }
  if (typeof passphrase !== 'string' || passphrase === '')
    throw new KindredError('invalid-option', `"passphrase" must be a text that is not empty, got ${kindOf(passphrase)}`);
  if (!passphrases)
    throw new KindredError(
      'unsupported',
      `passphrases need more memory than a worker at the edge has: use "${name}" there, or seal and open by passphrase in Node or a browser`,
    );
}

const kindOf = (value: unknown) => (typeof value === 'object' ? show(value) : value === '' ? 'an empty one' : `a ${typeof value}`);

/** Every key in the texts, each of which may be a whole key file. Keys are never shown. @throws KindredError `invalid-option` */
function addAll(name: string, texts: readonly string[], { form, expected }: typeof RECIPIENT, add: (key: string) => void): void {
  texts.forEach((text, i) => {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
    try {
      if (keys.length === 0 || !keys.every((key) => form.test(key))) throw new Error('not of that form');
      keys.forEach(add); // which looks at the checksum
    } catch {
      throw new KindredError('invalid-option', `"${name}[${i}]" must be ${expected}`);
    }
  });
}

/** @throws KindredError `file-corrupt`, `invalid-data` */
function withoutArmor(sealed: Uint8Array | string): Uint8Array {
  if (typeof sealed !== 'string' && !(sealed instanceof Uint8Array))
    throw new KindredError('invalid-data', mustBe('sealed', 'a Uint8Array, or the text of an armored file', sealed));
  if (sealed.length === 0) throw corrupt('it is empty');
  if (typeof sealed !== 'string' && startOf(sealed, MAGIC.length) === MAGIC) return sealed;
  const text = typeof sealed === 'string' ? sealed : startOf(sealed, 200);
  if (!text.trimStart().startsWith('-----BEGIN AGE')) throw corrupt(`it begins with ${show(text.slice(0, 16))}, not as an age file does`);
  const whole = typeof sealed === 'string' ? sealed : new TextDecoder().decode(sealed);
  try {
    if (!ARMORED.test(whole)) throw new Error('it has other lines than armor has');
    return armor.decode(whole);
  } catch (cause) {
    throw corrupt('its armor was changed or cut off', cause);
  }
}

/** What the peer did not like, as an error of ours. */
function whyNot(cause: unknown, file: Uint8Array, byIdentity: boolean): KindredError {
  if (isRefusedKey(cause)) return refused(cause);
  const why = named(cause).message;
  if (why.includes('no identity matched')) {
    const sealedByPassphrase = startOf(file, MAGIC.length + 10).slice(MAGIC.length) === '-> scrypt ';
    if (byIdentity === sealedByPassphrase)
      return new KindredError('denied', `the file was sealed ${byIdentity ? 'by a passphrase' : 'for recipients: give "identities"'}`);
    return new KindredError(
      'denied',
      byIdentity ? 'the file was sealed for others: none of the identities opens it' : 'the passphrase does not open the file',
    );
  }
  if (why.includes('work factor'))
    return new KindredError('too-large', `the file asks for more than 1 GB to try a passphrase (scrypt work factor above ${HIGHEST_WORK})`);
  return corrupt(`it was changed or cut off: ${why}`, cause);
}

// as streams: with bytes the peer reads its own by Response, which Node cannot make where WebAssembly is missing
const streamOf = (bytes: Uint8Array) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });

/** Nothing before the last chunk has proven itself. */
async function allOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const startOf = (bytes: Uint8Array, length: number) => String.fromCharCode(...bytes.subarray(0, length));
const named = (cause: unknown) => new Error(cause instanceof Error ? cause.message : String(cause));
const corrupt = (why: string, cause?: unknown) => new KindredError('file-corrupt', `not a readable age file: ${why}`, { cause });
