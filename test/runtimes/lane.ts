/**
 * A way to run the conformance program: a runtime, with what it may or may not do. test/runtimes.slow.test.ts holds every lane to the same digests, and
 * matrix.ts prints them all.
 * @module
 */
import type { Conformance, Subpath } from './entry';

export interface Lane {
  /** As the matrix names it: `Node 22`, `Firefox, worker`. */
  readonly runtime: string;
  /** What is special: `--jitless`, `script-src 'self'`; empty where nothing is. */
  readonly how: string;
  readonly subpath: Subpath;
  /** Which build must have run, and the reason it must give. */
  readonly build: 'webassembly' | 'javascript';
  readonly reason: RegExp;
  /** Is the runtime installed, and what installs it? */
  readonly found: boolean;
  readonly needs: string;
  /** Its version, as it says itself. */
  version(): Promise<string>;
  run(): Promise<LaneRun>;
}

export interface LaneRun extends Conformance {
  /** What is downloaded or deployed to run the program, or read from the package. */
  readonly bytes?: number;
  /** Milliseconds of importing the package, where the runtime has a clock that runs then. */
  readonly importMs?: number;
}

export const PASSED = /self-check passed/;
export const FORBIDDEN = /may not be compiled/;
export const NEVER = /never uses WebAssembly/;
