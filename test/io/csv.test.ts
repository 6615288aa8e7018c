import { describe, expect, test } from 'vitest';
import { CsvReader, readCsv, unguarded, writeCsv, type CsvSchema } from '../../src/io/index.js';
import type { Table } from '../../src/index.js';
import { thrown } from '../support/files.js';

const SCHEMA: CsvSchema = {
  who: { header: 'who', kind: 'category' },
  n: { header: 'n', kind: 'number' },
  at: { header: 'at', kind: 'date' },
  note: { header: 'note', kind: 'text' },
};
const TEXT = 'who,n,at,note\nann,1.5,2026-01-05,"a, b"\n"bob ""B""",-2e3,2026-01-05 10:00:00,"two\nlines"\n,,,\nann,+.5,2026-01-06,ü\n';

describe('readCsv', () => {
  test('reads typed columns, quotes, line breaks in cells and missing values', () => {
    const table = readCsv(TEXT, SCHEMA);
    expect(table.nRows).toBe(4);
    expect(table.column('who')).toMatchObject({ codes: Int32Array.of(0, 1, -1, 0), categories: ['ann', 'bob "B"'] });
    expect(table.column('n', 'number').values).toEqual(Float64Array.of(1.5, -2000, NaN, 0.5));
    expect(table.column('at', 'date').values[1]).toBe(Date.UTC(2026, 0, 5, 10));
    expect(table.column('note', 'text').values).toEqual(['a, b', 'two\nlines', null, 'ü']);
  });

  test('gives the same table however the text is cut, with any line break, with a byte order mark', () => {
    const expected = readCsv(TEXT, SCHEMA);
    for (const text of [
      TEXT,
      TEXT.replaceAll('\n', '\r\n').replace('two\r\nlines', 'two\nlines'),
      TEXT.trimEnd(),
      `\ufeff${TEXT}`,
      `${TEXT}\n\n`,
    ]) {
      for (let size = 1; size <= text.length; size++) {
        const reader = new CsvReader(() => SCHEMA);
        for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
        const table = reader.end();
        for (const name of table.columns) expect(table.column(name), `${size} of ${JSON.stringify(text)}`).toEqual(expected.column(name));
      }
    }
  });

  test.each([
    ['', 'the file is empty'],
    ['  \n', 'the file is empty'],
    ['\n \n', 'the file is empty'],
    ['who,n,at,note\nann,1e999,2026-01-05,x\n', 'line 2, column "n" must be a number, got "1e999"'],
    ['who,n,at,note', 'has a header (who, n, at, note) but no rows'],
    ['who,n,at,note\r\n', 'but no rows'],
    ['who;n;at;note\nann;1;2026-01-01;x\n', 'are the columns separated by ";"?'],
    ['who\tn\tat\tnote\n', 'are the columns separated by a tab?'],
    ['who,n,who\n', 'the header names the column "who" twice'],
    ['who,m,at,note\n', 'the file has no column "n"'],
    ['who,n,at,note\nann,1,2026-01-05\n', 'line 2 must have 4 cells, as the header, got 3'],
    ['who,n,at,note\nann,1,2026-01-05,"x\ny"\nbob,12a,2026-01-05,x\n', 'line 4, column "n" must be a number, got "12a"'],
    ['who,n,at,note\nann,0x10,2026-01-05,x\n', 'line 2, column "n" must be a number, got "0x10"'],
    ['who,n,at,note\nann,Infinity,2026-01-05,x\n', 'line 2, column "n" must be a number'],
    ['who,n,at,note\nann,"1,5",2026-01-05,x\n', 'line 2, column "n" must be a number, got "1,5"'],
    [
      'who,n,at,note\nann,1,05.01.2026,x\n',
      'line 2, column "at" must be a date such as 2026-01-31 or 2026-01-31 12:00:00, got "05.01.2026"',
    ],
    ['who,n,at,note\nann,1,2026-01-05,"never closed\n', 'line 2'],
  ])('refuses %j', (text, message) => expect(thrown(() => readCsv(text, SCHEMA)).message).toContain(message));

  test('goes past blank lines and columns without a name', () => {
    expect(readCsv('\n\nwho,n,at,note,,\nann,1,2026-01-05,x,,\n\n', SCHEMA).nRows).toBe(1);
  });

  test('counts lines across pieces', () => {
    const reader = new CsvReader(() => SCHEMA);
    reader.push('who,n,at,note\nann,1,2026-01-05,"a\nb"\n');
    reader.push('ann,1,2026-01-05,x\n');
    expect(thrown(() => reader.push('ann,x,2026-01-05,x\n')).message).toContain('line 5, column "n"');
  });

  test('refuses a delimiter that is none', () => {
    for (const delimiter of ['', ',,', '"', '\n']) expect(thrown(() => readCsv(TEXT, SCHEMA, { delimiter })).code).toBe('invalid-option');
  });

  const rowsOf = (table: Table) => Array.from({ length: table.nRows }, (_, i) => table.row(i));

  test('takes a kind alone where the table and the header have one name', () => {
    const table = readCsv('b,a,c\n1,x,2026-01-01\n', { a: 'category', c: 'date', n: { header: 'b', kind: 'number' }, again: { header: 'b', kind: 'text' } }); // prettier-ignore
    expect([table.columns, table.row(0)]).toEqual([['a', 'c', 'n', 'again'], { a: 'x', c: new Date('2026-01-01'), n: 1, again: '1' }]); // prettier-ignore
  });

  const all = { n: 'number', d: 'date', b: 'boolean', c: 'category', t: 'text' } as const;
  const read = (cell: string, missing?: readonly string[]) => readCsv(`n,d,b,c,t\n${Array(5).fill(cell).join()}\n`, all, missing && { missing }).row(0); // prettier-ignore
  const none = { n: null, d: null, b: null, c: null, t: null };

  test('takes the texts named, and no others, as missing, in columns of every kind', () => {
    for (const cell of ['', ' ', ' \t', '\u00a0']) expect(read(cell), JSON.stringify(cell)).toEqual(none);
    for (const cell of ['NA', ' NA ', 'null', '']) expect(read(cell, ['', 'NA', 'null ']), cell).toEqual(none);
    expect(readCsv('c,t\nNA, \n', { c: 'category', t: 'text' }, { missing: ['-'] }).row(0)).toEqual({ c: 'NA', t: ' ' });
    expect(readCsv('c,t\n,\n', { c: 'category', t: 'text' }, { missing: [] }).row(0)).toEqual({ c: '', t: '' });
  });

  test('takes a number or a date as missing where it is named', () => {
    const table = readCsv('n,d\n-999,1900-01-01\n999,1900-01-02\n', { n: 'number', d: 'date' }, { missing: ['-999', '1900-01-01'] });
    expect(rowsOf(table)).toEqual([{ n: null, d: null }, { n: 999, d: new Date('1900-01-02') }]); // prettier-ignore
  });

  test('lets a column say otherwise than the file', () => {
    const country = { kind: 'category', missing: [''] } as const;
    const table = readCsv('n,m,country\n"1,5",2.5,NA\nNA,-,\n', { n: 'number', m: { kind: 'number', decimal: '.', missing: ['-'] }, country }, { decimal: ',', missing: ['NA'] }); // prettier-ignore
    expect(rowsOf(table)).toEqual([{ n: 1.5, m: 2.5, country: 'NA' }, { n: null, m: null, country: null }]); // prettier-ignore
  });

  test.each([
    [',', ['3,50', '1.234,5', '-0,25', '1.234.567', '7', '1e3', " 1'000,5 "], [3.5, 1234.5, -0.25, 1234567, 7, 1000, 1000.5]],
    ['.', ['3.50', '1,234.5', '-.25', '1,234,567', '7', '1.5e3'], [3.5, 1234.5, -0.25, 1234567, 7, 1500]],
  ] as const)('reads numbers with the decimal mark %s', (decimal, cells, expected) => {
    const table = readCsv(`n\n${cells.map((cell) => `"${cell}"`).join('\n')}\n`, { n: 'number' }, { decimal });
    expect(Array.from(table.column('n', 'number').values)).toEqual(expected);
  });

  test('reads booleans by their words', () => {
    const text = 'a,b\ntrue,Yes\nFALSE, No \n,?\n';
    const table = readCsv(text, { a: 'boolean', b: { kind: 'boolean', trueValues: ['Yes', 'y'], falseValues: ['No'], missing: ['?'] } });
    expect(rowsOf(table)).toEqual([{ a: true, b: true }, { a: false, b: false }, { a: null, b: null }]); // prettier-ignore
    const words = { trueValues: ['1'], falseValues: ['0'] };
    expect(rowsOf(readCsv('a,b\n1,0\n', { a: 'boolean', b: 'boolean' }, words))).toEqual([{ a: true, b: false }]);
  });

  test.each([
    ['number', '3,50', {}, 'must be a number, got "3,50" (decimal "," reads it as 3.5)'],
    ['number', '1,234', {}, 'must be a number, got "1,234" (decimal "." reads it as 1234, decimal "," reads it as 1.234)'],
    ['number', '1,234.5', {}, 'must be a number, got "1,234.5" (decimal "." reads it as 1234.5)'],
    ['number', '3.5', { decimal: ',' }, 'must be a number with the decimal mark ",", got "3.5" (decimal "." reads it as 3.5)'],
    ['number', 'NA', {}, 'must be a number, got "NA" (a text for missing values is named by "missing")'],
    ['number', '', { missing: ['NA'] }, 'must be a number, got "" (a cell is empty: that is a missing value where "missing" has "")'],
    ['number', '12a', {}, 'must be a number, got "12a"'],
    ['number', '$5', { decimal: '.' }, 'must be a number with the decimal mark ".", got "$5"'],
    [
      'date',
      'unknown',
      {},
      'must be a date such as 2026-01-31 or 2026-01-31 12:00:00, got "unknown" (a text for missing values is named by "missing")',
    ],
    ['boolean', 'Yes', {}, 'must be true or false, got "Yes" (other words are named by "trueValues" and "falseValues")'],
    [
      'boolean',
      'yes',
      { trueValues: ['Yes'], falseValues: ['No'] },
      'must be "Yes" or "No", got "yes" (other words are named by "trueValues" and "falseValues")',
    ],
  ] as const)('says of a %s what would read %j', (kind, cell, options, message) => {
    const error = thrown(() => readCsv(`x;y\n${cell};2\n`, { x: kind }, { delimiter: ';', ...options }));
    expect(error.message).toBe(`line 2, column "x" ${message}`);
  });

  test.each([
    [
      { x: 'nmber' },
      {},
      'invalid-option',
      'column "x" of the schema: "kind" must be "number" or "date" or "boolean" or "category" or "text", got "nmber"',
    ],
    [{ x: null }, {}, 'invalid-option', 'column "x" of the schema: the options of a column must be an object, got null'],
    [{ x: { kind: 'number', headr: 'a' } }, {}, 'unknown-option', 'a column has no option "headr" (did you mean "header"?)'],
    [{ x: { header: 'x' } }, {}, 'invalid-option', '"kind" must be'],
    [{ x: { kind: 'number', header: 5 } }, {}, 'invalid-option', '"header" must be a name in the header, got 5'],
    [{ x: { kind: 'number', decimal: ';' } }, {}, 'invalid-option', '"decimal" must be "." or ",", got ";"'],
    [{ x: { kind: 'number', missing: 'NA' } }, {}, 'invalid-option', '"missing" must be a list of texts'],
    [
      { x: { kind: 'boolean', trueValues: ['1', 'y '], falseValues: ['n', ' y'] } },
      {},
      'invalid-option',
      '" y" is one of "trueValues" and of "falseValues"',
    ],
    [{ y: 'number' }, {}, 'unknown-column', 'the file has no column "y"'],
    [{ x: 'number' }, { decmal: ',' }, 'unknown-option', 'CsvReader has no option "decmal" (did you mean "decimal"?)'],
    [{ x: 'number' }, { missing: ['NA', 1] }, 'invalid-option', '"missing" must be a list of texts'],
    [{ x: 'number' }, { trueValues: 'Yes' }, 'invalid-option', '"trueValues" must be a list of texts'],
    [{ x: 'number' }, null, 'invalid-option', 'the options of CsvReader must be an object, got null'],
  ])('refuses the schema %j with %j', (schema, options, code, message) => {
    const error = thrown(() => readCsv('x\n1\n', schema as never, options as never));
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)]);
  });
});

describe('writeCsv', () => {
  test('comes back as it went', () => {
    const rows = [['a,b', 1.5], ['say "x"', -2], ['two\nlines', 1e-7]] as const; // prettier-ignore
    const table = readCsv(writeCsv(['s', 'n'], rows), { s: { header: 's', kind: 'text' }, n: { header: 'n', kind: 'number' } });
    expect(table.column('s', 'text').values).toEqual(rows.map(([s]) => s));
    expect(Array.from(table.column('n', 'number').values)).toEqual(rows.map(([, n]) => n));
  });

  test('lets no formula through, and leaves numbers alone', () => {
    const cells = ['=1+1', '+x', '-x', '@x', '\tx', '-12.5', '-1e5', '+4930123456', '+1+1', 'x=1'];
    expect(
      writeCsv(
        ['c'],
        cells.map((c) => [c]),
      )
        .trim()
        .split('\n'),
    ).toEqual(['c', "'=1+1", "'+x", "'-x", "'@x", "'\tx", '-12.5', '-1e5', '+4930123456', "'+1+1", 'x=1']);
  });

  test('is undone by unguarded', () => {
    const cells = ['=1+1', "'=1+1", "''-x", "'-5", '-5', '-x', '@x', "it's", "'007", ''];
    const written = writeCsv(
      ['c', 'x'],
      cells.map((c) => [c, 1]),
    );
    const read = readCsv(written, { c: { header: 'c', kind: 'text' } }).column('c', 'text').values;
    expect(read.map((text) => unguarded(text ?? ''))).toEqual(cells);
  });
});

test('a decimal comma goes with an exponent, as spreadsheets write large numbers', () => {
  const read = (cell: string) => readCsv(`a\n"${cell}"\n`, { a: 'number' }, { decimal: ',' }).column('a', 'number').values[0];
  expect(['1,5E+03', '2E3', '-1,25e-2'].map(read)).toEqual([1500, 2000, -0.0125]);
  expect(thrown(() => read('1.5,0E3')).code).toBe('invalid-data');
});
