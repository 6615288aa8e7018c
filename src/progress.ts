/**
 * Long work: a private generator that yields per step, drained at once or with waits between the steps.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from './errors.js';
import { Fork, type Workers } from './parts.js';

/** How far a piece of work has come: `done` of `total` steps of a stage, with hundredths where a step has parts of its own. */
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
  /**
   * Threads for the calls that can wait, such as `fitAsync`: `workers` of `kindred/worker` makes them. The results are the same bytes without them and with any
   * number. Work that does not fall into parts goes as a whole into one of them; what cannot cross (functions, recipes and models of your own) stays in this thread. `fit` refuses
   * them. Default: none.
   */
  workers?: Workers | undefined;
}

/** Work in steps, with a result. */
export type Steps<T> = Generator<Progress, T, void>;

/** Work in steps that waits for what comes from outside. */
export type AsyncSteps<T> = AsyncGenerator<Progress, T, void>;

/** Tell how far the work has come. @throws KindredError `cancelled`, and whatever `onProgress` throws */
export function report({ onProgress, signal }: LongWork, progress: Progress): void {
  onProgress?.(progress);
  if (signal?.aborted)
    throw new KindredError('cancelled', `cancelled in "${progress.stage}", after ${progress.done} of ${progress.total}`, {
      cause: signal.reason,
    });
}

const WORK = ['onProgress', 'signal', 'workers', 'sampleWeight'];

/** @throws KindredError `unknown-option`, `invalid-option` */
export function checkWork(work: unknown): void {
  if (work === null || typeof work !== 'object' || Array.isArray(work))
    throw new KindredError('invalid-option', mustBe('work', 'an object such as { onProgress, signal }', work));
  const { onProgress, signal } = work as Partial<LongWork>;
  for (const name of Object.keys(work))
    if (!WORK.includes(name)) throw new KindredError('unknown-option', `there is no option ${show(name)}${nearMiss(name, WORK)}`);
  if (onProgress !== undefined && typeof onProgress !== 'function')
    throw new KindredError('invalid-option', mustBe('onProgress', 'a function', onProgress));
  if (signal !== undefined && typeof (signal as Partial<AbortSignal> | null)?.aborted !== 'boolean')
    throw new KindredError('invalid-option', mustBe('signal', 'an AbortSignal (the `signal` of an AbortController)', signal));
}

/** Do all steps now. An error thrown by `onProgress` or the signal closes the generator, so its `finally` blocks run. */
export function drain<T>(steps: Steps<T>, work: LongWork = {}): T {
  checkWork(work);
  if (work.workers !== undefined)
    throw new KindredError(
      'invalid-option',
      '"workers" are for calls that can wait: use fitAsync instead of fit, analyseAsync instead of analyse',
    );
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (!(step.value instanceof Fork)) report(work, step.value);
    }
  } catch (error) {
    steps.return(undefined as never);
    throw error;
  }
}

/** Giving way costs some hundredth of a millisecond, many steps less: so long is worked between two times, less than a frame. */
const STRETCH = 8;

/** Let other work go first, once: messages, input, timers. Browsers hold a timer back for 4 ms, a message comes as soon as nothing else waits. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') return void setImmediate(resolve);
    if (typeof MessageChannel !== 'function') return void setTimeout(resolve);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close(); // an open port keeps a process alive
      resolve();
    };
    port2.postMessage(null);
  });
}

/** To be asked after each step: gives way when it is time. */
export function pace(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < STRETCH) return undefined;
    return giveWay().then(() => void (since = performance.now()));
  };
}

/** @throws KindredError `invalid-option` */
export function checkWorkers(workers: unknown, method: keyof Workers): asserts workers is Workers {
  if (Array.isArray(workers) || typeof (workers as Partial<Workers> | null)?.[method] !== 'function')
    throw new KindredError(
      'invalid-option',
      mustBe('workers', "threads: import { workers } from 'kindred/worker', then { workers: await workers(4) }", workers),
    );
}

/** Do all steps, giving way to other work between them, and what falls into parts in threads where there are any. */
export async function drainAsync<T>(steps: Steps<T> | AsyncSteps<T>, work: LongWork = {}): Promise<T> {
  checkWork(work);
  const { workers } = work;
  if (workers !== undefined) checkWorkers(workers, 'map');
  try {
    const rest = pace();
    for (;;) {
      const next = steps.next();
      const step = next instanceof Promise ? await next : next; // no wait where there is nothing to wait for
      if (step.done) return step.value;
      if (step.value instanceof Fork) {
        if (workers) await step.value.doneBy(workers, work);
        continue;
      }
      report(work, step.value);
      const waits = rest();
      if (waits) await waits;
    }
  } catch (error) {
    await steps.return(undefined as never);
    throw error;
  }
}
