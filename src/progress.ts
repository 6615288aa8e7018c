/**
 * Long work: a private generator that yields per step, drained at once or with waits between the steps.
 * @module
 */
import { KindredError } from './errors.js';

/** How far a piece of work has come: `done` of `total` steps of a stage. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly stage: string;
}

/** What every long call takes. */
export interface LongWork {
  /** Called after each step. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Read after each step; an aborted signal ends the work with the error `cancelled` and changes nothing. */
  signal?: AbortSignal | undefined;
}

/** Work in steps, with a result. */
export type Steps<T> = Generator<Progress, T, void>;

function report({ onProgress, signal }: LongWork, progress: Progress): void {
  onProgress?.(progress);
  if (signal?.aborted)
    throw new KindredError('cancelled', `cancelled in "${progress.stage}", after ${progress.done} of ${progress.total}`, {
      cause: signal.reason,
    });
}

/** Do all steps now. An error thrown by `onProgress` or the signal closes the generator, so its `finally` blocks run. */
export function drain<T>(steps: Steps<T>, work: LongWork = {}): T {
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      report(work, step.value);
    }
  } catch (error) {
    steps.return(undefined as never);
    throw error;
  }
}

/** A wait costs a millisecond or more, many steps less: so long is worked between two of them, less than a frame. */
const STRETCH = 8;

/** Do all steps, giving way to other work between them. */
export async function drainAsync<T>(steps: Steps<T>, work: LongWork = {}): Promise<T> {
  try {
    let since = performance.now();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      report(work, step.value);
      if (performance.now() - since < STRETCH) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  } catch (error) {
    steps.return(undefined as never);
    throw error;
  }
}
