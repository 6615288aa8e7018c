// Files in the age format: what Debian's age sealed opens, and whatever is changed, cut off or opened by others gives an error and no bytes.
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { KindredError } from '../../src/errors.js';
import { newIdentity, open, recipientOf, seal } from '../../src/privacy/sealing.js';

interface Golden {
  readonly plaintext: string;
  readonly identity: string;
  readonly recipient: string;
  readonly base64: string;
  readonly armored: string;
  readonly passphrase: string;
  readonly byPassphrase: string;
}
const golden = JSON.parse(readFileSync('test/golden/sealed.json', 'utf8')) as Golden;
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const sealedFile = bytesOf(golden.base64);
const identities = [golden.identity];

/** The code of the error; a value where there is none is a failure. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    return `opened: ${String(await work)}`;
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    return error.code;
  }
}
const flipped = (bytes: Uint8Array, bit: number) => bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe('files of age', () => {
  test('open: binary, armored as bytes and as text, with CRLF, by an identity file and by passphrase', async () => {
    expect(text(await open(sealedFile, { identities }))).toBe(golden.plaintext);
    expect(text(await open(golden.armored, { identities }))).toBe(golden.plaintext);
    expect(text(await open(new TextEncoder().encode(golden.armored), { identities }))).toBe(golden.plaintext);
    expect(text(await open(`\r\n ${golden.armored.replaceAll('\n', '\r\n')}\n`, { identities }))).toBe(golden.plaintext);
    const identityFile = `# created: long ago\n# public key: ${golden.recipient}\n${golden.identity}\n`;
    expect(text(await open(sealedFile, { identities: [identityFile] }))).toBe(golden.plaintext);
    expect(text(await open(bytesOf(golden.byPassphrase), { passphrase: golden.passphrase }))).toBe(golden.plaintext);
    expect(await recipientOf(golden.identity)).toBe(golden.recipient);
  });

  test('wrong keys are denied, and the message says by what the file was sealed', async () => {
    const other = (await newIdentity()).identity;
    await expect(open(sealedFile, { identities: [other] })).rejects.toMatchObject({ code: 'denied', message: /none of the identities/ });
    await expect(open(sealedFile, { passphrase: 'x' })).rejects.toMatchObject({ code: 'denied', message: /for recipients/ });
    const locked = bytesOf(golden.byPassphrase);
    await expect(open(locked, { identities })).rejects.toMatchObject({ code: 'denied', message: /by a passphrase/ });
    await expect(open(locked, { passphrase: `${golden.passphrase} ` })).rejects.toMatchObject({ code: 'denied', message: /does not open/ });
  });
});

describe('altered files', () => {
  test('one bit flipped anywhere: an error and no bytes', async () => {
    const header = text(sealedFile).indexOf('\n--- ') + 5;
    for (let bit = 0; bit < sealedFile.length * 8; bit++) {
      const code = await codeOf(open(flipped(sealedFile, bit), { identities }));
      // in the lines of the keys a change looks like a file for others
      expect(bit >> 3 < header ? ['file-corrupt', 'denied'] : ['file-corrupt'], `bit ${bit}`).toContain(code);
    }
  });

  test('one bit flipped anywhere in an armored file', async () => {
    const armored = new TextEncoder().encode(golden.armored);
    for (let bit = 0; bit < armored.length * 8; bit++)
      expect(['file-corrupt', 'denied'], `bit ${bit}`).toContain(await codeOf(open(flipped(armored, bit), { identities })));
  });

  test('one bit flipped anywhere in a file by passphrase', async () => {
    const passphrase = 'x';
    const locked = await seal(new Uint8Array([1]), { passphrase, workFactor: 1 });
    for (let bit = 0; bit < locked.length * 8; bit++)
      expect(['file-corrupt', 'denied', 'too-large'], `bit ${bit}`).toContain(await codeOf(open(flipped(locked, bit), { passphrase })));
  });

  test('cut off at every length, zero bytes too, and with bytes behind', async () => {
    for (let length = 0; length < sealedFile.length; length++)
      expect(await codeOf(open(sealedFile.slice(0, length), { identities })), `${length} bytes`).toBe('file-corrupt');
    for (let length = 0; length < golden.armored.trimEnd().length; length++)
      expect(await codeOf(open(golden.armored.slice(0, length), { identities })), `${length} letters`).toBe('file-corrupt');
    expect(await codeOf(open(Uint8Array.of(...sealedFile, 0), { identities }))).toBe('file-corrupt');
    expect(await codeOf(open(`${golden.armored}x`, { identities }))).toBe('file-corrupt');
  });

  test('a long file whose blocks are swapped, left out or cut off after the first', async () => {
    const { identity, recipient } = await newIdentity();
    const plain = Uint8Array.from({ length: 3 * 65536 }, (_, i) => i % 251);
    const sealed = await seal(plain, { recipients: [recipient] });
    expect(await open(sealed, { identities: [identity] })).toEqual(plain);
    const block = 65536 + 16;
    const start = sealed.length - 3 * block;
    const [head, a, b, c] = [sealed.slice(0, start), ...[0, 1, 2].map((i) => sealed.slice(start + i * block, start + (i + 1) * block))];
    const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
    expect(await open(join(head, a, b, c), { identities: [identity] })).toEqual(plain);
    for (const file of [join(head, b, a, c), join(head, a, c), join(head, a), join(head, a, b), join(head), join(head, a, b, c, c)])
      expect(await codeOf(open(file, { identities: [identity] }))).toBe('file-corrupt');
  });

  test('what asks for too much memory is refused', async () => {
    const locked = Buffer.from(bytesOf(golden.byPassphrase)).toString('latin1');
    for (const work of ['21', '40', '4294967296', '99999999999999999999']) {
      const hostile = new Uint8Array(Buffer.from(locked.replace(/^(-> scrypt \S+) 18$/m, `$1 ${work}`), 'latin1'));
      expect(await codeOf(open(hostile, { passphrase: 'x' }))).toBe('too-large');
    }
    for (const work of ['-1', '0', '018', '1e3', ''])
      expect(
        await codeOf(
          open(new Uint8Array(Buffer.from(locked.replace(/^(-> scrypt \S+) 18$/m, `$1 ${work}`), 'latin1')), { passphrase: 'x' }),
        ),
      ).toBe('file-corrupt');
  });

  test('other files', async () => {
    for (const file of ['<html></html>', 'age-encryption.org/v2\n', '-----BEGIN AGE', '-----BEGIN PGP MESSAGE-----\n'])
      expect(await codeOf(open(new TextEncoder().encode(file), { identities }))).toBe('file-corrupt');
  });
});

describe('sealing', () => {
  test('for several, each of whom opens alone, and one of several identities is enough', async () => {
    const people = await Promise.all([newIdentity(), newIdentity(), newIdentity()]);
    const bytes = new TextEncoder().encode('a model');
    for (const armor of [false, true]) {
      const sealed = await seal(bytes, { recipients: people.map(({ recipient }) => recipient), armor });
      for (const { identity } of people) expect(await open(sealed, { identities: [identity] })).toEqual(bytes);
    }
    const recipientsFile = `# team\n${people[1].recipient}\n\n`;
    const sealed = await seal(bytes, { recipients: [recipientsFile] });
    expect(await open(sealed, { identities: people.map(({ identity }) => identity) })).toEqual(bytes);
    expect(await codeOf(open(sealed, { identities: [people[0].identity] }))).toBe('denied');
  });

  test('of nothing, and twice the same is not the same', async () => {
    const options = { recipients: [golden.recipient] };
    const [a, b] = [await seal(new Uint8Array(), options), await seal(new Uint8Array(), options)];
    expect(await open(a, { identities })).toEqual(new Uint8Array());
    expect(a).not.toEqual(b);
  });

  test('wrong options and types, with messages that show no key', async () => {
    const nothing = new Uint8Array();
    const SECRET = 'AGE-SECRET-KEY-1QQQQ';
    const wrong: [Promise<unknown>, string][] = [
      [seal(nothing, {}), 'give either "recipients" or "passphrase", got neither'],
      [seal(nothing, { recipients: [golden.recipient], passphrase: 'x' }), 'got both'],
      [seal(nothing, { recipients: [] }), '"recipients" must be a list of at least one text, got an array of 0'],
      [seal(nothing, { recipients: [golden.recipient, 'age1x'] }), '"recipients[1]" must be an X25519 recipient'],
      [seal(nothing, { recipients: [golden.recipient.replace(/.$/, 'q')] }), '"recipients[0]" must be'],
      [seal(nothing, { recipients: [golden.identity] }), '"recipients[0]" must be'],
      [seal(nothing, { passphrase: '' }), 'a text that is not empty, got an empty one'],
      [seal(nothing, { passphrase: 4711 as unknown as string }), 'a text that is not empty, got a number'],
      [seal(nothing, { passphrase: 'x', workFactor: 21 }), '"workFactor" must be an integer from 1 to 20, got 21'],
      [seal(nothing, { recipient: 'x' } as object), 'seal has no option "recipient" (did you mean "recipients"?)'],
      [seal('text' as unknown as Uint8Array, { passphrase: 'x' }), '"bytes" must be a Uint8Array, got "text"'],
      [open(nothing, { identities: SECRET as unknown as string[] }), '"identities" must be a list of at least one text, got a string'],
      [open(nothing, { identities: [SECRET] }), '"identities[0]" must be an X25519 identity'],
      [open(nothing, { identities: [golden.identity.replace(/.$/, 'Q')] }), '"identities[0]" must be'],
      [open(null as unknown as Uint8Array, { identities }), '"sealed" must be a Uint8Array'],
      [recipientOf(SECRET), '"identity" must be an X25519 identity'],
      [recipientOf(golden.identity.replace(/.$/, 'Q')), '"identity" must be an X25519 identity'],
    ];
    for (const [work, message] of wrong) {
      const error = await work.then(
        () => expect.fail(`nothing thrown: ${message}`),
        (thrown: unknown) => thrown as KindredError,
      );
      expect(error).toBeInstanceOf(KindredError);
      expect(error.message).toContain(message);
      expect(`${error.message}${String(error.cause)}`).not.toMatch(/SECRET-KEY-1\w|4711/);
    }
  });
});

describe('where the runtime refuses some keys, as WebKitGTK does those that begin with a zero byte', () => {
  const importKey = crypto.subtle.importKey.bind(crypto.subtle);
  /** Refuses keys whose first byte, behind 16 of the form around it, is below this one. */
  const refuseBelow = (least: number) =>
    vi
      .spyOn(crypto.subtle, 'importKey')
      .mockImplementation(((form: string, key: Uint8Array, ...rest: [never, never, never]) =>
        form === 'pkcs8' && key[16] < least
          ? Promise.reject(new DOMException('Data provided to an operation does not meet requirements', 'DataError'))
          : importKey(form as never, key as never, ...rest)) as never);
  afterEach(() => void vi.restoreAllMocks());

  test('others are drawn', async () => {
    refuseBelow(128);
    for (let i = 0; i < 8; i++) {
      const { identity, recipient } = await newIdentity();
      const sealed = await seal(new Uint8Array([i]), { recipients: [recipient] });
      expect(await open(sealed, { identities: [identity] })).toEqual(new Uint8Array([i]));
    }
  });

  test('an identity of that kind is told from a wrong one, and none is drawn for ever', async () => {
    refuseBelow(256);
    expect(await codeOf(recipientOf(golden.identity))).toBe('unsupported');
    await expect(newIdentity()).rejects.toThrow('does not meet requirements');
  });
});
