/**
 * What a pool and its threads say to each other: names of tasks and plain data.
 * @module
 */
import type { KindredErrorCode } from '../errors.js';
import type { Progress } from '../progress.js';

/** From the pool. Jobs have numbers, parts their places in the job. `apart`: values of kindred were taken apart, and so are the results to be. */
export type ToThread =
  | { readonly type: 'open'; readonly job: number; readonly task: string; readonly shared: unknown; readonly apart: boolean }
  | { readonly type: 'part'; readonly job: number; readonly index: number; readonly part: unknown }
  | { readonly type: 'close'; readonly job: number };

/** From a thread. Every part is answered by a result or a failure. */
export type FromThread =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly job: number; readonly index: number; readonly step: Progress }
  | { readonly type: 'result'; readonly job: number; readonly index: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly job: number; readonly index: number; readonly failure: Failure };

/** An error as it crosses: a class of our own would arrive as a bare Error. `unknown`: something is of a class that is not known on that side. */
export type Failure =
  { readonly code: KindredErrorCode; readonly message: string } | { readonly error: unknown } | { readonly unknown: true };

/** A worker of the runtime: the web's `Worker`, or that of `node:worker_threads`. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** A thread as the pool sees it; each runtime has a file that makes them (`#threads`). */
export interface Thread {
  post(message: ToThread): void;
  /** A thread that is busy keeps the process alive, an idle one does not. */
  busy(yes: boolean): void;
  end(): Promise<void>;
}

/** What a thread tells the pool, once it is made. */
export interface Ears {
  heard(message: FromThread): void;
  died(why: string): void;
}

/** The pool as a thread sees it. */
export interface Parent {
  post(message: FromThread): void;
  hear(heard: (message: ToThread) => void): void;
}
