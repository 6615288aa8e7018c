/**
 * What pipelines and column transformers are made of: any recipe, also one that a caller wrote (its model: fitted-step.ts).
 * @module
 */
import { KindredError, show } from '../errors.js';
import type { NamedClass, Recipe } from '../parts.js';
import type { LongWork, Steps } from '../progress.js';
import { asTaken, call, type FittedStep } from './fitted-step.js';
import type { Data } from './transformer.js';

/**
 * A recipe: `fit` makes a model. All but the last step of a pipeline must make models with a `transform` that gives a Matrix or a Table. To be saved, the model
 * needs `toBytes()`, and its class `static type` and `static fromBytes(bytes)`.
 */
export interface Step<M = unknown> {
  fit(X: never, ...more: never[]): M;
  /** Does it take tables? A step that does not say so is given the number columns as a Matrix. */
  readonly takesTables?: boolean;
}

/** The model that a recipe makes. */
export type Fit<S> = S extends { fit(...args: never[]): infer M } ? M : never;

/** The last of some steps. */
export type Last<S extends readonly unknown[]> = S extends readonly [...unknown[], infer L] ? L : S[number];

/** What the fit of a step takes besides the rows. */
export type More<S> = S extends { fit(X: never, ...more: infer R): unknown } ? R : never;

/** @throws KindredError `invalid-option` for what is no recipe */
export function checkStep(step: unknown, name: string): void {
  if (typeof (step as Step | null | undefined)?.fit === 'function') return;
  const model = typeof (step as { transform?: unknown } | null | undefined)?.transform === 'function' ? ' (a model? give its recipe)' : '';
  throw new KindredError('invalid-option', `${name} must be a recipe with a method "fit", got ${show(step)}${model}`);
}

/** The classes of what a recipe makes, where it is one of kindred's. */
export const modelsOf = (recipe: unknown): readonly NamedClass[] => (recipe as Partial<Recipe>).models ?? [];

/** Fits a step, in steps of its own where it has a generator `steps`, which takes what its `fit` takes. */
export function* fitStep(step: Step, X: Data, more: readonly unknown[], stage: string): Steps<FittedStep> {
  const takesTables = step.takesTables === true;
  const rows = asTaken(X, takesTables);
  const { steps } = step as { steps?: (X: Data, ...more: readonly unknown[]) => Steps<unknown> };
  if (typeof steps === 'function') return { model: yield* steps.call(step, rows, ...more), takesTables };
  const model = call(step, 'fit', rows, ...more);
  yield { done: 1, total: 1, stage };
  return { model, takesTables };
}

/** What a fit was given besides the rows ends with an object for progress, signal and the like, or has none. */
export function workOf(more: readonly unknown[]): LongWork | undefined {
  const last = more.at(-1);
  if (Object.prototype.toString.call(last) !== '[object Object]') return undefined;
  const { onProgress, signal, workers } = last as LongWork; // the rest is for the last step, which checks it
  return { onProgress, signal, workers };
}
