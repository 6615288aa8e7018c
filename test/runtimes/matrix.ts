/**
 * What runs where, as README shows it: every lane with its version, build, digest, import time and bytes.
 *
 *     npm run matrix              # prints the table
 *     npm run matrix -- Firefox   # of these alone
 *     npm run matrix -- --write   # puts it into README
 *
 * @module
 */
import { titleOf, type Lane } from './lane';
import { allLanes } from './lanes';
import { digestOf, HEAD, nameOf, writeTable } from './matrix-table';

const [only = ''] = process.argv.slice(2).filter((word) => word !== '--write');
const table = [...HEAD];
const missing: string[] = [];
const digests = new Set<string>();

console.log(HEAD.join('\n'));
for (const lane of allLanes().filter((lane) => titleOf(lane).includes(only))) {
  if (!lane.found) {
    missing.push(`${titleOf(lane)}: left out, it needs ${lane.needs}`);
    continue;
  }
  try {
    const row = await rowOf(lane);
    table.push(row);
    console.log(row);
  } catch (error) {
    missing.push(`${titleOf(lane)}: ${String(error)}`);
  }
}
for (const line of missing) console.error(line);
if (digests.size > 1) throw new Error(`not the same bits everywhere: ${[...digests].join('; ')}`);
if (process.argv.includes('--write')) {
  if (missing.length > 0 || only) throw new Error('README shows all of them: nothing written');
  writeTable(table);
}

async function rowOf(lane: Lane): Promise<string> {
  const run = await lane.run();
  const digest = digestOf(run.digests);
  digests.add(digest);
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
