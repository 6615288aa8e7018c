/**
 * Meta custom audiences: a customer list, hashed.
 * @module
 */
import { anything, checkOptions, flag, integer, oneOf, type Constraints } from '../../check.js';
import { isFormula } from '../../data/csv-text.js';
import { KindredError } from '../../errors.js';
import { sha256Hex } from '../../privacy/sha256.js';
import {
  alone,
  columnKey,
  fieldColumns,
  filled,
  hashed,
  phoneOf,
  phoneReader,
  type Contact,
  type Destination,
  type DestinationKey,
  type PhoneReader,
} from './destination.js';
import { emailAddress } from './email-address.js';
import type { Fault, NotWrittenReason } from './not-written.js';
import { birthDay, countryCode, hashedBefore, lettersOnly, plainText, untitled } from './normalize.js';

/** Where Meta's fields stand in the contacts, and what its pages leave open. */
export interface MetaCustomAudienceOptions {
  /** Columns of the contacts. `person` (default `'person'`) is compared with the members; up to three e-mail and three phone columns. Read zips as texts. */
  readonly columns: {
    readonly person?: string;
    readonly email?: string | readonly string[];
    readonly phone?: string | readonly string[];
    readonly madid?: string;
    readonly externId?: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly city?: string;
    readonly state?: string;
    readonly zip?: string;
    readonly country?: string;
    readonly birthDate?: string;
    readonly gender?: string;
  };
  /** `'file'`: headers as Ads Manager's upload has them (`email`, `fn`, `dob`); `'api'`: the keys of the Marketing API's schema (`EMAIL`, `FN`, `DOBY`). Default `'file'` */
  readonly headers?: 'file' | 'api';
  /** British postal codes: `'full'` as the page's example (`m11ae`), `'sector'` as its rule (area, district, sector: `m11`). Default `'full'` */
  readonly ukPostcode?: 'full' | 'sector';
  /** Whether your own ids are hashed: "recommended" on one page of Meta, not needed on the other. Default false */
  readonly hashExternId?: boolean;
  /** Reads national phone numbers; without it they are left out. */
  readonly phone?: PhoneReader;
  /** Whether members must be among `consent`. Default `'required'` */
  readonly consent?: 'required' | 'not-required';
  /** Fewer people are worth a warning. Default 100, of which the help says that lists should not be smaller */
  readonly minimum?: number;
}

/** @internal */
export const META_CUSTOM_AUDIENCE: Constraints<MetaCustomAudienceOptions> = {
  columns: anything,
  headers: oneOf('file', 'file', 'api'),
  ukPostcode: oneOf('full', 'full', 'sector'),
  hashExternId: flag(false),
  phone: phoneReader,
  consent: oneOf('required', 'required', 'not-required'),
  minimum: integer(100, 0),
};

/** Fields in their order, under their names in the file and in the API (null: the file has none). */
const HEADERS: readonly (readonly [field: string, file: string | null, api: readonly string[]])[] = [
  ['email', 'email', ['EMAIL']],
  ['phone', 'phone', ['PHONE']],
  ['madid', 'madid', ['MADID']],
  ['externId', null, ['EXTERN_ID']],
  ['firstName', 'fn', ['FN']],
  ['lastName', 'ln', ['LN']],
  ['zip', 'zip', ['ZIP']],
  ['city', 'ct', ['CT']],
  ['state', 'st', ['ST']],
  ['country', 'country', ['COUNTRY']],
  ['birthDate', 'dob', ['DOBY', 'DOBM', 'DOBD']],
  ['gender', 'gen', ['GEN']],
];
const KEYS = ['email', 'phone', 'madid', 'externId'];

/**
 * A Meta custom audience of a customer list. UTF-8 without a mark of byte order. All is hashed (SHA-256, hexadecimal, small) but `madid` and `extern_id`: e-mails trimmed and
 * small; phones digits with the country code, without `+` and zeros before it; names small, without punctuation, accents kept; cities and states also without spaces; zips
 * without spaces and dashes, five digits in the USA; countries two small letters; dates of birth YYYYMMDD; gender `m` or `f`. Everybody needs an e-mail, a phone, a device or
 * an own id: by these they can be removed again.
 *
 * Consent is no column either: who uploads a list confirms to Meta, for all of it, that they have it.
 *
 * Sources: Meta Business Help Centre, "How to format a customer list when creating a custom audience" (article 2082575038703844, a stored copy without a date); Meta for
 * Developers, "Customer File Custom Audiences" (updated Apr 28, 2026; keys of several fields) and "Customer Information Parameters" (updated Jan 9, 2026; rules and example
 * hashes). They differ on British postal codes and on hashing your own ids: see the options.
 * @throws KindredError `unknown-option`, `invalid-option`
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { destinationFiles, metaCustomAudience } from 'kindred/campaign';
 * const contacts = Table.from([{ person: 7, mail: 'John_Smith@gmail.com', tel: '+1 (650) 555-1212', born: '1997-02-16' }]);
 * const meta = metaCustomAudience({ columns: { email: 'mail', phone: 'tel', birthDate: 'born' } });
 * const { files } = destinationFiles(meta, contacts, { members: [7], consent: [7] });
 * console.log(files[0].content.split('\n')[0]); // email,phone,dob
 * console.log(files[0].content.slice(16, 32)); // 62a14e44f765419d
 * ```
 */
export function metaCustomAudience(options: MetaCustomAudienceOptions): Destination {
  const checked = checkOptions('metaCustomAudience', META_CUSTOM_AUDIENCE, options);
  const columns = fieldColumns('metaCustomAudience', HEADERS.map(([field]) => field), KEYS, checked.columns); // prettier-ignore
  const isFile = checked.headers === 'file';
  if (isFile && columns.externId)
    throw new KindredError('invalid-option', '"columns.externId" must go with headers: "api": Ads Manager\'s file has no column for it');
  for (const field of ['email', 'phone'])
    if ((columns[field]?.length ?? 0) > 3)
      throw new KindredError('invalid-option', `"columns.${field}" must name at most 3 columns: Meta takes no more`);
  const used = HEADERS.filter(([field]) => columns[field]);
  const header = used.flatMap(([field, file, api]) => columns[field].flatMap(() => (isFile ? [file!] : api)));
  const headerOf = (field: string) => {
    const [, file, api] = HEADERS.find(([name]) => name === field)!;
    return isFile ? (file ?? '') : api[0];
  };
  const hashesId = (field: string) => field === 'externId' && checked.hashExternId!;
  const isHash = (field: string) => field === 'email' || field === 'phone' || hashesId(field);
  return {
    id: 'meta-custom-audience',
    consent: checked.consent!,
    minimum: checked.minimum!,
    notes: [],
    declares: null,
    columns,
    header,
    removalHeader: header,
    byteOrderMark: false,
    removal: (key) => {
      const [field, hash] = key.split(':');
      return isHash(field) && columns[field] ? alone(header, headerOf(field), hash) : null;
    },
    row: (contact, fault) => {
      const cells: string[] = [];
      const keys: DestinationKey[] = [];
      for (const [field] of used) {
        const values = valuesOf(field, contact, checked, fault);
        cells.push(...(KEYS.includes(field) ? filled(values, columns[field].length) : values));
        if (KEYS.includes(field))
          keys.push(...values.filter(Boolean).map((value) => columnKey(header, headerOf(field), field, value, isHash(field))));
      }
      return { cells, keys };
    },
  };
}

/** What is written of a field: one value a column, of keys as many as there are. */
function valuesOf(field: string, contact: Contact, options: MetaCustomAudienceOptions, fault: Fault): string[] {
  const country = contact('country')[0];
  const texts = contact(field);
  const one = (rule: (text: string) => string | null, reason: NotWrittenReason) => hashed(texts[0], rule, reason, fault);
  switch (field) {
    case 'email':
      return texts.map((text) => hashed(text, (plain) => emailAddress(plain, 'refused'), 'invalid-email', fault));
    case 'phone': {
      const read = phoneOf(options.phone, country);
      return texts.map((text) => hashed(text, (plain) => read(plain)?.slice(1) ?? null, 'invalid-phone', fault));
    }
    case 'madid':
      return texts.map((text) => ownId(text.toLowerCase(), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'invalid-device', fault));
    case 'externId':
      return texts.map((text) => (options.hashExternId ? (hashedBefore(text) ?? sha256Hex(text)) : ownId(text, /^/, 'formula', fault)));
    case 'firstName':
    case 'lastName':
      return [one((text) => lettersOnly(untitled(plainText(text)), 'kept'), 'no-key')];
    case 'city':
    case 'state':
      return [one((text) => lettersOnly(plainText(text), 'removed'), 'no-key')];
    case 'zip':
      return [one((text) => zipOf(text, country, options.ukPostcode!), 'invalid-zip')];
    case 'country':
      return [one((text) => countryCode(text)?.toLowerCase() ?? null, 'invalid-country')];
    case 'gender':
      return [one((text) => /^(m|f|male|female)$/.exec(plainText(text))?.[0][0] ?? null, 'invalid-gender')];
    default:
      return options.headers === 'file' ? [one(birthDay, 'invalid-birth-date')] : datePartsOf(texts[0], fault);
  }
}

/** Year, month and day, each hashed; of a whole date that was hashed before there are none. */
function datePartsOf(text: string | undefined, fault: Fault): string[] {
  const day = text === undefined ? null : birthDay(text);
  if (text !== undefined && day === null) fault('invalid-birth-date');
  return day === null ? ['', '', ''] : [day.slice(0, 4), day.slice(4, 6), day.slice(6)].map(sha256Hex);
}

/** An id that is written as it is. */
function ownId(text: string, form: RegExp, reason: NotWrittenReason, fault: Fault): string {
  if (form.test(text) && !isFormula(text)) return text;
  fault(isFormula(text) ? 'formula' : reason);
  return '';
}

function zipOf(text: string, country: string | undefined, uk: 'full' | 'sector'): string | null {
  const zip = lettersOnly(plainText(text), 'removed');
  const code = country === undefined ? null : countryCode(country);
  if (code === 'US') return /^\d{5}(\d{4})?$/.test(zip) ? zip.slice(0, 5) : null;
  if (code === 'GB' && uk === 'sector') return zip.replace(/[a-z]{2}$/, '');
  return zip === '' ? null : zip;
}
