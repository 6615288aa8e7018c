/**
 * One call of `map`: which parts wait, what came of them, how far they are.
 * @module
 */
import { hundredths, type Task } from '../parts.js';
import { report, type LongWork } from '../progress.js';

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
  readonly shared: unknown;

  constructor(
    readonly number: number,
    readonly task: Task<unknown, unknown, unknown>,
    shared: unknown,
    private readonly parts: readonly unknown[],
    private readonly work: LongWork,
    /** Called once, when the job has its results or has failed and none of its parts is at work. */
    readonly ended: (failed: Failed | undefined, results: unknown[]) => void,
  ) {
    this.shared = compact(shared);
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

  result(index: number, result: unknown): void {
    this.results[index] = result;
    this.missing--;
    this.progress(index, 1);
  }

  /** A part has come so far; it may have several stages, but nothing goes back. */
  progress(index: number, share: number): void {
    this.shares[index] = Math.max(this.shares[index], share);
    this.tell();
  }

  /** Tell how far the job is. */
  tell(): void {
    this.report(this.work);
  }

  /** Is it to stop? */
  check(): void {
    this.report({ signal: this.work.signal });
  }

  /** Of several parts that fail, the first counts, as where one thread does all. */
  fail(index: number, error: unknown): void {
    if (!this.failed || index < this.failed.index) this.failed = { index, error };
  }

  end(): void {
    this.ended(this.failed, this.results);
  }

  private report(work: LongWork): void {
    if (this.failed) return;
    const sum = this.shares.reduce((shares, share) => shares + share, 0);
    try {
      report(work, { done: hundredths(sum), total: this.parts.length, stage: this.task.stage });
    } catch (error) {
      this.fail(-1, error);
    }
  }
}

/** Arrays that are parts of larger ones are copied: with a view, all that lies under it would be sent. */
function compact(shared: unknown): unknown {
  if (Object.prototype.toString.call(shared) !== '[object Object]') return shared;
  return Object.fromEntries(Object.entries(shared as object).map(([name, value]) => [name, isPart(value) ? copy(value) : value]));
}

const isPart = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && !(value instanceof DataView) && value.byteLength < value.buffer.byteLength;

/** Not the array's own slice: that of Node's Buffer copies nothing. */
const copy = (array: Uint8Array) => Uint8Array.prototype.slice.call(array);
