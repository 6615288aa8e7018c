/** What became of one mutated file. @module */
export interface Trial {
  readonly name: string;
  /** Bytes of the file. */
  readonly size: number;
  /** The code of the refusal, or what it answered. */
  readonly outcome: string;
}
