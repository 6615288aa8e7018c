// Receipts: what signs is Ed25519 as RFC 8032 and Node have it; forged, changed and replayed receipts do not hold, and nothing that is malformed throws.
import { createPrivateKey, createPublicKey, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { KindredError, Table } from '../../src/index.js';
import { erase, newSigningKey, publicKeyOf, verifyReceipt, type VerifyOptions } from '../../src/privacy/index.js';
import { canonicalJson } from '../../src/privacy/canonical-json.js';
import { isSignedBy, sign } from '../../src/privacy/signing.js';

const { secretKey: signingKey, publicKey } = newSigningKey();
const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const orders = { table: Table.from({ who: ['ann', 'bob', 'eve'], paid: [1, 2, 3] }), columns: ['who'] };
const options = { signingKey, time: '2026-02-01T10:00:00+01:00', request: 'no. 7 “größer”' };
const { receipt, files } = erase('ann', { tables: { orders } }, options);
const check = (text: string | Uint8Array, more: Partial<VerifyOptions> = {}) => verifyReceipt(text, { publicKey, ...more });
const codes = (text: string | Uint8Array, more: Partial<VerifyOptions> = {}) => check(text, more).reasons.map(({ code }) => code);

/** A receipt that says something else, signed by a key. */
function signed(change: (content: Record<string, unknown>) => void, key = signingKey): string {
  const content = JSON.parse(receipt) as Record<string, unknown>;
  delete content['signature'];
  change(content);
  return canonicalJson({ ...content, signature: sign(canonicalJson(content), key) });
}

describe('Ed25519', () => {
  // RFC 8032, section 7.1: TEST 1, 2, 3 and SHA(abc)
  test.each([
    ['9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', '', 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'],
    ['4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', '72', '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'],
  ])('RFC 8032: %s', (secret, key, message, signature) => {
    const text = Buffer.from(message, 'hex').toString('utf8');
    expect(hexOf(publicKeyOf(bytesOf(secret)))).toBe(key);
    expect(sign(text, bytesOf(secret))).toBe(signature);
    expect(isSignedBy(text, signature, bytesOf(key))).toBe(true);
    expect(isSignedBy(`${text} `, signature, bytesOf(key))).toBe(false);
  }); // prettier-ignore

  test('second forms of a signature and keys of small order are refused', () => {
    const L = 2n ** 252n + 27742317777372353535851937790883648493n;
    const good = sign('text', signingKey);
    const s = BigInt(`0x${hexOf(bytesOf(good.slice(64)).reverse())}`);
    const malleable = good.slice(0, 64) + hexOf(bytesOf((s + L).toString(16).padStart(64, '0')).reverse());
    expect(isSignedBy('text', good, publicKey)).toBe(true);
    expect(isSignedBy('text', malleable, publicKey)).toBe(false);
    // with a key of small order and S = 0, R = identity, every text would be signed
    const identity = `01${'00'.repeat(31)}`;
    const smallOrder = [identity, '00'.repeat(32), `ec${'ff'.repeat(30)}7f`, 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa', `ee${'ff'.repeat(30)}7f`, `01${'00'.repeat(30)}80`]; // prettier-ignore
    for (const key of smallOrder)
      for (let i = 0; i < 16; i++)
        for (const R of smallOrder) expect(isSignedBy(`text ${i}`, R + '00'.repeat(32), bytesOf(key))).toBe(false);
    for (const wrong of ['', good.toUpperCase(), good.slice(2), `${good}00`, 'x'.repeat(128)])
      expect(isSignedBy('text', wrong, publicKey)).toBe(false);
  });
});

describe('a receipt', () => {
  test('is accepted by the verify of Node, and one that Node signed by us', () => {
    const { signature, ...content } = JSON.parse(receipt) as { signature: string };
    const message = Buffer.from(canonicalJson(content), 'utf8');
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(nodeVerify(null, message, key, Buffer.from(signature, 'hex'))).toBe(true);
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), signingKey]);
    expect(nodeSign(null, message, createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })).toString('hex')).toBe(signature);
    // as its documentation says: the text without the signature
    expect(message.toString()).toBe(receipt.replace(`,"signature":"${signature}"`, ''));
  });

  test('is canonical JSON with nothing personal, and holds', () => {
    const content = JSON.parse(receipt) as Record<string, unknown>;
    expect(Object.keys(content)).toEqual([
      'action',
      'expiredBefore',
      'files',
      'format',
      'person',
      'publicKey',
      'request',
      'signature',
      'time',
    ]);
    expect(content['time']).toBe('2026-02-01T09:00:00.000Z');
    expect(receipt).not.toMatch(/\bann\b/i);
    const answer = check(receipt, { files, request: options.request, time: '2026-02-01T09:00:00Z' });
    expect(answer).toMatchObject({ valid: true, reasons: [], unchecked: [], receipt: { action: 'erase' } });
    expect(check(new TextEncoder().encode(receipt))).toMatchObject({ valid: true, unchecked: ['orders'] });
  });

  test('is the same for the same key, request, time and tombstones, whatever the order of names', () => {
    const more = { table: Table.from({ who: ['bob'] }), columns: ['who'] };
    const { tombstones } = erase('x', {}, options);
    const a = erase('ann', { tables: { orders, more } }, { ...options, tombstones });
    expect(erase('ann', { tables: { more, orders } }, { ...options, tombstones }).receipt).toBe(a.receipt);
    const unnamed = { signingKey, time: options.time };
    const random = [1, 2].map(() => (JSON.parse(erase('ann', {}, unnamed).receipt) as { request: string }).request);
    expect(random[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(random[0]).not.toBe(random[1]);
  });

  test('of which any byte was changed, left out or put in does not hold', () => {
    const bytes = new TextEncoder().encode(receipt);
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.slice();
      changed[i] ^= 1 << (i & 7);
      const answer = check(changed);
      expect({ valid: answer.valid, receipt: answer.receipt }, `byte ${i}`).toEqual({ valid: false, receipt: null });
      expect(check(Uint8Array.of(...bytes.subarray(0, i), ...bytes.subarray(i + 1))).valid, `without byte ${i}`).toBe(false);
    }
    for (let i = 0; i <= receipt.length; i++)
      expect(check(`${receipt.slice(0, i)} ${receipt.slice(i)}`).valid, `space at ${i}`).toBe(false);
  });

  test('in another spelling of the same JSON does not hold', () => {
    const content = JSON.parse(receipt) as Record<string, unknown>;
    const again = [
      JSON.stringify(content, null, 2),
      `\uFEFF${receipt}`,
      receipt.replace('{', '{"action":"expire",'), // a key that comes twice
      receipt.replace(/\}$/, ',"time":"2030-01-01T00:00:00.000Z"}'),
      receipt.replace('"removed":1', '"removed":1.0'),
      receipt.replace('"removed":1', '"removed":1e0'),
      receipt.replace('"orders"', '"\\u006frders"'),
      JSON.stringify(Object.fromEntries(Object.entries(content).reverse())),
    ];
    for (const text of again) {
      expect(text).not.toBe(receipt);
      expect(codes(text)).toEqual(['format']);
    }
  });

  test('that is forged does not hold', () => {
    const other = newSigningKey();
    expect(codes(receipt, { publicKey: other.publicKey })).toEqual(['signature']);
    expect(codes(signed(() => {}))).toEqual([]); // the helper below signs well
    expect(codes(signed(() => {}, other.secretKey))).toEqual(['signature']);
    expect(codes(signed((content) => (content['publicKey'] = hexOf(other.publicKey)), other.secretKey))).toEqual(['signature']);
    expect(codes(signed((content) => (content['publicKey'] = hexOf(other.publicKey))))).toEqual(['signature']); // ours, in the name of another
    expect(codes(signed((content) => (content['format'] = 'kindred-receipt/2')))).toEqual(['version']);
    expect(codes(signed((content) => delete content['format']))).toEqual(['version']);
    const { signature, ...content } = JSON.parse(receipt) as Record<string, unknown>;
    for (const wrong of [undefined, null, 4, '', [signature], String(signature).toUpperCase()])
      expect(codes(canonicalJson({ ...content, ...(wrong === undefined ? {} : { signature: wrong }) }))).toEqual(['signature']);
    const smallOrder = new Uint8Array(32).fill(0, 1);
    smallOrder[0] = 1;
    const forged = canonicalJson({ ...content, publicKey: hexOf(smallOrder), signature: hexOf(smallOrder) + '00'.repeat(32) });
    expect(codes(forged, { publicKey: smallOrder })).toEqual(['signature']);
  });

  test('that is replayed for another file, request or time does not hold', () => {
    expect(check(receipt, { files: { orders: new TextEncoder().encode('who,paid\nann,1\n') } }).reasons).toMatchObject([
      { code: 'file', sentence: '"orders" is another file than the receipt speaks of.' },
    ]);
    const before = new TextEncoder().encode('who,paid\nann,1\nbob,2\neve,3\n');
    expect(check(receipt, { files: { orders: before } }).reasons).toMatchObject([{ sentence: '"orders" is the file from before.' }]);
    expect(check(receipt, { files: { customers: files['orders'] } }).reasons).toMatchObject([
      { sentence: '"customers" is not in the receipt.' },
    ]);
    expect(codes(receipt, { request: 'no. 8' })).toEqual(['request']);
    expect(codes(receipt, { time: '2026-02-02' })).toEqual(['time']);
    expect(codes(receipt, { request: '', time: 0, files: { a: before, orders: before } })).toEqual(['request', 'time', 'file', 'file']);
    // one of yesterday, for what was erased today
    const later = erase('bob', { tables: { orders: { ...orders, table: Table.from({ who: ['bob', 'eve'], paid: [2, 3] }) } } }, options);
    expect(codes(receipt, { files: later.files })).toEqual(['file']);
    expect(codes(later.receipt, { files: later.files })).toEqual([]);
  });

  test('that is none is an answer, not an error', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const none = [
      '',
      'null',
      '[]',
      '{}',
      '7',
      '"text"',
      '{',
      '{"format":1}',
      deep,
      `{"a":${deep}}`,
      '{"__proto__":{"format":"kindred-receipt/1"}}',
    ];
    for (const text of none) expect(check(text)).toMatchObject({ valid: false, receipt: null });
    for (const odd of [null, undefined, 4, {}, [], new Uint8Array([0xff, 0xfe]), new Uint8Array()])
      expect(check(odd as string)).toMatchObject({ valid: false, receipt: null, reasons: [{ code: 'format' }] });
    const shapeless = [
      (content: Record<string, unknown>) => (content['files'] = null),
      (content: Record<string, unknown>) => (content['files'] = [null, 4]),
      (content: Record<string, unknown>) => delete content['files'],
    ];
    for (const change of shapeless) expect(check(signed(change), { files })).toMatchObject({ valid: false, reasons: [{ code: 'format' }] });
  });

  test('wrong options of the verifier are errors', () => {
    for (const wrong of [
      { publicKey: new Uint8Array(33) },
      { publicKey: 'key' as never },
      { files: { a: 'text' } as never },
      { files: null as never },
    ])
      expect(() => check(receipt, wrong)).toThrow(KindredError);
    expect(() => check(receipt, { key: publicKey } as object)).toThrow(/publicKey/);
    expect(() => check(receipt, { time: 'soon' })).toThrow(/"time"/);
    expect(() => publicKeyOf(new Uint8Array(64))).toThrow(/32 bytes, got 64 bytes/);
  });
});
