// Both ways with Debian's age: by recipients, armored or not, and by passphrases, which age asks for on a terminal (util-linux's script is one).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { newIdentity, open, recipientOf, seal } from '../../src/privacy/sealing.js';
import { testWith } from '../support/needs';

const AGE = '/usr/bin/age';
const testWithAge = testWith('age', existsSync(AGE));
const PLAIN = Uint8Array.from({ length: 150_000 }, (_, i) => (i * 7919) >> 3);
const PASSPHRASE = 'Zwölf Boxkämpfer 12';

async function inFolder(work: (path: (name: string) => string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-age-'));
  try {
    await work((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const read = (path: string) => new Uint8Array(readFileSync(path));
const age = (...args: string[]) => execFileSync(AGE, args, { stdio: 'pipe' });

/** age on a terminal at which the lines are typed. */
const ageTyped = (lines: string[], ...args: string[]) =>
  spawnSync('script', ['-qec', [AGE, ...args].join(' '), '/dev/null'], {
    input: lines.map((line) => `${line}\n`).join(''),
    timeout: 240_000,
  });

testWithAge('age opens what was sealed for several recipients', () =>
  inFolder(async (path) => {
    const people = [await newIdentity(), await newIdentity()];
    for (const armor of [false, true]) {
      const recipients = people.map(({ recipient }) => recipient);
      writeFileSync(path('sealed'), await seal(PLAIN, { recipients, armor }));
      for (const { identity } of people) {
        writeFileSync(path('key'), identity);
        expect(new Uint8Array(age('-d', '-i', path('key'), path('sealed')))).toEqual(PLAIN);
      }
    }
    writeFileSync(path('key'), (await newIdentity()).identity);
    expect(() => age('-d', '-i', path('key'), path('sealed'))).toThrow(/no identity matched/);
  }),
);

testWithAge('what age sealed for its own new key opens', () =>
  inFolder(async (path) => {
    writeFileSync(path('plain'), PLAIN);
    execFileSync('/usr/bin/age-keygen', ['-o', path('key')], { stdio: 'pipe' });
    const key = readFileSync(path('key'), 'utf8');
    const recipient = await recipientOf(key.trim().split('\n').at(-1)!);
    expect(execFileSync('/usr/bin/age-keygen', ['-y', path('key')], { encoding: 'utf8' }).trim()).toBe(recipient);
    const other = (await newIdentity()).recipient;
    for (const flags of [[], ['-a']]) {
      age(...flags, '-r', other, '-r', recipient, '-o', path('sealed'), path('plain'));
      expect(await open(read(path('sealed')), { identities: [key] })).toEqual(PLAIN);
    }
  }),
);

testWithAge('passphrases, both ways', () =>
  inFolder(async (path) => {
    writeFileSync(path('plain'), PLAIN);
    expect(ageTyped([PASSPHRASE, PASSPHRASE], '-p', '-o', path('sealed'), path('plain')).status).toBe(0);
    expect(await open(read(path('sealed')), { passphrase: PASSPHRASE })).toEqual(PLAIN);
    await expect(open(read(path('sealed')), { passphrase: 'Zwolf Boxkampfer 12' })).rejects.toMatchObject({ code: 'denied' });
    writeFileSync(path('ours'), await seal(PLAIN, { passphrase: PASSPHRASE, armor: true }));
    expect(ageTyped([PASSPHRASE], '-d', '-o', path('opened'), path('ours')).status).toBe(0);
    expect(read(path('opened'))).toEqual(PLAIN);
    expect(ageTyped(['wrong'], '-d', '-o', path('never'), path('ours')).status).not.toBe(0);
    expect(existsSync(path('never'))).toBe(false);
  }),
);
