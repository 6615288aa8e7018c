/**
 * kindred explain: a score, or a place in a segment, taken apart.
 * @module
 */
import { KindredError, show } from '../../errors.js';
import { featureName, reasonText } from '../../report/reasons.js';
import { percent, plural } from '../../report/words.js';
import { countsCustomers } from '../about-recommenders.js';
import type { Arguments } from '../arguments.js';
import { explainChance, likelyModel, type LikelyModel } from '../likely-model.js';
import { openRecommender } from '../models.js';
import { asId, nearId } from '../near.js';
import { namesBeside } from '../run-tables.js';
import { FIGURES, readSegmentModel, type FigurePart } from '../segment-model.js';
import { columns, say, sayJson, signed } from '../terminal.js';
import { unknownNote, whoOf } from '../who.js';

const wrongUse = (message: string) => new KindredError('invalid-option', message);

export async function explain(args: Arguments): Promise<void> {
  const [path, item] = args.positionals;
  const figure = FIGURES.find((flag) => args.has(flag));
  if (item === undefined && args.has('history')) throw wrongUse('with --history, say which ITEM to explain');
  if (item !== undefined && figure)
    throw wrongUse(`an ITEM and --${figure} exclude each other: one asks about a recommendation, the other about a segment`);
  if (item !== undefined) return explainItem(path, item, args);
  const likely = await likelyModel(path);
  return likely === undefined ? explainSegment(path, args) : explainLikely(path, likely, args);
}

async function explainLikely(path: string, model: LikelyModel, args: Arguments): Promise<void> {
  const asked = args.text('customer');
  if (asked === undefined) throw wrongUse('say whose chance to explain: --customer ID');
  const { customer, why, figures } = await explainChance(path, model, asked);
  if (args.has('json')) return sayJson({ customer, probability: why.probability, score: why.score, parts: why.parts });
  const inWords = (column: string) => {
    const feature = model.inputOf(column) ?? column;
    if (column !== feature) return column.startsWith('missing(') ? `whether ${featureName(feature)} is known` : column;
    const value = figures[feature];
    return Number.isNaN(value) ? `${featureName(feature)} is not known` : reasonText({ feature, value }, null);
  };
  say([
    `Customer ${customer} buys with a chance of ${percent(why.probability)} in the days that the run looked ahead. What speaks for it, or with - against it (in log-odds):`,
    ...columns(
      [
        ...why.parts.map((part) => [signed(part.contribution), part.kind === 'base' ? 'the average customer' : inWords(part.column)]),
        [signed(why.score!), `in all: a chance of ${percent(why.probability)}`],
      ],
      [0],
    ),
  ]);
}

async function explainItem(path: string, text: string, args: Arguments): Promise<void> {
  if (!args.has('customer') && !args.has('history')) throw wrongUse('say for whom: --customer ID or --history A,B,C');
  const { file, model } = await openRecommender(path);
  const asked = whoOf(args, model);
  const item = asId(text, model.items);
  if (model.items.indexOf(item) < 0)
    throw new KindredError(
      'unknown-id',
      `the model knows no item ${show(text)} (of ${model.items.size})${nearId(text, model.items.values)}`,
    );
  if (args.has('customer') && !asked.known) throw new KindredError('unknown-id', `the model knows no ${asked.label}${asked.near}`);
  const why = model.explain(asked.who, item);
  const nameOf = await namesBeside(file);
  const source = asked.known && !countsCustomers(model) ? 'model' : 'popular';
  const parts = why
    .largest(why.parts.length)
    .map((part) => ({ ...part, name: part.item === undefined ? (part.name ?? '') : nameOf(part.item) }));
  const purchases = parts.filter(({ kind }) => kind === 'item').length;
  const inAll = purchases === parts.length ? `in all, by ${plural(purchases, 'purchase')}` : `in all, of ${plural(parts.length, 'part')}`;
  if (args.has('json')) return sayJson({ item, name: nameOf(item), score: why.score, source, unknownItems: asked.unknown, parts });
  const itemText = `${text} ${nameOf(item)}`.trim();
  const notes = unknownNote(asked, model);
  if (source === 'popular')
    return say([...notes, `${itemText} counts by its customers for ${asked.label}: ${plural(why.score!, 'customer')}.`]);
  if (parts.length === 0) return say([...notes, `Nothing that ${asked.label} has speaks for ${itemText}.`]);
  say([
    ...notes,
    `${itemText} scores ${why.score!.toFixed(3)} for ${asked.label}:`,
    ...columns(
      [
        ...parts.map((part) => [signed(part.contribution), `${part.item ?? part.user ?? ''} ${part.name}`.trim()]),
        [signed(why.score!), inAll],
      ],
      [0],
    ),
  ]);
}

async function explainSegment(path: string, args: Arguments): Promise<void> {
  const asked = args.text('customer');
  const given = FIGURES.filter((flag) => args.has(flag));
  if (asked !== undefined ? given.length > 0 : given.length < FIGURES.length) {
    const got = given.length > 0 ? ` (got ${given.map((flag) => `--${flag}`).join(' ')})` : '';
    throw wrongUse(`say which ITEM to explain, or whose segment: --customer ID, or all of --${FIGURES.join(', --')}${got}`);
  }
  const { model, member } = await readSegmentModel(path, asked);
  const { why, parts } = model.explain(
    member?.figures ?? { recency: args.number('recency')!, frequency: args.number('frequency')!, monetary: args.number('monetary')! },
  );
  const segment = { segment: why.label, name: model.nameOf(why.label) };
  const runnerUp = why.runnerUp < 0 ? null : { segment: why.runnerUp, name: model.nameOf(why.runnerUp) };
  if (args.has('json')) return sayJson({ customer: member?.customer ?? null, ...segment, runnerUp, score: why.score, parts });
  const who = member ? `Customer ${member.customer}` : 'Such a customer';
  if (!runnerUp) return say([`${who} belongs to ${segmentText(segment)}, the only segment.`]);
  say([
    `${who} belongs to ${segmentText(segment)}; the next best is ${segmentText(runnerUp)}. What speaks for the one, or with - for the other:`,
    ...columns([...parts.map((part) => [signed(part.contribution), inWords(part)]), [signed(why.score!), 'in all']], [0]),
  ]);
}

const segmentText = ({ segment, name }: { segment: number; name: string }) =>
  name === '' ? `segment ${segment}` : `${name} (segment ${segment})`;

function inWords({ column, value }: FigurePart): string {
  const text = String(Number(value.toFixed(2)));
  const of = (one: string) => `${text} ${text === '1' ? one : `${one}s`}`;
  if (column === 'recency') return `${of('day')} since the last order`;
  return column === 'frequency' ? of('order') : `${text} spent`;
}
