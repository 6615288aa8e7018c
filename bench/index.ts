/**
 * npm run bench: benny's suites, the interleaved ratios, and the sizes where WebAssembly loses. Nothing here fails: it measures.
 * @module
 */
import { cpus } from 'node:os';
import { kernelBuild } from 'kindred';
import { audienceCases } from './audience.ts';
import { boundsCrossover } from './bounds.ts';
import { crossover } from './crossover.ts';
import { gramCases } from './gram.ts';
import { interleave, type Row } from './interleave.ts';
import { kmeansCases } from './kmeans.ts';
import { logisticCases } from './logistic.ts';
import { neighborsCases } from './neighbors.ts';
import { readOptions } from './options.ts';
import { learnersMissing } from './peers/learners.ts';
import { caseTable, summary } from './print.ts';
import { recommendCases } from './recommend.ts';
import { scoreUserCases } from './score-user.ts';
import { silhouetteCases } from './silhouette.ts';
import { suites } from './suites.ts';
import { workersCases } from './workers.ts';

const options = readOptions();
const { rounds, only } = options;
const wanted = (name: string) => name.includes(only);

console.log(`Node ${process.version}, ${cpus()[0].model}; kindred runs as ${kernelBuild.build}; medians of ${rounds} rounds`);
console.log(
  options.python ? `Python peers: ${options.python}` : 'Python peers are left out: name a Python with --python or KINDRED_PYTHON',
);

const absent = learnersMissing();
if (absent !== undefined) console.log(absent);

await suites(only);

console.log('\nInterleaved; ratio = contender / kindred: above 1 kindred is faster\n');
const done: { name: string; rows: Row[] }[] = [];
const cases = [
  ...kmeansCases(options),
  ...silhouetteCases(options),
  ...neighborsCases(options),
  ...recommendCases(options),
  ...scoreUserCases(),
  ...audienceCases(),
  ...gramCases(options),
  ...logisticCases(options),
  ...workersCases(),
];
for (const { name, prepare, missing } of cases) {
  if (!wanted(name)) continue;
  if (missing) {
    console.log(`${name}: left out, ${missing}\n`);
    continue;
  }
  const rows = await interleave(await prepare(), rounds);
  done.push({ name, rows });
  console.log(`${name}\n${caseTable(rows)}\n`);
}
if (done.length > 0) console.log(`${summary(done)}\n`);

if (wanted('crossover')) console.log(`Crossover\n${await crossover(rounds)}`);
if (wanted('bounds')) console.log(`Bounds\n${await boundsCrossover(rounds)}`);
