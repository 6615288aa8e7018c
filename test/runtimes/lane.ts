/**
 * A way to run the conformance program: a runtime, with what it may or may not do. expect-same.ts holds every lane to the same digests, and matrix.ts
 * prints them all.
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
  /** What else the run must hold, such as the requests of its page. */
  readonly expected?: Partial<LaneRun>;
  /** Milliseconds that `import 'kindred'` adds to an empty program, where the run itself cannot tell. */
  importMs?(): Promise<number>;
}

export interface LaneRun extends Conformance {
  /** What `import * as kindred` costs: bytes that are downloaded or deployed (gzip), or read from the package. */
  readonly bytes?: number;
  /** Files that carry or start WebAssembly, of those in the bundle. */
  readonly carriers?: string[];
  /** Modules of a deployment. */
  readonly modules?: string[];
  /** What a page asked the server for, in order (the page itself is ''), and its own list of what it loaded. */
  readonly requests?: string[];
  readonly resources?: string[];
}

export const PASSED = /self-check passed/;
export const FORBIDDEN = /may not be compiled/;
export const NEVER = /never uses WebAssembly/;

/** Both binaries inline, and what starts them where the loader is not needed. */
export const INLINE_CARRIERS = ['fit.inline.js', 'instantiate.raw.js', 'score.inline.js'];

/** Both builds where nothing is special. */
export const BUILDS = [
  { how: '', subpath: 'kindred', build: 'webassembly', reason: PASSED },
  { how: '', subpath: 'kindred/js', build: 'javascript', reason: NEVER },
] as const;

/** Where the runtime refuses to compile WebAssembly. */
export const without = (how: string) => ({ how, subpath: 'kindred', build: 'javascript', reason: FORBIDDEN }) as const;

/** The title of its test. */
export const titleOf = ({ runtime, how, subpath }: Lane) => [runtime, how, subpath].filter((part) => part !== '').join(', ');
