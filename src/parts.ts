/**
 * Work in parts that threads may take: what goes in and comes out is plain data, and the results depend neither on who does a part nor on how many do.
 * @module
 */
import type { LongWork, Progress, Steps } from './progress.js';

/**
 * Work that a thread knows by its name (src/worker/tasks.ts lists them all). Shared data, parts and results cross threads: plain objects, numbers, texts and
 * typed arrays. A result holds arrays of its own, no views of what `open` made.
 */
export interface Task<Shared, Part, Result, Open = unknown> {
  readonly name: string;
  /** What is being done, for `onProgress`. */
  readonly stage: string;
  /** Once a thread, before its first part; a thread is given parts in their order. */
  open(shared: Shared): Open;
  steps(open: Open, part: Part): Steps<Result>;
  /** After the last part, or where one failed. */
  close?(open: Open): void;
}

/** Threads for long work. `workers` of `kindred/worker` makes them. */
export interface Workers {
  /** How many parts are worked on at a time. */
  readonly size: number;
  /** @internal The results, in the order of the parts. */
  map<S, P, R>(task: Task<S, P, R>, shared: S, parts: readonly P[], work?: LongWork): Promise<R[]>;
}

/** What a generator yields where its work falls into parts. Who drives it may have them done elsewhere; else the generator does them itself. */
export class Fork<S = unknown, P = unknown, R = unknown> implements Progress {
  readonly done = 0;
  readonly total = 1;
  readonly stage: string;
  results: R[] | undefined;

  constructor(
    private readonly task: Task<S, P, R>,
    private readonly shared: S,
    private readonly parts: readonly P[],
  ) {
    this.stage = task.stage;
  }

  async doneBy(workers: Workers, work: LongWork): Promise<void> {
    this.results = await workers.map(this.task, this.shared, this.parts, work);
  }
}

/**
 * The results of all parts, in their order.
 * @param shared - what all parts need: sent once to each thread
 * @param parts - given out in their order. How many there are must not depend on the threads
 */
export function* inParts<S, P, R>(task: Task<S, P, R>, shared: S, parts: readonly P[]): Steps<R[]> {
  const fork = new Fork(task, shared, parts);
  yield fork;
  return fork.results ?? (yield* partsHere(task, shared, parts));
}

/** All parts in this thread, one after the other. */
export function* partsHere<S, P, R>(task: Task<S, P, R>, shared: S, parts: readonly P[]): Steps<R[]> {
  const open = task.open(shared);
  try {
    const results: R[] = [];
    for (const part of parts) results.push(yield* onePart(task.steps(open, part), results.length, parts.length, task.stage));
    return results;
  } finally {
    task.close?.(open);
  }
}

/** The steps of a part, told as shares of all parts. */
function* onePart<R>(steps: Steps<R>, before: number, total: number, stage: string): Steps<R> {
  try {
    for (let share = 0; ;) {
      const step = steps.next();
      if (step.done) return step.value;
      share = Math.max(share, shareOf(step.value)); // a part may have several stages
      yield { done: hundredths(before + share), total, stage };
    }
  } finally {
    steps.return(undefined as never);
  }
}

/** From 0 to 1. */
export const shareOf = ({ done, total }: Progress): number => (total > 0 ? Math.min(1, done / total) : 0);

/** Parts at work, as they are told. */
export const hundredths = (parts: number): number => Math.floor(parts * 100) / 100;

/** Whole numbers from `from` to below `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** 0 to n in at most `count` ranges of nearly one length, none empty. */
export function ranges(n: number, count: number): Range[] {
  const parts = Math.min(n, count);
  return Array.from({ length: parts }, (_, i) => ({ from: Math.floor((i * n) / parts), to: Math.floor(((i + 1) * n) / parts) }));
}
