/**
 * Names of segments by rule: each segment gets the customary RFM name whose typical profile is nearest to its own, no name twice, and only where what the name
 * says is true of the segment: nobody is lost after three days.
 * @module
 */

/** What a segment's name is made of. */
export interface SegmentProfile {
  /** How far the center is from the typical customer, in standard deviations of the log; recency counts days, so below 0 is recent. */
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** Medians of the members: orders, and days since the last one. */
  readonly orders: number;
  readonly days: number;
  /** The share of the members whose first order is new: see `NEW_DAYS`. */
  readonly newShare: number;
}

/** A first order is new for so many days, or for a quarter of the time that the orders span where that is less. */
export const NEW_DAYS = 90;

interface Rule {
  readonly name: string;
  /** The typical profile. */
  readonly at: readonly [recency: number, frequency: number, monetary: number];
  readonly holds: (profile: SegmentProfile) => boolean;
  readonly advice: string;
}

const RULES: readonly Rule[] = [
  {
    name: 'Champions',
    at: [-1, 1.5, 1.5],
    holds: ({ recency, frequency, monetary, orders, days }) => recency < 0 && frequency > 0.5 && monetary > 0.5 && orders >= 3 && days < 60,
    advice: 'Reward them: early access, a thank-you, an invitation to recommend you.',
  },
  {
    name: 'Loyal customers',
    at: [-0.6, 0.7, 0.6],
    holds: ({ recency, frequency, monetary, orders, days }) =>
      recency < 0.1 && frequency > 0.1 && monetary > 0 && orders >= 3 && days < 120,
    advice: 'Show them what goes with what they have.',
  },
  {
    name: 'Big spenders',
    at: [0, 0, 1.2],
    holds: ({ frequency, monetary }) => monetary > 0.5 && monetary > frequency + 0.3,
    advice: 'They spend more than their orders suggest: offer the best you have, and personal service.',
  },
  {
    name: 'New customers',
    at: [-0.9, -0.7, -0.6],
    holds: ({ newShare }) => newShare >= 0.8,
    advice: 'Welcome them, and give them a reason for the next order.',
  },
  {
    name: 'Recent buyers',
    at: [-0.8, -0.4, -0.3],
    holds: ({ recency, days }) => recency < -0.2 && days < 60,
    advice: 'They were here lately: suggest the next purchase while they remember you.',
  },
  {
    name: 'Regulars',
    at: [0, 0.3, 0.2],
    holds: ({ recency, frequency, orders }) => recency < 0.5 && frequency > -0.1 && orders >= 3,
    advice: 'Keep the rhythm: remind them of what they buy again and again.',
  },
  {
    name: 'At risk',
    at: [0.6, 0.5, 0.5],
    holds: ({ recency, frequency, monetary, orders, days }) => recency > 0 && frequency + monetary > 0 && orders >= 3 && days >= 30,
    advice: 'They used to buy and have paused: write to them, with a reason to come back.',
  },
  {
    name: 'Slipping away',
    at: [0.6, -0.3, -0.2],
    holds: ({ recency, days }) => recency > 0.2 && days >= 30,
    advice: 'A reminder with their own favorites may bring some of them back.',
  },
  {
    name: 'Occasional customers',
    at: [0, -0.6, -0.6],
    holds: ({ recency, frequency, orders }) => recency < 0.8 && frequency < -0.1 && orders > 1,
    advice: 'They come now and then: think of season and occasion.',
  },
  {
    name: 'Lost',
    at: [1.1, -0.8, -0.7],
    holds: ({ recency, frequency, days }) => recency > 0.3 && frequency < 0 && days >= 90,
    advice: 'Spend little on them: perhaps one last good offer.',
  },
];

/** A segment's name, and what to do about it. */
export interface SegmentName {
  readonly name: string;
  readonly advice: string;
}

/**
 * Names for some segments, in their order; undefined where no customary name is true.
 * @param profiles - one a segment
 * @param before - what each was called in an earlier run: such a name is kept as long as it is true
 */
export function nameSegments(
  profiles: readonly SegmentProfile[],
  before: readonly (string | undefined)[] = [],
): (SegmentName | undefined)[] {
  const chosen = profiles.map((profile, p) => RULES.find(({ name, holds }) => name === before[p] && holds(profile)));
  const pairs = profiles.flatMap((profile, p) =>
    RULES.filter(({ holds }) => holds(profile)).map((rule) => ({ p, rule, distance: distance(profile, rule) })),
  );
  pairs.sort((a, b) => a.distance - b.distance || a.p - b.p);
  for (const { p, rule } of pairs) if (!chosen[p] && !chosen.includes(rule)) chosen[p] = rule;
  return chosen.map((rule) => rule && { name: rule.name, advice: rule.advice });
}

/** No name twice: a later one gets a number, `Regulars (2)`. */
export function distinctNames<N extends { readonly name: string }>(names: readonly N[]): N[] {
  const taken = new Set<string>();
  return names.map((one) => {
    let { name } = one;
    for (let times = 2; taken.has(name); times++) name = `${one.name} (${times})`;
    taken.add(name);
    return name === one.name ? one : { ...one, name };
  });
}

function distance({ recency, frequency, monetary }: SegmentProfile, { at }: Rule): number {
  const [r, f, m] = [recency - at[0], frequency - at[1], monetary - at[2]];
  return r * r + f * f + m * m;
}
