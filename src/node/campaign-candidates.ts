/**
 * Who comes into question for a campaign, out of the folder of a run.
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromItem, fromRule, fromSegment, type Candidate } from '../campaign/candidates.js';
import { fromPropensity, fromWorth } from '../campaign/scored-candidates.js';
import { Table } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { percent } from '../words.js';
import type { Arguments } from './arguments.js';
import type { People } from './campaign-people.js';
import { rulesOf } from './campaign-rules.js';
import { asId } from './near.js';
import { openRecommender } from './models.js';
import { outputFolder } from './outputs.js';
import { namesBeside, readTexts, type Texts } from './run-tables.js';
import { shareOf } from './share.js';

/** A run, as a campaign takes it. */
export interface Run {
  readonly folder: string;
  readonly texts: Texts;
  /** `customer`, `name` of the segment, and the figures, NaN where one is not told. */
  readonly table: Table;
  readonly segmentOf: (customer: string | number) => string | null;
  /** What the figures speak of; null where the run does not say. */
  readonly ahead: { readonly likelyDays: number | null; readonly worthDays: number | null };
}

const FIGURES = ['buy_probability', 'return_probability', 'worth'];

/** @throws KindredError `invalid-data`, `unknown-column` */
export async function readRun(folder: string): Promise<Run> {
  if (!(await outputFolder(folder)))
    throw new KindredError('invalid-data', `${show(folder)} must be the folder of a run; make one by kindred run`);
  const texts = await readTexts(join(folder, 'segments.csv'));
  const column = (name: string) => texts.table.column(name, 'text').values;
  const [customers, names, lost] = ['customer', 'name', 'probably_lost'].map(column);
  const rows = [...customers.keys()].filter((row) => customers[row] !== null);
  const figures = FIGURES.map((name) => [name, Float64Array.from(rows, (row) => texts.number(column(name)[row]))] as const);
  const table = Table.from({
    customer: rows.map((row) => customers[row]),
    name: rows.map((row) => names[row]),
    lost: rows.map((row) => lost[row] === 'yes'),
    ...Object.fromEntries(figures),
  });
  const segments = new Map(rows.map((row) => [customers[row], names[row]]));
  return { folder, texts, table, segmentOf: (customer) => segments.get(String(customer)) ?? null, ahead: await aheadOf(folder) };
}

/** How far the figures look ahead, by the report beside them. */
async function aheadOf(folder: string): Promise<Run['ahead']> {
  const days = (v: unknown) => (typeof v === 'number' && Number.isSafeInteger(v) && v > 0 ? v : null);
  try {
    const { outlook } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as { outlook?: Record<string, Record<string, unknown>> }; // prettier-ignore
    return { likelyDays: days(outlook?.['likely']?.['horizonDays']), worthDays: days(outlook?.['worth']?.['withinDays']) };
  } catch {
    return { likelyDays: null, worthDays: null }; // it may have been taken away
  }
}

/** The flags that name a source. */
const SOURCES = ['segment', 'likely', 'worth', 'lost', 'item', 'where'] as const;

/** One list for each source, in the order of the help. @throws KindredError `invalid-option`, `invalid-data`, `unknown-id`, `unknown-column` */
export async function candidatesOf(args: Arguments, run: Run, people: People | undefined): Promise<Candidate[][]> {
  if (!SOURCES.some((flag) => args.has(flag)))
    throw new KindredError(
      'invalid-option',
      `campaign needs one of ${SOURCES.map((flag) => `--${flag}`).join(', ')}: who comes into question`,
    );
  const { table } = run;
  const customers = table.column('customer', 'category');
  const ids = Array.from(customers.codes, (code) => customers.categories[code]);
  const chances = table.column('buy_probability', 'number').values;
  const told = (name: string, flag: string) => {
    if (table.column(name, 'number').values.every(Number.isNaN))
      throw new KindredError(
        'invalid-data',
        `--${flag}: the run in ${show(run.folder)} does not tell it of anybody (${name} is empty in segments.csv)`,
      );
  };
  const lists: Candidate[][] = args.texts('segment').map((name) => fromSegment(ids, table.column('name'), name, { scores: chances }));
  if (args.has('likely')) {
    told('buy_probability', 'likely');
    const { likelyDays } = run.ahead;
    lists.push(fromPropensity(table, { probability: 'buy_probability', least: shareOf(args, 'likely')!, ...(likelyDays && { horizonDays: likelyDays }) })); // prettier-ignore
  }
  if (args.has('worth')) {
    told('worth', 'worth');
    const { worthDays } = run.ahead;
    lists.push(
      fromWorth(table, { worth: 'worth', least: args.number('worth')!, ...(worthDays && { months: Math.floor(worthDays / 30) }) }),
    );
  }
  if (args.has('lost')) {
    told('return_probability', 'lost');
    const back = ({ return_probability: chance }: Lost) => `probably lost: comes back with a chance of ${percent(chance)}`;
    lists.push(fromRule(table, 'customer', ({ lost, worth }: Lost) => lost && (worth ?? true), back).map((one) => ({ ...one, source: 'probably lost' }))); // prettier-ignore
  }
  if (args.has('item')) lists.push(await wantingItem(args.text('item')!, run.folder));
  const rules = args.texts('where');
  if (rules.length === 0) return lists;
  const fits = rulesOf(rules, run.texts, people);
  if (lists.length > 0) return lists.map((list) => list.filter(({ person }) => fits(String(person))));
  const chanceOf = ({ buy_probability: chance }: Lost) => chance ?? true;
  return [fromRule(table, 'customer', (row: Lost) => fits(row.customer) && chanceOf(row), rules.join(' and '))];
}

interface Lost {
  readonly customer: string;
  readonly lost: boolean;
  readonly worth: number | null;
  readonly buy_probability: number | null;
  readonly return_probability: number;
}

async function wantingItem(text: string, folder: string): Promise<Candidate[]> {
  const { file, model } = await openRecommender(folder);
  const item = asId(text, model.items);
  const name = (await namesBeside(file))(item);
  return fromItem(model, item, name === '' ? {} : { name: `“${name}”` });
}
