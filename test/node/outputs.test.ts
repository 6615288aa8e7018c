// What is left when the disk says no in the middle, or the process is killed there, and what the next command makes of it.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { outputFolder, prepareFolder, writeOutputs } from '../../src/node/outputs.js';

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

test('a folder in the place of a file is refused before anything is touched', async () => {
  await writeOutputs(out, files('first'));
  const clash = [{ name: 'seal', content: 'second' }, { name: 'models', content: 'second' }]; // prettier-ignore
  await expect(writeOutputs(out, clash)).rejects.toThrow('models is a folder');
  expect(found()).toEqual(['first', 'first', 'first']);
});

/** The module as a program of its own; `lines` come after it. */
const program = (lines: string) => {
  const bundled = buildSync({ entryPoints: ['src/node/outputs.ts'], bundle: true, write: false, platform: 'node', format: 'esm' });
  return `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'; ${bundled.outputFiles[0].text}\n${lines}`;
};
const ran = (lines: string, more: { cwd?: string; uid?: number } = {}) =>
  spawnSync(process.execPath, ['--input-type=module', '--eval', program(lines)], { timeout: 20_000, encoding: 'utf8', ...more });

/** Write over `out` in another process that meets `what` at its n-th call of `call`. */
function metAt(call: 'renameSync' | 'rmSync' | 'promises.open' | 'promises.rm', n: number, what: 'SIGKILL' | 'an error'): void {
  const meet = what === 'SIGKILL' ? `process.kill(process.pid, 'SIGKILL')` : `{ throw new Error('the disk says no'); }`;
  const found = ran(`
    const real = fs.${call};
    let calls = 0;
    fs.${call} = (...given) => { if (calls++ === ${n}) ${meet}; return real(...given); };
    syncBuiltinESMExports();
    await writeOutputs(${JSON.stringify(out)}, ${JSON.stringify(files('second'))}).catch(({ code, message }) => console.log(code, message));`);
  expect(found.signal).toBe(what === 'SIGKILL' ? 'SIGKILL' : null);
  if (what === 'an error') expect(found.stdout).toMatch(/file-write .*the disk says no/);
}
const hidden = () => readdirSync(out).filter((name) => name.startsWith('.'));
const openers = [
  ['a command that reads', () => outputFolder(out)],
  ['one that is given a model', () => outputFolder(join(out, 'models/b'))],
  ['one that is given the models', () => outputFolder(join(out, 'models'))],
  ['the next run', () => prepareFolder(out)],
] as const;

describe.each(openers)('%s', (_, opened) => {
  beforeEach(() => writeOutputs(out, files('first')));

  // the seal is taken away, then one file after another is moved, the seal last
  test.each([0, 1, 2])('finishes what was killed at rename %i of 3', async (n) => {
    metAt('renameSync', n, 'SIGKILL');
    const [seal, ...others] = found();
    expect(seal).toBeUndefined();
    expect(others.filter((content) => content === 'second')).toHaveLength(n);
    await opened();
    expect(found()).toEqual(['second', 'second', 'second']);
    expect(hidden()).toEqual([]);
  });

  test('finishes what was killed with all files there and none moved', async () => {
    metAt('rmSync', 0, 'SIGKILL');
    expect(found()).toEqual(['first', 'first', 'first']);
    await opened();
    expect(found()).toEqual(['second', 'second', 'second']);
    expect(hidden()).toEqual([]);
  });

  // three files are opened, and the marker
  test.each([0, 1, 2, 3])('removes what was killed at file %i of 3 and the marker', async (n) => {
    metAt('promises.open', n, 'SIGKILL');
    expect(found()).toEqual(['first', 'first', 'first']);
    await opened();
    expect(found()).toEqual(['first', 'first', 'first']);
    expect(hidden()).toEqual([]);
  });

  test('removes what is left of what was killed when all was moved', async () => {
    metAt('promises.rm', 2, 'SIGKILL');
    expect(hidden()).toHaveLength(1);
    await opened();
    expect(found()).toEqual(['second', 'second', 'second']);
    expect(hidden()).toEqual([]);
  });

  test('finishes what the disk said no to', async () => {
    metAt('renameSync', 1, 'an error');
    expect(found()).toEqual([undefined, 'first', 'second']);
    await opened();
    expect(found()).toEqual(['second', 'second', 'second']);
    expect(hidden()).toEqual([]);
  });
});

/** A stage as a killed process leaves it; with `marker` as its marker. */
function staged(pid: number, marker: string | undefined, contents: Readonly<Record<string, string>>): string {
  const stage = join(out, `.kindred-partial-${pid}`);
  for (const [name, content] of Object.entries({ ...contents, ...(marker !== undefined && { '.complete': marker }) })) {
    mkdirSync(dirname(join(stage, name)), { recursive: true });
    writeFileSync(join(stage, name), content);
  }
  return stage;
}
const NOBODY = 999_999_999; // no process has that number
const all = Object.fromEntries(NAMES.map((name) => [name, 'second']));

describe('a stage left behind', () => {
  beforeEach(() => writeOutputs(out, files('first')));

  test.each(['', '["seal","a","mod', '"seal"', 'null', '{"0":"seal"}'])('is not complete with the marker %j', async (marker) => {
    staged(NOBODY, marker, all);
    await outputFolder(out);
    expect(found()).toEqual(['first', 'first', 'first']);
    expect(hidden()).toEqual([]);
  });

  test('by an earlier process of the same number is finished, and so is that of another one', async () => {
    staged(process.pid, JSON.stringify(NAMES), { ...all, a: 'third' });
    staged(NOBODY, JSON.stringify(NAMES), all);
    await outputFolder(out);
    expect(found()).toEqual(['second', 'second', 'second']);
    expect(hidden()).toEqual([]);
  });

  test('by a process that lives and still writes is left alone', async () => {
    staged(process.ppid, undefined, all);
    await outputFolder(out);
    await prepareFolder(out);
    expect(found()).toEqual(['first', 'first', 'first']);
    expect(hidden()).toHaveLength(1);
  });

  test('that is complete is finished though another process has its number by now', async () => {
    staged(process.ppid, JSON.stringify(NAMES), all);
    await outputFolder(out);
    expect(found()).toEqual(['second', 'second', 'second']);
    expect(hidden()).toEqual([]);
  });

  test('is finished by one command, and another one waits for it', async () => {
    staged(NOBODY, JSON.stringify(NAMES), all);
    const slow = `
      const real = fs.rmSync;
      fs.rmSync = (...given) => {
        fs.writeSync(1, 'about to move');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
        real(...given);
      };
      syncBuiltinESMExports();
      await outputFolder(${JSON.stringify(out)});`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program(slow)]);
    try {
      const ended = new Promise((done) => child.on('exit', done));
      expect(String(await new Promise((done) => child.stdout.once('data', done)))).toBe('about to move');
      await outputFolder(out);
      expect(found()).toEqual(['second', 'second', 'second']);
      expect(await ended).toBe(0);
      expect(found()).toEqual(['second', 'second', 'second']);
      expect(hidden()).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('that another command takes at the same moment is no error', () => {
    staged(NOBODY, JSON.stringify(NAMES), all);
    const { stdout, stderr } = ran(`
      const real = fs.promises.rename;
      let calls = 0;
      fs.promises.rename = (from, to) => {
        if (calls++ === 0) fs.renameSync(from, from.replace('${NOBODY}', process.ppid));
        return real(from, to);
      };
      syncBuiltinESMExports();
      await prepareFolder(${JSON.stringify(out)});
      console.log(calls);`);
    expect({ stdout, stderr }).toEqual({ stdout: '2\n', stderr: '' });
    expect(found()).toEqual(['second', 'second', 'second']);
    expect(hidden()).toEqual([]);
  });

  test('in a folder that can only be read is left alone, and the folder read as it is', async () => {
    staged(NOBODY, JSON.stringify(NAMES), all);
    chmodSync(out, 0o555);
    // to root nothing is read-only
    const { stdout } = ran(
      `console.log(await outputFolder(${JSON.stringify(out)}))`,
      process.getuid!() === 0 ? { uid: 65534, cwd: '/' } : {},
    );
    chmodSync(out, 0o755);
    expect(stdout).toBe('true\n');
    expect(found()).toEqual(['first', 'first', 'first']);
    expect(hidden()).toHaveLength(1);
    await outputFolder(out);
    expect(found()).toEqual(['second', 'second', 'second']);
  });
});

describe('a stage that somebody made up moves nothing out of the folder, and nothing into it', () => {
  let beside: string;
  beforeEach(async () => {
    await writeOutputs(out, files('first'));
    beside = mkdtempSync(join(tmpdir(), 'kindred-beside-'));
    writeFileSync(join(beside, 'mine'), 'mine');
  });
  afterEach(() => rmSync(beside, { recursive: true, force: true }));
  const untouched = () => {
    expect(readdirSync(beside)).toEqual(['mine']);
    expect(readFileSync(join(beside, 'mine'), 'utf8')).toBe('mine');
    expect(hidden()).toEqual([]);
  };

  test.each([0, 1])('by names that lead out, at place %i', async (place) => {
    for (const name of [join(beside, 'mine'), `../${beside.slice(tmpdir().length + 1)}/mine`, 'models/../../mine', 7, null]) {
      staged(NOBODY, JSON.stringify(place === 0 ? [name, 'a'] : ['a', name, 'a']), { a: 'second' });
      await outputFolder(out);
      untouched();
      expect(found()).toEqual(['first', place === 0 ? 'first' : 'second', 'first']);
    }
  });

  test('by a link in the folder', async () => {
    symlinkSync(beside, join(out, 'link'));
    staged(NOBODY, '["link/mine","link/new/mine"]', { 'link/mine': 'second', 'link/new/mine': 'second' });
    await outputFolder(out);
    untouched();
  });

  test('by a link in the stage', async () => {
    const stage = staged(NOBODY, '["seal","linked/mine","mine"]', { seal: 'second' });
    symlinkSync(beside, join(stage, 'linked'));
    symlinkSync(join(beside, 'mine'), join(stage, 'mine'));
    await outputFolder(out);
    untouched();
    expect(readdirSync(out).sort()).toEqual(['a', 'models', 'seal']);
  });

  test('by a link in the place of the stage', async () => {
    writeFileSync(join(beside, '.complete'), '["mine"]');
    symlinkSync(beside, join(out, `.kindred-partial-${NOBODY}`));
    await outputFolder(out);
    expect(readdirSync(beside).sort()).toEqual(['.complete', 'mine']);
    expect(existsSync(join(out, 'mine'))).toBe(false);
  });

  test('where a folder is in the place of a file', async () => {
    staged(NOBODY, '["seal","models"]', { seal: 'second', models: 'second' });
    await prepareFolder(out);
    untouched();
    expect(found()).toEqual(['first', 'first', 'first']);
  });
});

test('where the working folder is gone work ends', () => {
  const lines = `
    process.cwd();
    fs.rmSync(${JSON.stringify(out)}, { recursive: true });
    await writeOutputs('inside', [{ name: 'seal', content: 'first' }]).catch(() => {});
    console.log('over');`;
  expect(ran(lines, { cwd: out }).stdout).toBe('over\n');
});
