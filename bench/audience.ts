/**
 * The audience of an item by UserKNN: the 100 of 5,000 users for whom it has its highest scores. The first question to a model finds everyone's neighbors, the next
 * ones know who they are.
 * @module
 */
import { UserKNN, type UserKNNModel } from 'kindred';
import { powerLaw, type Events } from './data.ts';
import { timed, type Case, type Contender } from './interleave.ts';
import { interactionsOf, mapsOf, NEIGHBORS } from './neighbors.ts';
import { byItem, neighbors as mapNeighbors, type Ratings } from './peers/maps.ts';

const [USERS, ITEMS, EVENTS, TOP, ITEM] = [5000, 1000, 60_000, 100, 10];

type Aggregate = 'sum' | 'average';
type Audience = readonly { readonly user: number; readonly score: number }[];

const answerOf = (audience: Audience) => audience.reduce((sum, { score }) => sum + score, 0);
const best = (audience: { user: number; score: number }[]): Audience => audience.sort((a, b) => b.score - a.score).slice(0, TOP);

type Model = UserKNNModel<number, number>;

const ask = (model: Model) => model.audienceFor(ITEM, { k: TOP });

/** A new model each time, made before the clock starts: it knows nothing of its users yet. */
const first = (kind: Contender['kind'], name: string, fit: () => Model, run: (model: Model) => Audience): Contender => ({
  kind,
  name,
  measure() {
    const model = fit();
    return timed(kind, name, () => run(model), answerOf).measure();
  },
});

/** Everyone's neighbors, then a sum over those who have the item. */
function mapAudience(byUser: Ratings): Audience {
  const near = mapNeighbors(byItem(byUser), NEIGHBORS); // users are the items of items
  const found: { user: number; score: number }[] = [];
  for (const [user, row] of byUser) {
    if (row.has(ITEM)) continue;
    let score = 0;
    for (const [other, cosine] of near.get(user)!) score += cosine * (byUser.get(other)!.get(ITEM) ?? 0);
    if (score > 0) found.push({ user, score });
  }
  return best(found);
}

function contenders(events: Events, aggregate: Aggregate): Contender[] {
  const [interactions, maps] = [interactionsOf(events), mapsOf(events)];
  const fit = () => new UserKNN({ nNeighbors: NEIGHBORS, aggregate }).fit(interactions);
  const asked = fit();
  const others = interactions.users.values.filter((user) => !maps.get(user)!.has(ITEM));
  const predictAll = (model: Model) => best(others.map((user) => ({ user, score: model.predict(user, ITEM) ?? -Infinity })));
  return [
    first('kindred', 'kindred, first question', fit, ask),
    timed('also', 'kindred, next question', () => ask(asked), answerOf),
    first('also', 'kindred, predict for everyone', fit, predictAll),
    ...(aggregate === 'sum' ? [timed('peer', 'Map and sort', () => mapAudience(maps), answerOf)] : []),
  ];
}

export const audienceCases = (): Case[] =>
  (['sum', 'average'] as const).map((aggregate) => ({
    name: `audience of an item, UserKNN 5,000 x 1,000, ${aggregate}`,
    prepare: () => Promise.resolve(contenders(powerLaw(USERS, ITEMS, EVENTS, true), aggregate)),
  }));
