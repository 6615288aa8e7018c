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
import { KMeansModel, type SegmentExplanation } from '../segmentation/kmeans-model.js';
import { besideModel, modelFile, opened } from './models.js';

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
  /** @throws KindredError `unknown-id`, `invalid-data` where the run's segments.csv is not there */
  figuresOf(customer: string): Promise<Figures>;
  /** What a segment is called; '' where the run does not tell. */
  nameOf(segment: number): Promise<string>;
  explain(row: Figures): { why: SegmentExplanation; parts: FigurePart[] };
}

/** @throws KindredError `invalid-data`, `file-corrupt`, `unsupported` */
export async function readSegmentModel(path: string): Promise<SegmentModel> {
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
  let table: Promise<Record<string, string[]> | undefined> | undefined;
  const members = () => (table ??= besideModel(file, 'segments.csv', ['customer', 'segment', 'name', ...FIGURES]));
  return {
    async figuresOf(customer) {
      const columns = await members();
      if (!columns) throw new KindredError('invalid-data', `no segments.csv of a run lies beside ${show(file)}: give the figures instead`);
      const at = columns['customer'].indexOf(customer);
      if (at < 0) throw new KindredError('unknown-id', `the run knows no customer ${show(customer)} (of ${columns['customer'].length})`);
      return Object.fromEntries(FIGURES.map((name) => [name, Number(columns[name][at])])) as Figures;
    },
    async nameOf(segment) {
      const columns = await members();
      return columns?.['name'][columns['segment'].indexOf(String(segment))] ?? '';
    },
    explain(row) {
      const raw = Matrix.from([FIGURES.map((name) => row[name])]);
      const why = kmeans.explain(scaler.transform(log1p.transform(raw)).row(0));
      return { why, parts: why.parts.map((part) => ({ ...part, value: row[part.column as keyof Figures] })) };
    },
  };
}
