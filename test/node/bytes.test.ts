// Files as bytes.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unpacked } from '../../src/node/bytes.js';

async function* bytewise(bytes: Uint8Array) {
  for (const byte of bytes) yield Uint8Array.of(byte);
}
const read = async (bytes: Uint8Array) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of unpacked(bytewise(bytes))) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

test.each(['customer,order', 'c', ''])('%j comes out of a pipe that gives single bytes, packed or not', async (text) => {
  expect(await read(Buffer.from(text))).toBe(text);
  expect(await read(gzipSync(text))).toBe(text);
});

test('what only begins like gzip is no text', async () => {
  await expect(read(Uint8Array.of(0x1f, 0x8b, 0x41))).rejects.toThrow();
  expect(await read(Uint8Array.of(0x1f))).toBe('\u001f');
});
