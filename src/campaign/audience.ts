/**
 * Audience: candidates through consent, suppression and frequency caps, within a budget, each person once; a part of them left alone by lot.
 * @module
 */
import { anything, checkOptions, optional, type Constraint, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import type { Table } from '../data/table.js';
import { toMs, type TimeLike } from '../data/time.js';
import type { GateOptions } from '../privacy/gate.js';
import { contactsOf, type Budget } from './budget.js';
import { Campaign, peopleTable } from './campaign.js';
import type { Candidate } from './candidates.js';
import { capsReached, type FrequencyCap } from './caps.js';
import { text, time } from './constraints.js';
import { drawn } from './draw.js';
import { passed, suppressionsOf, type LeftOut } from './filters.js';
import { gathered } from './gather.js';
import type { Arm } from './holdout.js';
import { holdoutOf, type AudienceHoldout } from './lot.js';
import { audienceSentences } from './audience-words.js';
import { consentOf } from './permission.js';

/** Why people may be contacted: what a ledger says, or why none is asked. */
export type AudienceConsent = Omit<GateOptions, 'asOf' | 'erased'> | { readonly notNeeded: string };

export interface AudienceRules {
  /** What people are contacted for, as the consent names it: `email-marketing`. */
  purpose: string;
  /** The moment for which all this is decided. */
  asOf: TimeLike;
  /**
   * `{ ledger }`, with `bases` and `signals` as of `gate`: only who may be contacted for the purpose is in. Where the law asks for no consent (letters to own
   * customers), `{ notNeeded: 'why' }`: the reason is kept with the campaign.
   */
  consent: AudienceConsent;
  /** Who asked to be forgotten: `Tombstones`. */
  erased?: { has(person: Id): boolean };
  /** Who is never contacted: ids, or several lists by name (`{ bounced: [...], complained: [...] }`). */
  suppression?: Iterable<Id> | Readonly<Record<string, Iterable<Id>>>;
  /** Nobody is contacted more often than that. */
  caps?: readonly FrequencyCap[];
  /** How many contacts, or how much money, there are. Those left alone cost nothing. */
  budget?: Budget;
  /** Who is left alone by lot. Default: nobody, so that it cannot be told what the campaign brings. */
  holdout?: AudienceHoldout;
  /** The segment of a person, where a candidate has none. */
  segment?: (person: Id) => string | null | undefined;
}

const list: Constraint<never> = optional({ expected: 'a list', accepts: (v) => typeof v === 'object' && v !== null, invalid: [1, null, 'ids'] }); // prettier-ignore

/** @internal */
export const AUDIENCE_RULES: Constraints<AudienceRules> = {
  purpose: text,
  asOf: time,
  consent: {
    default: undefined,
    expected: "{ ledger } or { notNeeded: 'why no consent is asked for' }",
    accepts: (v) => typeof v === 'object' && v !== null,
    invalid: [undefined, null, true, 'not needed'],
  },
  erased: optional({
    expected: 'tombstones',
    accepts: (v) => typeof (v as { has?: unknown } | null)?.has === 'function',
    invalid: [1, null, {}],
  }),
  suppression: list,
  caps: list,
  budget: anything,
  holdout: anything,
  segment: optional({ expected: 'a function', accepts: (v) => typeof v === 'function', invalid: [1, null] }),
};

/** Somebody who is in. */
export interface Member {
  readonly person: Id;
  /** `control`: left alone. */
  readonly arm: Arm;
  readonly reason: string;
  /** NaN where there is none. */
  readonly score: number;
  readonly segment: string | null;
}

/** What `audience` found. */
export class Audience {
  /** @internal */
  constructor(
    /** The best first. */
    readonly members: readonly Member[],
    /** How many candidates are not members, and why; with the members they are all candidates. */
    readonly leftOut: readonly LeftOut[],
    /** How many candidates there were, those named twice counted twice. */
    readonly nCandidates: number,
    /** All of it as a marketer reads it. */
    readonly sentences: readonly string[],
    private readonly kept: Pick<Campaign, 'purpose' | 'consent' | 'salt' | 'holdout'>,
  ) {}

  /** Whom to contact, the best first. */
  get treatment(): Id[] {
    return idsIn(this.members, 'treatment');
  }

  /** Who is left alone by lot. */
  get control(): Id[] {
    return idsIn(this.members, 'control');
  }

  /** One row a member: `person`, `arm`, `reason`, `score`, `segment`. */
  toTable(): Table {
    return peopleTable(this.members);
  }

  /**
   * The campaign that this audience is for: what is kept until its lift is measured.
   * @throws KindredError `invalid-option`, `unknown-option`; `invalid-data` for a time that is none
   */
  campaign({ name, startsAt }: { name: string; startsAt: TimeLike }): Campaign {
    return Campaign.of({ name, startsAt, ...this.kept, people: this.toTable() });
  }
}

const idsIn = (members: readonly Member[], arm: Arm) => members.filter((member) => member.arm === arm).map(({ person }) => person);

/**
 * Whom a campaign contacts, and whom it leaves alone to tell what it brings. Candidates go through these in order, and whoever is stopped is counted under the
 * first: named twice (people are matched by `spellingOf`), erased, without consent for the purpose, suppressed, at a frequency cap. Of those left the lot decides who is
 * held out; then, the best first, people are taken until the budget is spent on the treatment arm. The control group are those held out on the way there: with and without
 * contact they are the same kind of people, and a budget of 500 contacts is 500 contacts.
 * @param candidates - one list, or several: those of the first list come before those of the second. In a list the highest score comes first, those without one
 * last, and equal ones in the order of their ids' spelling; the order in the list has no say
 * @throws KindredError `invalid-data` naming list and row of a candidate who is none; `invalid-option`, `unknown-option`, `unknown-column`
 * @example
 * ```ts
 * import { audience } from 'kindred/campaign';
 * import { ConsentLedger } from 'kindred/privacy';
 * const grant = { purpose: 'email-marketing', action: 'grant', basis: 'consent', time: '2026-01-05', source: 'checkout' } as const;
 * const ledger = ConsentLedger.from(['Ann@shop.example', 'bob@shop.example'].map((person) => ({ person, ...grant })));
 * const candidates = ['ann@shop.example', 'bob@shop.example', 'cem@shop.example'].map((person, i) => ({ person, score: i, reason: 'bought tea' }));
 * const spring = audience(candidates, {
 *   purpose: 'email-marketing',
 *   asOf: '2026-03-01',
 *   consent: { ledger },
 *   suppression: { bounced: ['BOB@shop.example '] },
 *   holdout: { salt: 'spring', share: 0.1 },
 * });
 * console.log(spring.members.map(({ person, arm }) => `${person} ${arm}`)); // [ 'ann@shop.example treatment' ]
 * console.log(spring.leftOut.map(({ reason, n }) => `${reason} ${n}`)); // [ 'no-record 1', 'suppressed 1' ]
 * ```
 */
export function audience(candidates: readonly Candidate[] | readonly (readonly Candidate[])[], rules: AudienceRules): Audience {
  const options = checkOptions<AudienceRules>('audience', AUDIENCE_RULES, rules);
  const asOf = toMs(options.asOf, 'ms', '"asOf"');
  const consent = consentOf(options.consent, options.purpose, asOf);
  const lists = suppressionsOf(options.suppression);
  const caps = capsReached(options.caps ?? [], asOf);
  const most = contactsOf(options.budget);
  const lot = holdoutOf(options.holdout);
  const { people, nCandidates, twice } = gathered(candidates, options.segment);
  const { left, leftOut } = passed(people, { erased: options.erased, consent, lists, caps });
  const { members, overBudget } = drawn(left, lot, most);
  const out = [...twice, ...leftOut, ...overBudget];
  const sentences = audienceSentences({ members, leftOut: out, nCandidates, consent, caps, lot });
  return new Audience(
    members.map(({ person, arm, reason, score, segment }) => ({ person, arm, reason, score, segment })),
    out,
    nCandidates,
    sentences,
    { purpose: options.purpose, consent: consent.words, salt: lot?.salt ?? '', holdout: lot?.share ?? 0 },
  );
}
