/**
 * What candidates go through, each counted under the first that stops them: erasure, consent, suppression, frequency caps.
 * @module
 */
import type { Id } from '../data/ids.js';
import { KindredError, mustBe } from '../errors.js';
import { spellingOf } from '../privacy/spelling.js';
import { plural } from '../words.js';
import type { CapReached } from './caps.js';
import type { Person } from './gather.js';
import type { Permission } from './permission.js';

/** Candidates who are not in. */
export interface LeftOut {
  /** `duplicate`, `erased`, a reason of `gate` such as `no-record` or `withdrawn`, `suppressed`, `capped`, `budget`. */
  readonly reason: string;
  readonly n: number;
  /** Without a full stop. */
  readonly sentence: string;
}

/** A list of those who are never contacted. */
export interface Suppression {
  /** Empty where there is but one. */
  readonly name: string;
  readonly spellings: ReadonlySet<string>;
}

export interface Filters {
  readonly erased: { has(person: Id): boolean } | undefined;
  readonly consent: Permission;
  readonly lists: readonly Suppression[];
  readonly caps: readonly CapReached[];
}

export function passed(people: readonly Person[], { erased, consent, lists, caps }: Filters): { left: Person[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const without = (from: readonly Person[], stops: (person: Person) => boolean, reason: string, sentence: (who: string) => string) => {
    const left = from.filter((person) => !stops(person));
    const n = from.length - left.length;
    if (n > 0) leftOut.push({ reason, n, sentence: sentence(`${plural(n, 'person was', 'people were')} left out:`) });
    return left;
  };
  let left = without(
    people,
    ({ person }) => erased?.has(person) === true,
    'erased',
    (who) => `${who} they asked to be forgotten (erasure, GDPR Art. 17)`,
  );
  const asked = consent.ask(left);
  leftOut.push(...asked.leftOut);
  left = asked.left;
  for (const { name, spellings } of lists)
    left = without(left, ({ spelling }) => spellings.has(spelling), 'suppressed', (who) => `${who} they are on the suppression list${name && ` “${name}”`}`); // prettier-ignore
  for (const { reached, words } of caps)
    left = without(left, ({ spelling }) => reached(spelling), 'capped', (who) => `${who} they would be contacted more often than the cap of ${words} allows`); // prettier-ignore
  return { left, leftOut };
}

/** @throws KindredError `invalid-option` */
export function suppressionsOf(given: unknown): Suppression[] {
  if (given === undefined) return [];
  if (isIterable(given)) return [{ name: '', spellings: spellings('suppression', given) }];
  return Object.entries(given as Record<string, unknown>).map(([name, list]) => ({
    name,
    spellings: spellings(`suppression.${name}`, list),
  }));
}

const isIterable = (v: unknown): v is Iterable<Id> => typeof v === 'object' && v !== null && Symbol.iterator in v;

function spellings(name: string, list: unknown): Set<string> {
  if (!isIterable(list)) throw new KindredError('invalid-option', mustBe(name, 'a list of ids', list));
  const found = new Set<string>();
  let place = 0;
  for (const id of list) {
    place++;
    if (typeof id !== 'string' && !Number.isSafeInteger(id))
      throw new KindredError('invalid-option', `entry ${place} of "${name}" must be a text or a whole number`);
    found.add(spellingOf(id));
  }
  return found;
}
