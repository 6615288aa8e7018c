/**
 * The people of a campaign: what is known of them, and files that name them by their ids or by their e-mail addresses.
 * @module
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import type { Id } from '../data/ids.js';
import { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { spellingOf } from '../privacy/spelling.js';
import { Tombstones } from '../privacy/tombstones.js';
import { listed } from '../words.js';
import { bytesOf } from './bytes.js';
import { opened } from './models.js';
import { readTexts, type Texts } from './run-tables.js';

/** Columns that hold a person, in the order in which they are taken. */
const PERSON = ['customer', 'person', 'id'];

/** Fields of contacts, and what their columns are called, without spaces and the like. */
const FIELDS = {
  email: ['email', 'emailaddress', 'mail'],
  phone: ['phone', 'phonenumber', 'mobile', 'tel', 'telephone'],
  firstName: ['firstname', 'givenname', 'fn'],
  lastName: ['lastname', 'familyname', 'surname', 'ln'],
  country: ['country', 'countrycode'],
  zip: ['zip', 'zipcode', 'postcode', 'postalcode'],
  city: ['city', 'ct'],
  state: ['state', 'region', 'st'],
  birthDate: ['birthdate', 'dateofbirth', 'dob'],
  gender: ['gender', 'gen'],
} as const;
export type Field = keyof typeof FIELDS;

const plain = (header: string) => header.toLowerCase().replace(/[^a-z0-9]/g, '');

/** What is known of people, a row each. */
export interface People extends Texts {
  readonly person: string;
  /** The columns of the fields that there are. */
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  /** Whose an address is, by its spelling. */
  readonly byAddress: ReadonlyMap<string, readonly string[]>;
}

/** @throws KindredError `invalid-data`, `unknown-column`, beginning with the file's name */
export async function readPeople(file: string): Promise<People> {
  const texts = await readTexts(file);
  const { table } = texts;
  const person = PERSON.map((name) => named(table, [name])).find((name) => name !== undefined);
  if (person === undefined) throw noColumn(file, table, PERSON);
  const found = (Object.keys(FIELDS) as Field[]).map((field) => [field, named(table, FIELDS[field])] as const);
  const fields = Object.fromEntries(found.filter(([, name]) => name !== undefined)) as People['fields'];
  const byAddress = new Map<string, string[]>();
  if (fields.email !== undefined) {
    const [ids, addresses] = [person, fields.email].map((name) => table.column(name, 'text').values);
    addresses.forEach((address, row) => {
      const id = ids[row];
      if (address === null || id === null) return;
      const spelling = spellingOf(address);
      byAddress.set(spelling, [...(byAddress.get(spelling) ?? []), id]);
    });
  }
  return { ...texts, person, fields, byAddress };
}

const named = (table: Table, names: readonly string[]) => table.columns.find((name) => names.includes(plain(name)));

const noColumn = (file: string, table: Table, wanted: readonly string[]) =>
  new KindredError('unknown-column', `${show(file)}: the file must have a column ${listed(wanted).replace(' and ', ' or ')}; it has: ${table.columns.join(', ')}`); // prettier-ignore

/**
 * A file about people, one row for each of those whom a row names: somebody by their id, or all whose address it is.
 * @returns the table with a column `person`
 * @throws KindredError `invalid-data` for a row without a person, naming the row; `unknown-column`
 */
export async function readAboutPeople(file: string, people: People | undefined): Promise<Table> {
  const { table } = await readTexts(file);
  const column = [...PERSON, ...FIELDS.email].map((name) => named(table, [name])).find((name) => name !== undefined) ?? (table.columns.length === 1 ? table.columns[0] : undefined); // prettier-ignore
  if (column === undefined) throw noColumn(file, table, [...PERSON, 'email']);
  const rows: number[] = [];
  const persons: string[] = [];
  table.column(column, 'text').values.forEach((text, row) => {
    if (text === null) throw new KindredError('invalid-data', `${show(file)}: row ${row + 1} names nobody (column ${show(column)})`);
    for (const id of people?.byAddress.get(spellingOf(text)) ?? [text]) {
      rows.push(row);
      persons.push(id);
    }
  });
  const others = table.columns.filter((name) => name !== column && name !== 'person');
  const taken = others.map((name) => {
    const { values } = table.column(name, 'text');
    return [name, { kind: 'text', values: rows.map((row) => values[row]) }] as const;
  });
  return Table.of([['person', { kind: 'text', values: persons }] as const, ...taken]);
}

/** The ids of a file about people. */
export async function readIds(file: string, people: People | undefined): Promise<Id[]> {
  return (await readAboutPeople(file, people)).column('person', 'text').values as string[];
}

/** Who was erased, by their id or an address of theirs. @throws KindredError `invalid-data` for a key that is none, `file-corrupt`, `denied` */
export async function erasedOf(file: string, keyFile: string, people: People | undefined): Promise<{ has(person: Id): boolean }> {
  const bytes = await bytesOf(keyFile);
  const text = new TextDecoder().decode(bytes).trim();
  const key = bytes.length === 32 ? bytes : /^[0-9a-f]{64}$/i.test(text) ? hexToBytes(text.toLowerCase()) : undefined;
  if (key === undefined) throw new KindredError('invalid-data', `${show(keyFile)} must hold a key: 32 bytes, or 64 hexadecimal digits`);
  const tombstones = await opened(file, (found) => Tombstones.fromBytes(found, { key }));
  const named = new Set([...(people?.byAddress ?? [])].flatMap(([address, ids]) => (tombstones.has(address) ? ids.map(spellingOf) : [])));
  return { has: (person) => tombstones.has(person) || named.has(spellingOf(person)) };
}
