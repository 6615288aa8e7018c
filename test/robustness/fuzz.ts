/**
 * The long run of fuzzing; prints figures and every failure with its seed:
 *
 *     npm run build && npx tsx test/robustness/fuzz.ts --files 10000000 --csv 1000000 --seed 1000000
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzzing';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '100000' },
    csv: { type: 'string', default: '0' },
    seed: { type: 'string', default: '0' },
  },
});

for (const [kind, trials] of [
  ['models', Number(values.files)],
  ['csv', Number(values.csv)],
] as const) {
  for (let from = Number(values.seed), end = from + trials; from < end;) {
    const figures = await fuzz(kind, from, end - from, Infinity, 'inherit');
    console.log(`${kind} from seed ${from}: ${JSON.stringify(figures, null, 2)}`);
    if (figures.failures.length > 0) process.exitCode = 1;
    from += figures.runs; // beyond one that ended the process
  }
}
