/**
 * One bar for the whole job, out of the progress of its stages, and words for them.
 * @module
 */
import type { Progress } from 'kindred';

/** The stages in their order: what they are called on the page, and up to which share of the time they last (a shop of half a million rows). */
const STAGES: readonly { readonly of: RegExp; readonly words: string; readonly until: number }[] = [
  { of: /^reading the file/, words: 'Reading the file', until: 0.43 },
  { of: /^(reading customers|checking values|measuring columns|fitting steps)/, words: 'Getting to know the customers', until: 0.55 },
  { of: /clusters$|^(checking values|measuring columns|fitting steps)/, words: 'Finding customers alike', until: 0.6 },
  { of: /^comparing items/, words: 'Comparing items', until: 0.64 },
  { of: /^recommending/, words: 'Choosing what to offer', until: 0.68 },
  {
    of: /^(comparing items|measuring recommendations|counting users)/,
    words: 'Checking the recommendations against the last weeks',
    until: 0.75,
  },
  {
    of: /^(looking ahead|reading customers|checking values|measuring columns|learning|Newton|testing|resampling|scoring|fitting)/,
    words: 'Looking ahead: who will buy, who is lost, what they are worth',
    until: 0.85,
  },
  { of: /./, words: 'Putting the report together', until: 0.97 },
];

/** Messages to the page: no more often than a bar can be seen to move. */
const EVERY = 50;

/** @returns an `onProgress` that tells the stage in words and a share from 0 to 1 that never falls */
export function overall(tell: (progress: { stage: string; share: number }) => void): (progress: Progress) => void {
  let [at, share, words, last] = [0, 0, '', -Infinity];
  return ({ done, total, stage }) => {
    at = STAGES.findIndex(({ of }, s) => s >= at && of.test(stage));
    const from = at === 0 ? 0 : STAGES[at - 1].until;
    share = Math.max(share, from + (STAGES[at].until - from) * Math.min(1, done / Math.max(1, total)));
    const now = performance.now();
    if (STAGES[at].words === words && now - last < EVERY) return;
    [words, last] = [STAGES[at].words, now];
    tell({ stage: words, share });
  };
}
