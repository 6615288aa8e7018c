/**
 * Who may be contacted: what a ledger of consent says, or, where none is asked, why not.
 * @module
 */
import { KindredError, mustBe } from '../errors.js';
import { gate, type GateOptions } from '../privacy/gate.js';
import { spellingOf } from '../privacy/spelling.js';
import type { LeftOut } from './filters.js';
import type { Person } from './gather.js';

export interface Permission {
  /** What is kept with the campaign: `asked`, or `not needed: letters to own customers`. */
  readonly words: string;
  readonly ask: (people: readonly Person[]) => { left: Person[]; leftOut: LeftOut[] };
}

/** @throws KindredError `invalid-option` for neither, or for both; as `gate` */
export function consentOf(given: object, purpose: string, asOf: number): Permission {
  const { notNeeded, ...options } = given as { notNeeded?: unknown } & Omit<GateOptions, 'asOf'>;
  if (notNeeded === undefined) {
    if (options.ledger === undefined) throw new KindredError('invalid-option', mustBe('consent', "{ ledger } or { notNeeded: 'why no consent is asked for' }", given)); // prettier-ignore
    return { words: `asked for “${purpose}”`, ask: (people) => allowed(people, purpose, { ...options, asOf }) };
  }
  if (Object.keys(options).length > 0)
    throw new KindredError('invalid-option', '"consent" must be either { ledger } or { notNeeded }, it has more');
  if (typeof notNeeded !== 'string' || notNeeded.trim() === '')
    throw new KindredError('invalid-option', mustBe('notNeeded', 'a text: why no consent is asked for', notNeeded));
  return { words: `not needed: ${notNeeded}`, ask: (people) => ({ left: [...people], leftOut: [] }) };
}

/** Only who is allowed is left; whoever the gate says nothing of has no consent. */
function allowed(people: readonly Person[], purpose: string, options: GateOptions): { left: Person[]; leftOut: LeftOut[] } {
  const answer = gate(people.map(({ person }) => person), purpose, { ...options, ...signalsOfAll(people, options) }); // prettier-ignore
  const may = new Set(answer.allowed.map(spellingOf));
  return { left: people.filter(({ spelling }) => may.has(spelling)), leftOut: answer.counts };
}

/** What is said of a person under one writing holds for all of them. */
function signalsOfAll(people: readonly Person[], { signals }: GateOptions): Pick<GateOptions, 'signals'> {
  if (typeof signals !== 'function') return {};
  const writings = new Map(people.map(({ person, writings: all }) => [person, all]));
  return { signals: (person) => writings.get(person)!.flatMap((writing) => signals(writing) ?? []) };
}
