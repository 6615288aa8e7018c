/**
 * The file of a consent ledger: the house's container, texts as one dictionary in JSON, entries as columns of numbers into it.
 * @module
 */
import { requireThat, writeModelFile, type ModelFile } from '../data/model-file.js';
import { ACTIONS, checkEntry, LEGAL_BASES, type ConsentEntry } from './consent-entry.js';
import { momentReader } from './moment.js';

const NONE = 255;

/** Bytes that depend on nothing but the entries and their order. */
export function writeEntries(type: string, entries: readonly ConsentEntry[]): Uint8Array {
  const [people, purposes, sources] = [numbered(), numbered(), numbered()];
  const tensors = {
    person: Int32Array.from(entries, ({ person }) => people.at(person)),
    purpose: Int32Array.from(entries, ({ purpose }) => purposes.at(purpose)),
    source: Int32Array.from(entries, ({ source }) => sources.at(source)),
    action: Uint8Array.from(entries, ({ action }) => ACTIONS.indexOf(action)),
    basis: Uint8Array.from(entries, ({ basis }) => (basis === null ? NONE : LEGAL_BASES.indexOf(basis))),
    time: Float64Array.from(entries, ({ time }) => time),
  };
  const texts = JSON.stringify([people.values(), purposes.values(), sources.values()]);
  return writeModelFile({ type, settings: {}, tensors: { ...tensors, texts: new TextEncoder().encode(texts) } });
}

/** @throws KindredError `file-corrupt` (and of what the entries are, for `openModel` to say) */
export function readEntries({ tensors }: ModelFile): ConsentEntry[] {
  const { person, purpose, source, action, basis, time, texts } = tensors;
  requireThat(texts instanceof Uint8Array && time instanceof Float64Array, 'the file holds no entries');
  for (const column of [person, purpose, source])
    requireThat(column instanceof Int32Array && column.length === time.length, 'its columns differ');
  for (const column of [action, basis]) requireThat(column instanceof Uint8Array && column.length === time.length, 'its columns differ');
  const dictionary: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(texts));
  requireThat(Array.isArray(dictionary) && dictionary.length === 3 && dictionary.every(Array.isArray), 'the file holds no texts');
  const [people, purposes, sources] = dictionary as unknown[][];
  const moment = momentReader(undefined);
  return Array.from(time, (at, i) => {
    const entry = {
      person: people[person[i]],
      purpose: purposes[purpose[i]],
      action: ACTIONS[action[i]],
      basis: basis[i] === NONE ? null : (LEGAL_BASES[basis[i]] ?? ''),
      time: at,
      source: sources[source[i]],
    };
    return checkEntry(entry, `entry ${i + 1}`, moment);
  });
}

/** Values by the order in which they come up. */
function numbered<T>(): { at: (value: T) => number; values: () => T[] } {
  const places = new Map<T, number>();
  const at = (value: T) => {
    let place = places.get(value);
    if (place === undefined) places.set(value, (place = places.size));
    return place;
  };
  return { at, values: () => [...places.keys()] };
}
