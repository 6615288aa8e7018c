import { describe, expect, test } from 'vitest';
import { CsvReader, readCsv, unguarded, writeCsv, type CsvSchema } from '../../src/io/index.js';
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
});

describe('writeCsv', () => {
  test('comes back as it went', () => {
    const rows = [['a,b', 1.5], ['say "x"', -2], ['two\nlines', 1e-7]] as const; // prettier-ignore
    const table = readCsv(writeCsv(['s', 'n'], rows), { s: { header: 's', kind: 'text' }, n: { header: 'n', kind: 'number' } });
    expect(table.column('s', 'text').values).toEqual(rows.map(([s]) => s));
    expect(Array.from(table.column('n', 'number').values)).toEqual(rows.map(([, n]) => n));
  });

  test('lets no formula through, and leaves numbers alone', () => {
    const cells = ['=1+1', '+x', '-x', '@x', '\tx', '-12.5', '-1e5', 'x=1'];
    expect(
      writeCsv(
        ['c'],
        cells.map((c) => [c]),
      )
        .trim()
        .split('\n'),
    ).toEqual(['c', "'=1+1", "'+x", "'-x", "'@x", "'\tx", '-12.5', '-1e5', 'x=1']);
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
