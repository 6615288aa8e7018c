// The string in a module that carries a binary gives back its bytes.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { binary, ENTRIES } from './builds';

test.each(ENTRIES)('%s: the module holds the bytes of the binary', async (entry) => {
  const file = resolve(`dist/kernels/${entry}.inline.js`);
  const { default: bytes } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default: Uint8Array };
  expect(Buffer.compare(bytes, binary(entry, 'simd'))).toBe(0);
});

test.each(ENTRIES)('%s: no character of the string means anything to a quote, a template, a page or a replacement', (entry) => {
  const [, text] = /'([^']{1000,})'/.exec(readFileSync(`dist/kernels/${entry}.inline.js`, 'utf8'))!;
  expect(text).toMatch(/^[\w.*!-]+$/);
});
