#!/usr/bin/env node
/**
 * The command: `kindred run [FILE]`.
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from '../data/table.js';
import { KindredError } from '../errors.js';
import { exampleShop } from '../io/example-shop.js';
import { ordersReader } from '../io/orders.js';
import type { LongWork } from '../progress.js';
import { analyseAsync, checkAnalyseOptions } from '../report/analyse.js';
import { outputFiles } from '../report/outputs.js';
import { summary } from '../report/summary.js';
import { HELP, readArguments, type RunArguments } from './arguments.js';
import { prepareFolder, readFileInto, writeOutputs } from './files.js';
import { progressBar } from './progress-bar.js';

/** Exit codes: 0 done, 1 the data or the disk said no, 2 wrong use, 130 stopped. */
const EXIT: Partial<Record<KindredError['code'], number>> = { 'unknown-option': 2, 'invalid-option': 2, cancelled: 130 };

async function main(argv: readonly string[]): Promise<void> {
  const job = readArguments(argv);
  if (job === 'help') return void process.stdout.write(HELP);
  if (job === 'version') return void process.stdout.write(`${version()}\n`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const bar = progressBar(process.stderr);
  try {
    await run(job, { onProgress: bar.show, signal: stop.signal }, bar.stop);
  } finally {
    bar.stop();
  }
}

async function run(job: RunArguments, work: LongWork, done: () => void): Promise<void> {
  checkAnalyseOptions(job.options); // before any work
  await prepareFolder(job.out);
  const analysis = await analyseAsync(await readOrders(job, work), job.options, work);
  const files = outputFiles(analysis);
  await writeOutputs(job.out, files);
  done();
  const example =
    job.file === undefined ? [`The example shop, with its hidden types and tastes, is in ${join(job.out, 'example-shop')}.`] : [];
  const sentences = [...summary(analysis.report), `Written into ${job.out}: ${files.map(({ name }) => name).join(', ')}.`, ...example];
  process.stdout.write(`${sentences.join('\n')}\n`);
}

/** The user's file, or the example shop, written beside the results with its truth and read back like any other file. */
async function readOrders({ file, out, columns, delimiter }: RunArguments, work: LongWork): Promise<Table> {
  const reader = ordersReader(columns, delimiter === undefined ? {} : { delimiter });
  if (file !== undefined) return readFileInto(file, reader, work);
  const { orders, products, truth } = exampleShop();
  const files = Object.entries({ orders, products, truth }).map(([name, content]) => ({ name: `example-shop/${name}.csv`, content }));
  await writeOutputs(out, files);
  return readFileInto(join(out, 'example-shop/orders.csv'), reader, work);
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof KindredError)) throw error;
  process.stderr.write(`kindred: ${error.message}\n`);
  process.exitCode = EXIT[error.code] ?? 1;
});
