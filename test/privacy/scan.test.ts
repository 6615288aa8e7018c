// The scanner: what it must find, and the numbers of every shop that it must leave alone.
import { describe, expect, test } from 'vitest';
import { Interactions, Table } from '../../src/index.js';
import { requireNoPersonalData, scanForPersonalData } from '../../src/privacy/index.js';
import { isIban, luhn } from '../../src/privacy/payment-numbers.js';
import { thrown } from '../support/files.js';
import { generator } from '../support/random.js';

const kinds = (text: string) => scanForPersonalData(text).map(({ kind }) => kind);

test.each([
  'ann@shop.example', 'mail: Ann.B+tag@mail.shop.example.', '<ann@shop.example>', 'änn@müller.example', 'ann@例え.テスト', '"ann b"@shop.example', 'ann%40shop.example',
  'https://x.example/?email=ann@shop.example&a=1', 'ann@xn--mller-kva.xn--p1ai', 'ａｎｎ＠shop.example', 'ann\u200b@shop.example', `${'word '.repeat(5000)}ann@shop.example`,
])('e-mail in %s', (text) => expect(kinds(text)).toEqual(['email'])); // prettier-ignore

test.each([
  '+49 30 1234567', '+493012345678', '0049 30 1234567', '+1 (555) 123-4567', 'call +44 20 7946 0958 now', '(030) 1234567', '030/1234567', '0171 1234567', '089 - 123456',
  '(555) 123-4567', '555-123-4567', '555.123.4567', '+33.1.23.45.67.89', '030 12 34 56 78', '+49\u00a030\u20111234567',
])('phone in %s', (text) => expect(kinds(text)).toEqual(['phone'])); // prettier-ignore

// the test numbers that card brands publish, and the examples of the IBAN registry
const CARDS = ['4111111111111111', '4012888888881881', '5555555555554444', '5105105105105100', '2221000000000009', '2720990000000007', '378282246310005', '6011111111111117', '30569309025904', '3530111333300000', '6200000000000005']; // prettier-ignore
test.each(CARDS)('card %s', (digits) => {
  expect(luhn(digits)).toBe(true);
  const groups = digits.length === 16 ? digits.replace(/(.{4})(?=.)/g, '$1 ') : digits.replace(/^(.{4})(.{6})/, '$1-$2-');
  for (const text of [digits, `card ${digits}, valid`, groups, `paid by ${groups}.`]) expect(kinds(text), text).toEqual(['payment-number']);
  for (let i = 0; i < digits.length; i++) {
    const typo = digits.slice(0, i) + ((Number(digits[i]) + 1) % 10) + digits.slice(i + 1);
    expect(kinds(`card ${typo}`), typo).toEqual([]);
  }
});

test.each([
  'DE89370400440532013000', 'GB29 NWBK 6016 1331 9268 19', 'FR14 2004 1010 0505 0001 3M02 606', 'NO9386011117947', 'ch9300762011623852957', 'to: DE89 3704 0044 0532 0130 00, thanks',
  'MT84MALT011000012345MTLCAST001S', 'NL91-ABNA-0417-1643-00',
])('IBAN %s', (text) => expect(kinds(text)).toEqual(['payment-number'])); // prettier-ignore

test('an IBAN with two digits changed or of another length is none', () => {
  expect([isIban('DE89370400440532013000'), isIban('DE98370400440532013000'), isIban('DE8937040044053201300'), isIban('')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(kinds('DE98 3704 0044 0532 0130 00')).toEqual([]);
  expect(kinds('SKU DE89370400440532013000X')).toEqual([]);
});

test.each([
  '2026-01-31', '2026-01-31 12:00:00', '2026-01-31T12:00:00.000+02:00', '31.01.2026', '01/02/2026', '01-02-2026 12:30', '20260131120000', '1767225600000', '1767225600000000',
  '4006381333931', '0 12345 67890 5', '9783161484100', '978-3-16-148410-0', '0-306-40615-2', '302-1234567-1234567', '028-1234567-7654321', 'order 4111111111111111', 'Bestellnr. 4111111111111111',
  '#4111111111111111', '10-2026-000123', '1Z999AA10123456784', '00340434161094021501', '192.168.100.200', '3.14159265358979323846', '-12345678901234', '12,345,678,901', '1.234.567,89',
  '550e8400-e29b-41d4-a716-446655440000', '536365', '85123A', 'C536379', '0001', '12345', '0000000000000000', '5555555555555555', 'a@b', '@handle', 'x @ y.example', 'tea@', 'user@localhost',
  '+1', '+12.50', '100-200', '2024/2025', '1+1234567', '', ' ', '4x4', 'A4', '50 % off 2 for 1', '192.0.2.1:8080', '12:34:56', '0815', '007', '52.520008, 13.404954',
])('nothing in %s', (text) => expect(kinds(text)).toEqual([])); // prettier-ignore

describe('columns', () => {
  const random = generator(3);
  const digits = (prefix: string, length: number) => {
    let text = prefix;
    while (text.length < length) text += Math.floor(10 * random());
    return text;
  };
  const checked = (prefix: string, length: number) => {
    const body = digits(prefix, length - 1);
    return body + [...'0123456789'].find((last) => luhn(body + last));
  };

  test('of order numbers that look like cards are none, in a row or by chance', () => {
    const running = Array.from({ length: 3000 }, (_, i) => String(4000000000000000 + i));
    const drawn = Array.from({ length: 3000 }, () => digits('4', 16));
    const long = Array.from({ length: 3000 }, () => digits('62', 19));
    expect(running.filter(luhn)).toHaveLength(300);
    const table = Table.from({ running, drawn, long, asNumbers: running.map(Number), one: running.map(() => '4000000000000001') });
    expect(scanForPersonalData(table)).toEqual([]);
  });

  test('of cards are found, as texts and as numbers, also with typos and among other things', () => {
    const cards = Array.from({ length: 200 }, () => checked('4', 16));
    const rest = (i: number) => (i % 4 === 0 ? null : i % 7 === 0 ? digits('4', 16) : cards[i]);
    const table = Table.from({
      no: cards,
      numbers: cards.map(Number),
      some: cards.map((_, i) => rest(i)),
      mixed: cards.map((card, i) => (i % 50 === 3 ? card : `A${i}`)),
    });
    const found = scanForPersonalData(table);
    expect(found.map(({ column, kind, n }) => [column, kind, n]).slice(0, 2)).toEqual([['no', 'payment-number', 200], ['numbers', 'payment-number', 200]]); // prettier-ignore
    expect(found[2].n).toBeGreaterThan(125);
    expect(found[3]).toEqual({ column: 'mixed', kind: 'payment-number', n: 4, rows: [3, 53, 103, 153] });
  });

  test('of EANs, moments and ids are none', () => {
    const ean = Array.from({ length: 2000 }, () => digits('4', 13));
    const gtin14 = Array.from({ length: 2000 }, (_, i) => `300${digits('', 10)}${i % 10}`).filter((text) => {
      const sum = [...text].reduceRight((total, digit, i) => total + Number(digit) * ((text.length - 1 - i) % 2 ? 3 : 1), 0);
      return sum % 10 === 0;
    });
    expect(gtin14.length).toBeGreaterThan(100);
    const moments = Array.from({ length: 2000 }, (_, i) => 1767225600000 + i * 60000);
    expect(scanForPersonalData(Table.from({ ean, moments, micro: moments.map((ms) => ms * 1000), id: ean.map(Number) }))).toEqual([]);
    expect(scanForPersonalData(Table.from({ gtin14 }))).toEqual([]);
  });

  test('whose name speaks of phones hold them as digits', () => {
    const table = Table.from({ phone: [4930123456, NaN, 5], customerPhone: ['03012345678', '', '-'], 'tel.': ['493012345678', 'none', '1'], hotel: [4930123456, 1, 2], telemetry: [12345678, 1, 2] }); // prettier-ignore
    expect(scanForPersonalData(table).map(({ column, n, rows }) => [column, n, rows])).toEqual([['phone', 1, [0]], ['customerPhone', 1, [0]], ['tel.', 1, [0]]]); // prettier-ignore
  });

  test('by name, with the first rows, in columns and ids', () => {
    const table = Table.from({ a: ['x', null, ...Array.from({ length: 8 }, (_, i) => `p${i % 3}@shop.example`)], b: Array.from({ length: 10 }, () => 'ann@shop.example') }).derive('ok', () => true); // prettier-ignore
    expect(scanForPersonalData(table, { columns: ['a'] })).toEqual([{ column: 'a', kind: 'email', n: 8, rows: [2, 3, 4, 5, 6] }]);
    expect(scanForPersonalData(table.select(['ok']))).toEqual([]);
    expect(thrown(() => scanForPersonalData(table, { columns: ['c'] })).code).toBe('unknown-column');
    expect(thrown(() => scanForPersonalData(table, { columns: 'a' } as never)).code).toBe('invalid-option');
    expect(thrown(() => scanForPersonalData(5 as never)).code).toBe('invalid-data');
    const data = Interactions.from([{ u: 'bob@shop.example', i: 1 }, { u: 'ann@shop.example', i: 2 }], { user: 'u', item: 'i' }); // prettier-ignore
    expect(scanForPersonalData(data)).toEqual([{ column: 'users', kind: 'email', n: 2, rows: [0, 1] }]);
    expect(scanForPersonalData(Table.from([]))).toEqual([]);
  });

  test('a refusal says where, never what', () => {
    const table = Table.from({ note: ['-', 'secret@shop.example', '+49 30 7654321'], id: [1, 2, 3] });
    const error = thrown(() => requireNoPersonalData(table));
    expect(error.code).toBe('denied');
    expect(error.message).toBe('The column "note" holds 1 e-mail address (first in row 2) and the column "note" holds 1 phone number (first in row 3): leave the column out, or use Pseudonyms'); // prettier-ignore
    requireNoPersonalData(table, { columns: ['id'] });
  });

  test('many rows and long texts take no more than their length', () => {
    const awkward = [
      '0'.repeat(50000),
      '1 '.repeat(30000),
      'a.'.repeat(30000) + '@',
      '@'.repeat(30000),
      '+'.repeat(30000),
      '12-'.repeat(20000),
      'DE89'.repeat(10000),
      '"'.repeat(20000) + '@x.y',
    ];
    for (const text of awkward) expect(Array.isArray(scanForPersonalData(text))).toBe(true);
  }, 10_000);
});
