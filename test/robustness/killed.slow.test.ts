// kill -9 at random moments of the main job, over a folder that holds an earlier run: each file is that run's or the new one's, and where the seal
// (report.html) is, all are of one run. What is left behind is inspected, and the next run cleans up.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleShop } from '../../src/io/index.js';
import { place } from '../node/command.js';
import { generator } from '../support/random.js';

/** How many; the note of the release has 200. */
const MOMENTS = Number(process.env['KINDRED_MOMENTS'] ?? 25);
const SEAL = 'report.html';
const STAGE = '.kindred-partial-';

const { folder, kindred, start, given } = place();
const random = generator(11);

const filesIn = (name: string): Map<string, Buffer> =>
  new Map(
    (readdirSync(join(folder, name), { recursive: true, withFileTypes: true }) as { isFile(): boolean; parentPath: string; name: string }[])
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(STAGE))
      .map((entry): [string, Buffer] => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(join(folder, name).length + 1), readFileSync(path)];
      }),
  );
const same = (a: Map<string, Buffer>, b: Map<string, Buffer>) =>
  a.size === b.size && [...a].every(([name, bytes]) => b.get(name)?.equals(bytes));

/** Run over an earlier output and kill it when `moment` says so. How it ended. */
async function killedWhen(moment: (kill: () => void, out: string) => () => void): Promise<'killed' | 'done'> {
  const out = join(folder, 'out');
  const child = start('run', 'new.csv', '--out', 'out');
  const end = moment(() => void child.kill('SIGKILL'), out);
  try {
    const signal = await new Promise((done) => child.on('exit', (_, how) => done(how)));
    return signal === 'SIGKILL' ? 'killed' : 'done';
  } finally {
    end();
    child.kill('SIGKILL');
  }
}

/** After so many milliseconds. */
const after = (ms: number) => (kill: () => void) => {
  const timer = setTimeout(kill, ms);
  return () => clearTimeout(timer);
};

/** When the folder has changed so many times: its stage is made, the seal goes, one file after another comes. */
const atChange = (n: number) => (kill: () => void, out: string) => {
  let changes = 0;
  const watcher = watch(out, () => void (++changes === n && kill()));
  return () => watcher.close();
};

/** So many milliseconds after its stage is made. */
const whileWriting = (ms: number) => (kill: () => void, out: string) => {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(out, () => (timer ??= setTimeout(kill, ms)));
  return () => (watcher.close(), clearTimeout(timer));
};

test(`${MOMENTS} moments`, async () => {
  given('old.csv', exampleShop({ customers: 60, seed: 1 }).orders);
  given('new.csv', exampleShop({ customers: 60, seed: 2 }).orders);
  expect((await kindred('run', 'old.csv', '--out', 'old')).code).toBe(0);
  const began = performance.now();
  expect((await kindred('run', 'new.csv', '--out', 'new')).code).toBe(0);
  const duration = performance.now() - began;
  const [old, fresh] = [filesIn('old'), filesIn('new')];
  expect(same(old, fresh)).toBe(false);
  const found = { 'as it was': 0, 'the new run': 0, 'files of both, without a seal': 0, 'not killed': 0, 'left a stage': 0 };

  for (let i = 0; i < MOMENTS; i++) {
    rmSync(join(folder, 'out'), { recursive: true, force: true });
    cpSync(join(folder, 'old'), join(folder, 'out'), { recursive: true });
    const kind = i % 4;
    const moment =
      kind === 0
        ? after(random() * duration)
        : kind === 1
          ? whileWriting(random() * 0.05 * duration)
          : atChange(1 + Math.floor(random() * 8));
    if ((await killedWhen(moment)) === 'done') found['not killed']++;
    const left = filesIn('out');
    for (const [name, bytes] of left) {
      const isWhole = [old, fresh].some((run) => run.get(name)?.equals(bytes));
      expect(isWhole, `moment ${i}: ${name} is of neither run`).toBe(true);
    }
    for (const name of old.keys()) if (name !== SEAL) expect(left.has(name), `moment ${i}: ${name} is gone`).toBe(true);
    if (left.has(SEAL)) {
      expect(same(left, old) || same(left, fresh), `moment ${i}: it has the seal, and files of both runs`).toBe(true);
      found[same(left, old) ? 'as it was' : 'the new run']++;
    } else found['files of both, without a seal']++;
    if (readdirSync(join(folder, 'out')).some((name) => name.startsWith(STAGE))) found['left a stage']++;
    if (i % 5 === 0) {
      const inspected = await kindred('inspect', 'out', '--json');
      expect(inspected, `moment ${i}`).toMatchObject({ code: 0, err: '' });
    }
    if (i % 5 === 1) {
      expect((await kindred('run', 'new.csv', '--out', 'out')).code, `moment ${i}`).toBe(0);
      expect(same(filesIn('out'), fresh), `moment ${i}: the next run`).toBe(true);
      expect(readdirSync(join(folder, 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
    }
  }
  if (process.env['KINDRED_MOMENTS']) console.log(JSON.stringify(found));
  expect(found['as it was']).toBeGreaterThan(0);
  expect(found['left a stage']).toBeGreaterThan(0); // so some were killed while they wrote
  expect(found['not killed']).toBeLessThan(MOMENTS / 2);
  expect(existsSync(join(folder, 'old', SEAL))).toBe(true);
});
