/**
 * A person by the ids that name them: a customer number, an e-mail address, a phone number, each in any spelling.
 * @module
 */
import type { Id } from '../data/ids.js';
import type { Column } from '../data/column.js';
import { KindredError, show } from '../errors.js';
import { personSpelling } from './consent-entry.js';
import { spellingOf } from './spelling.js';

/** One id, or all ids of one person. */
export type Person = Id | { readonly ids: readonly Id[] };

/** The distinct spellings of a person's ids, sorted. No message shows an id. @throws KindredError `invalid-data` */
export function spellingsOf(person: Person): string[] {
  const list = typeof person === 'object' && person !== null ? person.ids : [person];
  if (!Array.isArray(list) || list.length === 0)
    throw new KindredError('invalid-data', `"person" must be an id, or { ids } with at least one, got ${show(list)}`);
  return [
    ...new Set((list as readonly unknown[]).map((id, i) => personSpelling(id, list.length > 1 ? `id ${i + 1} of "person"` : '"person"'))),
  ].sort();
}

/** Is an id one of these people's? Every id is spelled once. */
export function namedBy(isGone: (spelling: string) => boolean): (id: Id) => boolean {
  const known = new Map<Id, boolean>();
  return (id) => {
    let gone = known.get(id);
    if (gone === undefined) known.set(id, (gone = isGone(spellingOf(id))));
    return gone;
  };
}

/** People as a column: of numbers where all ids are numbers, else of texts. */
export function peopleColumn(ids: readonly Id[]): Column {
  return ids.length > 0 && ids.every((id) => typeof id === 'number')
    ? { kind: 'number', values: Float64Array.from(ids) }
    : { kind: 'text', values: ids.map(String) };
}
