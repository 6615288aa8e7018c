// The example's README, command by command, in an empty folder: the report's interval holds the effect that the example put in.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Campaign } from '../src/campaign/campaign.js';
import type { LiftReport } from '../src/campaign/lift-report.js';

const README = readFileSync('examples/first-campaign/README.md', 'utf8');
const commands = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((match) => match[1].trim().split('\n')).slice(2); // behind set-up

let folder = '';
const printed: string[] = [];
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const rowsOf = (file: string) => text(file).trim().split('\n').slice(1);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'first-campaign-'));
  symlinkSync(resolve('examples'), join(folder, 'examples'));
  symlinkSync(resolve('dist'), join(folder, 'dist'));
  for (const command of commands) {
    const here = command.replace('npx kindred', `node ${resolve('dist/node/cli.js')}`).replace('../examples', resolve('examples'));
    printed.push(execFileSync('sh', ['-c', here], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the first campaign', () => {
  test('README has the commands of all steps', () => {
    expect(commands.map((command) => command.split(' ').slice(0, 3).join(' '))).toEqual([
      'npx kindred run',
      'node ../examples/first-campaign/people.js shop',
      'npx kindred campaign',
      'node ../examples/first-campaign/four-weeks.js winter',
      'npx kindred lift',
    ]);
  });

  test('a tenth is left alone, and only who agreed is written to', () => {
    const { people } = Campaign.fromBytes(readFileSync(join(folder, 'winter/campaign.json')));
    const arm = people.column('arm', 'category');
    const nControl = arm.codes.filter((code) => arm.categories[code] === 'control').length;
    expect(nControl / people.nRows).toBeCloseTo(0.1, 1);
    const agreed = new Set(rowsOf('consent.csv').filter((row) => row.includes(',email-marketing,grant,')).map((row) => row.split(',')[0])); // prettier-ignore
    const written = rowsOf('winter/audience.csv').map((row) => row.split(',')[0]);
    expect(written).toHaveLength(people.nRows - nControl);
    expect(written.filter((person) => !agreed.has(person))).toEqual([]);
    const bounced = new Set(rowsOf('bounced.csv'));
    expect(written.filter((person) => bounced.has(person))).toEqual([]);
  });

  test('the files for the platforms: addresses in the clear for e-mails, hashed for Google', () => {
    expect(rowsOf('winter/winter-email-platform-all.csv').length).toBeGreaterThan(1000);
    expect(text('winter/winter-email-platform-all.csv')).toMatch(/^email,/);
    const google = rowsOf('winter/winter-google-customer-match-all.csv');
    expect(google.length).toBeGreaterThan(500);
    expect(google.every((row) => /^[0-9a-f]{64},/.test(row) && !row.includes('@'))).toBe(true);
  });

  test('the interval of the report contains the effect that is known', () => {
    const truth = Number(/truly brought (\d+) more buyers for each 100/.exec(printed[3])![1]) / 100;
    const { lift } = JSON.parse(text('lift/lift.json')) as { lift: LiftReport };
    const { low, high } = lift.conversion!.effect!.difference;
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(truth);
    expect(high).toBeGreaterThan(truth);
    expect(text('lift/lift.html')).toContain('more buyers for each 100 people');
  });
});
