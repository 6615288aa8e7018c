// Texts that stand where a currency is expected, such as names that every object has.
import { expect, test } from 'vitest';
import { compatible, currencyChoices, currencyOf } from '../../src/io/currency.js';

test.each(['constructor', 'toString', '__proto__', ''])('%j is no currency, and asks for none', (text) => {
  expect(currencyOf(text)).toBe(undefined);
  expect([compatible(text, 'EUR'), compatible('$', text), currencyChoices([text])]).toEqual([false, false, []]);
});

test('a shared sign may be each of its currencies', () => {
  expect([compatible('$', 'USD'), compatible('CAD', '$'), compatible('$', 'EUR')]).toEqual([true, true, false]);
});
