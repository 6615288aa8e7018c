/**
 * The gate: who may be addressed for a purpose at a moment. It fails closed: whoever nothing allows is refused, and it is said why.
 * @module
 */
import { anything, checkOptions, optional, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { isoDay, type TimeLike } from '../data/time.js';
import { KindredError, mustBe } from '../errors.js';
import { plural } from '../words.js';
import {
  EVERY_PURPOSE,
  LEGAL_BASES,
  personSpelling,
  PURPOSES,
  purposeSpelling,
  type ConsentEntry,
  type LegalBasis,
} from './consent-entry.js';
import { ConsentLedger } from './consent.js';
import { standing, type LedgerRefusal } from './consent-standing.js';
import { momentOf } from './moment.js';
import { spellingOf } from './spelling.js';
import { checkSignals, deniedBy, type Signal } from './signals.js';

/** Why somebody is refused. */
export type RefusalReason = 'erased' | 'signal' | LedgerRefusal;

export interface GateOptions {
  readonly ledger: ConsentLedger;
  /** The moment asked about: what was recorded for later does not count. */
  readonly asOf: TimeLike;
  /** Of an `asOf` that is text without a zone. Default UTC. */
  readonly timeZone?: string;
  /** The legal grounds that count here. Default `['consent']`. */
  readonly bases?: readonly LegalBasis[];
  /** A grant older than so many days no longer counts. Default: it does not grow old. */
  readonly maxAgeDays?: number;
  /** What browsers and consent banners say (`signalsOf`, `consentMode`), of all or of each. A signal can only refuse: what it grants counts once it is recorded in the ledger. */
  readonly signals?: readonly Signal[] | ((person: Id) => readonly Signal[] | undefined);
  /** Those who were erased: `Tombstones`, or whatever has `has`. */
  readonly erased?: { has(person: Id): boolean };
}

const isBasis = (v: unknown) => LEGAL_BASES.includes(v as LegalBasis);
const ledger: Constraint<ConsentLedger> = {
  default: undefined,
  expected: 'a ConsentLedger',
  accepts: (v) => v instanceof ConsentLedger,
  invalid: [null, [], {}],
};

/** @internal */
export const GATE: Constraints<GateOptions> = {
  ledger,
  asOf: { ...anything, expected: 'a moment', accepts: (v) => v !== undefined, invalid: [undefined] },
  timeZone: anything, // checked where it is used
  bases: {
    default: ['consent'],
    expected: `a list of ${LEGAL_BASES.map((word) => `"${word}"`).join(', ')}, one at least`,
    accepts: (v) => Array.isArray(v) && v.length > 0 && v.every(isBasis),
    invalid: [[], 'consent', ['konsent'], null],
  },
  maxAgeDays: optional({
    expected: 'a number of days from 0',
    accepts: (v) => typeof v === 'number' && v >= 0,
    invalid: [-1, NaN, '30', null],
  }),
  signals: optional({
    expected: 'a list of signals, or a function of a person',
    accepts: (v) => Array.isArray(v) || typeof v === 'function',
    invalid: [null, 'denied', {}],
  }),
  erased: optional({
    expected: 'Tombstones, or an object with "has"',
    accepts: (v) => typeof v === 'object' && v !== null && typeof (v as { has?: unknown }).has === 'function',
    invalid: [null, [], 'ann'],
  }),
};

/** One who is refused. */
export interface Refusal {
  readonly person: Id;
  readonly reason: RefusalReason;
}

/** How many are refused for a reason, in words. */
export interface RefusalCount {
  readonly reason: RefusalReason;
  readonly n: number;
  readonly sentence: string;
}

/** Who may be addressed and who may not. */
export interface Gated {
  /** As they were given, in their order, each writing once. */
  readonly allowed: Id[];
  readonly refused: Refusal[];
  /** The most frequent reason first. */
  readonly counts: RefusalCount[];
  /** Different writings of one person (see `spellingOf`): all are refused where one is. */
  readonly collisions: Id[][];
}

/** What follows "they", of one or of many. */
const WHY: Readonly<Record<RefusalReason, (purpose: string, maxAgeDays: number) => string>> = {
  erased: () => 'they asked to be forgotten (erasure, GDPR Art. 17)',
  objected: (purpose) => `they object to "${purpose}" (right to object, GDPR Art. 21(2)-(3))`,
  signal: (purpose) => `their browser or the consent banner says no to "${purpose}" (Sec-GPC or Google Consent Mode)`,
  withdrawn: (purpose) => `they took back what they had agreed to for "${purpose}" (withdrawal of consent, GDPR Art. 7(3))`,
  expired: (purpose, days) => `they agreed to "${purpose}" more than ${plural(days, 'day')} ago (maxAgeDays)`,
  'basis-not-accepted': (purpose) => `"${purpose}" rests on another legal ground than those accepted here (legal basis, GDPR Art. 6(1))`,
  'other-purpose': (purpose) => `they agreed to something else, not to "${purpose}" (purpose limitation, GDPR Art. 5(1)(b))`,
  'not-yet': (purpose) => `they agree to "${purpose}" only later (entry after asOf)`,
  'no-record': (purpose) => `nothing is on record that allows "${purpose}" (no entry in the consent ledger)`,
};

/**
 * Who of a list may be addressed for a purpose.
 * @param people - ids; what is no id is an error that names its place
 * @param purpose - a word as it was recorded (compared by `spellingOf`)
 * @throws KindredError `invalid-option`, `unknown-option`, `invalid-data`
 * @example
 * ```ts
 * import { ConsentLedger, gate } from 'kindred/privacy';
 * const granted = { action: 'grant', basis: 'consent', time: '2026-01-05', source: 'form' } as const;
 * const ledger = ConsentLedger.from([
 *   { ...granted, person: 'ann', purpose: 'email-marketing' },
 *   { ...granted, person: 'bob', purpose: 'analytics' },
 * ]);
 * const { allowed, refused, counts } = gate(['ann', 'bob', 'eve'], 'email-marketing', { ledger, asOf: '2026-02-01' });
 * console.log(allowed, refused.map(({ reason }) => reason)); // [ 'ann' ] [ 'other-purpose', 'no-record' ]
 * console.log(counts[0].sentence); // 1 person was left out: they agreed to something else, not to "email-marketing" (purpose limitation, GDPR Art. 5(1)(b))
 * ```
 */
export function gate(people: ArrayLike<Id>, purpose: string, options: GateOptions): Gated {
  if (people === null || typeof people !== 'object' || typeof people.length !== 'number')
    throw new KindredError('invalid-data', mustBe('people', 'a list of ids', people));
  const ask = asker(purpose, options, 'gate');
  const asked = new Map<string, Asked>();
  const order: { readonly person: Id; readonly about: Asked }[] = [];
  for (let i = 0; i < people.length; i++) {
    const person = people[i];
    const spelling = personSpelling(person, `row ${i + 1} of "people"`);
    let about = asked.get(spelling);
    if (!about) asked.set(spelling, (about = { writings: [person] }));
    else if (about.writings.includes(person)) continue;
    else about.writings.push(person);
    order.push({ person, about });
  }
  for (const [spelling, about] of asked)
    for (const writing of about.writings) {
      const answer = ask(writing, spelling);
      if (typeof answer === 'string') about.refusal ??= answer;
    }
  const [allowed, refused]: [Id[], Refusal[]] = [[], []];
  for (const { person, about } of order) {
    if (about.refusal === undefined) allowed.push(person);
    else refused.push({ person, reason: about.refusal });
  }
  const collisions = [...asked.values()].map(({ writings }) => writings).filter(({ length }) => length > 1);
  return { allowed, refused, counts: countsOf(refused, ask.purpose, options.maxAgeDays ?? Infinity), collisions };
}

/** One person of a list. */
interface Asked {
  readonly writings: Id[];
  /** Of the first writing that is refused. */
  refusal?: RefusalReason;
}

/** The answer about one person. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason: 'granted' | RefusalReason;
  readonly sentence: string;
  /** May the answer be chosen for this person? Give it to `recommend` as it is. */
  readonly personalised: boolean;
}

export interface DecideOptions extends GateOptions {
  /** The purpose under which choosing for a person is recorded. Default `'personalisation'`. The purposes of personalising themselves need no other. */
  readonly personalisation?: string;
}

const DECIDE: Constraints<DecideOptions> = {
  ...GATE,
  personalisation: {
    default: PURPOSES.personalization,
    expected: 'a word for a purpose',
    accepts: (v) => typeof v === 'string' && v !== '',
    invalid: ['', 1, null],
  },
};

/**
 * Whether one person may be addressed, and whether the answer may be personalised: quick enough for every request at the edge.
 * @param person - null where it is not known who asks: refused
 * @throws KindredError `invalid-option`, `unknown-option`, `invalid-data`
 * @example
 * ```ts
 * import { Interactions, Popularity } from 'kindred';
 * import { ConsentLedger, decide, signalsOf } from 'kindred/privacy';
 * const model = new Popularity().fit(Interactions.from([{ u: 'ann', i: 'tea' }, { u: 'bob', i: 'tea' }, { u: 'bob', i: 'jam' }], { user: 'u', item: 'i' }));
 * const ledger = ConsentLedger.from([{ person: 'ann', purpose: 'personalisation', action: 'withdraw', time: '2026-01-05' }]);
 * const request = new Request('https://shop.example/', { headers: { 'Sec-GPC': '1' } });
 * const { personalised, reason } = decide('ann', 'personalisation', { ledger, asOf: '2026-02-01', signals: signalsOf(request.headers) });
 * console.log(reason, model.recommend('ann', { personalised, k: 1 })[0].item); // withdrawn tea
 * ```
 */
export function decide(person: Id | null | undefined, purpose: string, options: DecideOptions): Decision {
  const { personalisation, ...rest } = checkOptions<DecideOptions>('decide', DECIDE, options);
  const ask = asker(purpose, given(rest), 'decide');
  const spelling = person === null || person === undefined ? undefined : personSpelling(person, '"person"');
  const answer = spelling === undefined ? 'no-record' : ask(person!, spelling);
  if (typeof answer === 'string') {
    const sentence = `Not allowed: ${WHY[answer](ask.purpose, options.maxAgeDays ?? Infinity)}`;
    return { allowed: false, reason: answer, sentence, personalised: false };
  }
  const point = `GDPR Art. 6(1)(${'abcdef'[LEGAL_BASES.indexOf(answer.basis!)]})`;
  const isItself = ([PURPOSES.personalization, PURPOSES.personalizedAdvertising] as string[]).includes(ask.purpose);
  const personalised = isItself || typeof asker(personalisation!, given(rest), 'decide')(person!, spelling!) !== 'string';
  const sentence = `Allowed: "${ask.purpose}" is on record since ${isoDay(answer.time)} (${answer.basis!.replaceAll('-', ' ')}, ${point})`;
  return { allowed: true, reason: 'granted', sentence, personalised };
}

/** Options without those that were not given. */
const given = (options: object) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as unknown as GateOptions;

/** A function of texts that computes each once. */
function remembering(compute: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) known.set(text, (value = compute(text)));
    return value;
  };
}

type Ask = ((person: Id, spelling: string) => ConsentEntry | RefusalReason) & { readonly purpose: string };

function asker(purpose: string, options: GateOptions, owner: string): Ask {
  const { ledger, asOf, timeZone, bases, maxAgeDays = Infinity, signals, erased } = checkOptions<GateOptions>(owner, GATE, options);
  const word = purposeSpelling(purpose, '"purpose"');
  if (word === EVERY_PURPOSE) throw new KindredError('invalid-option', mustBe('purpose', 'one purpose', purpose));
  const question = { purpose: word, asOf: momentOf(asOf, '"asOf"', timeZone), bases: bases!, maxAgeDays, spell: remembering(spellingOf) };
  const common = typeof signals === 'function' ? undefined : deniedBy(checkSignals(signals ?? []), word);
  const refusedBySignal = (person: Id) =>
    common ?? deniedBy(checkSignals((signals as (person: Id) => readonly Signal[] | undefined)(person) ?? []), word);
  const ask = (person: Id, spelling: string) => {
    if (erased?.has(person)) return 'erased';
    const answer = standing(ledger.ofSpelling(spelling), question);
    return answer === 'objected' ? answer : refusedBySignal(person) ? 'signal' : answer;
  };
  return Object.assign(ask, { purpose: word });
}

function countsOf(refused: readonly Refusal[], purpose: string, maxAgeDays: number): RefusalCount[] {
  const numbers = new Map<RefusalReason, number>();
  for (const { reason } of refused) numbers.set(reason, (numbers.get(reason) ?? 0) + 1);
  const order = Object.keys(WHY);
  return [...numbers]
    .sort(([a, n], [b, m]) => m - n || order.indexOf(a) - order.indexOf(b))
    .map(([reason, n]) => {
      const sentence = `${plural(n, 'person was', 'people were')} left out: ${WHY[reason](purpose, maxAgeDays)}`;
      return { reason, n, sentence };
    });
}
