/**
 * The table of matrix.ts in README. Its digest is that of test/golden/digests.json, to which the suite holds every lane.
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Lane } from './lane';

const README = new URL('../../README.md', import.meta.url);

export const HEAD = [
  '| runtime | how | import | kernels run as | digest of all cases | import takes | bytes |',
  '|---|---|---|---|---|---|---|',
];

/** What README shows, line by line. @throws where the two comments around it are missing */
export function readTable(): string[] {
  const found = BETWEEN.exec(readFileSync(README, 'utf8'));
  if (!found) throw new Error('README has no <!-- matrix --> … <!-- /matrix -->');
  return found[2].split('\n');
}

export function writeTable(lines: readonly string[]): void {
  const text = readFileSync(README, 'utf8');
  writeFileSync(
    README,
    text.replace(BETWEEN, (_, start: string, _lines: string, end: string) => start + lines.join('\n') + end),
  );
}

const BETWEEN = /(<!-- matrix -->\n)([\s\S]*?)(\n<!-- \/matrix -->)/;

/** Node's lanes are told apart by the version alone. */
export const nameOf = (lane: Pick<Lane, 'runtime'>) => lane.runtime.replace(/ \d+$/, '');

/** One short digest of all cases, and their number. */
export function digestOf(digests: Readonly<Record<string, string>>): string {
  const all = JSON.stringify(Object.entries(digests).sort());
  return `\`${createHash('sha256').update(all).digest('hex').slice(0, 8)}\` of ${Object.keys(digests).length}`;
}
