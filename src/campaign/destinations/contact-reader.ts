/**
 * The contacts as destinations read them: where people stand, under whichever spelling, and what stands there, as texts.
 * @module
 */
import { cellsOf } from '../../data/column.js';
import type { Table } from '../../data/table.js';
import { KindredError } from '../../errors.js';
import { spellingOf } from '../../privacy/spelling.js';
import type { Contact, Destination } from './destination.js';

/** Reads one table of contacts. */
export interface ContactReader {
  readonly nRows: number;
  /** The cells of a row, from 0. */
  readonly contact: (row: number) => Contact;
  /** The rows of a person, by spelling. */
  readonly placesOf: (spelling: string) => readonly number[];
}

/** @throws KindredError `unknown-column`; `invalid-data` for a person that is neither text nor number, naming the row */
export function contactReader(destination: Destination, contacts: Table): ContactReader {
  const fields = new Map(
    Object.entries(destination.columns).map(([field, names]) => [field, names.map((name) => cellsOf(contacts.column(name)))]),
  );
  const [person] = fields.get('person')!;
  const places = new Map<string, number[]>();
  for (let row = 0; row < contacts.nRows; row++) {
    const id = person(row);
    if (id === null) continue;
    if (typeof id !== 'string' && typeof id !== 'number')
      throw new KindredError('invalid-data', `row ${row + 1} of the contacts has a person that is neither text nor number`);
    const spelling = spellingOf(id);
    const rows = places.get(spelling);
    if (rows) rows.push(row);
    else places.set(spelling, [row]);
  }
  const contact =
    (row: number): Contact =>
    (field) =>
      (fields.get(field) ?? []).flatMap((cell) => {
        const value = cell(row);
        const text = value === null ? '' : value instanceof Date ? value.toISOString().slice(0, 10) : String(value).trim();
        return text === '' ? [] : [text];
      });
  return { nRows: contacts.nRows, contact, placesOf: (spelling: string): readonly number[] => places.get(spelling) ?? [] };
}
