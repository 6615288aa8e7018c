/**
 * The scorer of a model from list to list: kept while idle, and after many lists one with the model copied into the memory of the kernels.
 * @module
 */
import { KindredError } from '../errors.js';
import type { Scorer } from './scorer.js';

/** After so many lists a copy of the model in WebAssembly memory pays (bench/score-user.ts); the garbage collector takes it with the model. */
const MANY = 64;
/** Bytes: an edge worker has 128 MB. */
const MOST_COPIED = 16e6;

export class Scorers {
  #idle: Scorer | undefined;
  #lists = 0;
  #copy: Scorer | undefined;

  constructor(
    /** @param work - about how many operations will follow */
    private readonly open: (work: number) => Scorer,
    /** The bytes of the model that a session of the kernels copies, 0 for none. */
    private readonly copied: () => number,
  ) {}

  /** A scorer for one list. */
  with<R>(use: (scorer: Scorer) => R): R {
    const scorer = this.take();
    try {
      return use(scorer);
    } finally {
      if (!this.#copy || scorer === this.#copy) this.#idle = scorer;
    }
  }

  private take(): Scorer {
    const idle = this.#idle;
    this.#idle = undefined; // in use: a filter may ask this model again
    if (++this.#lists === MANY && this.isCopied()) {
      try {
        return (this.#copy = this.open(Infinity));
      } catch (error) {
        if (!(error instanceof KindredError && error.code === 'too-large')) throw error; // the arrays where they lie will do
      }
    }
    return idle ?? this.open(0);
  }

  private isCopied(): boolean {
    const bytes = this.copied();
    return bytes > 0 && bytes <= MOST_COPIED;
  }
}
