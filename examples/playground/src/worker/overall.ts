/**
 * One bar for the whole job, out of the progress of its stages.
 * @module
 */
import type { Progress } from 'kindred';

/** Where each stage begins and ends, as shares of the time the whole takes (measured on a shop of half a million rows). */
const STAGES: readonly (readonly [RegExp, number, number])[] = [
  [/^reading the file/, 0, 0.5],
  [/^reading customers/, 0.5, 0.6],
];

/** Messages to the page: no more often than a bar can be seen to move. */
const EVERY = 50;

/** @returns an `onProgress` that tells the stage in words and a share from 0 to 1 that never falls */
export function overall(tell: (progress: { stage: string; share: number }) => void): (progress: Progress) => void {
  let told = { stage: '', share: 0 };
  let last = -Infinity;
  return ({ done, total, stage }) => {
    const [, from, to] = STAGES.find(([name]) => name.test(stage)) ?? [undefined, told.share, told.share];
    const share = Math.max(told.share, from + ((to - from) * done) / Math.max(1, total));
    const now = performance.now();
    if (stage === told.stage && now - last < EVERY) return;
    last = now;
    tell((told = { stage, share }));
  };
}
