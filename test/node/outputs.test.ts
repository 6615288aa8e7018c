// What is left when the disk says no in the middle.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeOutputs } from '../../src/node/outputs.js';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<{ rename: typeof rename }>();
  return { ...real, rename: vi.fn(real.rename) };
});

let out: string;
beforeEach(() => void (out = mkdtempSync(join(tmpdir(), 'kindred-outputs-'))));
afterEach(() => rmSync(out, { recursive: true, force: true }));

const NAMES = ['seal', 'a', 'models/b'];
const files = (run: string) => NAMES.map((name) => ({ name, content: run }));
const found = () => NAMES.map((name) => (existsSync(join(out, name)) ? readFileSync(join(out, name), 'utf8') : undefined));

test('a run written over another one replaces every file', async () => {
  await writeOutputs(out, files('first'));
  await writeOutputs(out, files('second'));
  expect(found()).toEqual(['second', 'second', 'second']);
  expect(readdirSync(out).sort()).toEqual(['a', 'models', 'seal']);
});

test.each([0, 1, 2])('a folder with the first file holds one run only, also where rename %i of 3 fails', async (fails) => {
  await writeOutputs(out, files('first'));
  const real = vi.mocked(rename).getMockImplementation()!;
  let calls = 0;
  vi.mocked(rename).mockImplementation(async (from, to) => {
    if (calls++ === fails) throw new Error('the disk says no');
    await real(from, to);
  });
  await expect(writeOutputs(out, files('second'))).rejects.toMatchObject({
    code: 'file-write',
    message: expect.stringContaining('the disk says no') as string,
  });
  vi.mocked(rename).mockImplementation(real);
  const [seal, ...others] = found();
  expect(seal).toBeUndefined();
  expect(others.filter((content) => content === 'second')).toHaveLength(fails);
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
  await writeOutputs(out, files('third'));
  expect(found()).toEqual(['third', 'third', 'third']);
});

test('a folder in the place of a file is refused before anything is touched', async () => {
  await writeOutputs(out, files('first'));
  const clash = [{ name: 'seal', content: 'second' }, { name: 'models', content: 'second' }]; // prettier-ignore
  await expect(writeOutputs(out, clash)).rejects.toThrow('models is a folder');
  expect(found()).toEqual(['first', 'first', 'first']);
});

test('where the working folder is gone work ends', () => {
  const { text: code } = buildSync({ entryPoints: ['src/node/outputs.ts'], bundle: true, write: false, platform: 'node', format: 'esm' })
    .outputFiles[0];
  const program = `${code}
    process.cwd();
    rmSync(${JSON.stringify(out)}, { recursive: true });
    await writeOutputs('inside', [{ name: 'seal', content: 'first' }]).catch(() => {});
    console.log('over');`;
  const source = `import { rmSync } from 'node:fs'; ${program}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: out,
    timeout: 20_000,
    encoding: 'utf8',
  });
  expect(stdout).toBe('over\n');
});
