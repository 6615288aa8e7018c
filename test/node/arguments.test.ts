// What the command understands, and how it says what it does not.
import { describe, expect, test } from 'vitest';
import { readArguments, type Job } from '../../src/node/arguments.js';
import { COMMANDS, NAMES, flagsOf } from '../../src/node/commands.js';
import { help } from '../../src/node/help.js';
import { paintFor } from '../../src/node/terminal.js';
import { thrown } from '../support/files.js';

const read = (line: string) => readArguments(line === '' ? [] : line.split(' '), (path) => path === 'orders');
const asked = (line: string) => read(line) as Extract<Job, { args: unknown }>;

describe('arguments', () => {
  test.each([
    ['run a.csv b.csv', 'run', ['a.csv', 'b.csv']],
    ['a.csv --seed 1 b.csv', 'run', ['a.csv', 'b.csv']],
    ['orders', 'run', ['orders']],
    ['./orders2', 'run', ['./orders2']],
    ['-', 'run', ['-']],
    ['--out x', 'run', []],
    ['--json inspect m', 'inspect', ['m']],
    ['--customer c1 recommend m', 'recommend', ['m']],
    ['explain m item --history a,b', 'explain', ['m', 'item']],
    ['run -- --odd.csv', 'run', ['--odd.csv']],
  ])('%s', (line, command, positionals) => {
    const job = asked(line);
    expect([job.command, job.args.positionals]).toEqual([command, positionals]);
  });

  test('may come several times', () => {
    expect(asked('recommend m --history a,b --history=c').args.texts('history')).toEqual(['a,b', 'c']);
    expect(asked('recommend m').args.texts('history')).toEqual([]);
  });

  test('give their values, the last one where a flag comes twice', () => {
    const { args } = asked('run --segments 3 --segments=4 --out=-x --json');
    expect([args.number('segments'), args.text('out'), args.has('json'), args.has('open'), args.number('seed')]).toEqual([
      4,
      '-x',
      true,
      false,
      undefined,
    ]);
  });

  test.each([
    ['', undefined],
    ['help', undefined],
    ['--help', undefined],
    ['help recommend', 'recommend'],
    ['recommend -h', 'recommend'],
    ['a.csv --help', undefined],
  ])('ask for help: %s', (line, topic) => expect(read(line)).toEqual({ command: 'help', topic }));

  test.each([
    [
      'recomend m',
      'unknown-option',
      'there is no command "recomend" (did you mean "recommend"?), and no file of that name; see kindred --help',
    ],
    ['frobnicate', 'unknown-option', 'there is no command "frobnicate", and no file of that name; see kindred --help'],
    ['help inspct', 'unknown-option', 'there is no command "inspct" (did you mean "inspect"?); see kindred --help'],
    ['run --segmets 4', 'unknown-option', 'run has no flag --segmets (did you mean "--segments"?); see kindred run --help'],
    [
      'recommend m --previous x',
      'unknown-option',
      'recommend has no flag --previous (that is a flag of run and campaign and lift); see kindred recommend --help',
    ],
    [
      'recomend m --k 3',
      'unknown-option',
      'there is no command "recomend" (did you mean "recommend"?), and no file of that name; see kindred --help',
    ],
    ['--segmets 4', 'unknown-option', 'run has no flag --segmets (did you mean "--segments"?); see kindred run --help'],
    ['run --k 3', 'unknown-option', 'run has no flag --k (that is a flag of recommend); see kindred run --help'],
    ['inspect m -x', 'unknown-option', 'inspect has no flag -x; see kindred inspect --help'],
    ['run --out', 'invalid-option', '--out needs a value: --out DIR'],
    ['run --out=', 'invalid-option', '--out needs a value: --out DIR'],
    ['run --out --json', 'invalid-option', '--out needs a value, got "--json"; one that begins with - is written --out=--json'],
    ['run --json=yes', 'invalid-option', '--json takes no value, got "yes"'],
    ['run --segments many', 'invalid-option', '--segments must be a whole number from 1, got "many"'],
    ['run --segments 0', 'invalid-option', '--segments must be a whole number from 1, got "0"'],
    ['run --seed 1.5', 'invalid-option', '--seed must be a whole number from 0, got "1.5"'],
    ['recommend m --k 0', 'invalid-option', '--k must be a whole number from 1, got "0"'],
    ['explain m --recency soon', 'invalid-option', '--recency must be a number from 0, got "soon"'],
    ['run --dates ymd', 'invalid-option', '--dates must be "dmy" or "mdy" or "iso", got "ymd"'],
    ['inspect', 'invalid-option', 'inspect takes MODEL, got nothing; see kindred inspect --help'],
    ['inspect a b', 'invalid-option', 'inspect takes MODEL, got a b; see kindred inspect --help'],
    ['explain a b c', 'invalid-option', 'explain takes MODEL and perhaps ITEM, got a b c; see kindred explain --help'],
  ])('that are wrong: %s', (line, code, message) => {
    const error = thrown(() => read(line));
    expect([error.code, error.message]).toEqual([code, message]);
  });
});

test('a number that no computer number holds is refused', () => {
  const digits = '9'.repeat(400);
  expect(thrown(() => read(`explain m --monetary ${digits}`)).message).toMatch(
    /^--monetary must be a number below 1.8e308, got "9{57}\.\.\."$/,
  );
  expect(asked(`explain m --monetary ${digits.slice(0, 300)}`).args.number('monetary')).toBe(1e300);
});

describe('the help', () => {
  const plain = paintFor({ isTTY: false }, {});

  test('lists every command, and of each its flags and examples, in lines that fit a terminal', () => {
    for (const name of NAMES) {
      expect(help(undefined, plain)).toContain(`kindred ${name} `);
      const text = help(name, plain);
      for (const flag of Object.keys(flagsOf(name))) expect(text).toContain(`  --${flag} `);
      for (const example of COMMANDS[name].examples) expect(text).toContain(`\n  ${example}\n`);
    }
    for (const topic of [undefined, ...NAMES])
      for (const line of help(topic, plain).split('\n')) expect(line.length, line).toBeLessThan(100);
    expect(help(undefined, plain)).toContain('0 done, 1 the data or the disk said no, 2 wrong use, 130 stopped');
  });

  test('has examples that its own reader understands', () => {
    for (const name of NAMES) {
      for (const example of COMMANDS[name].examples) {
        const [, , ...words] = example.slice(example.indexOf('kindred')).split(' ');
        expect(asked([name, ...words].join(' ')).command, example).toBe(name);
      }
    }
  });
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [undefined, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  [false, { CI: 'true' }, false],
])('on a terminal: %s, in the environment %o: colors %s', (isTTY, env, colors) => {
  expect(paintFor({ isTTY } as { isTTY: boolean }, env).bold('x') !== 'x').toBe(colors);
});
