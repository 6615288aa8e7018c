/**
 * Who and what was not written, in words.
 * @module
 */
import { plural } from '../../words.js';

const person = (n: number) => plural(n, 'person', 'people');
const is = (n: number) => (n === 1 ? 'is' : 'are');
const has = (n: number) => (n === 1 ? 'has' : 'have');
const was = (n: number) => (n === 1 ? 'was' : 'were');

/** Of each reason a sentence with the number. */
const SENTENCES = {
  'no-consent': (n: number): string => `${person(n)} ${was(n)} not written: their consent to this use is not there.`,
  'shared-with-refused': (n: number): string =>
    `${person(n)} ${was(n)} not written: they have an address or a number in common with someone who may not be written.`,
  'repeated-member': (n: number): string =>
    `${person(n)} stood more than once among the members, under one spelling or several: written once.`,
  'no-contact': (n: number): string => `${person(n)} ${is(n)} not among the contacts.`,
  'repeated-contact': (n: number): string =>
    `${plural(n, 'row')} of the contacts ${was(n)} of a person who was there already: one row a person.`,
  'no-key': (n: number): string => `${person(n)} ${has(n)} nothing left that the platform could find them by.`,
  'same-key': (n: number): string => `${person(n)} ${is(n)}, to the platform, somebody who was there already: one row for both.`,
  'invalid-email': (n: number): string => `${plural(n, 'e-mail address', 'e-mail addresses')} ${was(n)} left out: what is there is none.`,
  'invalid-phone': (n: number): string => `${plural(n, 'phone number')} ${was(n)} left out: no number with + and a country code.`,
  'wrong-hash': (n: number): string => `${plural(n, 'value')} ${was(n)} left out: hashed, but not by SHA-256 (64 hexadecimal digits).`,
  'hashed-address': (n: number): string => `${plural(n, 'value')} ${was(n)} left out: hashed, where the platform needs the plain one.`,
  formula: (n: number): string => `${plural(n, 'value')} ${was(n)} left out: a spreadsheet would run it as a formula.`,
  'incomplete-address': (n: number): string =>
    `${plural(n, 'postal address', 'postal addresses')} ${was(n)} left out: first name, last name, country and zip belong together.`,
  'invalid-country': (n: number): string =>
    `${plural(n, 'country', 'countries')} ${was(n)} left out: no code of two letters (ISO 3166-1 alpha-2).`,
  'invalid-zip': (n: number): string => `${plural(n, 'postal code')} ${was(n)} left out: not one of its country.`,
  'invalid-birth-date': (n: number): string => `${plural(n, 'date')} of birth ${was(n)} left out: no day from 1900 as YYYY-MM-DD.`,
  'invalid-gender': (n: number): string => `${plural(n, 'gender')} ${was(n)} left out: the platform knows m and f only.`,
  'invalid-device': (n: number): string => `${plural(n, 'device id')} ${was(n)} left out: not of the form of one.`,
  'not-removed': (n: number): string =>
    `${plural(n, 'entry', 'entries')} of the last export could not be put into the removals: their plain values are kept nowhere and are no longer among the contacts.`,
} as const;

/** Why somebody, or a value of theirs, was not written. */
export type NotWrittenReason = keyof typeof SENTENCES;

/** How many people (or values of people) were not written, and why. */
export interface NotWritten {
  readonly reason: NotWrittenReason;
  readonly n: number;
  readonly sentence: string;
}

/** Called once for each that is left out. */
export type Fault = (reason: NotWrittenReason) => void;

/** Counts, and the sentences of what was counted, in the order of the reasons above. */
export function tally(): { readonly count: Fault; readonly list: () => NotWritten[] } {
  const counts = new Map<NotWrittenReason, number>();
  return {
    count: (reason) => counts.set(reason, (counts.get(reason) ?? 0) + 1),
    list: () =>
      (Object.keys(SENTENCES) as NotWrittenReason[]).flatMap((reason) => {
        const n = counts.get(reason);
        return n === undefined ? [] : [{ reason, n, sentence: SENTENCES[reason](n) }];
      }),
  };
}
