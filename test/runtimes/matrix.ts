/**
 * What runs where, as README shows it: every lane with its version, build, digest, import time and bytes.
 *
 *     npm run matrix              # prints the table
 *     npm run matrix -- --write   # and puts it into README
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { titleOf, type Lane } from './lane';
import { allLanes } from './lanes';
import { HEAD, tableIn } from './matrix-table';

const README = new URL('../../README.md', import.meta.url);

const rows: string[] = [];
const differ = new Set<string>();
for (const lane of allLanes()) {
  if (!lane.found) console.error(`left out, ${lane.needs} is missing: ${titleOf(lane)}`);
  else rows.push(await rowOf(lane));
}
const table = [...HEAD, ...rows].join('\n');
console.log(table);
if (differ.size !== 1) throw new Error('the digests differ, nothing written');
if (process.argv.includes('--write')) {
  const text = readFileSync(README, 'utf8');
  writeFileSync(
    README,
    text.replace(tableIn(text), () => table),
  );
}

async function rowOf(lane: Lane): Promise<string> {
  const run = await lane.run();
  const digest = createHash('sha256')
    .update(JSON.stringify(Object.entries(run.digests).sort()))
    .digest('hex')
    .slice(0, 8);
  differ.add(digest);
  const ms = lane.importMs ? await lane.importMs() : run.importMs;
  const cells = [
    `${lane.runtime.replace(/ \d+$/, '')} ${await lane.version()}`,
    lane.how,
    `\`${lane.subpath}\``,
    run.build,
    `\`${digest}\`, ${Object.keys(run.digests).length}`,
    ms === undefined ? '–' : `${ms.toFixed(0)} ms`,
    run.bytes === undefined ? '–' : `${(run.bytes / 1000).toFixed(0)} kB`,
  ];
  return `| ${cells.join(' | ')} |`;
}
