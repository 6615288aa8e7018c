// Campaigns and what people did, and the facts of each.
import { Campaign, lift, type LiftOptions } from '../../src/campaign/index.js';
import { Table } from '../../src/index.js';
import { liftFacts, liftFiles, type LiftContext, type LiftFacts } from '../../src/report/index.js';
import { generator } from '../support/random.js';

const HOSTILE = '</style><script>alert(1)</script>&"\'';
const SEGMENTS = ['Champions', HOSTILE, 'New'];

/** People of whom every fifth is left alone by lot, and what they did. */
export function shop(n: number, { raised = 0, small = 0, seed = 1 } = {}) {
  const random = generator(seed);
  const rows = Array.from({ length: n }, (_, i) => ({
    person: `p${i}`,
    arm: random() < 0.2 ? 'control' : 'treatment',
    reason: i % 2 === 0 ? `likely to order: ${i % 7} %` : i < 9 ? 'born on this day' : 'a customer',
    score: i,
    segment: i < small ? 'tiny' : SEGMENTS[i % SEGMENTS.length],
  }));
  const outcomes = rows.map(({ person, arm }) => {
    const taste = random();
    const converted = random() < 0.1 + (arm === 'treatment' ? raised : 0);
    return { person, converted, revenue: converted ? Math.floor(10000 * taste) / 100 + 20 : 0, before: Math.floor(100 * taste) };
  });
  const people = Table.from(rows);
  const campaign = Campaign.of({ name: HOSTILE, startsAt: '2026-03-01', purpose: 'letters', consent: 'asked for', people, salt: 's', holdout: 0.2 }); // prettier-ignore
  return { people, campaign, outcomes, table: Table.from(outcomes) };
}

const DAYS = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 15), beforeDays: 90, currency: 'EUR' };
type Shop = ReturnType<typeof shop>;
export const factsOf = ({ campaign, table }: Shop, options: LiftOptions = {}, context: LiftContext = {}) =>
  liftFacts(lift(campaign, table, { currency: 'EUR', ...options }), { campaign, ...DAYS, ...context });

/** Day by day, each fact given to the next as its file holds it. */
export function daily({ campaign, outcomes }: Shop, days: number): LiftFacts {
  let previous: LiftFacts | undefined;
  for (let day = 1; day <= days; day++) {
    const known = outcomes.map((row, i) => (i % days < day ? row : { ...row, converted: false, revenue: 0 }));
    const report = lift(campaign, Table.from(known), { sequential: true, before: [], segment: null, previous: previous?.lift });
    const facts = liftFacts(report, { campaign, from: DAYS.from, to: Date.UTC(2026, 2, 1 + day), previous });
    previous = JSON.parse(liftFiles(facts)[1].content as string) as LiftFacts;
  }
  return previous!;
}

export const raised = factsOf(shop(6000, { raised: 0.05, small: 8 }));
export const none = factsOf(shop(6000));
export const lowered = factsOf(shop(6000, { raised: -0.06 }), { segment: null });
const drawn = shop(6000, { raised: 0.05 });
export const off = factsOf({
  ...drawn,
  campaign: Campaign.of({ name: 'c', startsAt: 0, purpose: 'p', people: drawn.people, holdout: 0.1 }),
});
export const looked = daily(shop(4000, { raised: 0.06 }), 8);
export const tiny = factsOf(shop(30));
export const alone = liftFacts(lift({ people: Table.from({ person: [1, 2], arm: ['treatment', 'treatment'] }) }, Table.from([{ person: 1, converted: true }]))); // prettier-ignore
export const empty = liftFacts(lift({ people: Table.from({ person: [1], arm: ['control'] }).filter([false]) }, Table.from([{ person: 1, converted: true }]))); // prettier-ignore
export const ALL: Record<string, LiftFacts> = { raised, none, lowered, off, looked, tiny, alone, empty };
