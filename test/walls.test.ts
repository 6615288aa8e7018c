// The house: a room imports only rooms above it, `node:` only in src/node, SIMD only in tiles.ts.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The order in which data flows is the order of imports. */
const ROOMS = [
  '.',
  'kernels',
  'data',
  'evaluation',
  'preprocessing',
  'segmentation',
  'recommendation',
  'regression',
  'privacy',
  'campaign',
  'io',
  'report',
  'worker',
  'node',
];
/** Files beside the rooms: tools that every room may use, and the two doors that see all estimators. */
const TOOLS = ['errors', 'check', 'random', 'parts', 'progress', 'words'];
const DOORS = ['index', 'load'];

const SRC = resolve('src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const IMPORT = /(?:import|export)(?:\s(?:[^;']*?from\s+)?|\()'([^']+)'/g;
const importsOf = (file: string) =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(IMPORT)].map((match) => ({
    from: match[1],
    typeOnly: /^(import|export) type/.test(match[0]),
  }));

const roomOf = (file: string) => (file.includes('/') ? file.split('/')[0] : '.');
const nameOf = (file: string) => file.replace(/\.(ts|js)$/, '');

/** Why an import is not allowed, or nothing. */
function fault(file: string, from: string, typeOnly: boolean): string | undefined {
  if (from.startsWith('node:')) return roomOf(file) === 'node' ? undefined : 'node: belongs in src/node';
  if (!from.startsWith('.')) return undefined;
  const target = relative(SRC, resolve(SRC, file, '..', from));
  if (target.startsWith('..')) return undefined; // assembly/
  const [mine, theirs] = [roomOf(file), roomOf(target)];
  if (theirs === '.')
    return TOOLS.includes(nameOf(target)) || (nameOf(target) === 'load' && (file === 'index.ts' || mine === 'node'))
      ? undefined
      : 'only src/index.ts and src/load.ts see everything';
  if (mine === '.') return DOORS.includes(nameOf(file)) ? undefined : 'a tool imports no room';
  if (mine === 'evaluation' && typeOnly) return undefined; // types of models, never their code
  return ROOMS.indexOf(theirs) <= ROOMS.indexOf(mine) ? undefined : `${mine} stands above ${theirs}`;
}

describe('walls', () => {
  test('every room is in the list', () => {
    for (const file of files) expect(ROOMS, file).toContain(roomOf(file));
  });

  test.each(files)('%s imports only rooms above it', (file) => {
    for (const { from, typeOnly } of importsOf(file)) expect(fault(file, from, typeOnly), `${file} imports ${from}`).toBeUndefined();
  });

  test('a broken wall is noticed', () => {
    expect(fault('data/table.ts', '../io/csv.js', false)).toBe('data stands above io');
    expect(fault('data/table.ts', 'node:fs', false)).toBe('node: belongs in src/node');
    expect(fault('errors.ts', './data/table.js', false)).toBe('a tool imports no room');
    expect(fault('segmentation/kmeans.ts', '../index.js', false)).toContain('see everything');
    // also one that is no statement
    expect(importsOf('node/lazy.ts').map(({ from }) => from)).toContain('./commands/run.js');
  });

  test('a model imports nothing of training', () => {
    const reached = (file: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(file)) return seen;
      seen.add(file);
      for (const { from, typeOnly } of importsOf(file)) {
        const target = relative(SRC, resolve(SRC, file, '..', from)).replace(/\.js$/, '.ts');
        if (!typeOnly && files.includes(target)) reached(target, seen);
      }
      return seen;
    };
    expect(reached('segmentation/kmeans.ts')).toContain('kernels/fit.ts');
    for (const model of files.filter((file) => file.endsWith('-model.ts'))) expect(reached(model), model).not.toContain('kernels/fit.ts');
  });

  test('SIMD bodies are in tiles.ts; elsewhere the switch only chooses a way to the same answer', () => {
    for (const file of readdirSync('assembly').filter((name) => name.endsWith('.ts') && name !== 'tiles.ts' && name !== 'tsc.d.ts')) {
      expect(readFileSync(`assembly/${file}`, 'utf8'), file).not.toMatch(/\b(v128|[if]\d+x\d+)\./);
    }
  });

  test('kernels import nothing but kernels', () => {
    for (const file of readdirSync('assembly').filter((name) => name.endsWith('.ts'))) {
      for (const match of readFileSync(`assembly/${file}`, 'utf8').matchAll(IMPORT)) expect(match[1], file).toMatch(/^\.\/[a-z]+$/);
    }
  });
});
