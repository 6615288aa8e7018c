// What is left when the job is stopped.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleShop } from '../../src/io/index.js';
import { place } from './command.js';

const { folder, kindred, start, given } = place();

/** Start the job, kill it after some time, and say how it ended. */
async function stopped(signal: NodeJS.Signals, after: number, ...args: string[]): Promise<number | null> {
  const child = start(...args);
  const timer = setTimeout(() => child.kill(signal), after);
  const code = await new Promise<number | null>((done) => child.on('exit', done));
  clearTimeout(timer);
  return code;
}

test('whole files or none, whenever it is killed; told to stop, it cleans up', async () => {
  given('large.csv', exampleShop({ customers: 1500 }).orders);
  expect((await kindred('large.csv', '--out', 'whole')).code).toBe(0);
  const names = (readdirSync(join(folder, 'whole'), { recursive: true }) as string[]).filter((name) => name.includes('.'));
  expect(names.length).toBeGreaterThan(5);
  const expected = names.map((name) => readFileSync(join(folder, 'whole', name)));
  const isWhole = (out: string, name: string, content: Buffer) =>
    !existsSync(join(folder, out, name)) || readFileSync(join(folder, out, name)).equals(content);
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    for (const after of [80, 200, 350, 500, 650]) {
      const out = `${signal}-${after}`;
      mkdirSync(join(folder, out));
      const code = await stopped(signal, after, 'large.csv', '--out', out);
      names.forEach((name, i) => expect(isWhole(out, name, expected[i]), `${name} after ${after} ms`).toBe(true));
      // very early, before the handlers are there, the signal ends the process itself (code null)
      if (signal === 'SIGINT') expect([0, 130, null]).toContain(code);
      if (signal === 'SIGINT' && code === 130) expect(readdirSync(join(folder, out))).toEqual([]);
    }
  }
});

test('it can be stopped while it waits for standard input', async () => {
  expect(await stopped('SIGINT', 700, 'run', '-', '--out', 'waited/here')).toBe(130);
  expect(existsSync(join(folder, 'waited'))).toBe(false);
});

test.each([['recommend'], ['explain', 'p1', '--history', 'p2'], ['inspect']])('%s ends at the first Ctrl-C', async (command, ...rest) => {
  const pipe = join(folder, `${command}.pipe`);
  execFileSync('mkfifo', [pipe]);
  const child = start(command, pipe, ...rest);
  const ended = new Promise((done) => child.on('exit', (_, signal) => done(signal)));
  const writer = await open(pipe, 'w'); // as soon as the command opens it to read
  child.kill('SIGINT');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5000);
  expect(await ended).toBe('SIGINT');
  clearTimeout(patience);
  await writer.close();
});

test('the next run cleans up', async () => {
  mkdirSync(join(folder, 'again', '.kindred-partial-999999999'), { recursive: true });
  given('small.csv', exampleShop({ customers: 50 }).orders);
  expect((await kindred('small.csv', '--out', 'again')).code).toBe(0);
  expect(readdirSync(join(folder, 'again')).filter((name) => name.startsWith('.'))).toEqual([]);
});
