// Tests that need something this machine may lack: skipped and named where it is missing, failed under KINDRED_REQUIRE_ALL=1.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'vitest';

/** Where the real data sets lie. */
export const DATA = resolve(process.env['KINDRED_DATA'] ?? '../shared/data');

/** `test` where the need is met. */
export function testWith(need: string, met: boolean): typeof test {
  if (met) return test;
  if (process.env['KINDRED_REQUIRE_ALL'] !== '1')
    return ((name: string) => test.skip(`${name} (needs ${need})`, () => {})) as unknown as typeof test;
  return ((name: string) =>
    test(name, () => {
      throw new Error(`KINDRED_REQUIRE_ALL is set, and ${need} is missing`);
    })) as unknown as typeof test;
}

/** `test` where a data set is there. */
export const testOnData = (file: string) => testWith(`the data set ${file}`, existsSync(resolve(DATA, file)));
