/**
 * One call of `map`: which parts wait, what came of them, how far they are.
 * @module
 */
import { hundredths, shareOf, type Task } from '../parts.js';
import { report, type LongWork, type Progress } from '../progress.js';
import { CannotCross, compact } from './values.js';

/** Why a job ends without results: by a part, whose place counts, or from outside, before all parts. */
interface Failed {
  readonly index: number;
  readonly error: unknown;
}

export class Job {
  /** The next part to be given out. */
  private next = 0;
  private readonly results: unknown[] = [];
  private readonly shares: Float64Array;
  private missing: number;
  failed: Failed | undefined;
  shared: unknown;

  constructor(
    readonly number: number,
    readonly task: Task<unknown, unknown, unknown>,
    shared: unknown,
    /** Were values of kindred taken apart for the way? */
    readonly apart: boolean,
    private parts: readonly unknown[],
    private readonly work: LongWork,
    /** Called once, when the job has its results or has failed and none of its parts is at work. */
    readonly ended: (failed: Failed | undefined, results: unknown[]) => void,
  ) {
    this.shared = apart ? shared : compacted(shared);
    this.shares = new Float64Array(parts.length);
    this.missing = parts.length;
  }

  /** Parts that nobody has taken yet. */
  get waiting(): number {
    return this.failed ? 0 : this.parts.length - this.next;
  }

  get complete(): boolean {
    return this.missing === 0;
  }

  /** The next part in their order. */
  take(): { index: number; part: unknown } {
    const index = this.next++;
    return { index, part: this.parts[index] };
  }

  /** The caller may go on writing to what was given: what no thread has taken yet is copied. */
  keep(): void {
    if (this.waiting === 0) return;
    try {
      ({ shared: this.shared, parts: this.parts } = structuredClone({ shared: this.shared, parts: this.parts }));
    } catch (error) {
      this.unsent(this.next, error);
    }
  }

  /** Nobody needs the data any more. */
  letGo(): void {
    this.shared = undefined;
  }

  result(index: number, result: unknown): void {
    this.results[index] = result;
    this.missing--;
    this.shares[index] = 1;
    this.tell();
  }

  /** A part has come so far; it may have several stages, but nothing goes back. */
  progress(index: number, step: Progress): void {
    if (this.task.isWhole) return this.report(this.work, step);
    this.shares[index] = Math.max(this.shares[index], shareOf(step));
    this.tell();
  }

  /** Tell how far the job is; of a whole only its own steps are told. */
  tell(): void {
    if (!this.task.isWhole) this.report(this.work, this.soFar());
  }

  /** Is it to stop? */
  check(): void {
    this.report({ signal: this.work.signal }, this.soFar());
  }

  /** Of several parts that fail, the first counts, as where one thread does all. */
  fail(index: number, error: unknown): void {
    if (!this.failed || index < this.failed.index) this.failed = { index, error };
  }

  /** Data that cannot be sent. */
  unsent(index: number, error: unknown): void {
    this.fail(index, this.apart ? new CannotCross() : error);
  }

  end(): void {
    this.ended(this.failed, this.results);
  }

  private soFar(): Progress {
    const sum = this.shares.reduce((shares, share) => shares + share, 0);
    return { done: hundredths(sum), total: this.parts.length, stage: this.task.stage };
  }

  private report(work: LongWork, step: Progress): void {
    if (this.failed) return;
    try {
      report(work, step);
    } catch (error) {
      this.fail(-1, error);
    }
  }
}

/** The arrays of shared data, as they are sent. */
function compacted(shared: unknown): unknown {
  if (Object.prototype.toString.call(shared) !== '[object Object]') return shared;
  return Object.fromEntries(
    Object.entries(shared as object).map(([name, value]: [string, unknown]) => [name, isOfMemory(value) ? compact(value) : value]),
  );
}

/** Shared memory stays shared. */
const isOfMemory = (value: unknown): value is ArrayBufferView => ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer;
