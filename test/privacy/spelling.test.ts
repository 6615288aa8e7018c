// One person under many writings: what nobody sees, and what a spreadsheet adds, makes no other person.
import { expect, test } from 'vitest';
import { spellingOf, Tombstones } from '../../src/privacy/index.js';

test.each([
  ['zoë@müller.example', ['ZOE\u0308@Mu\u0308ller.example', 'zoë@xn--mller-kva.example', 'zoë@müller.example.', 'ｚｏë@müller．example', 'zoë＠müller.example']],
  ['zoë', ['zo\u180eë', 'zo\u061cë', 'zo\u034fë', 'zo\ufe0fë', 'zo\u2065ë', 'zo\u206aë', 'zoë\u3164', 'zo\u{e0041}ë', 'zo\u0000ë', 'zoe\u200b\u0308', 'zoe\u034f\u0308']],
  ['+4930123456', ['+49 30 123456', '+49 (0)30 123456', '+49 (30) 123-456', '＋49\u00a030/123\u2011456', '+49.30.123.456']],
  ['@ann', ["'@ann", "''@ann"]], // as writeCsv guards a cell, once and twice
  ['-5', [-5, '-5.0', "'-5"]],
  ['17850', [17850, '17850.0', ' １７８５０ ']],
])('%s', (id, writings) => {
  const erased = new Tombstones().with(id);
  for (const writing of writings) expect([spellingOf(writing), erased.has(writing)], JSON.stringify(writing)).toEqual([spellingOf(id), true]);
}); // prettier-ignore

test.each([
  ['ann', 'a nn'], ['o\'neil', 'oneil'], ["'ann", 'ann'], ['+12345', '12345'], ['+49 30 123456 or mail', '+4930123456ormail'],
  ['4930123456', '+4930123456'], ['ann@x.example', 'ann+1@x.example'], ['a-b', 'ab'], ['-5', '5'],
])('%s is not %s', (one, other) => expect(spellingOf(one)).not.toBe(spellingOf(other))); // prettier-ignore

test('a spelling is its own spelling, whatever is written, and decomposed characters are composed ones', () => {
  const wrong: string[] = [];
  for (let code = 0; code < 0x30000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const sign = String.fromCodePoint(code);
    for (const text of [`a${sign}\u0301b`, `${sign}@x.example`, `a@${sign}.example`]) {
      const spelling = spellingOf(text);
      if (spellingOf(spelling) !== spelling || spellingOf(text.normalize('NFD')) !== spelling) wrong.push(`${code.toString(16)} ${text}`);
    }
  }
  expect(wrong).toEqual([]);
});
