/**
 * What was found about a recommender's lists: the measures of hits at once, the others when they are asked for.
 * @module
 */
import type { Id } from '../data/ids.js';
import type { Interactions } from '../data/interactions.js';
import { averagePopularity, diversity, exposuresOf, giniOf, novelty } from './beyond-accuracy.js';
import { averagePrecisionOf, hitPlaces, ndcgOf, reciprocalRankOf, shareOf } from './hits.js';
import { perUser, type PerUser } from './per-user.js';

/** Who had not had what before. */
export interface Wanted<U extends Id, I extends Id> {
  readonly users: readonly U[];
  /** Of each user, the held-out items that are new to them. */
  readonly relevant: readonly ReadonlySet<I>[];
  readonly nColdUsers: number;
}

/** What `evaluateTopK` found. */
export class TopKEvaluation<U extends Id = Id, I extends Id = Id> {
  readonly k: number;
  /** The users that were counted. */
  readonly users: readonly U[];
  /** Test users without any training data, not counted. */
  readonly nColdUsers: number;
  /** The list of each user, at most k items. */
  readonly rankings: readonly (readonly I[])[];
  /** The relevant items of each user. */
  readonly relevant: readonly ReadonlySet<I>[];
  /** `precisionAtK`, by k. */
  readonly precision: PerUser;
  /** `recallAtK` */
  readonly recall: PerUser;
  /** `ndcgAtK`, by what is achievable. */
  readonly ndcg: PerUser;
  /** `averagePrecisionAtK`, by what is achievable; its mean is the MAP. */
  readonly map: PerUser;
  /** `reciprocalRankAtK`; its mean is the MRR. */
  readonly mrr: PerUser;
  /** `hitRateAtK`; its mean is the hit rate. */
  readonly hitRate: PerUser;

  readonly #train: Interactions<U, I>;
  #exposures: Int32Array | undefined;
  #novelty: PerUser | undefined;
  #popularity: PerUser | undefined;

  /** @internal */
  constructor(k: number, { users, relevant, nColdUsers }: Wanted<U, I>, rankings: readonly (readonly I[])[], train: Interactions<U, I>) {
    this.#train = train;
    this.k = k;
    this.users = users;
    this.nColdUsers = nColdUsers;
    this.rankings = rankings;
    this.relevant = relevant;
    const hits = rankings.map((ranking, u) => hitPlaces(ranking, relevant[u], k));
    const most = (u: number) => Math.min(k, relevant[u].size);
    this.precision = perUser(hits.map((places) => shareOf(places, k)));
    this.recall = perUser(hits.map((places, u) => shareOf(places, relevant[u].size)));
    this.ndcg = perUser(hits.map((places, u) => ndcgOf(places, most(u))));
    this.map = perUser(hits.map((places, u) => averagePrecisionOf(places, most(u))));
    this.mrr = perUser(hits.map(reciprocalRankOf));
    this.hitRate = perUser(hits.map((places) => Math.min(1, places.length)));
  }

  /** The share of the training items that is in at least one list: `coverage`. */
  get coverage(): number {
    const exposures = this.#shown();
    return exposures.reduce((sum, n) => sum + Math.min(1, n), 0) / exposures.length;
  }

  /** The Gini index of how often each training item is shown, as in `popularityBias`. */
  get gini(): number {
    return giniOf(this.#shown());
  }

  /** `novelty` by the users of the training data, in bits; NaN for an empty list. */
  get novelty(): PerUser {
    const { nUsers } = this.#train;
    return (this.#novelty ??= this.#byUsers((ranking, usersOf) => novelty(ranking, usersOf, nUsers)));
  }

  /** `averagePopularity` by the users of the training data; NaN for an empty list. Its mean is the average recommendation popularity (ARP). */
  get popularity(): PerUser {
    return (this.#popularity ??= this.#byUsers(averagePopularity));
  }

  /**
   * Intra-list diversity, as the function `diversity`.
   * @param similarity - of two items, 1 for equal ones
   * @throws KindredError `invalid-data` where it is no finite number
   */
  diversity(similarity: (a: I, b: I) => number): PerUser {
    return this.measure((ranking) => diversity(ranking, similarity));
  }

  /**
   * Any measure of a user's list: a variant, or one of your own.
   * @example
   * ```ts
   * import { Interactions, Popularity } from 'kindred';
   * import { evaluateTopK, ndcgAtK } from 'kindred/evaluation';
   * const [train, test] = [[{ u: 1, i: 'a' }, { u: 2, i: 'b' }], [{ u: 1, i: 'b' }]].map((rows) => Interactions.from(rows, { user: 'u', item: 'i' }));
   * const found = evaluateTopK(new Popularity().fit(train), train, test, { k: 2 });
   * const byK = found.measure((ranking, relevant, k) => ndcgAtK(ranking, relevant, k, { divideBy: 'k' }));
   * console.log(found.ndcg.mean, byK.mean.toFixed(4)); // 1 0.6131
   * ```
   */
  measure(of: (ranking: readonly I[], relevant: ReadonlySet<I>, k: number) => number): PerUser {
    return perUser(this.rankings.map((ranking, u) => of(ranking, this.relevant[u], this.k)));
  }

  #byUsers(of: (ranking: readonly I[], usersOf: (item: I) => number) => number): PerUser {
    const { items, nItems } = this.#train;
    const counts = new Int32Array(nItems);
    for (const i of this.#train.rows().items) counts[i]++;
    return this.measure((ranking) => of(ranking, (item) => counts[items.indexOf(item)] ?? 0));
  }

  #shown(): Int32Array {
    return (this.#exposures ??= exposuresOf(this.rankings, this.#train.items.values));
  }
}
