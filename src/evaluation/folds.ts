/**
 * Folds as parts of work that threads may take: fit an estimator on the training side of a split, score the model by the other.
 * @module
 */
import type { Events, InteractionData } from '../data/events.js';
import { Ids, type Id } from '../data/ids.js';
import { Interactions } from '../data/interactions.js';
import { KindredError } from '../errors.js';
import { classOf, inParts, nameOf, partsHere, type Task } from '../parts.js';
import type { Steps } from '../progress.js';
import type { Split } from './pairs.js';
import { scoreSteps, type ScoringPlan } from './scoring.js';

/** An estimator as it is evaluated: its `fit` makes a model. Those of kindred, and your own. */
export interface Fits<U extends Id, I extends Id, M> {
  fit(interactions: Interactions<U, I>): M;
}

/** One of kindred's, as threads know it. */
export interface EstimatorClass {
  /** Its name, which a bundler may change of the class itself. */
  readonly estimator: string;
  new (options: never): Fits<Id, Id, unknown>;
}

/** An estimator to try, and how messages name it. */
export interface Candidate {
  readonly estimator: Fits<Id, Id, unknown>;
  readonly name: string;
}

/** A candidate on a split. Threads know the class by its name, `type`; who is not among theirs is tried in the caller's. */
interface FoldPart {
  readonly candidate: number;
  readonly split: number;
  readonly name: string;
  readonly type: string | undefined;
  readonly options: object | undefined;
}

/** Interactions as plain data. */
interface PlainData extends Pick<InteractionData, 'duplicates' | 'recipe'> {
  readonly users: readonly Id[];
  readonly items: readonly Id[];
  readonly events: Events;
}

interface Shared {
  readonly splits: readonly { readonly train: PlainData; readonly test: PlainData }[];
  readonly plan: ScoringPlan;
}

interface Open {
  readonly splits: readonly Split[];
  readonly plan: ScoringPlan;
}

type FoldsTask = Task<Shared, FoldPart, Float64Array | null, Open>;

/** The task of a thread. @param classes - the estimators that it knows; the answer to others is null */
export function foldsTask(classes: readonly EstimatorClass[]): FoldsTask {
  const known = new Map(classes.map((one) => [one.estimator, one]));
  return taskOf(({ type, options }) => {
    const Estimator = known.get(type ?? '');
    return Estimator && new Estimator(options as never);
  });
}

/** The scores of every candidate: for each split one a scoring. */
export function* scoreEach(candidates: readonly Candidate[], splits: readonly Split[], plan: ScoringPlan): Steps<Float64Array[][]> {
  const task = taskOf(({ candidate }) => candidates[candidate].estimator);
  const shared = { splits: splits.map(({ train, test }) => ({ train: plain(train), test: plain(test) })), plan };
  const parts = candidates.flatMap(({ estimator, name }, candidate) => {
    const type = typeOf(estimator);
    const options = type === undefined ? undefined : (estimator as { options?: object }).options;
    return splits.map((_, split) => ({ candidate, split, name: `${name}fold ${split + 1} of ${splits.length}`, type, options }));
  });
  const found = new Map<FoldPart, Float64Array | null>();
  const known = parts.filter(({ type }) => type !== undefined);
  if (known.length > 0) (yield* inParts(task, shared, known)).forEach((scores, p) => found.set(known[p], scores));
  const others = parts.filter((part) => !found.get(part));
  if (others.length > 0) (yield* partsHere(task, shared, others)).forEach((scores, p) => found.set(others[p], scores));
  return candidates.map((_, c) => parts.filter(({ candidate }) => candidate === c).map((part) => found.get(part)!));
}

/** All steps of a fit, where the estimator is one of kindred's. */
function* fitSteps(estimator: Fits<Id, Id, unknown>, interactions: Interactions): Steps<unknown> {
  if (typeOf(estimator) === undefined) return estimator.fit(interactions);
  return yield* (estimator as unknown as { steps(interactions: Interactions): Steps<unknown> }).steps(interactions);
}

/** The name of the class, where it is one of kindred's. */
function typeOf(estimator: object): string | undefined {
  const Class = 'steps' in estimator ? classOf(estimator) : undefined;
  return Class && nameOf(Class);
}

function taskOf(estimatorOf: (part: FoldPart) => Fits<Id, Id, unknown> | undefined): FoldsTask {
  return {
    name: 'recommender folds',
    stage: 'cross-validating',
    open: ({ splits, plan }) => ({ splits: splits.map(({ train, test }) => ({ train: revived(train), test: revived(test) })), plan }),
    *steps({ splits, plan }, part) {
      try {
        const estimator = estimatorOf(part);
        if (!estimator) return null;
        const split = splits[part.split];
        return yield* scoreSteps(yield* fitSteps(estimator, split.train), split, plan);
      } catch (error) {
        throw error instanceof KindredError ? new KindredError(error.code, `${part.name}: ${error.message}`, { cause: error }) : error;
      }
    },
  };
}

const plain = ({ users, items, events, duplicates, recipe }: Interactions): PlainData => ({
  users: users.values,
  items: items.values,
  events,
  duplicates,
  recipe,
});

const revived = ({ users, items, events, duplicates, recipe }: PlainData): Interactions =>
  new Interactions(Ids.sorted(users), Ids.sorted(items), events, duplicates, recipe);
