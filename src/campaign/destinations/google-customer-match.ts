/**
 * Google Customer Match: the CSV file that Google Ads takes under Audience manager, hashed.
 * @module
 */
import { anything, checkOptions, integer, oneOf, type Constraints } from '../../check.js';
import { KindredError } from '../../errors.js';
import { sha256Hex } from '../../privacy/sha256.js';
import { listed } from '../../words.js';
import { alone, columnKey, fieldColumns, filled, hashed, phoneOf, phoneReader, type Destination, type PhoneReader } from './destination.js';
import { emailAddress, gmailAddress, type GmailSpelling } from './email-address.js';
import type { Contact, DestinationKey } from './destination.js';
import type { Fault } from './not-written.js';
import { countryCode, lettersOnly, plainText, untitled } from './normalize.js';

/** How names are written before they are hashed: by the page of Google that says so. */
export type GoogleNames = 'data-manager' | 'google-ads-api' | 'display-video';

/** Where Google Customer Match's fields stand in the contacts, and what its pages leave open. */
export interface GoogleCustomerMatchOptions {
  /** Columns of the contacts. `person` (default `'person'`) is compared with the members; several e-mail and phone columns may be named. Read zips as texts. */
  readonly columns: {
    readonly person?: string;
    readonly email?: string | readonly string[];
    readonly phone?: string | readonly string[];
    readonly firstName?: string;
    readonly lastName?: string;
    readonly country?: string;
    readonly zip?: string;
  };
  /** Of addresses at gmail.com and googlemail.com: without dots and tags after a plus; without dots; as written, small. Default `'dots-and-tags'` */
  readonly gmail?: GmailSpelling;
  /**
   * `'data-manager'`: small, without titles (`Mrs.`, `Jr.`), single spaces; `'google-ads-api'`: also, last names without punctuation; `'display-video'`: without any space.
   * Default `'data-manager'`
   */
  readonly names?: GoogleNames;
  /** Reads national phone numbers; without it they are left out. */
  readonly phone?: PhoneReader;
  /** Whether members must be among `consent`. Default `'required'` */
  readonly consent?: 'required' | 'not-required';
  /** Fewer people are worth a warning. Default 100 */
  readonly minimum?: number;
}

/** @internal */
export const GOOGLE_CUSTOMER_MATCH: Constraints<GoogleCustomerMatchOptions> = {
  columns: anything,
  gmail: oneOf('dots-and-tags', 'dots-and-tags', 'dots', 'as-written'),
  names: oneOf('data-manager', 'data-manager', 'google-ads-api', 'display-video'),
  phone: phoneReader,
  consent: oneOf('required', 'required', 'not-required'),
  minimum: integer(100, 0),
};

const FIELDS = ['email', 'phone', 'firstName', 'lastName', 'country', 'zip'];
/** The fields of a postal address, which Google takes together; the country alone also serves to read phone numbers. */
const PLACE = ['firstName', 'lastName', 'country', 'zip'];
const ADDRESS = ['First Name', 'Last Name', 'Country', 'Zip'];

/**
 * Google Customer Match. Headers in English (`Email`, `Phone`, `First Name`, `Last Name`, `Country`, `Zip`; the last four together or not at all), UTF-8 without a mark of
 * byte order, a line feed after each row. E-mails, phones (E.164, with `+`) and names are hashed (SHA-256, hexadecimal, small); country and zip must not be. Addresses
 * without one of their four parts are left out, as nothing could be matched by them.
 *
 * Consent is no column of the file: Google takes it for a whole upload (`ad_user_data` and `ad_personalization`; for people in the European Economic Area both must be
 * granted), in the Audience manager or as `consent` of the API's job. `destinationFiles` therefore writes only people who gave it, and says what may be
 * declared: give as `consent` those who allowed both.
 *
 * Sources: Google Ads Help, "Format your customer data file" (answer 7659867), "Formatting guidelines for uploading hashed data" (7476159), "How to provide consent for
 * Customer Match" (14546648), stored copies without a date; Data Manager API, "Format user data" (dots and tags of Gmail, titles; a later stored copy than one with dots
 * only); Google Ads API, "OfflineUserAddressInfo" (last updated 2026-07-22: no punctuation in last names); Display & Video 360 API, "Prepare user data" (no space in names).
 * @throws KindredError `unknown-option`, `invalid-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { destinationFiles, googleCustomerMatch } from 'kindred/campaign';
 * const contacts = Table.from([{ person: 'ann', mail: 'Ann.Lee+shop@gmail.com' }, { person: 'bob', mail: 'bob@' }]);
 * const google = googleCustomerMatch({ columns: { email: 'mail' } });
 * const { files, leftOut } = destinationFiles(google, contacts, { members: ['ann', 'bob'], consent: ['ann', 'bob'] });
 * console.log(files[0].name, files[0].rows); // audience-google-customer-match-all.csv 1
 * console.log(leftOut[0].reason, leftOut[1].sentence); // no-key 1 e-mail address was left out: what is there is none.
 * ```
 */
export function googleCustomerMatch(options: GoogleCustomerMatchOptions): Destination {
  const checked = checkOptions('googleCustomerMatch', GOOGLE_CUSTOMER_MATCH, options);
  const columns = fieldColumns('googleCustomerMatch', FIELDS, ['email', 'phone', 'zip'], checked.columns);
  const [nEmails, nPhones] = [columns.email?.length ?? 0, columns.phone?.length ?? 0];
  const missing = PLACE.filter((field) => !columns[field]);
  const address = missing.length === 0;
  if (!address && missing.join() !== PLACE.join() && missing.join() !== PLACE.filter((field) => field !== 'country').join())
    throw new KindredError(
      'invalid-option',
      `"columns" must name all of ${listed(PLACE)}, or none: ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`,
    );
  const header = [...Array<string>(nEmails).fill('Email'), ...Array<string>(nPhones).fill('Phone'), ...(address ? ADDRESS : [])];
  const email = (text: string) => {
    const known = emailAddress(text, 'removed');
    return known === null ? null : gmailAddress(known, checked.gmail!);
  };
  return {
    id: 'google-customer-match',
    consent: checked.consent!,
    minimum: checked.minimum!,
    notes: [
      'Declare the consent (ad_user_data and ad_personalization) when you upload: it holds for all rows of a file, and is no column of it.',
    ],
    declares: { ad_user_data: 'GRANTED', ad_personalization: 'GRANTED' },
    columns,
    header,
    removalHeader: header,
    byteOrderMark: false,
    removal: (key) => {
      const [kind, hash] = key.split(':');
      const column = { email: 'Email', phone: 'Phone' }[kind];
      return column !== undefined && header.includes(column) ? alone(header, column, hash) : null;
    },
    row: (contact, fault) => {
      const phone = phoneOf(checked.phone, contact('country')[0]);
      const emails = filled(contact('email').map((text) => hashed(text, email, 'invalid-email', fault)), nEmails); // prettier-ignore
      const phones = filled(contact('phone').map((text) => hashed(text, phone, 'invalid-phone', fault)), nPhones); // prettier-ignore
      const place = address ? addressOf(contact, checked.names!, fault) : [];
      const keys: DestinationKey[] = [
        ...emails.filter(Boolean).map((value) => columnKey(header, 'Email', 'email', value)),
        ...phones.filter(Boolean).map((value) => columnKey(header, 'Phone', 'phone', value)),
        ...(place[0]
          ? [{ text: `address:${sha256Hex(place.join('\n'))}`, removal: () => [...Array<string>(nEmails + nPhones).fill(''), ...place] }]
          : []),
      ];
      return { cells: [...emails, ...phones, ...place], keys };
    },
  };
}

/** The four parts, or four times nothing. */
function addressOf(contact: Contact, names: GoogleNames, fault: Fault): string[] {
  const nothing = ['', '', '', ''];
  const [first, last, country, zip] = PLACE.map((field) => contact(field)[0]);
  if (first === undefined && last === undefined && zip === undefined) return nothing;
  const name = (isLast: boolean) => (text: string) => {
    const plain = untitled(plainText(text));
    if (names === 'display-video') return plain.replaceAll(' ', '');
    return names === 'google-ads-api' && isLast ? lettersOnly(plain, 'kept') : plain;
  };
  const parts = [hashed(first, name(false), 'incomplete-address', fault), hashed(last, name(true), 'incomplete-address', fault)];
  const code = country === undefined ? null : countryCode(country);
  if (country !== undefined && code === null) fault('invalid-country');
  const plainZip = zip === undefined ? '' : plainText(zip).toUpperCase();
  const isZip = code === 'US' ? /^\d{5}(-?\d{4})?$/.test(plainZip) : /^[\p{L}\p{N}][\p{L}\p{N} -]{1,11}$/u.test(plainZip);
  if (zip !== undefined && code !== null && !isZip) fault('invalid-zip');
  else if (parts.includes('') || country === undefined || zip === undefined) fault('incomplete-address');
  return parts.includes('') || code === null || !isZip ? nothing : [...parts, code, plainZip];
}
