/**
 * Training and test set by one moment in time.
 * @module
 */
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { DAY, toMs, type TimeLike } from '../data/time.js';
import { KindredError, mustBe } from '../errors.js';
import { checkInteractions, type Split } from './pairs.js';

/** Either the last days, or everything from a moment on. */
export type TemporalSplit = { readonly testDays: number } | { readonly from: TimeLike };

/**
 * Train on the past, test on what came after: one moment for everyone. The only split that puts events of one user and item on both sides: what was bought
 * before may be bought again.
 * @param when - `{ testDays }`: the last days of 24 hours, counted back from the last event; or `{ from }`: events from that moment on are the test
 * @throws KindredError `invalid-data` for interactions without times; `invalid-option`
 * @example
 * ```ts
 * import { Interactions } from 'kindred';
 * import { temporalSplit } from 'kindred/evaluation';
 * const events = [{ u: 1, i: 'a', at: '2026-01-01' }, { u: 1, i: 'b', at: '2026-03-01' }];
 * const { train, test } = temporalSplit(Interactions.from(events, { user: 'u', item: 'i', time: 'at' }), { testDays: 28 });
 * console.log(train.nEvents, test.nEvents); // 1 1
 * ```
 */
export function temporalSplit<U extends Id, I extends Id>(interactions: Interactions<U, I>, when: TemporalSplit): Split<U, I> {
  checkInteractions('interactions', interactions);
  if (when === null || typeof when !== 'object' || Object.keys(when).length !== 1 || !('testDays' in when || 'from' in when)) {
    throw new KindredError('invalid-option', mustBe('when', '{ testDays } or { from }', when));
  }
  const { times } = interactions.events;
  if (!times) throw new KindredError('invalid-data', 'a temporal split needs interactions with "time"');
  const from = 'from' in when ? toMs(when.from, 'ms', '"from"') : lastOf(times) - days(when.testDays) * DAY + 1;
  return { train: interactions.filterEvents((_, e) => times[e] < from), test: interactions.filterEvents((_, e) => times[e] >= from) };
}

function days(testDays: number): number {
  if (!(Number.isFinite(testDays) && testDays > 0))
    throw new KindredError('invalid-option', mustBe('testDays', 'a number of days above 0', testDays));
  return testDays;
}

const lastOf = (times: Float64Array) => times.reduce((last, t) => Math.max(last, t), -Infinity);
