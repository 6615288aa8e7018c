/**
 * What the entries of one person mean at a moment: the latest grant or withdrawal decides, of equal times the most restrictive; an objection beats every ground and every
 * later grant until it is lifted (GDPR Art. 7(3), 21(2)-(3)).
 * @module
 */
import { DAY } from '../data/time.js';
import { EVERY_PURPOSE, type ConsentEntry, type LegalBasis } from './consent-entry.js';
import { spellingOf } from './spelling.js';

/** Why the ledger does not allow something. */
export type LedgerRefusal = 'no-record' | 'not-yet' | 'other-purpose' | 'withdrawn' | 'objected' | 'basis-not-accepted' | 'expired';

export interface StandingQuestion {
  /** As `spellingOf` writes it. */
  readonly purpose: string;
  readonly asOf: number;
  readonly bases: readonly LegalBasis[];
  /** Infinity: a grant does not grow old. */
  readonly maxAgeDays: number;
  /** `spellingOf`, which may remember: a ledger has few purposes. */
  readonly spell?: (purpose: string) => string;
}

/** The grant that allows it, or why nothing does. @param entries - of one person, in any order */
export function standing(
  entries: readonly ConsentEntry[],
  { purpose, asOf, bases, maxAgeDays, spell = spellingOf }: StandingQuestion,
): ConsentEntry | LedgerRefusal {
  if (entries.length === 0) return 'no-record';
  let [objected, objectedToAll, lifted, liftedAll, withdrawn, granted] = Array<number>(6).fill(-Infinity);
  let [later, elsewhere] = [false, false];
  for (const { purpose: word, action, time } of entries) {
    const spelling = spell(word);
    const every = spelling === EVERY_PURPOSE;
    if (!every && spelling !== purpose) {
      if (action === 'grant' && time <= asOf) elsewhere = true;
    } else if (time > asOf) later ||= action === 'grant';
    else if (action === 'grant') granted = Math.max(granted, time);
    else if (action === 'withdraw') withdrawn = Math.max(withdrawn, time);
    else if (action === 'object' && every) objectedToAll = Math.max(objectedToAll, time);
    else if (action === 'object') objected = Math.max(objected, time);
    else if (every) liftedAll = Math.max(liftedAll, time);
    else lifted = Math.max(lifted, time);
  }
  // who objected to everything must lift that: a word about one purpose is not enough
  if (stands(objectedToAll, liftedAll) || stands(objected, Math.max(lifted, liftedAll))) return 'objected';
  if (withdrawn > -Infinity && withdrawn >= granted) return 'withdrawn';
  if (granted === -Infinity) return later ? 'not-yet' : elsewhere ? 'other-purpose' : 'no-record';
  const grants = entries.filter((entry) => entry.action === 'grant' && entry.time === granted && spell(entry.purpose) === purpose);
  if (grants.some(({ basis }) => !bases.includes(basis!))) return 'basis-not-accepted';
  return asOf - granted > maxAgeDays * DAY ? 'expired' : grants[0];
}

/** Does an objection stand against a lifting? Of equal times it does. */
const stands = (objected: number, lifted: number) => objected > -Infinity && objected >= lifted;

/** Of each person and purpose the latest objection before a moment that was not lifted before it. */
export function standingObjections(entries: readonly ConsentEntry[], before: number): Set<ConsentEntry> {
  const latest = new Map<string, { objection?: ConsentEntry; lifted: number }>();
  const everything = new Map<string, number>();
  for (const entry of entries) {
    if (entry.time >= before || entry.action === 'grant' || entry.action === 'withdraw') continue;
    const [person, purpose] = [spellingOf(entry.person), spellingOf(entry.purpose)];
    const key = JSON.stringify([person, purpose]);
    let found = latest.get(key);
    if (!found) latest.set(key, (found = { lifted: -Infinity }));
    if (entry.action === 'object') found.objection = found.objection && found.objection.time >= entry.time ? found.objection : entry;
    else found.lifted = Math.max(found.lifted, entry.time);
    if (entry.action === 'lift-objection' && purpose === EVERY_PURPOSE)
      everything.set(person, Math.max(everything.get(person) ?? -Infinity, entry.time));
  }
  const kept = new Set<ConsentEntry>();
  for (const { objection, lifted } of latest.values()) {
    if (!objection) continue;
    if (stands(objection.time, Math.max(lifted, everything.get(spellingOf(objection.person)) ?? -Infinity))) kept.add(objection);
  }
  return kept;
}
