/**
 * kindred recommend: what to offer one customer, each with the purchase that speaks most for it.
 * @module
 */
import { plural } from '../../report/words.js';
import { countsCustomers } from '../about-recommenders.js';
import type { Arguments } from '../arguments.js';
import { openRecommender } from '../models.js';
import { namesBeside } from '../run-tables.js';
import { columns, say, sayJson } from '../terminal.js';
import { unknownNote, whoOf } from '../who.js';

export async function recommend(args: Arguments): Promise<void> {
  const { file, model } = await openRecommender(args.positionals[0]);
  const asked = whoOf(args, model);
  const found = model.recommend(asked.who, { k: args.number('k') ?? 10 });
  const nameOf = await namesBeside(file);
  const own = found.filter(({ source }) => source === 'model').map(({ item }) => item);
  const reasons = own.length > 0 && asked.known ? model.explainEach(asked.who, own) : [];
  const recommendations = found.map((one, place) => {
    const why = reasons[place];
    const part = why?.largest(why.parts.length).find(({ contribution }) => contribution > 0); // what speaks for it
    const because =
      part?.item !== undefined && part.item !== one.item
        ? { item: part.item, name: nameOf(part.item), contribution: part.contribution }
        : null;
    return { ...one, name: nameOf(one.item), because };
  });
  if (args.has('json')) return sayJson({ known: asked.known, unknownItems: asked.unknown, recommendations });
  const counts = countsCustomers(model) || found[0]?.source === 'popular';
  say([
    ...unknownNote(asked, model),
    ...(args.has('customer') && !asked.known ? [`Note: the model knows no ${asked.label}${asked.near}.`] : []),
    found.length === 0
      ? `The model has nothing to recommend to ${asked.label}.`
      : `${plural(found.length, counts ? 'best-selling item' : 'recommendation')} for ${asked.label}:`,
    ...columns(
      recommendations.map(({ item, name, score, because }, place) => [
        String(place + 1),
        String(item),
        name,
        counts ? plural(score, 'customer') : score.toFixed(3),
        because ? `because of ${`${because.item} ${because.name}`.trim()}` : '',
      ]),
      [0, 3],
    ),
  ]);
}
