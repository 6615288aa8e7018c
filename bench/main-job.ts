/**
 * The whole job on the command line, report and all, against papaparse alone parsing the same file: whole processes in turn, wall time.
 * `npx tsx bench/main-job.ts [--data FOLDER] [--rounds 9]`, after `npm run build`.
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { missing } from './data.ts';
import { readOptions } from './options.ts';
import { figure, table } from './print.ts';

const PARSE = `import Papa from 'papaparse'; import { readFileSync } from 'node:fs';
console.log(Papa.parse(readFileSync(process.argv[1], 'utf8'), { header: false }).data.length);`;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Seconds of a whole Node process. */
function seconds(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync('node', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - start) / 1000;
}

const { data, rounds } = readOptions();
const why = missing(data, 'online-retail');
if (why) throw new Error(`the job is timed on online-retail: ${why}`);
const folder = mkdtempSync(join(tmpdir(), 'kindred-bench-'));
try {
  const file = join(folder, 'online-retail.csv');
  writeFileSync(file, gunzipSync(readFileSync(join(data, 'online-retail/online-retail.csv.gz'))));
  const contenders = {
    'kindred run, report included': [resolve('dist/node/cli.js'), 'run', file, '--currency', 'GBP', '--out', join(folder, 'out')],
    'papaparse, parsing alone': ['--input-type=module', '-e', PARSE, file],
  };
  const times = Object.keys(contenders).map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) Object.values(contenders).forEach((args, c) => times[c].push(seconds(args)));
  const ratios = times[0].map((time, round) => time / times[1][round]);
  console.log(`online-retail, 541,909 rows, 48 MB; ${rounds} rounds, Node ${process.version}`);
  console.log(table([['', 'least s', 'median s'], ...Object.keys(contenders).map((name, c) => [name, figure(Math.min(...times[c])), figure(median(times[c]))])])); // prettier-ignore
  console.log(
    `kindred / papaparse: median of the rounds ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
