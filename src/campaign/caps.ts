/**
 * Frequency caps: nobody is contacted more often than so many times in so many days.
 * @module
 */
import { checkOptions, integer, optional, type Constraint, type Constraints } from '../check.js';
import { cellsOf } from '../data/column.js';
import { Table } from '../data/table.js';
import { DAY } from '../data/time.js';
import { KindredError, mustBe, show } from '../errors.js';
import { momentReader } from '../privacy/moment.js';
import { spellingOf } from '../privacy/spelling.js';
import { count, plural } from '../words.js';
import { idsOf } from './candidates.js';

/** At most `most` contacts in `days` days, the one that is planned among them. */
export interface FrequencyCap {
  /** The contacts that were: a row each. */
  readonly contacts: Table;
  /** How many contacts a person gets at most. */
  readonly most: number;
  /** In how many days of 24 hours, counted back from `asOf`. */
  readonly days: number;
  /** The column of who was contacted. Default `person`. */
  readonly person?: string;
  /** The column of when. Default `time`. */
  readonly time?: string;
  /** Of times without one: `UTC` (default), `+02:00`, `Europe/Berlin`. */
  readonly timeZone?: string;
}

const column = (name: string): Constraint<string> => ({
  default: name,
  expected: 'the name of a column',
  accepts: (v) => typeof v === 'string' && v !== '',
  invalid: [1, '', null],
});

/** @internal */
export const CAP: Constraints<FrequencyCap> = {
  contacts: { default: undefined, expected: 'a Table', accepts: (v) => v instanceof Table, invalid: [undefined, null, []] },
  most: integer(undefined, 1),
  days: integer(undefined, 1),
  person: column('person'),
  time: column('time'),
  timeZone: optional({ expected: 'a time zone', accepts: (v) => typeof v === 'string', invalid: [1, null] }),
};

/** A cap as it is asked: has this person had all the contacts it allows? */
export interface CapReached {
  /** @param spelling - as of `spellingOf` */
  readonly reached: (spelling: string) => boolean;
  /** `2 contacts in 7 days` */
  readonly words: string;
  /** Contacts after `asOf`, which were not counted. */
  readonly nAhead: number;
}

/** @throws KindredError `invalid-option`, `unknown-option`, `unknown-column`, `invalid-data` naming the row of a missing person or time */
export function capsReached(caps: unknown, asOf: number): CapReached[] {
  if (!Array.isArray(caps))
    throw new KindredError('invalid-option', mustBe('caps', 'a list such as [{ contacts, most: 2, days: 7 }]', caps));
  return caps.map((cap) => {
    const { contacts, most, days, person, time, timeZone } = checkOptions<FrequencyCap>('a cap', CAP, cap) as Required<FrequencyCap>;
    const from = asOf - days * DAY;
    const moment = momentReader(timeZone);
    const when = cellsOf(contacts.column(time));
    const had = new Map<string, number>();
    let nAhead = 0;
    for (const [row, id] of idsOf(contacts, person).entries()) {
      const at = moment(when(row), `row ${row + 1} of ${show(time)}`);
      if (at > asOf) nAhead++;
      else if (at > from) {
        const spelling = spellingOf(id);
        had.set(spelling, (had.get(spelling) ?? 0) + 1);
      }
    }
    const words = `${plural(most, 'contact')} in ${plural(days, 'day')}`;
    return { reached: (spelling) => (had.get(spelling) ?? 0) >= most, words, nAhead };
  });
}

/** What is said of contacts that lie ahead; nothing where there are none. */
export const aheadSentence = (caps: readonly CapReached[]): string[] => {
  const nAhead = Math.max(0, ...caps.map((cap) => cap.nAhead));
  return nAhead === 0 ? [] : [`${count(nAhead)} of the contacts given for the caps ${nAhead === 1 ? 'lies' : 'lie'} after the day the audience is made for, and ${nAhead === 1 ? 'was' : 'were'} not counted.`]; // prettier-ignore
};
