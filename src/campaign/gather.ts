/**
 * Candidates out of several lists, each person once.
 * @module
 */
import type { Id } from '../data/ids.js';
import { KindredError, mustBe, show } from '../errors.js';
import { spellingOf } from '../privacy/spelling.js';
import { count } from '../words.js';
import { byScore, type Candidate } from './candidates.js';
import type { LeftOut } from './filters.js';

/** A candidate with what people are matched by. */
export interface Person {
  readonly person: Id;
  /** As they were named, under each spelling. */
  readonly writings: readonly Id[];
  readonly spelling: string;
  readonly score: number;
  readonly reason: string;
  readonly source: string;
  readonly segment: string | null;
}

export interface Gathered {
  /** The best first. */
  readonly people: readonly Person[];
  readonly nCandidates: number;
  /** Those who were named before. */
  readonly twice: readonly LeftOut[];
}

/** @throws KindredError `invalid-data` naming list and row, and never the person */
export function gathered(
  candidates: readonly Candidate[] | readonly (readonly Candidate[])[],
  segmentOf: ((person: Id) => string | null | undefined) | undefined,
): Gathered {
  if (!Array.isArray(candidates)) throw new KindredError('invalid-data', mustBe('candidates', 'a list, or a list of lists', candidates));
  const several = Array.isArray(candidates[0]);
  const lists = (several ? candidates : [candidates]) as readonly (readonly Candidate[])[];
  const found = new Map<string, Person>();
  let [nCandidates, nTwice, nOther] = [0, 0, 0];
  for (const [place, list] of lists.entries()) {
    const where = (row: number) => `candidate ${row + 1}${several ? ` of list ${place + 1}` : ''}`;
    if (!Array.isArray(list)) throw new KindredError('invalid-data', mustBe('candidates', 'a list, or a list of lists', list));
    for (const person of list.map((candidate, row) => checked(candidate, where(row))).sort(better)) {
      nCandidates++;
      const before = found.get(person.spelling);
      if (before === undefined) {
        found.set(person.spelling, person);
        continue;
      }
      nTwice++;
      const isOther = !before.writings.includes(person.person);
      if (before.person !== person.person) nOther++;
      if (isOther || (before.segment === null && person.segment !== null))
        found.set(person.spelling, {
          ...before,
          writings: isOther ? [...before.writings, person.person] : before.writings,
          segment: before.segment ?? person.segment,
        });
    }
  }
  const people = [...found.values()].map((person) =>
    person.segment === null && segmentOf ? { ...person, segment: segmentOf(person.person) ?? null } : person,
  );
  return { people, nCandidates, twice: nTwice === 0 ? [] : [{ reason: 'duplicate', n: nTwice, sentence: twiceSentence(nTwice, nOther) }] };
}

function checked(candidate: Candidate, where: string): Person {
  const { person, score = NaN, reason, source, segment } = (candidate ?? {}) as Partial<Candidate>;
  const must = (what: string) => new KindredError('invalid-data', `${where} must have ${what}`);
  if (!(typeof person === 'string' ? person.trim() !== '' : Number.isSafeInteger(person)))
    throw must('a person: a text that is not empty, or a whole number below 2^53');
  if (typeof score !== 'number') throw must(`a score that is a number, or none, got ${show(score)}`);
  if (typeof reason !== 'string' || reason.trim() === '') throw must(`a reason in words, got ${show(reason)}`);
  const spelling = spellingOf(person!);
  if (spelling === '') throw must('a person: a text that is not empty, or a whole number below 2^53');
  return { person: person!, writings: [person!], spelling, score, reason, source: source ?? reason, segment: segment ?? null };
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** An order in which no two different candidates are equal, so that the order given has no say. */
const better = (a: Person, b: Person): number =>
  byScore(a.score, b.score) ||
  byText(a.spelling, b.spelling) ||
  byText(typeof a.person, typeof b.person) ||
  byText(String(a.person), String(b.person)) ||
  byText(a.reason, b.reason) ||
  byText(a.segment ?? '', b.segment ?? '');

function twiceSentence(nTwice: number, nOther: number): string {
  const other = nOther === 0 ? '' : nOther === nTwice ? ' under another spelling' : `, ${count(nOther)} of them under another spelling`;
  return `${count(nTwice)} ${nTwice === 1 ? 'was' : 'were'} named before${other}: each person is in once`;
}
