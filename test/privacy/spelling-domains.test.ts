// Domains: what is written plainly is taken as it is, and that is what a browser's parser of addresses says too.
import { expect, test } from 'vitest';
import { asciiDomain } from '../../src/privacy/spelling.js';
import { generator } from '../support/random.js';

test('a plain domain is what the parser of URLs makes of it', () => {
  const random = generator(4);
  const signs = 'ab09-.xn';
  for (let round = 0; round < 20000; round++) {
    const text =
      Array.from({ length: 1 + Math.floor(10 * random()) }, () => signs[Math.floor(signs.length * random())]).join('') +
      (random() < 0.7 ? '.de' : '');
    if (!/^[^.]+(\.[^.]+)+$/.test(text)) continue;
    let host: string | null;
    try {
      host = new URL(`http://${text}`).hostname;
    } catch {
      host = null;
    }
    expect(asciiDomain(text), text).toBe(host);
  }
  expect([asciiDomain('1.2.3'), asciiDomain('xn--a.de'), asciiDomain('localhost')]).toEqual(['1.2.0.3', null, null]);
});
