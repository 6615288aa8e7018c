/**
 * kindred inspect: what a model file is, whom it knows, and how to use it.
 * @module
 */
import { readModelFile } from '../../data/model-file.js';
import { isoDay } from '../../data/time.js';
import { load } from '../../load.js';
import { PipelineModel } from '../../preprocessing/pipeline-model.js';
import { RecommenderModel } from '../../recommendation/recommender.js';
import { count, plural } from '../../report/words.js';
import { KMeansModel } from '../../segmentation/kmeans-model.js';
import { aboutModel, MODEL_CLASSES } from '../about-models.js';
import { aboutRecommender, RECOMMENDERS } from '../about-recommenders.js';
import type { Arguments } from '../arguments.js';
import { modelsIn, opened } from '../models.js';
import { outputFolder } from '../outputs.js';
import { FIGURES } from '../segment-model.js';
import { say, sayJson } from '../terminal.js';
import { historyFlags, shellWord } from '../shell.js';

type Other = InstanceType<(typeof MODEL_CLASSES)[number]>;
const CLASSES = [...RECOMMENDERS, ...MODEL_CLASSES];

/** What is known of a model file. */
interface Facts {
  readonly file: string;
  readonly class: string;
  readonly about: string;
  readonly bytes: number;
  /** Does it hold who bought what? */
  readonly personal: boolean;
  readonly warnings: readonly string[];
  readonly use: readonly string[];
  /** The rest differs from class to class. */
  readonly [fact: string]: unknown;
}

export async function inspect(args: Arguments): Promise<void> {
  const path = args.positionals[0];
  const folder = await outputFolder(path);
  const models: Facts[] = [];
  for (const file of folder ? await modelsIn(path) : [path]) models.push(await opened(file, (bytes) => factsOf(file, bytes)));
  if (args.has('json')) return sayJson(folder ? { folder: path, models } : models[0]);
  say(models.flatMap((facts, i) => [...(i > 0 ? [''] : []), ...lines(facts)]));
}

/** @throws KindredError `file-corrupt`, `file-version` */
function factsOf(file: string, bytes: Uint8Array): Facts {
  const { type, settings, tensors } = readModelFile(bytes);
  const base = { file, class: type, bytes: bytes.length, personal: false, warnings: [] };
  if (!CLASSES.some((c) => c.type === type)) {
    const note = `this release of the command knows no ${type}`;
    return { ...base, about: 'a model of another release', warnings: [note], settings, tensors: Object.keys(tensors), use: [] };
  }
  const model = load<RecommenderModel | Other>(bytes, CLASSES);
  const use = (example: string) => `${type}.fromBytes(bytes${type === PipelineModel.type ? ', classes' : ''}).${example}`;
  if (model instanceof RecommenderModel) return { ...base, ...recommenderFacts(file, model, use) };
  const facts = aboutModel(model);
  return { ...base, ...facts, use: [...(isOfRun(model) ? [explainLine(file)] : []), ...facts.use.map(use)] };
}

/** Segments of recency, frequency and monetary value, as a run makes them. */
const isOfRun = (model: Other) =>
  model instanceof PipelineModel && model.last instanceof KMeansModel && model.columns?.join() === FIGURES.join();
const explainLine = (file: string) => `kindred explain ${shellWord(file)} --recency 10 --frequency 3 --monetary 250`;

function recommenderFacts(file: string, model: RecommenderModel, use: (example: string) => string) {
  const { interactions, items, recipe, duplicates } = model;
  const history = items.values.slice(0, 2);
  const times = interactions?.events.times;
  const span = times &&
    times.length > 0 && { from: isoDay(times.reduce((a, b) => Math.min(a, b))), to: isoDay(times.reduce((a, b) => Math.max(a, b))) };
  return {
    about: aboutRecommender(model),
    options: (model as { options?: object }).options ?? {},
    recipe,
    duplicates,
    items: items.size,
    customers: interactions?.users.size ?? null,
    purchases: interactions?.events.items.length ?? null,
    ...(span || {}),
    personal: interactions !== undefined,
    use: [`kindred recommend ${shellWord(file)} ${historyFlags(history)}`, use(`recommend({ history: ${JSON.stringify(history)} })`)],
  };
}

function lines({ file, class: type, about, bytes, personal, warnings, use, ...rest }: Facts): string[] {
  const facts = [
    ['size', size(bytes)],
    ...Object.entries(rest).map(([name, value]) => [name, inWords(value)]),
    ['personal', personal ? 'yes: it holds who bought what. model.toBytes({ users: false }) leaves that out' : 'no'],
  ].filter(([, text]) => text !== '');
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    `${file}:`,
    `  ${type}: ${about}`,
    ...facts.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    ...warnings.map((warning) => `  note: ${warning}`),
    ...use.map((line) => `  use: ${line}`),
  ];
}

const size = (bytes: number) =>
  bytes < 10000 ? plural(bytes, 'byte') : bytes < 1e6 ? `${count(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** A fact as a reader takes it in; '' where there is nothing to say. */
function inWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(6)));
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(inWords).join(value.some((one) => String(one).includes(',')) ? '; ' : ', ');
  if (typeof value === 'object') return Object.entries(value).map(([name, inner]) => `${name} ${inWords(inner)}`).join(', '); // prettier-ignore
  return String(value);
}
