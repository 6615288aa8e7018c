/**
 * A pool of threads: parts of jobs go to whoever is idle, in their order; jobs take turns. Threads are started when there is work for them, and ended, never
 * asked to stop, when their part is no longer wanted.
 * @module
 */
import type { Id } from '../data/ids.js';
import { KindredError } from '../errors.js';
import { partsHere, type ListsOf, type NamedClass, type Recommends, type Task, type Workers } from '../parts.js';
import { drainAsync, type LongWork } from '../progress.js';
import type { RecommendsAll } from '../recommendation/lists-async.js';
import { listSteps } from '../recommendation/recommend-all.js';
import { Job } from './job.js';
import type { Ears, Failure, FromThread, Thread } from './messages.js';
import { byName, CannotCross, putTogether, takeApart } from './values.js';

/** Where parts are worked on, and why. */
export interface WorkersStatus {
  readonly where: 'threads' | 'this thread';
  readonly reason: string;
}

/** A thread with what it is at. */
interface Member {
  readonly thread: Thread;
  ready: boolean;
  /** Jobs that it holds the shared data of. */
  readonly knows: Set<Job>;
  at: { readonly job: Job; readonly index: number } | undefined;
  readonly late: ReturnType<typeof setTimeout>;
}

/** A program that says nothing for so long is none of ours. */
const PATIENCE = 30_000;

/**
 * Threads for long work; `workers()` makes them.
 * @example
 * ```ts
 * import { workers } from 'kindred/worker';
 * const pool = await workers(4);
 * console.log(pool.size, pool.status); // 4 { where: 'threads', reason: 'they were started, and answered' }
 * await pool.close();
 * ```
 */
export class WorkerPool implements Workers {
  private readonly members = new Set<Member>();
  private jobs: Job[] = [];
  private made = 0;
  private closed = false;
  private now: WorkersStatus = { where: 'threads', reason: 'they are being started' };
  private tried: () => void = () => {};
  private ending: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(
    private most: number,
    private readonly spawn: (ears: Ears) => Thread,
  ) {}

  /** How many parts are worked on at a time; 1 where no thread can be started. */
  get size(): number {
    return this.most;
  }

  /** Do threads run, and if not, why: then the same work is done in this thread, to the same bytes. */
  get status(): WorkersStatus {
    return this.now;
  }

  /** @internal Find out whether threads can be started. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.tried = resolve;
      this.add();
    });
  }

  /** @internal */
  map<S, P, R>(task: Task<S, P, R>, shared: S, parts: readonly P[], work: LongWork = {}): Promise<R[]> {
    if (this.closed) return Promise.reject(wasClosed());
    const { onProgress, signal } = work;
    if (this.now.where === 'this thread') return drainAsync(partsHere(task, shared, parts), { onProgress, signal });
    return this.run(task, shared, parts, work, false);
  }

  /** @internal */
  async carry<S, P, R>(
    task: Task<S, P, R>,
    shared: S,
    parts: readonly P[],
    classes: readonly NamedClass[],
    work: LongWork = {},
  ): Promise<R[] | undefined> {
    if (this.closed) throw wasClosed();
    if (this.now.where === 'this thread') return undefined;
    let apart: S;
    try {
      apart = takeApart(shared) as S;
    } catch {
      return undefined; // whatever it is: it may be an object that holds itself
    }
    try {
      const results = await this.run(task, apart, parts, work, true);
      const known = byName(classes);
      return results.map((result) => putTogether(result, known) as R);
    } catch (error) {
      if (error instanceof CannotCross) return undefined;
      throw error;
    }
  }

  /** @internal */
  recommendAll<M extends Recommends>(model: M, options: object, work: LongWork): Promise<ListsOf<M>> {
    const steps = listSteps(model as unknown as RecommendsAll<Id, Id>, options);
    return drainAsync(steps, { ...work, workers: this }) as unknown as Promise<ListsOf<M>>;
  }

  private run<S, P, R>(task: Task<S, P, R>, shared: S, parts: readonly P[], work: LongWork, apart: boolean): Promise<R[]> {
    const { signal } = work;
    return new Promise((resolve, reject) => {
      const stop = () => {
        job.check();
        this.settle(job);
        this.give();
      };
      const job = new Job(this.made++, task as Task<unknown, unknown, unknown>, shared, apart, parts, work, (failed, results) => {
        signal?.removeEventListener('abort', stop);
        if (failed) reject(failed.error);
        else resolve(results as R[]);
      });
      this.jobs.push(job);
      signal?.addEventListener('abort', stop);
      job.tell();
      stop(); // it may be aborted already, and there may be no parts
      job.keep();
      this.settle(job);
    });
  }

  /** End all threads, so that a process can end too. What is at work ends with the error `cancelled`. */
  async close(): Promise<void> {
    this.closed = true;
    for (const job of [...this.jobs]) {
      job.fail(-1, new KindredError('cancelled', `the workers were closed in "${job.task.stage}"`));
      this.settle(job);
    }
    for (const member of this.members) this.end(member);
    await this.ending;
  }

  /** Give out what waits. */
  private give(): void {
    for (const member of this.members) {
      if (!member.ready || member.at) continue;
      const job = this.jobs.find(({ waiting }) => waiting > 0);
      member.thread.busy(job !== undefined);
      if (!job) continue;
      this.jobs = [...this.jobs.filter((other) => other !== job), job]; // turn by turn
      const { index, part } = job.take();
      member.at = { job, index };
      try {
        if (!member.knows.has(job))
          member.thread.post({ type: 'open', job: job.number, task: job.task.name, shared: job.shared, apart: job.apart });
        member.knows.add(job);
        member.thread.post({ type: 'part', job: job.number, index, part });
        if (job.waiting === 0) job.letGo();
      } catch (error) {
        member.at = undefined;
        job.unsent(index, error);
        this.settle(job);
      }
    }
    const waiting = this.jobs.reduce((sum, job) => sum + job.waiting, 0);
    const coming = [...this.members].filter(({ ready }) => !ready).length;
    for (let more = waiting - coming; more > 0 && this.members.size < this.size; more--) this.add();
  }

  private add(): void {
    const ears: Ears = { heard: (message) => this.heard(member, message), died: (why) => this.died(member, why) };
    let thread: Thread;
    try {
      thread = this.spawn(ears);
    } catch (error) {
      return this.lost(error instanceof Error ? error.message : String(error));
    }
    const late = () => this.died(member, `it did not answer within ${PATIENCE / 1000} s (does it call serve() of kindred/worker/program?)`);
    const member: Member = { thread, ready: false, knows: new Set(), at: undefined, late: setTimeout(late, PATIENCE) };
    this.members.add(member);
  }

  private heard(member: Member, message: FromThread): void {
    if (!this.members.has(member)) return; // it was ended meanwhile
    if (message.type === 'ready') {
      clearTimeout(member.late);
      member.ready = true;
      this.now = { where: 'threads', reason: 'they were started, and answered' };
      this.tried();
    } else if (member.at?.job.number === message.job) {
      const { job } = member.at;
      if (message.type === 'progress') job.progress(message.index, message.step);
      else member.at = undefined;
      if (message.type === 'result') job.result(message.index, message.result);
      if (message.type === 'failure') job.fail(message.index, errorOf(message.failure));
      this.settle(job);
    }
    this.give();
  }

  private died(member: Member, why: string): void {
    if (!this.members.has(member)) return;
    const { at, ready } = member;
    this.end(member);
    if (!ready) this.lost(why);
    if (at) {
      at.job.fail(at.index, new KindredError('worker-lost', `a worker ended in "${at.job.task.stage}": ${why}`));
      this.settle(at.job);
    }
    this.give();
  }

  /** A thread could not be started: do with those there are, or without. */
  private lost(why: string): void {
    this.most = Math.max(1, this.members.size);
    if (this.members.size > 0) return;
    this.now = { where: 'this thread', reason: `no worker could be started: ${why}` };
    for (const job of [...this.jobs]) {
      job.fail(-1, new KindredError('worker-lost', `no worker could be started for "${job.task.stage}": ${why}`));
      this.settle(job);
    }
    this.tried();
  }

  /** After each change of a job: end it where it has all results, or where it failed and nobody works for it any more. */
  private settle(job: Job): void {
    if (!this.jobs.includes(job) || !(job.failed || job.complete)) return;
    const { failed } = job;
    const atWork = [...this.members].filter(({ at }) => at?.job === job);
    const unwanted = failed ? atWork.filter(({ at }) => at!.index > failed.index) : [];
    const ending = unwanted.map((member) => this.end(member));
    if (atWork.length > unwanted.length) return; // a part before the failed one may fail too
    this.jobs = this.jobs.filter((other) => other !== job);
    for (const { thread, knows } of this.members) if (knows.delete(job)) thread.post({ type: 'close', job: job.number });
    void Promise.all(ending).then(() => job.end());
  }

  private end(member: Member): Promise<void> {
    clearTimeout(member.late);
    this.members.delete(member);
    const ended = member.thread.end();
    this.ending = Promise.all([this.ending, ended]);
    return ended;
  }
}

const wasClosed = () => new KindredError('invalid-option', '"workers" must be open, these were closed: make new ones');

function errorOf(failure: Failure): unknown {
  if ('unknown' in failure) return new CannotCross();
  return 'code' in failure ? new KindredError(failure.code, failure.message) : failure.error;
}
