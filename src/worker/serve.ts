/**
 * What a thread does: opens jobs, works through parts one at a time, and answers each.
 * @module
 */
import { KindredError } from '../errors.js';
import { Fork, type NamedClass, type Task } from '../parts.js';
import type { Progress } from '../progress.js';
import type { Failure, FromThread, Parent, ToThread } from './messages.js';
import { byName, CannotCross, putTogether, takeApart } from './values.js';

interface Opened {
  readonly task: Task<unknown, unknown, unknown>;
  readonly open: unknown;
  readonly apart: boolean;
}

/** Milliseconds between two reports of one part. */
const REPORT = 20;

/** Serve a pool. @param tasks - all that this program knows @param classes - likewise, of values */
export function serve(tasks: readonly Task<unknown, unknown, unknown>[], classes: readonly NamedClass[], parent: Parent): void {
  const known = new Map(tasks.map((task) => [task.name, task]));
  const named = byName(classes);
  const asked = new Map<number, { task: string; shared: unknown; apart: boolean }>();
  const opened = new Map<number, Opened>();

  function opening(job: number): Opened {
    const before = opened.get(job);
    if (before) return before;
    const { task: name, shared, apart } = asked.get(job)!;
    asked.delete(job); // the task holds what it needs of it
    const task = known.get(name);
    if (!task)
      throw new KindredError('unsupported', `the worker's program does not know "${name}": it is of another version than the page's`);
    const now = { task, open: task.open(apart ? putTogether(shared, named) : shared), apart };
    opened.set(job, now);
    return now;
  }

  function part({ job, index, part }: Extract<ToThread, { type: 'part' }>): FromThread {
    try {
      const { task, open, apart } = opening(job);
      const steps = task.steps(open, part);
      let [last, untold]: [number, Progress | undefined] = [-Infinity, undefined];
      const tell = ({ done, total, stage }: Progress) => parent.post({ type: 'progress', job, index, step: { done, total, stage } });
      for (;;) {
        const step = steps.next();
        if (step.done) {
          const result = apart ? takeApart(step.value) : step.value;
          if (untold) tell(untold);
          return { type: 'result', job, index, result };
        }
        if (step.value instanceof Fork) continue; // there are no threads below a thread
        untold = step.value;
        if (performance.now() - last < REPORT) continue;
        tell(untold);
        [last, untold] = [performance.now(), undefined];
      }
    } catch (error) {
      return { type: 'failure', job, index, failure: failureOf(error) };
    }
  }

  function close(job: number): void {
    const { task, open } = opened.get(job) ?? {};
    asked.delete(job);
    opened.delete(job);
    task?.close?.(open);
  }

  parent.hear((message) => {
    if (message.type === 'open') asked.set(message.job, message);
    else if (message.type === 'part') parent.post(part(message));
    else if (message.type === 'close') close(message.job);
  });
  parent.post({ type: 'ready' });
}

function failureOf(error: unknown): Failure {
  if (error instanceof CannotCross) return { unknown: true };
  return error instanceof KindredError ? { code: error.code, message: error.message } : { error };
}
