/**
 * For whom: a customer of the training data, or a history given item by item.
 * @module
 */
import type { Id, Ids } from '../data/ids.js';
import { KindredError, show } from '../errors.js';
import type { Who } from '../recommendation/options.js';
import type { RecommenderModel } from '../recommendation/recommender.js';
import { wordsIn, type Arguments } from './arguments.js';
import { asCustomer, asId, nearId } from './near.js';

/** Who is asked about. */
export interface Asked {
  readonly who: Who<Id, Id>;
  /** In a sentence: `customer c00002`, `somebody who bought tea, jam`. */
  readonly label: string;
  /** Does the model know the customer, or any item of the history? */
  readonly known: boolean;
  /** Of a customer that the model does not know: ` (did you mean "c00002"?)`, or nothing. */
  readonly near: string;
  /** Items of the history that the model does not know. */
  readonly unknown: readonly string[];
}

/** @throws KindredError `invalid-option` where both are given; `no-training-data` for a customer of a file without users */
export function whoOf(args: Arguments, model: RecommenderModel): Asked {
  const [customer, histories] = [args.text('customer'), args.texts('history')];
  if (customer !== undefined && histories.length > 0)
    throw new KindredError('invalid-option', '--customer and --history exclude each other: say one');
  if (customer !== undefined) {
    if (!model.interactions)
      throw new KindredError('no-training-data', 'the file was saved without users: give a --history instead of a --customer');
    const { users } = model.interactions;
    const who = asCustomer(customer, users);
    const known = users.indexOf(who) >= 0;
    return { who, label: `customer ${who}`, known, near: known ? '' : nearId(customer, users.values), unknown: [] };
  }
  if (histories.length === 0) return { who: { history: [] }, label: 'somebody new', known: false, near: '', unknown: [] };
  const texts = histories.flatMap((text) => itemsOf(text, model.items));
  const items = texts.map((text) => asId(text, model.items));
  const unknown = texts.filter((_, i) => model.items.indexOf(items[i]) < 0);
  return {
    who: { history: items },
    label: `somebody who bought ${texts.join(', ')}`,
    known: unknown.length < texts.length,
    near: '',
    unknown,
  };
}

/** One item where the model knows one of that name, else items with commas between. @throws KindredError `invalid-option` */
function itemsOf(history: string, known: Ids<Id>): string[] {
  if (known.indexOf(asId(history, known)) >= 0) return [history];
  const texts = wordsIn(history);
  if (texts.length === 0) throw new KindredError('invalid-option', `--history must be items with commas between, got ${show(history)}`);
  return texts;
}

/** A sentence about what the model does not know; nothing where it knows everything. */
export function unknownNote({ unknown }: Asked, { items }: RecommenderModel): string[] {
  if (unknown.length === 0) return [];
  const texts = unknown.map((text) => text + nearId(text, items.values));
  return [`Note: not among the ${items.size} items of the model: ${texts.join(', ')}.`];
}
