/**
 * What users download, and what an import costs in Node: `npx tsx bench/size.ts`, after `npm run build`.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { median } from './interleave.ts';
import { PAGES, sizeOf } from './pages.ts';
import { table } from './print.ts';

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

const rows = [];
for (const page of PAGES) {
  const { minified, gzipped } = await sizeOf(page);
  rows.push([page.name, kB(gzipped), kB(minified), kB(page.limit)]);
}
console.log(table([['', 'gzip', 'minified', 'limit'], ...rows]));

/** Milliseconds of the processor that a process with this code takes, its start included. */
function cpuOf(code: string): number {
  const last = `import { resourceUsage } from 'node:process'; process.on('exit', () => { const { userCPUTime, systemCPUTime } = resourceUsage(); console.log((userCPUTime + systemCPUTime) / 1000); });`;
  return Number(spawnSync(process.execPath, ['--input-type=module', '--eval', code + last], { encoding: 'utf8' }).stdout);
}

const IMPORTS = ['', `import 'kindred';`, `import 'kindred/js';`];
const times: number[][] = IMPORTS.map(() => []);
for (let round = 0; round < 15; round++) IMPORTS.forEach((code, i) => times[i].push(cpuOf(code)));
const [empty, ...imports] = times.map(median);
console.log(`\nimport in Node ${process.version}, CPU over an empty process (${empty.toFixed(0)} ms), median of 15:`);
imports.forEach((ms, i) => console.log(`  ${IMPORTS[i + 1]} ${(ms - empty).toFixed(0)} ms`));
