/**
 * Names of segments by rule: each segment gets the customary RFM name whose typical profile is nearest to its own, no name twice. A name that claims something
 * (newcomers are new) is given only where it is true.
 * @module
 */

/** What a segment's name is made of: how far its center is from the average customer, in standard deviations; recency counts days, so below 0 is recent. */
export interface SegmentProfile {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** The share of the time the orders span that lies between the typical member's first order and the end. */
  readonly tenure: number;
}

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
    holds: ({ recency, frequency, monetary }) => recency < 0 && frequency > 0.5 && monetary > 0.5,
    advice: 'Reward them: early access, a thank-you, an invitation to recommend you. They need no discount.',
  },
  {
    name: 'Loyal customers',
    at: [-0.6, 0.7, 0.6],
    holds: ({ recency, frequency, monetary }) => recency < 0.1 && frequency > 0.1 && monetary > 0,
    advice: 'Show them what goes with what they have: they are the next champions.',
  },
  {
    name: 'Big spenders',
    at: [0, 0, 1.2],
    holds: ({ frequency, monetary }) => monetary > 0.5 && monetary > frequency,
    advice: 'Few orders, large ones: offer the best you have, and personal service.',
  },
  {
    name: 'New customers',
    at: [-0.9, -0.7, -0.6],
    holds: ({ recency, frequency, tenure }) => recency < 0 && frequency < 0 && tenure < 0.25,
    advice: 'Welcome them and win the second order: it decides whether they stay.',
  },
  {
    name: 'Recent buyers',
    at: [-0.8, -0.4, -0.3],
    holds: ({ recency }) => recency < 0,
    advice: 'They are here right now: suggest the next purchase while they remember you.',
  },
  {
    name: 'Regulars',
    at: [0, 0.3, 0.2],
    holds: ({ recency, frequency }) => recency < 0.5 && frequency > -0.1,
    advice: 'Keep the rhythm: remind them of what they buy again and again.',
  },
  {
    name: 'At risk',
    at: [0.6, 0.5, 0.5],
    holds: ({ recency, frequency, monetary }) => recency > 0 && frequency + monetary > 0,
    advice: 'They used to buy and have stopped: write to them now, with a reason to come back.',
  },
  {
    name: 'Slipping away',
    at: [0.6, -0.3, -0.2],
    holds: ({ recency }) => recency > 0,
    advice: 'A reminder with their own favorites may bring some of them back.',
  },
  {
    name: 'Occasional customers',
    at: [0, -0.6, -0.6],
    holds: ({ frequency }) => frequency < 0,
    advice: 'They come now and then: season and occasion work better than frequency.',
  },
  {
    name: 'Lost',
    at: [1.1, -0.8, -0.7],
    holds: ({ recency, frequency }) => recency > 0.3 && frequency < 0,
    advice: 'Spend little on them: one last good offer, then leave them in peace.',
  },
];

/** A segment's name, and what to do about it. */
export interface SegmentName {
  readonly name: string;
  readonly advice: string;
}

/**
 * Names for some segments, in their order.
 * @param profiles - one a segment
 */
export function nameSegments(profiles: readonly SegmentProfile[]): SegmentName[] {
  const pairs = profiles.flatMap((profile, p) =>
    RULES.filter(({ holds }) => holds(profile)).map((rule) => ({ p, rule, distance: distance(profile, rule) })),
  );
  pairs.sort((a, b) => a.distance - b.distance || a.p - b.p);
  const names: (SegmentName | undefined)[] = profiles.map(() => undefined);
  const taken = new Set<Rule>();
  for (const { p, rule } of pairs) {
    if (names[p] || taken.has(rule)) continue;
    names[p] = { name: rule.name, advice: rule.advice };
    taken.add(rule);
  }
  return names.map((name, p) => name ?? { name: `Group ${p + 1}`, advice: 'Look at their figures: no customary name fits them better.' });
}

function distance({ recency, frequency, monetary }: SegmentProfile, { at }: Rule): number {
  const [r, f, m] = [recency - at[0], frequency - at[1], monetary - at[2]];
  return r * r + f * f + m * m;
}
