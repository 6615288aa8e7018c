/**
 * The files of one destination: everybody, who is new since the last export, and who is to be taken off.
 * @module
 */
import { writeCsv } from '../../data/csv-text.js';
import type { Id } from '../../data/ids.js';
import { Table } from '../../data/table.js';
import { KindredError, mustBe, nearMiss } from '../../errors.js';
import { spellingOf } from '../../privacy/spelling.js';
import { plural } from '../../words.js';
import { contactReader, type ContactReader } from './contact-reader.js';
import { distinctRows, fullestOf } from './destination-rows.js';
import type { Destination, DestinationRow } from './destination.js';
import { DestinationState } from './destination-state.js';
import { tally, type Fault, type NotWritten } from './not-written.js';
import { safeFileName } from './safe-file-name.js';

/** A finished file. */
export interface DestinationFile {
  /** Safe on every system: see `safeFileName`. */
  readonly name: string;
  /** CSV, to be written as UTF-8. */
  readonly content: string;
  /** How many rows it has below its header. */
  readonly rows: number;
}

/** Who goes to a destination. */
export interface DestinationFilesOptions {
  /** The people of the audience, whoever of them is in the contacts. */
  readonly members: Iterable<Id>;
  /** Who allowed this use: a list or Set of people, or what `gate` gave (whoever it refused stays out under every spelling). */
  readonly consent?: Iterable<Id> | { readonly allowed: Iterable<Id>; readonly refused?: Iterable<{ readonly person: Id }> };
  /** The `state` of the last export to the same list. Default: there was none */
  readonly previous?: DestinationState;
  /** What the files are called after. Default `'audience'` */
  readonly name?: string;
}

/** What `destinationFiles` made. */
export interface DestinationFiles {
  /** All people; after an earlier export also the additions and the removals. */
  readonly files: readonly DestinationFile[];
  /** How many rows are new, or have a key that the platform does not have yet; without an earlier export, all. */
  readonly additions: number;
  /** How many keys are to be taken off. */
  readonly removals: number;
  /** Who, and which values, were left out, and why. */
  readonly leftOut: readonly NotWritten[];
  /** For the next export: keep it. */
  readonly state: DestinationState;
  /** What to know before the files are uploaded, in sentences. */
  readonly notes: readonly string[];
  /** The consent that may be declared for every row, in the platform's own words; null where it has none, or none was given here. */
  readonly consent: Readonly<Record<string, string>> | null;
}

const OPTIONS = ['members', 'consent', 'previous', 'name'];

/**
 * The files of a destination. Nobody is written whose consent is not there (`consent` of the destination), nor anybody who has an address or number in common with a member
 * whose consent is not there, or with anybody whom the gate refused. People are compared by `spellingOf`; who is one to the platform (`a@x.de` and `A@x.de`) has one row.
 * Rows are sorted, so that their order says nothing. Additions hold the rows with a key that was not sent last time (of an e-mail platform: an address; what else changed is
 * in the file of all), removals each key that was and is now nobody's: upload removals first.
 * @param destination - of `googleCustomerMatch`, `metaCustomAudience` or `emailPlatform`
 * @param contacts - one row a person, with the columns that the destination names; of several rows of one person the fullest is taken
 * @throws KindredError `denied` where the destination needs `consent` and none is given; `unknown-column`; `invalid-option`, `unknown-option`; `invalid-data` for a person
 * that is neither text nor number, naming the row
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { destinationFiles, emailPlatform } from 'kindred/campaign';
 * const contacts = Table.from([
 *   { person: 'ann', mail: 'ann@x.example' },
 *   { person: 'bob', mail: 'bob@x.example' },
 *   { person: 'cleo', mail: 'ANN@x.example' },
 * ]);
 * const platform = emailPlatform({ columns: { email: 'mail' } });
 * const { files, leftOut } = destinationFiles(platform, contacts, { members: ['ann', 'bob', 'cleo'], consent: ['ann', 'cleo'] });
 * console.log(files[0].content); // email\nann@x.example\n
 * console.log(leftOut.map(({ reason, n }) => `${reason} ${n}`)); // [ 'no-consent 1', 'same-key 1' ]
 * ```
 */
export function destinationFiles(destination: Destination, contacts: Table, options: DestinationFilesOptions): DestinationFiles {
  const { members, isAllowed, refused, previous, name } = checked(destination, contacts, options);
  const { count, list } = tally();
  const reader = contactReader(destination, contacts);

  const refusedKeys = new Set<string>();
  const refuse = (person: string) => {
    for (const place of reader.placesOf(person))
      for (const { text } of destination.row(reader.contact(place), ignore).keys) refusedKeys.add(text);
  };
  for (const person of refused) refuse(person);
  const candidates: DestinationRow[] = [];
  const seen = new Set<string>();
  for (const member of members) {
    const person = spellingOf(member);
    if (seen.size === seen.add(person).size) {
      count('repeated-member');
      continue;
    }
    const places = reader.placesOf(person);
    if (!isAllowed(person)) {
      count('no-consent');
      refuse(person);
    } else if (places.length === 0) count('no-contact');
    else {
      for (let i = 1; i < places.length; i++) count('repeated-contact');
      const row = fullestOf(places.map((place) => destination.row(reader.contact(place), count)));
      if (row.keys.length === 0) count('no-key');
      else candidates.push(row);
    }
  }
  const rows = distinctRows(
    candidates.filter(({ keys }) => {
      const isShared = keys.some(({ text }) => refusedKeys.has(text));
      if (isShared) count('shared-with-refused');
      return !isShared;
    }),
    count,
  );

  const state = DestinationState.of(destination.id, rows.flatMap(({ keys }) => keys.map(({ text }) => text))); // prettier-ignore
  const sent = new Set(previous?.keys);
  const additions = rows.filter(({ keys }) => keys.some(({ text }) => !sent.has(text)));
  const removals = previous ? removalsOf(previous, state, destination, reader, count) : [];
  const file = (kind: string, header: readonly string[], cells: readonly (readonly string[])[]): DestinationFile => ({
    name: `${name}-${destination.id}-${kind}.csv`,
    content: (destination.byteOrderMark ? '\uFEFF' : '') + writeCsv(header, cells),
    rows: cells.length,
  });
  const cells = (some: readonly DestinationRow[]) => some.map((row) => row.cells);
  return {
    files: [
      file('all', destination.header, cells(rows)),
      ...(previous ? [file('additions', destination.header, cells(additions)), file('removals', destination.removalHeader, removals)] : []),
    ],
    additions: additions.length,
    removals: removals.length,
    leftOut: list(),
    state,
    notes: [...destination.notes, ...notesOf(destination, rows.length, removals.length)],
    consent: options.consent === undefined ? null : destination.declares,
  };
}

const ignore: Fault = () => undefined;

function checked(destination: Destination, contacts: Table, options: DestinationFilesOptions) {
  if (typeof destination?.row !== 'function')
    throw new KindredError(
      'invalid-option',
      mustBe('destination', 'one of googleCustomerMatch, metaCustomAudience or emailPlatform', destination),
    );
  if (!(contacts instanceof Table)) throw new KindredError('invalid-option', mustBe('contacts', 'a Table', contacts));
  if (options === null || typeof options !== 'object')
    throw new KindredError('invalid-option', mustBe('options', 'an object such as { members, consent }', options));
  for (const option of Object.keys(options))
    if (!OPTIONS.includes(option))
      throw new KindredError(
        'unknown-option',
        `destinationFiles has no option "${option}"${nearMiss(option, OPTIONS)}; it has: ${OPTIONS.join(', ')}`,
      );
  const { previous, name = 'audience', consent } = options;
  if (consent === undefined && destination.consent === 'required')
    throw new KindredError(
      'denied',
      `${destination.id} gets only people who allowed it: give "consent" (who did, such as what gate gave), or make the destination with consent: "not-required"`,
    );
  if (previous !== undefined && !(previous instanceof DestinationState))
    throw new KindredError('invalid-option', mustBe('previous', 'the state of the last export (DestinationState)', previous));
  if (previous && previous.destination !== destination.id)
    throw new KindredError('invalid-option', `"previous" is of ${previous.destination}, the destination is ${destination.id}`);
  return { members: idsOf('members', options.members), ...allowance(consent), previous, name: safeFileName(name) };
}

/** Who may be written, by spelling: nobody who was refused under any; and who was refused. */
function allowance(consent: DestinationFilesOptions['consent']) {
  if (consent === undefined) return { isAllowed: () => true, refused: [] };
  const isGate = typeof consent === 'object' && consent !== null && 'allowed' in consent;
  const allowed = new Set(idsOf('consent', isGate ? consent.allowed : consent).map(spellingOf));
  const people = isGate ? Array.from(consent.refused ?? [], ({ person }) => person) : [];
  const refused = idsOf('consent.refused', people).map(spellingOf);
  for (const person of refused) allowed.delete(person);
  return { isAllowed: (person: string) => allowed.has(person), refused };
}

function idsOf(argument: string, given: unknown): Id[] {
  if (given === null || typeof given !== 'object' || !(Symbol.iterator in given))
    throw new KindredError('invalid-option', mustBe(argument, 'a list or Set of people', given));
  const ids = [...(given as Iterable<Id>)];
  const wrong = ids.findIndex((id) => typeof id !== 'string' && !(typeof id === 'number' && Number.isFinite(id)));
  if (wrong >= 0) throw new KindredError('invalid-option', mustBe(`${argument}[${wrong}]`, 'a text or a number', ids[wrong]));
  return ids;
}

/** The rows that take off what was sent and is nobody's any more, sorted. */
function removalsOf(
  previous: DestinationState,
  state: DestinationState,
  destination: Destination,
  reader: ContactReader,
  count: Fault,
): (readonly string[])[] {
  const now = new Set(state.keys);
  const gone = new Set(previous.keys.filter((key) => !now.has(key)));
  const found = new Map<string, readonly string[]>();
  if (gone.size > 0)
    for (let row = 0; row < reader.nRows; row++)
      for (const { text, removal } of destination.row(reader.contact(row), ignore).keys) if (gone.has(text)) found.set(text, removal());
  return [...gone].flatMap((key) => {
    const row = found.get(key) ?? destination.removal(key);
    if (row === null) count('not-removed');
    return row === null ? [] : [row];
  });
}

function notesOf({ minimum }: Destination, nRows: number, nRemovals: number): string[] {
  const notes: string[] = [];
  if (nRows < minimum)
    notes.push(
      `${plural(nRows, 'person', 'people')} can be found: lists of fewer than ${minimum} are hardly used by platforms, and what they report of so few may say something of each.`,
    );
  if (nRemovals > 0) notes.push('Upload the removals before the additions: who is in both by different keys is there in the end.');
  return notes;
}
