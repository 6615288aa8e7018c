/**
 * Who of an audience is left alone by lot.
 * @module
 */
import { anything, checkOptions, flag, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { KindredError, mustBe } from '../errors.js';
import { spellingOf } from '../privacy/spelling.js';
import { Campaign } from './campaign.js';
import type { Person } from './gather.js';
import { HOLDOUT, holdout, type Arm, type HoldoutOptions } from './holdout.js';

export interface AudienceHoldout extends Pick<HoldoutOptions, 'salt' | 'share'> {
  /** An earlier campaign, or pairs of persons and arms: these people keep their arm, also under another spelling. */
  previous?: Campaign | NonNullable<HoldoutOptions['previous']>;
  /** Draw in each segment on its own, so that each has its share to a whole person, of all who could be contacted. Default false. */
  bySegment?: boolean;
}

/** @internal */
export const AUDIENCE_HOLDOUT: Constraints<AudienceHoldout> = {
  salt: HOLDOUT.salt,
  share: HOLDOUT.share,
  previous: anything,
  bySegment: flag(false),
};

export interface Lot {
  readonly salt: string;
  readonly share: number;
  readonly arms: (people: readonly Person[]) => readonly Arm[];
}

/** Undefined where nobody is to be left alone. @throws KindredError `invalid-option`, `unknown-option`; `invalid-data` for a person in both arms before */
export function holdoutOf(given: unknown): Lot | undefined {
  if (given === undefined) return undefined;
  const { salt, share, previous, bySegment } = checkOptions<AudienceHoldout>('holdout', AUDIENCE_HOLDOUT, given);
  const before = armsBefore(previous);
  const arms = (people: readonly Person[]) =>
    holdout(
      people.map(({ person }) => person),
      {
        salt,
        share,
        ...(bySegment ? { strata: people.map(({ segment }) => segment) } : {}),
        previous: people.flatMap(({ person, spelling }): [Id, Arm][] => {
          const arm = before.get(spelling);
          return arm === undefined ? [] : [[person, arm]];
        }),
      },
    ).arms;
  return { salt, share, arms };
}

/** Arms by spelling: a person keeps theirs also where the list spells them otherwise. */
function armsBefore(previous: AudienceHoldout['previous']): Map<string, Arm> {
  const arms = new Map<string, Arm>();
  const pairs = previous instanceof Campaign ? previous.arms() : (previous ?? []);
  if (typeof pairs !== 'object' || !(Symbol.iterator in pairs))
    throw new KindredError('invalid-option', mustBe('previous', 'a Campaign, a Map of persons to arms, or pairs of these', previous));
  let row = 0;
  for (const [person, arm] of pairs) {
    row++;
    if (arm !== 'treatment' && arm !== 'control')
      throw new KindredError('invalid-data', `entry ${row} of "previous" must be a person and "treatment" or "control"`);
    const spelling = spellingOf(person);
    if ((arms.get(spelling) ?? arm) !== arm)
      throw new KindredError('invalid-data', `entry ${row} of "previous" has a person who is in both arms`);
    arms.set(spelling, arm);
  }
  return arms;
}
