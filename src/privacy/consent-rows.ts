/**
 * Entries of the consent ledger out of rows, columns or a table.
 * @module
 */
import { anything, checkOptions, oneOf, optional, type Constraint, type Constraints } from '../check.js';
import { reader, type Source } from '../data/read-columns.js';
import { KindredError } from '../errors.js';
import { checkEntry, type ConsentEntry, type ConsentEntryInput } from './consent-entry.js';
import { momentReader } from './moment.js';

/** Which column says what. */
export interface ConsentColumns {
  /** Default `'person'`, and so on. */
  person?: string;
  purpose?: string;
  action?: string;
  /** May be missing where nothing is granted. */
  basis?: string;
  time?: string;
  /** May be missing. */
  source?: string;
  /** Of texts without a zone: `UTC`, an offset such as `+02:00` or a place such as `Europe/Berlin`. Default UTC. */
  timeZone?: string;
  /** Of times that are numbers. Default `'ms'`. */
  timeUnit?: 'ms' | 's';
  /** What holds for every row of a file that has no column for it. */
  always?: Partial<Pick<ConsentEntryInput, 'purpose' | 'action' | 'basis' | 'source'>>;
}

const column = (fallback: string): Constraint<string> => ({
  default: undefined,
  expected: `the name of a column (default "${fallback}")`,
  accepts: (v) => v === undefined || (typeof v === 'string' && v !== ''),
  invalid: [1, null, ''],
});

/** @internal */
export const CONSENT_COLUMNS: Constraints<ConsentColumns> = {
  person: column('person'),
  purpose: column('purpose'),
  action: column('action'),
  basis: column('basis'),
  time: column('time'),
  source: column('source'),
  timeZone: anything, // checked where it is used
  timeUnit: oneOf('ms', 'ms', 's'),
  always: optional({ expected: 'an object', accepts: (v) => typeof v === 'object' && v !== null, invalid: [1, null, 'grant'] }),
};
const ALWAYS: Constraints<Required<ConsentColumns>['always']> = { purpose: anything, action: anything, basis: anything, source: anything };

const PARTS = ['person', 'purpose', 'action', 'basis', 'time', 'source'] as const;
type Part = (typeof PARTS)[number];

/** @throws KindredError as `ConsentLedger.from` */
export function entriesFrom(source: unknown, given: ConsentColumns): ConsentEntry[] {
  const names = checkOptions<ConsentColumns>('ConsentLedger.from', CONSENT_COLUMNS, given);
  const always = checkOptions<Required<ConsentColumns>['always']>('"always"', ALWAYS, names.always ?? {});
  const read = reader(source);
  const moment = momentReader(names.timeZone, names.timeUnit);
  const cells = {} as Record<Part, (row: number) => unknown>;
  let nRows = 0;
  for (const part of PARTS) {
    const fixed = Object.hasOwn(always, part) ? (always as Record<string, unknown>)[part] : undefined;
    const found = fixed === undefined ? columnOf(read, part, names[part]) : undefined;
    cells[part] = found ? cellOf(found) : () => fixed;
    if (part === 'person') nRows = lengthOf(found!);
  }
  return Array.from({ length: nRows }, (_, row) => {
    const entry = Object.fromEntries(PARTS.map((part) => [part, cells[part](row) ?? undefined]));
    return checkEntry(entry, `row ${row + 1}`, moment);
  });
}

/** A column, or nothing where one that may be missing was not named and is not there. */
function columnOf(read: (name: string) => Source, part: Part, name: string | undefined): Source | undefined {
  try {
    return read(name ?? part);
  } catch (error) {
    const mayLack = name === undefined && (part === 'basis' || part === 'source');
    if (mayLack && error instanceof KindredError && error.code === 'unknown-column') return undefined;
    throw error;
  }
}

const lengthOf = (source: Source) => ('codes' in source ? source.codes.length : 'dates' in source ? source.dates.length : source.length);

function cellOf(source: Source): (row: number) => unknown {
  if ('codes' in source) return (row) => (source.codes[row] < 0 ? null : source.categories[source.codes[row]]);
  // a day is a moment in milliseconds whatever unit the numbers of other columns have
  if ('dates' in source) return (row) => new Date(source.dates[row]);
  return (row) => source[row];
}
