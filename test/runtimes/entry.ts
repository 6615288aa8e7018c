/**
 * The few lines that each runtime starts: the spy, the package, the program.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The package's root: entries are resolved from there, so that `kindred` means this package (test/runtimes is a package of its own). */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type Subpath = 'kindred' | 'kindred/js';

/** What an entry gives. */
export interface Conformance {
  readonly build: string;
  readonly reason: string;
  readonly selfCheck: string[];
  readonly digests: Record<string, string>;
  /** Of the files that the suite's Node wrote, as they load here. */
  readonly loaded: Record<string, string>;
  /** The kernels called in WebAssembly, case by case, and by the self-checks at import. */
  readonly kernels: Record<string, string[]>;
  readonly atImport: string[];
  /** What the page's Content-Security-Policy forbade. */
  readonly violations: string[];
  /** Milliseconds of evaluating `kindred`. */
  readonly importMs?: number;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));

let files: Record<string, string> | undefined;

/** The files that the suite's Node writes, in base64. */
function written(): Record<string, string> {
  const program = `
import * as kindred from 'kindred';
import * as preprocessing from 'kindred/preprocessing';
import * as campaign from 'kindred/campaign';
import * as privacy from 'kindred/privacy';
import { fileKinds } from ${JSON.stringify(`${HERE}files.js`)};
const files = fileKinds(kindred, preprocessing, campaign, privacy).map(({ name, write }) => [name, Buffer.from(write()).toString('base64')]);
console.log(JSON.stringify(Object.fromEntries(files)));`;
  const args = ['--input-type=module', '--eval', program];
  return (files ??= JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })) as Record<string, string>);
}

/** @param last - what to do with `result()`, the promise of a Conformance */
export const entry = (subpath: Subpath, last: string) => `
import { calledSince, violations } from ${JSON.stringify(`${HERE}spy.js`)};
import * as kindred from '${subpath}';
import { importMs } from ${JSON.stringify(`${HERE}stamp.js`)};
import * as preprocessing from '${subpath}/preprocessing';
import * as evaluation from '${subpath}/evaluation';
import * as campaign from '${subpath}/campaign';
import * as privacy from '${subpath}/privacy';
import * as sealing from '${subpath}/privacy/sealing';
import { conformance } from ${JSON.stringify(`${HERE}conformance.js`)};
const handedIn = ${JSON.stringify(written())};
const result = async () => ({ ...(await conformance(kindred, preprocessing, evaluation, campaign, privacy, sealing, calledSince, handedIn)), violations, importMs });
${last}
`;
