// The parts of the tab that need no browser: finding what is typed, one bar for all stages, messages without the command's flags.
import { describe, expect, test } from 'vitest';
import { inWords } from '../examples/playground/src/page/words';
import { Finder } from '../examples/playground/src/worker/find';
import { overall } from '../examples/playground/src/worker/overall';

describe('finding', () => {
  const entry = (id: string, name: string) => ({ id, name, about: '' });
  const finder = new Finder([
    entry('71', 'Red Mug'),
    entry('7', 'Crème Caramel'),
    entry('72', 'Mug, red'),
    entry('9', 'Smug face'),
    entry('8', '71 candles'),
  ]);
  const found = (text: string) => finder.find(text).map(({ id }) => id);

  test('the id comes first, then ids that begin so, then names', () => {
    expect(found('7')).toEqual(['7', '71', '72', '8']);
    expect(found('71')).toEqual(['71', '8']);
  });
  test('words in any order, their beginnings before their middles', () => {
    expect(found('mug')).toEqual(['71', '72', '9']);
    expect(found('red mu')).toEqual(['71', '72']);
    expect(found('face sm')).toEqual(['9']);
  });
  test('without regard to accents and capitals', () => expect(found('CREME')).toEqual(['7']));
  test('nothing typed: all in their order, so many at most; nothing found: none', () => {
    expect(found(' ')).toEqual(['71', '7', '72', '9', '8']);
    expect(finder.find('', 2)).toHaveLength(2);
    expect(found('tea')).toEqual([]);
  });
});

describe('the bar', () => {
  test('never falls, and ends near 1, though stages come twice', () => {
    const told: { stage: string; share: number }[] = [];
    const onProgress = overall((progress) => told.push(progress));
    const stages = ['reading the file', 'reading customers', 'finding clusters', 'finding clusters', 'comparing items', 'recommending', 'comparing items', 'measuring recommendations', 'looking ahead', 'reading customers', 'fitting BG/NBD', 'putting the report together', 'a stage of tomorrow']; // prettier-ignore
    for (const stage of stages) for (const done of [0, 1, 2]) onProgress({ done, total: 2, stage });
    const shares = told.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(told.map(({ stage }) => stage)).toEqual([...new Set(told.map(({ stage }) => stage))]);
    expect(told.length).toBe(8);
  });
});

describe('messages', () => {
  test.each([
    ['the columns of the file are not known: a, b. Say which is which: --customer COLUMN --order COLUMN', 'The columns of the file are not known: a, b.'],
    ['the prices are in several currencies, EUR and GBP: say which one counts, --currency EUR; the rows in the others are then left out', 'The prices are in several currencies, EUR and GBP.'],
    ['line 3, column "time" must be a date such as 2026-01-31, got "x" (--dates dmy or --dates mdy reads it)', 'Line 3, column "time" must be a date such as 2026-01-31, got "x".'],
    ['the file is empty', 'The file is empty.'],
  ])('%s', (message, words) => expect(inWords(message)).toBe(words)); // prettier-ignore
});
