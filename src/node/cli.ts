#!/usr/bin/env node
/**
 * The command: finds out what is asked, does it, and ends with the right exit code.
 * @module
 */
import { readFileSync } from 'node:fs';
import { KindredError } from '../errors.js';
import { readArguments } from './arguments.js';
import { because } from './bytes.js';
import { help } from './help.js';
import { ACTIONS } from './lazy.js';
import { complain, paintFor } from './terminal.js';

/** Exit codes: 0 done, 1 the data or the disk said no, 2 wrong use, 130 stopped. */
const EXIT: Partial<Record<KindredError['code'], number>> = { 'unknown-option': 2, 'invalid-option': 2, cancelled: 130 };

async function main(argv: readonly string[]): Promise<void> {
  const job = readArguments(argv);
  if (job.command === 'help') return void process.stdout.write(help(job.topic, paintFor(process.stdout)));
  if (job.command === 'version') return void process.stdout.write(`${version()}\n`);
  const action = await ACTIONS[job.command]();
  await action(job.args);
}

function version(): string {
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}

const argv = process.argv.slice(2);

function refuse({ code, message, cause }: KindredError): void {
  // what the user must say before a file can be read
  const question = typeof cause === 'object' && cause !== null && 'about' in cause ? { question: cause } : {};
  if (argv.includes('--json')) process.stderr.write(`${JSON.stringify({ error: { code, message, ...question } })}\n`);
  else complain(message);
  process.exitCode = EXIT[code] ?? 1;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // who reads the output may have had enough of it: kindred … | head
  if (error.code !== 'EPIPE') refuse(new KindredError('file-write', `standard output cannot be written: ${because(error)}`));
  process.exit();
});
// there is nowhere left to say it; the exit code still tells
process.stderr.on('error', () => {});

main(argv).catch((error: unknown) => {
  if (!(error instanceof KindredError)) throw error;
  refuse(error);
});
