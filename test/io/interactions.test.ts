import { describe, expect, test } from 'vitest';
import { Interactions } from '../../src/index.js';
import { readInteractions } from '../../src/io/index.js';
import { thrown } from '../support/files.js';

const COLUMNS = { user: 'who', item: 'what', value: 'paid', time: 'at' } as const;
const TEXT = 'at,who,what,paid,more\n2026-01-31,7,tea,4.5,x\n2026-02-01 12:00,12,"jam, red",3,\n';
const ROWS = [
  { who: 7, what: 'tea', paid: 4.5, at: '2026-01-31' },
  { who: 12, what: 'jam, red', paid: 3, at: '2026-02-01 12:00' },
];

describe('readInteractions', () => {
  test('gives what the rows give, of a text and of bytes', () => {
    const same = Interactions.from(ROWS, COLUMNS);
    expect(readInteractions(TEXT, COLUMNS)).toEqual(same);
    expect(readInteractions(new TextEncoder().encode(`\ufeff${TEXT}`), COLUMNS)).toEqual(same);
    const german = TEXT.replaceAll(',', ';').replace('4.5', '4,5').replace('jam; red', 'jam, red');
    expect(readInteractions(german, { ...COLUMNS, delimiter: ';', decimal: ',' })).toEqual(same);
    expect(readInteractions(Uint8Array.from('who,what\n1,caf\u00e9\n', (c) => c.charCodeAt(0)), { user: 'who', item: 'what' }).items.values).toEqual(['caf\u00e9']); // prettier-ignore
  });

  test('numbers where all ids of a column are whole numbers, else texts; texts where told', () => {
    const ids = (cells: readonly string[], options: object = {}) =>
      readInteractions(`u,i\n${cells.map((cell) => `a,${cell}\n`).join('')}`, { user: 'u', item: 'i', ...options }).items.values;
    expect(ids(['10', '9', '-3', '0'])).toEqual([-3, 0, 9, 10]);
    expect(ids(['10', '9'], { ids: 'text' })).toEqual(['10', '9']);
    for (const other of ['007', '7.0', '1e3', '-0', '+1', '9007199254740993', '0x1', 'tea'])
      expect(ids(['10', other]), other).toEqual(['10', other].sort());
  });

  test('takes numbers as times where their unit is said, and a rule for repeated events', () => {
    const text = 'u,i,v,t\n1,2,3,1260759144\n1,2,5,1260759145\n';
    const data = readInteractions(text, { user: 'u', item: 'i', value: 'v', time: 't', timeUnit: 's', duplicates: 'last' });
    expect([[...data.events.times!], [...data.rows().values]]).toEqual([[1260759144000, 1260759145000], [5]]);
    expect(thrown(() => readInteractions(text, { user: 'u', item: 'i', value: 'v' })).message).toContain('occur together more than once');
    expect(thrown(() => readInteractions(text, { user: 'u', item: 'i', time: 't' })).message).toContain(
      'line 2, column "t" must be a date',
    );
  });

  test('names line and column of what is missing or none', () => {
    const at = (line: string) => thrown(() => readInteractions(`${TEXT}${line}\n`, COLUMNS));
    expect(at('2026-01-31,,tea,1,')).toMatchObject({ code: 'invalid-data', message: 'line 4, column "who" must hold a value, got ""' });
    expect(at('2026-01-31,7, ,1,').message).toBe('line 4, column "what" must hold a value, got " "');
    expect(at('2026-01-31,7,tea,,').message).toBe('line 4, column "paid" must hold a value, got ""');
    expect(at(',7,tea,1,').message).toBe('line 4, column "at" must hold a value, got ""');
    expect(at('2026-01-31,7,tea,1a,').message).toContain('line 4, column "paid" must be a number, got "1a"');
    expect(at('31.1.2026,7,tea,1,').message).toContain('line 4, column "at" must be a date');
    expect(at('2026-01-31,7').message).toContain('line 4');
  });

  test('refuses wrong columns and options', () => {
    expect(thrown(() => readInteractions(TEXT, { ...COLUMNS, item: 'whatt' }))).toMatchObject({ code: 'unknown-column', message: expect.stringContaining('did you mean "what"') }); // prettier-ignore
    expect(thrown(() => readInteractions(TEXT, { user: 'who' } as never)).message).toContain('"item" must be the name of a column');
    expect(thrown(() => readInteractions(TEXT, { ...COLUMNS, id: 'text' } as never)).code).toBe('unknown-option');
    expect(thrown(() => readInteractions(TEXT, { ...COLUMNS, ids: 'number' as never })).message).toContain(
      '"ids" must be "auto" or "text"',
    );
    expect(thrown(() => readInteractions(TEXT, { ...COLUMNS, duplicates: 'first' as never })).code).toBe('invalid-option');
    expect(thrown(() => readInteractions(TEXT, { ...COLUMNS, delimiter: '' })).code).toBe('invalid-option');
    expect(thrown(() => readInteractions([] as never, COLUMNS)).message).toContain('"source" must be the text or the bytes of a CSV file');
    expect(thrown(() => readInteractions('', COLUMNS)).message).toContain('the file is empty');
    expect(thrown(() => readInteractions('at,who,what,paid\n', COLUMNS)).message).toContain('but no rows');
  });
});
