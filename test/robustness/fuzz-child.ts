/**
 * The process that tries mutated files, one after another: where it crashes or hangs, fuzzing.ts knows by its last note at which seed.
 *
 *     node --import tsx test/robustness/fuzz-child.ts models|csv <first seed> <trials> <seconds> <file for notes>
 *
 * @module
 */
import { openSync, writeSync } from 'node:fs';
import { largestRequest, watchAllocations } from './allocations';
import type { Figures, Try } from './fuzzing';

/** What no file of a few kB may ask for at once. */
const MOST_BYTES = 1048576;

watchAllocations();
const [, , kind, from, trials, seconds, notes] = process.argv;
const tries = { models: async () => (await import('./fuzz-models')).tryModel, csv: async () => (await import('./fuzz-csv')).tryCsv };
const attempt: Try = await tries[kind as keyof typeof tries]();

const note = openSync(notes, 'w');
const figures: Figures = { runs: 0, outcomes: {}, slowest: { ms: 0, seed: 0 }, largest: { bytes: 0, size: 0, seed: 0 }, failures: [] };
/** A try whose errors have stacks again: without them refusals take a sixth less time. */
function stackOf(seed: number): string {
  Error.stackTraceLimit = 10;
  try {
    attempt(seed);
    return 'it went well when tried again';
  } catch (error) {
    return (error as Error).stack ?? String(error);
  } finally {
    Error.stackTraceLimit = 0;
  }
}
const fail = (seed: number, what: string) => void (figures.failures.length < 20 && figures.failures.push({ seed, what }));
Error.stackTraceLimit = 0;
const began = performance.now();
largestRequest();

for (let seed = Number(from); seed < Number(from) + Number(trials); seed++) {
  writeSync(note, String(seed).padEnd(16), 0);
  const start = performance.now();
  try {
    const { name, size, outcome } = attempt(seed);
    figures.outcomes[outcome] = (figures.outcomes[outcome] ?? 0) + 1;
    const bytes = largestRequest();
    if (bytes > figures.largest.bytes) figures.largest = { bytes, size, seed };
    if (bytes > MOST_BYTES) fail(seed, `${name}: ${bytes} bytes at once for a file of ${size}`);
  } catch {
    fail(seed, stackOf(seed));
  }
  const now = performance.now();
  if (now - start > figures.slowest.ms) figures.slowest = { ms: now - start, seed };
  figures.runs++;
  if (now - began > Number(seconds) * 1000) break;
  if (figures.runs % 100000 === 0) console.error(`${seed}: ${JSON.stringify(figures)}`);
}
console.log(JSON.stringify(figures));
