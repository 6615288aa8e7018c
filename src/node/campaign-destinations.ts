/**
 * The files of a campaign for the platforms.
 * @module
 */
import { join } from 'node:path';
import { destinationFiles, type DestinationFiles } from '../campaign/destinations/destination-files.js';
import { DestinationState } from '../campaign/destinations/destination-state.js';
import type { Destination } from '../campaign/destinations/destination.js';
import { emailPlatform } from '../campaign/destinations/email-platform.js';
import { googleCustomerMatch } from '../campaign/destinations/google-customer-match.js';
import { metaCustomAudience } from '../campaign/destinations/meta-custom-audience.js';
import type { Id } from '../data/ids.js';
import type { Table } from '../data/table.js';
import { KindredError, nearMiss, show } from '../errors.js';
import { gate, type Gated, type GateOptions, type RefusalReason } from '../privacy/gate.js';
import type { OutputFile } from '../report/outputs.js';
import type { Field, People } from './campaign-people.js';
import { bytesOf } from './bytes.js';
import { opened } from './models.js';
import { phoneNumber } from './phone-numbers.js';

const NAMES = ['google', 'meta', 'email'] as const;
export type DestinationName = (typeof NAMES)[number];

/** What a platform that shows advertisements needs consent to, whatever else the campaign is for. */
const ADVERTISING = 'advertising';

export interface DestinationsGiven {
  readonly campaign: string;
  readonly purpose: string;
  /** Who is to be contacted. */
  readonly members: readonly Id[];
  readonly people: People;
  readonly country: string | undefined;
  /** The folder of the campaign before. */
  readonly previous: string | undefined;
  /** Null where no consent is asked for. */
  readonly consent: GateOptions | null;
}

/** What one destination gets. */
export interface DestinationOutcome extends Pick<DestinationFiles, 'additions' | 'removals' | 'leftOut' | 'notes'> {
  readonly destination: DestinationName;
  readonly files: readonly OutputFile[];
  readonly rows: number;
}

/** @throws KindredError `invalid-option` */
export function destinationNames(given: readonly string[]): DestinationName[] {
  const words = [...new Set(given)];
  for (const word of words)
    if (!NAMES.includes(word as DestinationName))
      throw new KindredError('invalid-option', `--destination must be of ${NAMES.join(', ')}, got ${show(word)}${nearMiss(word, NAMES)}`);
  return words as DestinationName[];
}

/** @throws KindredError `invalid-option` where the people have no address; `file-corrupt` */
export async function destinationOf(name: DestinationName, given: DestinationsGiven): Promise<DestinationOutcome> {
  const { people, country, consent, members } = given;
  const contacts = contactsOf(people, country);
  const destination = made(name, fieldsOf(people, country), consent === null ? 'not-required' : 'required');
  const stateName = `${destination.id}.state.json`;
  const previous = given.previous === undefined ? undefined : await stateIn(join(given.previous, stateName));
  const found = destinationFiles(destination, contacts, {
    members,
    name: given.campaign,
    ...(consent === null ? {} : { consent: allowance(given, consent, name === 'email' ? given.purpose : ADVERTISING) }),
    ...(previous && { previous }),
  });
  const { files, state, additions, removals, leftOut, notes } = found;
  return {
    destination: name,
    files: [...files, { name: stateName, content: state.toBytes() }].map(({ name: file, content }) => ({ name: file, content })),
    rows: files[0].rows,
    additions,
    removals,
    leftOut,
    notes,
  };
}

/** Of those who never said anything an address may be used that somebody else gave; of those who said no it may not. */
const SILENT: readonly RefusalReason[] = ['no-record', 'other-purpose', 'not-yet'];

/** Who may be written, among the members and everybody who has an address in common with them. */
function allowance({ people, members }: DestinationsGiven, consent: GateOptions, purpose: string): Pick<Gated, 'allowed' | 'refused'> {
  const known = people.table.column(people.person, 'text').values.filter((id) => id !== null);
  const { allowed, refused } = gate([...members, ...known], purpose, consent);
  return { allowed, refused: refused.filter(({ reason }) => !SILENT.includes(reason)) };
}

/** Undefined where the campaign before was not sent there. */
async function stateIn(file: string): Promise<DestinationState | undefined> {
  try {
    await bytesOf(file);
  } catch {
    return undefined;
  }
  return opened(file, (bytes) => DestinationState.fromBytes(bytes));
}

type Contacts = Readonly<Partial<Record<Field, string>>> & { readonly person: string };
/** Of these Google takes all or none. */
const PLACE = ['firstName', 'lastName', 'zip'] as const;
const TAKEN: Readonly<Record<DestinationName, readonly Field[]>> = {
  google: ['email', 'phone', 'country', ...PLACE],
  meta: ['email', 'phone', 'firstName', 'lastName', 'zip', 'city', 'state', 'country', 'birthDate', 'gender'],
  email: ['email', 'phone', 'firstName', 'lastName', 'country'],
};

function made(name: DestinationName, fields: Contacts, consent: 'required' | 'not-required'): Destination {
  const whole = name !== 'google' || (fields.country !== undefined && PLACE.every((field) => fields[field] !== undefined));
  const taken = TAKEN[name].filter((field) => fields[field] !== undefined && (whole || !PLACE.includes(field as never)));
  const columns = { person: fields.person, ...Object.fromEntries(taken.map((field) => [field, fields[field]])) };
  if (fields.email === undefined && (name === 'email' || fields.phone === undefined))
    throw new KindredError(
      'invalid-option',
      `--destination ${name} needs a column email${name === 'email' ? '' : ' or phone'} in --people`,
    );
  const options = { columns: columns as never, phone: phoneNumber, consent };
  if (name === 'google') return googleCustomerMatch(options);
  return name === 'meta' ? metaCustomAudience(options) : emailPlatform(options);
}

const COUNTRY = 'country of --country';

/** The columns of fields; a country that was said stands in one of its own. */
const fieldsOf = ({ person, fields }: People, country: string | undefined): Contacts => ({
  ...fields,
  person,
  ...(country === undefined ? {} : { country: COUNTRY }),
});

function contactsOf({ table, fields }: People, country: string | undefined): Table {
  if (country === undefined) return table;
  const own = fields.country === undefined ? undefined : table.column(fields.country, 'text').values;
  return table.derive(
    COUNTRY,
    Array.from({ length: table.nRows }, (_, row) => own?.[row] ?? country),
  );
}
