/**
 * Campaign: who was contacted and who was left alone, kept as a file until its lift is measured.
 * @module
 */
import { checkOptions, number, type Constraints } from '../check.js';
import { cellsOf, type Column } from '../data/column.js';
import { columnFromList } from '../data/column-from-list.js';
import type { Id } from '../data/ids.js';
import { Table } from '../data/table.js';
import { toMs, type TimeLike } from '../data/time.js';
import { KindredError, show } from '../errors.js';
import { peopleColumn } from '../privacy/person.js';
import { spellingOf } from '../privacy/spelling.js';
import type { Member } from './audience.js';
import { readCampaignFile, writeCampaignFile } from './campaign-file.js';
import { idsOf } from './candidates.js';
import { text, time } from './constraints.js';
import type { Arm } from './holdout.js';

export interface CampaignOptions {
  name: string;
  /** When the first contact goes out. */
  startsAt: TimeLike;
  /** What people are contacted for. */
  purpose: string;
  /** One row a person: `person`, `arm` (`treatment` or `control`), `reason`, `score` and `segment`, of which the last three may lack. */
  people: Table;
  /** Whether consent was asked for, in words. Default: not said. */
  consent?: string;
  /** Of the holdout. Default: empty, nobody was held out by this. */
  salt?: string;
  /** The share that was to be held out. Default 0. */
  holdout?: number;
}

const anyText = { default: '', expected: 'a text', accepts: (v: unknown) => typeof v === 'string', invalid: [1, null] };

/** @internal */
export const CAMPAIGN: Constraints<CampaignOptions> = {
  name: text,
  startsAt: time,
  purpose: text,
  people: { default: undefined, expected: 'a Table', accepts: (v) => v instanceof Table, invalid: [undefined, null, []] },
  consent: anyText,
  salt: anyText,
  holdout: number(0, 0, 1),
};

/**
 * A campaign that was sent out, or is about to be.
 * @example
 * ```ts
 * import { audience, Campaign } from 'kindred/campaign';
 * const candidates = ['ann', 'bob', 'cem', 'dan'].map((person, i) => ({ person, score: i, reason: 'a customer' }));
 * const letters = audience(candidates, {
 *   purpose: 'letters',
 *   asOf: '2026-03-01',
 *   consent: { notNeeded: 'letters to own customers' },
 *   holdout: { salt: 'spring', share: 0.25 },
 * });
 * const campaign = letters.campaign({ name: 'spring', startsAt: '2026-03-10' });
 * const again = Campaign.fromBytes(campaign.toBytes());
 * console.log(again.name, again.people.nRows, again.consent); // spring 4 not needed: letters to own customers
 * ```
 */
export class Campaign {
  static readonly type = 'Campaign';

  private constructor(
    readonly name: string,
    /** In milliseconds UTC. */
    readonly startsAt: number,
    readonly purpose: string,
    readonly consent: string,
    readonly salt: string,
    /** The share that was to be held out. */
    readonly holdout: number,
    /** One row a person, the best first: `person`, `arm`, `reason`, `score` (NaN where there is none), `segment` (may be missing). */
    readonly people: Table,
  ) {}

  /**
   * A campaign out of its parts, where it was not made by `audience`.
   * @throws KindredError `invalid-option`, `unknown-option`; `unknown-column`; `invalid-data` naming the row of a person that is missing, named twice (by
   * `spellingOf`) or in no arm
   */
  static of(options: CampaignOptions): Campaign {
    const { name, startsAt, purpose, people, consent, salt, holdout } = checkOptions<CampaignOptions>('Campaign', CAMPAIGN, options);
    const members = membersOf(people);
    eachOnce(members);
    const table = peopleTable(members);
    return new Campaign(name, toMs(startsAt, 'ms', '"startsAt"'), purpose, consent!, salt!, holdout!, table);
  }

  /** Whom to contact, the best first. */
  get treatment(): Id[] {
    return this.idsIn('treatment');
  }

  /** Who is left alone. */
  get control(): Id[] {
    return this.idsIn('control');
  }

  /** Everybody with their arm: what the next campaign's holdout takes as `previous`. */
  arms(): [Id, Arm][] {
    const arm = cellsOf(this.people.column('arm'));
    return idsOf(this.people, 'person').map((person, row) => [person, arm(row) as Arm]);
  }

  /** One JSON text in UTF-8 with its checksum, a person a line. */
  toBytes(): Uint8Array {
    const { name, startsAt, purpose, consent, salt, holdout, people } = this;
    return writeCampaignFile({ name, startsAt, purpose, consent, salt, holdout }, membersOf(people));
  }

  /** @throws KindredError `file-corrupt` for anything damaged, cut off or changed; `file-version` */
  static fromBytes(bytes: Uint8Array): Campaign {
    const { head, members } = readCampaignFile(bytes);
    try {
      return Campaign.of({ ...(head as unknown as CampaignOptions), people: peopleTable(members) });
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new KindredError('file-corrupt', `not a readable campaign: ${why}`, { cause });
    }
  }

  private idsIn(arm: Arm): Id[] {
    return this.arms().flatMap(([person, its]) => (its === arm ? [person] : []));
  }
}

/** @internal Members as the table of a campaign. Ids of both kinds become texts. */
export function peopleTable(members: readonly Member[]): Table {
  const texts = (list: readonly (string | null)[]): Column =>
    list.some((v) => v !== null) ? columnFromList('segment', list) : { kind: 'category', codes: new Int32Array(list.length).fill(-1), categories: [] }; // prettier-ignore
  return Table.of({
    person: peopleColumn(members.map(({ person }) => person)),
    arm: texts(members.map(({ arm }) => arm)),
    reason: { kind: 'text', values: members.map(({ reason }) => reason) },
    score: { kind: 'number', values: Float64Array.from(members, ({ score }) => score) },
    segment: texts(members.map(({ segment }) => segment)),
  });
}

/** @throws KindredError `unknown-column`; `invalid-data` naming the row, and never the person */
function membersOf(people: Table): Member[] {
  const cells = (name: string) => (people.columns.includes(name) ? cellsOf(people.column(name)) : () => null);
  const [arm, reason, segment] = [cellsOf(people.column('arm')), cells('reason'), cells('segment')];
  const scores = people.columns.includes('score') ? people.column('score', 'number').values : undefined;
  return idsOf(people, 'person').map((person, row) => {
    const its = arm(row);
    if (its !== 'treatment' && its !== 'control')
      throw new KindredError('invalid-data', `row ${row + 1} of "arm" must be treatment or control, got ${show(its)}`);
    const [why, name] = [reason(row), segment(row)];
    return { person, arm: its, reason: why === null ? '' : String(why), score: scores?.[row] ?? NaN, segment: name === null ? null : String(name) }; // prettier-ignore
  });
}

/** @throws KindredError `invalid-data` naming the rows of one person, and never the person */
function eachOnce(members: readonly Member[]): void {
  const rows = new Map<string, number>();
  for (const [row, { person }] of members.entries()) {
    const spelling = spellingOf(person);
    const twin = rows.get(spelling);
    if (twin !== undefined) throw new KindredError('invalid-data', `rows ${twin + 1} and ${row + 1} of "person" are one person`);
    rows.set(spelling, row);
  }
}
