/**
 * A list for a platform that sends e-mails: plain addresses in a CSV file.
 * @module
 */
import { anything, checkOptions, flag, integer, oneOf, type Constraints } from '../../check.js';
import { isFormula } from '../../data/csv-text.js';
import { firstRepeated } from '../../data/column.js';
import { KindredError, mustBe, nearMiss } from '../../errors.js';
import { sha256Hex } from '../../privacy/sha256.js';
import { SMALL } from '../../privacy/small-counts.js';
import { fieldColumns, phoneOf, phoneReader, type Destination, type PhoneReader } from './destination.js';
import { emailAddress } from './email-address.js';
import { countryCode, hashedBefore, isOtherHash } from './normalize.js';

const HEADERS = { email: 'email', phone: 'phone', firstName: 'first_name', lastName: 'last_name', country: 'country' };
type Field = keyof typeof HEADERS;

/** Where the fields stand in the contacts, and how the platform calls them. */
export interface EmailPlatformOptions {
  /** Columns of the contacts. `person` (default `'person'`) is compared with the members; `extra`: further ones, by the header they get. */
  readonly columns: {
    readonly person?: string;
    readonly email: string;
    readonly phone?: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly country?: string;
  };
  /** Further columns of the contacts, by their headers, as texts. Default: none */
  readonly extra?: Readonly<Record<string, string>>;
  /** Other headers, such as `{ email: 'Email Address' }`. Default: `email`, `phone`, `first_name`, `last_name`, `country` */
  readonly headers?: Readonly<Partial<Record<Field, string>>>;
  /** Reads national phone numbers; without it they are left out. */
  readonly phone?: PhoneReader;
  /** Whether the files begin with a mark of byte order (some spreadsheets need it to read UTF-8; some platforms take it for a part of the first header). Default false */
  readonly byteOrderMark?: boolean;
  /** Whether members must be among `consent`. Default `'required'`: the platform is another house */
  readonly consent?: 'required' | 'not-required';
  /** Fewer people are worth a warning. Default 50 (`SMALL.shared`) */
  readonly minimum?: number;
}

/** @internal */
export const EMAIL_PLATFORM: Constraints<EmailPlatformOptions> = {
  columns: anything,
  extra: anything,
  headers: anything,
  phone: phoneReader,
  byteOrderMark: flag(false),
  consent: oneOf('required', 'required', 'not-required'),
  minimum: integer(SMALL.shared, 0),
};

/**
 * A platform that sends e-mails, whichever: nothing is hashed, everybody has one row and an address. Addresses are small with their domain in ASCII, tags after a plus stay;
 * phones are E.164. Texts that a spreadsheet would run (a first name `=1+1`) begin with an apostrophe, as everywhere; an address that begins so is left out, because the
 * platform would get another one. The file of removals has the address where the contacts still have it, and its SHA-256 (as `email_sha256`) for all: the state of an export
 * keeps no plain address.
 * @throws KindredError `unknown-option`, `invalid-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { destinationFiles, emailPlatform } from 'kindred/campaign';
 * const contacts = Table.from([{ person: 1, mail: ' Ann+news@Müller.example', tel: '+49 30 123456' }]);
 * const platform = emailPlatform({ columns: { email: 'mail', phone: 'tel' } });
 * const { files } = destinationFiles(platform, contacts, { members: [1], consent: [1] });
 * console.log(files[0].content.split('\n')[1]); // ann+news@xn--mller-kva.example,+4930123456
 * ```
 */
export function emailPlatform(options: EmailPlatformOptions): Destination {
  const checked = checkOptions('emailPlatform', EMAIL_PLATFORM, options);
  const fields = Object.keys(HEADERS) as Field[];
  const columns = fieldColumns('emailPlatform', fields, ['email'], checked.columns);
  for (const field of fields)
    if ((columns[field]?.length ?? 0) > 1)
      throw new KindredError('invalid-option', mustBe(`columns.${field}`, 'one column', columns[field]));
  const [names, extra] = [texts('headers', checked.headers), texts('extra', checked.extra)];
  for (const name of Object.keys(names))
    if (!fields.includes(name as Field))
      throw new KindredError('unknown-option', `emailPlatform has no field "${name}"${nearMiss(name, fields)}`);
  const used = fields.filter((field) => columns[field]);
  const header = [...used.map((field) => names[field] ?? HEADERS[field]), ...Object.keys(extra)];
  const twice = firstRepeated(header);
  if (twice !== undefined) throw new KindredError('invalid-option', `the header "${twice}" stands twice`);
  const removalHeader = [header[0], 'email_sha256'];
  return {
    id: 'email-platform',
    consent: checked.consent!,
    minimum: checked.minimum!,
    notes: [],
    declares: null,
    columns: { ...columns, ...Object.fromEntries(Object.entries(extra).map(([name, column]) => [`extra ${name}`, [column]])) },
    header,
    removalHeader,
    byteOrderMark: checked.byteOrderMark!,
    removal: (key) => ['', key.slice('email:'.length)],
    row: (contact, fault) => {
      const given = contact('email')[0];
      const isHashed = given !== undefined && (hashedBefore(given) !== null || isOtherHash(given));
      const address = given === undefined || isHashed ? null : emailAddress(given, 'refused');
      const email = address === null || isFormula(address) ? '' : address;
      if (given !== undefined && email === '') fault(isHashed ? 'hashed-address' : address === null ? 'invalid-email' : 'formula');
      const cells = used.map((field) => {
        const text = contact(field)[0];
        if (field === 'email') return email;
        if (text === undefined) return '';
        if (field === 'phone' || field === 'country') {
          const value = field === 'phone' ? phoneOf(checked.phone, contact('country')[0])(text) : countryCode(text);
          if (value === null) fault(`invalid-${field}`);
          return value ?? '';
        }
        return oneLine(text);
      });
      const hash = sha256Hex(email);
      return {
        cells: [...cells, ...Object.keys(extra).map((name) => oneLine(contact(`extra ${name}`)[0] ?? ''))],
        keys: email === '' ? [] : [{ text: `email:${hash}`, removal: () => [email, hash] }],
      };
    },
  };
}

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ');

/** Texts by name. */
function texts(argument: string, given: unknown): Readonly<Record<string, string>> {
  if (given === undefined) return {};
  const isMap = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!isMap || !Object.entries(given).every(([name, text]) => name !== '' && typeof text === 'string' && text !== ''))
    throw new KindredError('invalid-option', mustBe(argument, 'texts by name', given));
  return given as Record<string, string>;
}
