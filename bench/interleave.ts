/**
 * The timing harness: every contender once per round in one process, so that what slows the machine slows them all; medians, and the ratio to kindred.
 * @module
 */
/** One measurement. `answer` is one number made of the result after the clock stopped: the sink, and how we see that all did the same work. */
export interface Measured {
  readonly ms: number;
  readonly answer: number;
}

/** Who ours is compared with: the kernels' other build, the best JavaScript we can write, or what people install. `also` is ours in another use. */
export type Kind = 'kindred' | 'js' | 'plain' | 'peer' | 'also';

export interface Contender {
  readonly name: string;
  readonly kind: Kind;
  measure(): Measured | Promise<Measured>;
  close?(): void;
}

export interface Case {
  readonly name: string;
  /** Contenders; the first is kindred. */
  prepare(): Promise<Contender[]>;
  /** Why it cannot run here. */
  readonly missing?: string;
}

export interface Row {
  readonly name: string;
  readonly kind: Kind;
  readonly ms: number;
  /** The fastest round, which a busy machine disturbs least. */
  readonly leastMs: number;
  readonly ratio: number;
  readonly rounds: number;
  /** Relative difference of its answer from ours. */
  readonly off: number;
}

/** A contender that runs here. */
export function timed<R>(kind: Kind, name: string, run: () => R, answer: (result: R) => number): Contender {
  return {
    kind,
    name,
    measure() {
      const start = performance.now();
      const result = run();
      const ms = performance.now() - start;
      return { ms, answer: answer(result) };
    },
  };
}

let copies = 0;

/** A module loaded anew: a function that has seen two kinds of typed array is slower for good. */
export function fresh<M>(path: string): Promise<M> {
  return import(`${new URL(path, import.meta.url).href}?copy=${copies++}`) as Promise<M>;
}

export function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Whoever takes longer than this and ten times as long as kindred runs in one counted round only. */
const LONG_MS = 2000;

/** How long each contender warms up at least: code that runs for 20 ms is not yet the engine's best. */
const WARM_MS = 500;

/** Time all contenders, after each has warmed up. No forced collection between them: it throws code away too, and a 7 ms fit took 20 (measured). */
export async function interleave(contenders: readonly Contender[], rounds: number): Promise<Row[]> {
  const times: number[][] = contenders.map(() => []);
  const answers: number[] = [];
  const warm: number[] = [];
  for (const [c, contender] of contenders.entries()) {
    for (let spent = 0; spent < WARM_MS; spent += warm[c]) {
      const { ms, answer } = await contender.measure();
      [warm[c], answers[c]] = [Math.max(ms, 0.1), answer];
    }
  }
  for (let round = 1; round <= rounds; round++) {
    for (const [c, contender] of contenders.entries()) {
      if (round > 1 && warm[c] > LONG_MS && warm[c] > 10 * warm[0]) continue;
      times[c].push((await contender.measure()).ms);
    }
  }
  for (const contender of contenders) contender.close?.();
  const ours = median(times[0]);
  return contenders.map(({ name, kind }, c) => ({
    name,
    kind,
    ms: median(times[c]),
    leastMs: Math.min(...times[c]),
    ratio: median(times[c]) / ours,
    rounds: times[c].length,
    off: Math.abs(answers[c] - answers[0]) / Math.abs(answers[0]),
  }));
}
