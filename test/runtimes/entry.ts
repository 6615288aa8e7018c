/**
 * The few lines that each runtime starts: the spy, the package, the program.
 * @module
 */
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
  /** The kernels called in WebAssembly, case by case, and by the self-checks at import. */
  readonly kernels: Record<string, string[]>;
  readonly atImport: string[];
  /** What the page's Content-Security-Policy forbade. */
  readonly violations: string[];
  /** Milliseconds of evaluating `kindred`. */
  readonly importMs?: number;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));

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
const result = async () => ({ ...(await conformance(kindred, preprocessing, evaluation, campaign, privacy, sealing, calledSince)), violations, importMs });
${last}
`;
