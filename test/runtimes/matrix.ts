/**
 * What runs where, as README shows it: every lane with its version, build, digest, import time and bytes.
 *
 *     npm run matrix              # prints the table
 *     npm run matrix -- --write   # and puts it into README
 *
 * @module
 */
import { titleOf, type Lane } from './lane';
import { allLanes } from './lanes';
import { digestOf, HEAD, nameOf, writeTable } from './matrix-table';

const table = [...HEAD];
const digests = new Set<string>();
for (const lane of allLanes()) {
  if (!lane.found) console.error(`left out, for lack of ${lane.needs}: ${titleOf(lane)}`);
  else table.push(await rowOf(lane));
}
console.log(table.join('\n'));
if (digests.size !== 1) throw new Error(`not the same bits everywhere: ${[...digests].join('; ')}`);
if (process.argv.includes('--write')) writeTable(table);

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
