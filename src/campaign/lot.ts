/**
 * Who of an audience is left alone by lot.
 * @module
 */
import { anything, checkOptions, flag, type Constraints } from '../check.js';
import type { Id } from '../data/ids.js';
import { spellingOf } from '../privacy/spelling.js';
import { Campaign } from './campaign.js';
import type { Person } from './gather.js';
import { armsBefore, HOLDOUT, holdout, type Arm, type HoldoutOptions } from './holdout.js';

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
  const pairs = previous instanceof Campaign ? previous.arms() : (previous ?? undefined);
  const before = armsBefore(pairs, 'a Campaign, a Map of persons to arms, or pairs of these', spellingOf);
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
