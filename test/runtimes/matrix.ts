/**
 * What runs where, as README shows it: every lane with its version, build, digest, import time and bytes.
 *
 *     npm run matrix              # prints the table
 *     npm run matrix -- Firefox   # of these alone
 *     npm run matrix -- --write   # puts it into README
 *
 * It fails, and writes nothing, where a lane fails, runs another build than it should, or has other digests than test/golden/digests.json.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { titleOf, type Lane } from './lane';
import { allLanes } from './lanes';
import { digestOf, HEAD, nameOf, writeTable } from './matrix-table';

const [only = ''] = process.argv.slice(2).filter((word) => word !== '--write');
const table = [...HEAD];
const left: string[] = [];
const wrong: string[] = [];
const golden = digestOf(JSON.parse(readFileSync(new URL('../golden/digests.json', import.meta.url), 'utf8')) as Record<string, string>);

console.log(HEAD.join('\n'));
for (const lane of allLanes().filter((lane) => titleOf(lane).includes(only))) {
  if (!lane.found) {
    left.push(`${titleOf(lane)}: left out, it needs ${lane.needs}`);
    continue;
  }
  try {
    const row = await rowOf(lane);
    table.push(row);
    console.log(row);
  } catch (error) {
    wrong.push(`${titleOf(lane)}: ${String(error)}`);
  }
}
for (const line of [...left, ...wrong]) console.error(line);
if (wrong.length > 0) process.exitCode = 1;
if (process.argv.includes('--write')) {
  if (wrong.length > 0 || left.length > 0 || only) throw new Error('README shows all of them, and as they should be: nothing written');
  writeTable(table);
}

async function rowOf(lane: Lane): Promise<string> {
  const run = await lane.run();
  const digest = digestOf(run.digests);
  if (run.build !== lane.build) wrong.push(`${titleOf(lane)}: ran as ${run.build}, not ${lane.build}: ${run.reason}`);
  if (digest !== golden) wrong.push(`${titleOf(lane)}: digest ${digest}, not ${golden}`);
  const ms = lane.importMs ? await lane.importMs() : run.importMs;
  const cells = [
    nameOf(lane).replace(/^[^,]*/, `$& ${await lane.version()}`),
    lane.how,
    `\`${lane.subpath}\``,
    run.build,
    digest,
    ms === undefined ? '–' : `${ms.toFixed(0)} ms`,
    run.bytes === undefined ? '–' : `${(run.bytes / 1000).toFixed(0)} kB`,
  ];
  return `| ${cells.join(' | ')} |`;
}
