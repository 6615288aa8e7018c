/**
 * One line of the consent ledger, checked: who said what about which purpose, on which legal ground, when and where. Grounds: Regulation (EU) 2016/679 (GDPR),
 * Art. 6(1)(a)-(f).
 * @module
 */
import type { Id } from '../data/ids.js';
import type { TimeLike } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
import { spellingOf } from './spelling.js';

/** What a person did: agreed (or was told of another ground), took it back (Art. 7(3)), objected (Art. 21), or no longer objects. */
export const ACTIONS = ['grant', 'withdraw', 'object', 'lift-objection'] as const;
export type ConsentAction = (typeof ACTIONS)[number];

/** The legal grounds of GDPR Art. 6(1), in the order of its points (a) to (f). */
export const LEGAL_BASES = ['consent', 'contract', 'legal-obligation', 'vital-interests', 'public-task', 'legitimate-interests'] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** Every purpose, in what takes away or gives back: nobody can grant everything at once (Art. 6(1)(a): "specific purposes"). */
export const EVERY_PURPOSE = '*';

const USUAL = {
  emailMarketing: 'email-marketing',
  /** What a visitor sees on the shop's own pages is chosen for them. */
  personalization: 'personalisation',
  /** Data of theirs go to an advertising platform. */
  advertising: 'advertising',
  /** They see advertisements chosen for them: audiences, remarketing. */
  personalizedAdvertising: 'personalised-advertising',
  analytics: 'analytics',
} as const;

/** The usual purposes. Others are free words. */
export const PURPOSES: Readonly<typeof USUAL> = /* @__PURE__ */ Object.freeze(USUAL);

/** An entry as it is recorded. */
export interface ConsentEntryInput {
  readonly person: Id;
  /** A free word, compared as people are (`spellingOf`); `'*'`: every purpose, not for grants. */
  readonly purpose: string;
  readonly action: ConsentAction;
  /** Needed for a grant. */
  readonly basis?: LegalBasis | null;
  readonly time: TimeLike;
  /** Where it was said: a form, a call, an import. Default: empty. */
  readonly source?: string | null;
}

/** An entry as it is kept. */
export interface ConsentEntry {
  readonly person: Id;
  readonly purpose: string;
  readonly action: ConsentAction;
  readonly basis: LegalBasis | null;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly source: string;
}

/** The spelling of an id that can be a person's. @throws KindredError `invalid-data`, which does not show the value */
export function personSpelling(person: unknown, where: string): string {
  const isText = typeof person === 'string' && !/\p{Surrogate}/u.test(person);
  const spelling = isText || Number.isSafeInteger(person) ? spellingOf(person as Id) : '';
  if (spelling === '') {
    const what =
      typeof person === 'string'
        ? isText
          ? 'an empty text'
          : 'text that UTF-8 cannot hold'
        : typeof person === 'number'
          ? 'another number'
          : show(person);
    throw new KindredError('invalid-data', `${where} must be an id, a text or a whole number below 2^53, got ${what}`);
  }
  return spelling;
}

/** The spelling of a purpose. @throws KindredError `invalid-data` */
export function purposeSpelling(purpose: unknown, where: string): string {
  const spelling = typeof purpose === 'string' && !/\p{Surrogate}/u.test(purpose) ? spellingOf(purpose) : '';
  if (spelling === '')
    throw new KindredError('invalid-data', `${where} must be a word for a purpose, such as "email-marketing", got ${show(purpose)}`);
  return spelling;
}

/**
 * An entry, checked and frozen.
 * @param where - of the message: `row 3`
 * @param moment - reads times
 * @throws KindredError `invalid-data`
 */
export function checkEntry(given: unknown, where: string, moment: (time: unknown, where: string) => number): ConsentEntry {
  if (given === null || typeof given !== 'object') throw new KindredError('invalid-data', `${where} must be an entry, got ${show(given)}`);
  const { person, purpose, action, basis = null, time, source } = given as Record<keyof ConsentEntryInput, unknown>;
  const wrong = (name: string, expected: string, got: unknown) =>
    new KindredError('invalid-data', `${where}: ${mustBe(name, expected, got)}`);
  personSpelling(person, `${where}: "person"`);
  const every = purposeSpelling(purpose, `${where}: "purpose"`) === EVERY_PURPOSE;
  if (!ACTIONS.includes(action as ConsentAction)) throw wrong('action', ACTIONS.map((word) => `"${word}"`).join(' or '), action);
  if (action === 'grant' && every) throw wrong('purpose', 'one purpose: only withdrawals and objections can be about all ("*")', purpose);
  if (!(basis === null && action !== 'grant') && !LEGAL_BASES.includes(basis as LegalBasis))
    throw wrong('basis', LEGAL_BASES.map((word) => `"${word}"`).join(' or '), basis);
  const text = source ?? '';
  if (typeof text !== 'string' || /\p{Surrogate}/u.test(text)) throw wrong('source', 'a text', source);
  const at = moment(time, `${where}: "time"`);
  return Object.freeze({ person, purpose, action, basis, time: at + 0, source: text }) as ConsentEntry;
}
