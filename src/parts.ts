/**
 * Work in parts that threads may take: what goes in and comes out is plain data, and the results depend neither on who does a part nor on how many do.
 * @module
 */
import type { LongWork, Progress, Steps } from './progress.js';

/** A class of kindred as both sides of a thread know it: by a name that no bundler changes, and by a mark that no class of a user's own has by accident. */
export type NamedClass = { readonly isOfKindred: true } & ({ readonly type: string } | { readonly estimator: string });

export const nameOf = (one: NamedClass): string => ('estimator' in one ? one.estimator : one.type);

/**
 * The class of a value, where it is one of kindred's. Not one that is made from it or has the same name, nor an object that was given functions of its own: these
 * may do everything else.
 */
export function classOf(value: object): NamedClass | undefined {
  const { constructor } = value;
  if (typeof constructor !== 'function' || !Object.hasOwn(constructor, 'isOfKindred')) return undefined;
  return Object.values(value).some((of) => typeof of === 'function') ? undefined : (constructor as unknown as NamedClass);
}

/**
 * Work that a thread knows by its name (src/worker/tasks.ts lists them all). Shared data, parts and results cross threads: plain objects, numbers, texts and
 * typed arrays. A result holds arrays of its own, no views of what `open` made.
 */
export interface Task<Shared, Part, Result, Open = unknown> {
  readonly name: string;
  /** What is being done, for `onProgress`. */
  readonly stage: string;
  /** Are its steps told as they are, because it is a whole and no part of one? */
  readonly isWhole?: boolean;
  /** Once a thread, before its first part; a thread is given parts in their order. */
  open(shared: Shared): Open;
  steps(open: Open, part: Part): Steps<Result>;
  /** After the last part, or where one failed. */
  close?(open: Open): void;
}

/** What recommends to many. */
export interface Recommends {
  recommendAll(options: never): Iterable<unknown>;
}

/** What it gives, as a list. */
export type ListsOf<M extends Recommends> = ReturnType<M['recommendAll']> extends Iterable<infer L> ? L[] : never;

/** Threads for long work. `workers` of `kindred/worker` makes them. */
export interface Workers {
  /** How many parts are worked on at a time. */
  readonly size: number;
  /** @internal The results, in the order of the parts. */
  map<S, P, R>(task: Task<S, P, R>, shared: S, parts: readonly P[], work?: LongWork): Promise<R[]>;
  /** @internal For the model, which knows nothing of threads: a page that only scores holds none of this. */
  recommendAll<M extends Recommends>(model: M, options: object, work: LongWork): Promise<ListsOf<M>>;
  /**
   * @internal As `map`, of values of kindred (recipes, models, tables ...). Undefined where that cannot be: something of them cannot cross, such as a function or a class that
   * threads do not know, or there are no threads.
   * @param classes - those of the results
   */
  carry<S, P, R>(
    task: Task<S, P, R>,
    shared: S,
    parts: readonly P[],
    classes: readonly NamedClass[],
    work?: LongWork,
  ): Promise<R[] | undefined>;
}

/** What a generator yields where its work falls into parts. Who drives it may have them done elsewhere; else the generator does them itself. */
export class Fork<S = unknown, P = unknown, R = unknown> implements Progress {
  readonly done = 0;
  readonly total = 1;
  readonly stage: string;
  results: R[] | undefined;
  private told = (step: Progress): Progress => step;

  constructor(
    private readonly task: Task<S, P, R>,
    private readonly shared: S,
    private readonly parts: readonly P[],
    /** Those of the results, where values of kindred cross. */
    private readonly classes?: () => readonly NamedClass[],
  ) {
    this.stage = task.stage;
  }

  /** Its progress as that of the work around it. */
  toldAs(as: (step: Progress) => Progress): this {
    const { told } = this;
    this.told = (step) => as(told(step));
    return this;
  }

  async doneBy(workers: Workers, given: LongWork): Promise<void> {
    const { task, shared, parts, classes } = this;
    const work = { ...given, onProgress: given.onProgress && ((step: Progress) => given.onProgress!(this.told(step))) };
    this.results = classes ? await workers.carry(task, shared, parts, classes(), work) : await workers.map(task, shared, parts, work);
  }
}

/**
 * The results of all parts, in their order.
 * @param shared - what all parts need: sent once to each thread
 * @param parts - given out in their order. How many there are must not depend on the threads
 * @param classes - those of the results, where values of kindred cross
 */
export function* inParts<S, P, R>(task: Task<S, P, R>, shared: S, parts: readonly P[], classes?: () => readonly NamedClass[]): Steps<R[]> {
  const fork = new Fork(task, shared, parts, classes);
  yield fork;
  return fork.results ?? (yield* partsHere(task, shared, parts));
}

/**
 * Work that a thread may do as a whole.
 * @param shared - what it is made of: values of kindred, plain objects, numbers, texts, typed arrays
 * @param classes - those of the result
 * @param here - the same work in this thread, not yet begun
 */
export function* inThread<S, R>(task: Task<S, null, R>, shared: S, classes: () => readonly NamedClass[], here: Steps<R>): Steps<R> {
  const fork = new Fork(task, shared, [null], classes);
  yield fork;
  return fork.results ? fork.results[0] : yield* here;
}

/** A recipe as a thread is given it. */
export interface Recipe {
  /** The classes of its models, and of those inside. */
  readonly models: readonly NamedClass[];
  /** Does its own work fall into parts, for several threads? */
  readonly splits?: boolean;
  steps(...data: never[]): Steps<unknown>;
}

interface Fitting {
  readonly recipe: Recipe;
  readonly data: readonly unknown[];
}

/** A fit as a whole. */
export const FIT: Task<Fitting, null, unknown, Fitting> = {
  name: 'fit',
  stage: 'fitting',
  isWhole: true,
  open: (shared) => shared,
  steps: ({ recipe, data }) => recipe.steps(...(data as never[])),
};

/**
 * The model of a recipe, fitted in a thread where there is one.
 * @param data - what `steps` takes
 * @param here - the fit in this thread, not yet begun
 */
export function fitted<M>(recipe: Recipe, data: readonly unknown[], here: Steps<M>): Steps<M> {
  return recipe.splits ? here : inThread(FIT as Task<unknown, null, M>, { recipe, data: data.map(withoutWork) }, () => recipe.models, here);
}

/** What a fit takes besides its rows, without what is the caller's own. */
function withoutWork(given: unknown): unknown {
  if (Object.prototype.toString.call(given) !== '[object Object]' || Object.getPrototypeOf(given) !== Object.prototype) return given;
  const rest = { ...(given as LongWork) };
  delete rest.onProgress;
  delete rest.signal;
  delete rest.workers;
  return rest;
}

/** The steps of a work inside another, as the other tells them: in this thread, and where threads do it. */
export function* retold<R>(steps: Steps<R>, as: (step: Progress) => Progress): Steps<R> {
  try {
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      yield step.value instanceof Fork ? step.value.toldAs(as) : as(step.value);
    }
  } finally {
    steps.return(undefined as never);
  }
}

/** All parts in this thread, one after the other. */
export function* partsHere<S, P, R>(task: Task<S, P, R>, shared: S, parts: readonly P[]): Steps<R[]> {
  const open = task.open(shared);
  try {
    const results: R[] = [];
    for (const part of parts) results.push(yield* onePart(task.steps(open, part), results.length, parts.length, task.stage));
    return results;
  } finally {
    task.close?.(open);
  }
}

/** The steps of a part, told as shares of all parts. */
function* onePart<R>(steps: Steps<R>, before: number, total: number, stage: string): Steps<R> {
  try {
    for (let share = 0; ;) {
      const step = steps.next();
      if (step.done) return step.value;
      share = Math.max(share, shareOf(step.value)); // a part may have several stages
      yield { done: hundredths(before + share), total, stage };
    }
  } finally {
    steps.return(undefined as never);
  }
}

/** From 0 to 1. */
export const shareOf = ({ done, total }: Progress): number => (total > 0 ? Math.min(1, done / total) : 0);

/** Parts at work, as they are told. */
export const hundredths = (parts: number): number => Math.floor(parts * 100) / 100;

/** Whole numbers from `from` to below `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** 0 to n in at most `count` ranges of nearly one length, none empty. */
export function ranges(n: number, count: number): Range[] {
  const parts = Math.min(n, count);
  return Array.from({ length: parts }, (_, i) => ({ from: Math.floor((i * n) / parts), to: Math.floor(((i + 1) * n) / parts) }));
}
