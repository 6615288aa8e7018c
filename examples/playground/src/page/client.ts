/**
 * The page's side of its worker: one worker serves all jobs; it is replaced only where it does not stop when asked.
 * @module
 */
import type { Answers, Failure, FromWorker, JobRequest, JobResult, Preview, Question, Reading, ToWorker } from '../messages';

/** So long a worker may take to stop before it is ended. */
const PATIENCE = 1000;

const UNEXPECTED = 'the work ended unexpectedly: perhaps this machine ran out of memory';

export type Outcome =
  { readonly type: 'done'; readonly result: JobResult } | ({ readonly type: 'failed' } & Failure) | { readonly type: 'stopped' };

type OnProgress = (progress: { readonly stage: string; readonly share: number }) => void;
interface Running {
  readonly job: number;
  readonly onProgress: OnProgress;
  readonly end: (outcome: Outcome) => void;
}
interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export class Client {
  private worker: Worker | undefined;
  private numbers = 0;
  private running: Running | undefined;
  private readonly waiting = new Map<number, Waiting>();
  /** A stopped job that the worker still has in hand. */
  private stopping: { readonly job: number; readonly over: () => void } | undefined;
  private free: Promise<void> = Promise.resolve();

  /** @param onLost - called where the worker, and with it the last result, is gone */
  constructor(private readonly onLost: () => void) {
    this.worker = this.spawn();
  }

  /** Do a job. It never rejects: what went wrong is an outcome. */
  async run(request: JobRequest, onProgress: OnProgress): Promise<Outcome> {
    const job = ++this.numbers;
    const outcome = new Promise<Outcome>((end) => (this.running = { job, onProgress, end }));
    await this.free;
    // it may have been stopped while the worker was still busy with the last one
    if (this.running?.job === job) this.send({ type: 'run', job, request });
    return outcome;
  }

  /** Stop the job at once, as far as the user is concerned; the worker follows. */
  stop(): void {
    if (!this.running) return;
    const { job } = this.running;
    this.end(job, { type: 'stopped' });
    if (this.stopping) return; // this one had not begun yet
    this.send({ type: 'stop', job });
    this.free = new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.drop();
        this.worker = this.spawn();
      }, PATIENCE);
      this.stopping = {
        job,
        over: () => {
          clearTimeout(timer);
          this.stopping = undefined;
          resolve();
        },
      };
    });
  }

  /** Ask about the last result. @throws where there is none, or the worker was replaced meanwhile */
  ask<K extends keyof Answers>(name: K, about: Parameters<Answers[K]>[0]): Promise<Awaited<ReturnType<Answers[K]>>> {
    return this.call((id) => ({ type: 'ask', id, question: { name, about } as Question }));
  }

  preview(file: File, reading: Reading): Promise<Preview> {
    return this.call((id) => ({ type: 'preview', id, file, reading }));
  }

  private call<T>(message: (id: number) => ToWorker): Promise<T> {
    const id = ++this.numbers;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: never) => void, reject });
      this.send(message(id));
    });
  }

  private send(message: ToWorker): void {
    (this.worker ??= this.spawn()).postMessage(message);
  }

  private spawn(): Worker {
    const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'kindred' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.hear(data);
    worker.onerror = () => {
      this.drop(); // a new one comes with the next message: at once, a script that cannot be loaded would be tried without end
      const job = this.running?.job;
      if (job !== undefined) this.end(job, { type: 'failed', message: UNEXPECTED, file: undefined, question: undefined });
    };
    return worker;
  }

  private drop(): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error('the worker was replaced'));
    this.waiting.clear();
    this.stopping?.over();
    this.onLost();
  }

  private hear(message: FromWorker): void {
    if (message.type === 'answer' || message.type === 'no answer') {
      const waiting = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.type === 'answer') waiting?.resolve(message.value as never);
      else waiting?.reject(new Error(message.message));
    } else if (message.type === 'progress') {
      if (this.running?.job === message.job) this.running.onProgress(message);
    } else if (this.stopping?.job === message.job) {
      this.stopping.over(); // with whatever: nobody waits for it
    } else {
      if (message.type === 'done') this.send({ type: 'keep', job: message.job });
      this.end(message.job, message);
    }
  }

  private end(job: number, outcome: Outcome): void {
    if (this.running?.job !== job) return;
    const { end } = this.running;
    this.running = undefined;
    end(outcome);
  }
}
