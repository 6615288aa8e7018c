/**
 * For whom: a customer of the training data, or a history given item by item.
 * @module
 */
import type { Id } from '../data/ids.js';
import { KindredError, show } from '../errors.js';
import type { Who } from '../recommendation/options.js';
import type { RecommenderModel } from '../recommendation/recommender.js';
import type { Arguments } from './arguments.js';
import { asId } from './models.js';

/** Who is asked about, and how they are called. */
export interface Asked {
  readonly who: Who<Id, Id>;
  readonly called: string;
  /** Does the model know the customer, or any item of the history? */
  readonly known: boolean;
  /** Items of the history that the model does not know. */
  readonly unknown: readonly string[];
}

/** @throws KindredError `invalid-option` where both are given; `no-training-data` for a customer of a file without users */
export function whoOf(args: Arguments, model: RecommenderModel): Asked {
  const [customer, history] = [args.text('customer'), args.text('history')];
  if (customer !== undefined && history !== undefined)
    throw new KindredError('invalid-option', '--customer and --history exclude each other: say one');
  if (customer !== undefined) {
    if (!model.interactions)
      throw new KindredError('no-training-data', 'the file was saved without users: give a --history instead of a --customer');
    const who = asId(customer, model.interactions.users);
    return { who, called: `customer ${customer}`, known: model.interactions.users.indexOf(who) >= 0, unknown: [] };
  }
  if (history === undefined) return { who: { history: [] }, called: 'somebody new', known: false, unknown: [] };
  const texts = history.split(',').map((text) => text.trim()).filter((text) => text !== ''); // prettier-ignore
  if (texts.length === 0) throw new KindredError('invalid-option', `--history must be items with commas between, got ${show(history)}`);
  const items = texts.map((text) => asId(text, model.items));
  const unknown = texts.filter((_, i) => model.items.indexOf(items[i]) < 0);
  return { who: { history: items }, called: `somebody who bought ${texts.join(', ')}`, known: unknown.length < texts.length, unknown };
}

/** A sentence about what the model does not know; nothing where it knows everything. */
export function unknownNote({ unknown }: Asked, model: RecommenderModel): string[] {
  return unknown.length === 0 ? [] : [`Note: not among the ${model.items.size} items of the model: ${unknown.join(', ')}.`];
}
