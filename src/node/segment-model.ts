/**
 * The segments of a run: the model, the two transformers and the table that lie beside it.
 * @module
 */
import { join, dirname } from 'node:path';
import { Matrix } from '../data/matrix.js';
import { KindredError, show } from '../errors.js';
import { Log1pTransformerModel } from '../preprocessing/log1p.js';
import { StandardScalerModel } from '../preprocessing/standard-scaler.js';
import { load } from '../load.js';
import { KMeansModel } from '../segmentation/kmeans-model.js';
import type { SegmentExplanation } from '../segmentation/segment-explanation.js';
import { modelFile, opened } from './models.js';
import { isAddress, nearId } from './near.js';
import { besideModel, readRunTable, type RunRow } from './run-tables.js';

/** What the segments of a run are made of. */
export const FIGURES = ['recency', 'frequency', 'monetary'] as const;
export type Figures = Record<(typeof FIGURES)[number], number>;

/** What one figure adds, with the figure as people know it. */
export interface FigurePart {
  readonly column: string;
  readonly value: number;
  readonly contribution: number;
}

export interface SegmentModel {
  /** What a segment is called; '' where the run does not tell. */
  nameOf(segment: number): string;
  explain(row: Figures): { why: SegmentExplanation; parts: FigurePart[] };
}

/** A customer as the run spells it, with what is known of it. */
export interface Member {
  readonly customer: string;
  readonly figures: Figures;
}

/**
 * @param customer - whom to look up in the run
 * @throws KindredError `invalid-data`, `file-corrupt`, `unsupported`; `unknown-id` for a customer that the run does not know
 */
export async function readSegmentModel(path: string, customer?: string): Promise<{ model: SegmentModel; member: Member | undefined }> {
  const file = await modelFile(path, 'segments');
  const kmeans = await opened(file, (bytes) => load(bytes, [KMeansModel]));
  const names = kmeans.clusterCenters.columns ?? [];
  if (names.join() !== FIGURES.join())
    throw new KindredError(
      'unsupported',
      `the segments must be of ${FIGURES.join(', ')}, as those of a run; these are of ${names.join(', ') || `${kmeans.clusterCenters.nColumns} columns without names`}`,
    );
  const beside = (name: string) => join(dirname(file), `${name}.safetensors`);
  const log1p = await opened(beside('log1p'), (bytes) => Log1pTransformerModel.fromBytes(bytes));
  const scaler = await opened(beside('scaler'), (bytes) => StandardScalerModel.fromBytes(bytes));
  const { names: segmentNames, member } = await readMembers(file, customer);
  const model: SegmentModel = {
    nameOf: (segment) => segmentNames.get(String(segment)) ?? '',
    explain(row) {
      const raw = Matrix.from([FIGURES.map((name) => row[name])]);
      const why = kmeans.explain(scaler.transform(log1p.transform(raw)).row(0));
      return { why, parts: why.parts.map((part) => ({ ...part, value: row[part.column as keyof Figures] })) };
    },
  };
  return { model, member };
}

/** What the segments.csv of the run tells: the names of the segments, and a customer. */
async function readMembers(model: string, customer?: string): Promise<{ names: Map<string, string>; member: Member | undefined }> {
  const names = new Map<string, string>();
  const table = await besideModel(model, 'segments.csv');
  if (table === undefined) {
    if (customer === undefined) return { names, member: undefined };
    throw new KindredError('invalid-data', `no segments.csv of a run lies beside ${show(model)}: give the figures instead`);
  }
  const customers: string[] = [];
  const found = new Map<string, RunRow>();
  const spellings = customer === undefined ? [] : [customer, ...(isAddress(customer) ? [customer.toLowerCase()] : [])];
  await readRunTable(table, ['customer', 'segment', 'name', ...FIGURES], (row) => {
    const [who, segment, name] = row.cells;
    names.set(segment, name);
    customers.push(who);
    if (spellings.includes(who)) found.set(who, row);
  });
  if (customer === undefined) return { names, member: undefined };
  const spelling = spellings.find((one) => found.has(one));
  if (spelling === undefined)
    throw new KindredError(
      'unknown-id',
      `the run knows no customer ${show(customer)} (of ${customers.length})${nearId(customer, customers)}`,
    );
  const row = found.get(spelling)!;
  const figures = Object.fromEntries(FIGURES.map((name, place) => [name, row.number(3 + place)])) as Figures;
  return { names, member: { customer: spelling, figures } };
}
