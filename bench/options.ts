/**
 * What the command line and the environment say.
 * @module
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface Options {
  readonly rounds: number;
  /** Only cases with this in their name. */
  readonly only: string;
  /** Folder of the real tables. */
  readonly data: string;
  /** A Python with scikit-learn, scipy and implicit (left out where it is not installed); undefined: no Python peers. */
  readonly python: string | undefined;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      data: { type: 'string', default: process.env['KINDRED_DATA'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url)) },
      python: { type: 'string', default: process.env['KINDRED_PYTHON'] },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a whole number from 1, got ${values.rounds}`);
  if (values.python !== undefined && !existsSync(values.python)) throw new Error(`--python: there is no ${values.python}`);
  return { rounds, only: values.only, data: values.data, python: values.python };
}
