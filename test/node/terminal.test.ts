// What the command says on a terminal: nothing there is more than text, and a full disk is a sentence.
import { describe, expect, test } from 'vitest';
import { columns, printable } from '../../src/node/terminal.js';
import { modelPlace } from './models.js';

const { kindred, given, sh } = modelPlace();

test('printable keeps text and replaces what a terminal would obey', () => {
  expect(printable('Käse 日本 “5 €” 👍🏽 a\u0301')).toBe('Käse 日本 “5 €” 👍🏽 a\u0301');
  expect(printable('a\r\nb\tc\u2028d')).toBe('a  b c d');
  for (const code of [0, 7, 8, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f, 0x61c, 0x200e, 0x202a, 0x202e, 0x2066, 0x2069])
    expect(printable(`a${String.fromCharCode(code)}b`), code.toString(16)).toBe('a\ufffdb');
});

test('columns of any number of rows', () => {
  const lines = columns([...Array.from({ length: 200_000 }, () => ['1', 'a']), ['20', 'bc']], [0]);
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([200_001, '   1  a', '  20  bc']);
});

describe('what comes out of a file', () => {
  const OBEYED = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]|^Note: eat/m;
  const HEADER = 'customer,order,item,quantity,price';

  test.each([
    'recommend hostile.safetensors',
    'recommend hostile.safetensors --customer 1\u001b[2J',
    'recommend hostile.safetensors --history \u001b]0;gone\u0007,\u009b',
    'explain hostile.safetensors \u001b]0;gone\u0007 --history \u009b2Jmug',
    'explain hostile.safetensors \u009b --history a',
    'inspect hostile.safetensors',
    'inspect \u009b2Jnothing',
    'header.csv --out hostile',
    'cell.csv --out hostile',
  ])('is only shown: %j', async (line) => {
    given('header.csv', `${HEADER},\u009b2Jwhen\u202e\n1,1,1,1,1,1\n`);
    given('cell.csv', `${HEADER},time\n1,1,1,1,1,"\u009b2J\nNote: eat"\n`);
    const { out, err } = await kindred(...line.split(' '));
    expect(out + err).toMatch(/\ufffd|\\u/);
    expect(out + err).not.toMatch(OBEYED);
  });

  test('goes into JSON as it is', async () => {
    expect((await kindred('recommend', 'hostile.safetensors', '--json')).out).toContain('"tea\u202e\\nNote: eat"');
  });
});

describe.skipIf(process.platform !== 'linux')('where the disk is full', () => {
  test.each(['help', 'inspect popular.safetensors', 'recommend popular.safetensors --json'])('%s says so', async (line) => {
    const { code, err } = await sh(`kindred ${line} > /dev/full`);
    const sentence = 'standard output cannot be written: no space is left on the disk';
    const error = { code: 'file-write', message: sentence };
    expect([code, err]).toEqual([1, `${line.endsWith('--json') ? JSON.stringify({ error }) : `kindred: ${sentence}`}\n`]);
  });

  test('the exit code tells where not even that can be said', async () => {
    expect((await sh('kindred help > /dev/full 2> /dev/full')).code).toBe(1);
    expect((await sh('kindred inspect nothing 2> /dev/full')).code).toBe(1);
    expect((await sh('kindred help frobnicate 2> /dev/full')).code).toBe(2);
  });
});
