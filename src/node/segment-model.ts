/**
 * The segments of a run: the model, and the table that lies beside it.
 * @module
 */
import { KindredError, show } from '../errors.js';
import { Log1pTransformerModel } from '../preprocessing/log1p.js';
import { FEATURES } from '../report/features.js';
import { PipelineModel } from '../preprocessing/pipeline-model.js';
import { StandardScalerModel } from '../preprocessing/standard-scaler.js';
import { load } from '../load.js';
import { KMeansModel } from '../segmentation/kmeans-model.js';
import type { SegmentExplanation } from '../segmentation/segment-explanation.js';
import { modelFile, opened } from './models.js';
import { customerRow } from './run-customers.js';
import { besideModel } from './run-tables.js';

/** What the segments of a run are made of. */
export const FIGURES = FEATURES;
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
  const pipeline = await opened(file, (bytes) => load(bytes, SEGMENT_CLASSES) as PipelineModel<KMeansModel>);
  const names = pipeline.columns ?? [];
  if (names.join() !== FIGURES.join() || !(pipeline.last instanceof KMeansModel))
    throw new KindredError(
      'unsupported',
      `the segments must be of ${FIGURES.join(', ')}, as those of a run; these are of ${names.join(', ') || 'columns without names'}`,
    );
  const model: SegmentModel = {
    nameOf: (segment) => pipeline.last.nameOf(segment) ?? '',
    explain(row) {
      const why = pipeline.explain({ ...row });
      return { why, parts: why.parts.map((part) => ({ ...part, value: row[part.column as keyof Figures] })) };
    },
  };
  return { model, member: customer === undefined ? undefined : await readMember(file, customer) };
}

/** What the model of a run's segments is made of. */
export const SEGMENT_CLASSES = [PipelineModel, Log1pTransformerModel, StandardScalerModel, KMeansModel] as const;

/** What the segments.csv of the run tells of a customer. */
async function readMember(model: string, customer: string): Promise<Member> {
  const table = await besideModel(model, 'segments.csv');
  if (table === undefined)
    throw new KindredError('invalid-data', `no segments.csv of a run lies beside ${show(model)}: give the figures instead`);
  const { customer: spelling, row } = await customerRow(table, customer, FIGURES);
  const figures = Object.fromEntries(FIGURES.map((name, place) => [name, row.number(1 + place)])) as Figures;
  return { customer: spelling, figures };
}
