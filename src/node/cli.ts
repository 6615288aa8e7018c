#!/usr/bin/env node
/**
 * The command: finds out what is asked, does it, and ends with the right exit code.
 * @module
 */
import { readFileSync } from 'node:fs';
import { KindredError } from '../errors.js';
import { readArguments } from './arguments.js';
import { help } from './help.js';
import { ACTIONS } from './lazy.js';
import { paintFor } from './terminal.js';

/** Exit codes: 0 done, 1 the data or the disk said no, 2 wrong use, 130 stopped. */
const EXIT: Partial<Record<KindredError['code'], number>> = { 'unknown-option': 2, 'invalid-option': 2, cancelled: 130 };

async function main(argv: readonly string[]): Promise<void> {
  const job = readArguments(argv);
  if (job.command === 'help') return void process.stdout.write(help(job.topic, paintFor(process.stdout)));
  if (job.command === 'version') return void process.stdout.write(`${version()}\n`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const action = await ACTIONS[job.command]();
  await action(job.args, { signal: stop.signal });
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

function complain(error: KindredError, json: boolean): void {
  const { code, message, cause } = error;
  // what the user must say before a file can be read
  const question = typeof cause === 'object' && cause !== null && 'about' in cause ? { question: cause } : {};
  const text = json ? JSON.stringify({ error: { code, message, ...question } }) : `${paintFor(process.stderr).red('kindred:')} ${message}`;
  process.stderr.write(`${text}\n`);
}

// who reads the output may have had enough of it: kindred … | head
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const argv = process.argv.slice(2);
main(argv).catch((error: unknown) => {
  if (!(error instanceof KindredError)) throw error;
  complain(error, argv.includes('--json'));
  process.exitCode = EXIT[error.code] ?? 1;
});
