/**
 * kindred explain: a score, or a place in a segment, taken apart.
 * @module
 */
import { KindredError } from '../../errors.js';
import { PopularityModel } from '../../recommendation/popularity.js';
import { plural } from '../../report/words.js';
import type { Arguments } from '../arguments.js';
import { asId, namesBeside, openRecommender } from '../models.js';
import { FIGURES, readSegmentModel, type Figures, type FigurePart } from '../segment-model.js';
import { columns, say, sayJson, signed } from '../terminal.js';
import { unknownNote, whoOf } from '../who.js';

const wrongUse = (message: string) => new KindredError('invalid-option', message);

export async function explain(args: Arguments): Promise<void> {
  const [path, item] = args.positionals;
  const figure = FIGURES.find((flag) => args.has(flag));
  if (item === undefined && args.has('history')) throw wrongUse('with --history, say which ITEM to explain');
  if (item !== undefined && figure)
    throw wrongUse(`an ITEM and --${figure} exclude each other: one asks about a recommendation, the other about a segment`);
  return item === undefined ? explainSegment(path, args) : explainItem(path, item, args);
}

async function explainItem(path: string, text: string, args: Arguments): Promise<void> {
  if (!args.has('customer') && !args.has('history')) throw wrongUse('say for whom: --customer ID or --history A,B,C');
  const { file, model } = await openRecommender(path);
  const asked = whoOf(args, model);
  const item = asId(text, model.items);
  const why = model.explain(asked.who, item);
  const nameOf = await namesBeside(file);
  const source = asked.known && !(model instanceof PopularityModel) ? 'model' : 'popular';
  const parts = why.largest(why.parts.length).map((part) => ({ ...part, name: nameOf(part.item) }));
  if (args.has('json')) return sayJson({ item, name: nameOf(item), score: why.score, source, unknownItems: asked.unknown, parts });
  const called = `${text} ${nameOf(item)}`.trim();
  const notes = unknownNote(asked, model);
  if (source === 'popular')
    return say([...notes, `${called} counts by its customers for ${asked.called}: ${plural(why.score!, 'customer')}.`]);
  if (parts.length === 0) return say([...notes, `Nothing that ${asked.called} has speaks for ${called}.`]);
  say([
    ...notes,
    `${called} scores ${why.score!.toFixed(3)} for ${asked.called}:`,
    ...columns(
      [
        ...parts.map((part) => [signed(part.contribution), `${part.item} ${part.name}`.trim()]),
        [signed(why.score!), `in all, by ${plural(parts.length, 'purchase')}`],
      ],
      [0],
    ),
  ]);
}

async function explainSegment(path: string, args: Arguments): Promise<void> {
  const customer = args.text('customer');
  const given = FIGURES.filter((flag) => args.has(flag));
  if (customer !== undefined ? given.length > 0 : given.length < FIGURES.length) {
    const got = given.length > 0 ? ` (got ${given.map((flag) => `--${flag}`).join(' ')})` : '';
    throw wrongUse(`say which ITEM to explain, or whose segment: --customer ID, or all of --${FIGURES.join(', --')}${got}`);
  }
  const model = await readSegmentModel(path);
  const figures: Figures =
    customer !== undefined
      ? await model.figuresOf(customer)
      : { recency: args.number('recency')!, frequency: args.number('frequency')!, monetary: args.number('monetary')! };
  const { why, parts } = model.explain(figures);
  const segment = { segment: why.label, name: await model.nameOf(why.label) };
  const runnerUp = why.runnerUp < 0 ? null : { segment: why.runnerUp, name: await model.nameOf(why.runnerUp) };
  if (args.has('json')) return sayJson({ customer: customer ?? null, ...segment, runnerUp, score: why.score, parts });
  const who = customer !== undefined ? `Customer ${customer}` : 'Such a customer';
  if (!runnerUp) return say([`${who} belongs to ${called(segment)}, the only segment.`]);
  say([
    `${who} belongs to ${called(segment)}; the next best is ${called(runnerUp)}. What speaks for the one, or with - for the other:`,
    ...columns([...parts.map((part) => [signed(part.contribution), inWords(part)]), [signed(why.score!), 'in all']], [0]),
  ]);
}

const called = ({ segment, name }: { segment: number; name: string }) =>
  name === '' ? `segment ${segment}` : `${name} (segment ${segment})`;

function inWords({ column, value }: FigurePart): string {
  const text = String(Number(value.toFixed(2)));
  if (column === 'recency') return `${text} days since the last order`;
  return column === 'frequency' ? `${text} orders` : `${text} spent`;
}
