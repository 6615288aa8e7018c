/**
 * A model file and a customer in; a segment out, and why. No training code: only the classes of the models that lie in the file.
 * @module
 */
import { KMeansModel, type SegmentExplanation } from 'kindred';
import {
  ColumnTransformerModel,
  OneHotEncoderModel,
  PipelineModel,
  SimpleImputerModel,
  StandardScalerModel,
  type InputColumn,
} from 'kindred/preprocessing';

export type Model = ReturnType<typeof openSegments>;

/** What is known of a customer, by column: null where nothing is. */
export type Customer = Readonly<Record<string, unknown>>;

/** What one column says: above 0 for the segment, below 0 for the runner-up. */
export interface Reason {
  readonly sentence: string;
  readonly contribution: number;
}

/** @throws KindredError where the bytes are no such file */
export const openSegments = (bytes: Uint8Array) =>
  PipelineModel.fromBytes(bytes, [ColumnTransformerModel, SimpleImputerModel, StandardScalerModel, OneHotEncoderModel, KMeansModel]);

export const nameOf = (label: number, name: string | undefined) => name ?? `Segment ${label + 1}`;

/** What each column says, in the order of its weight. A column of categories has several parts, one a category: here they are one. */
export function reasons(model: Model, customer: Customer, why: SegmentExplanation): Reason[] {
  const columns = model.inputColumns;
  const sums = new Map(columns.map((column) => [column, 0]));
  for (const part of why.parts) {
    const name = model.inputOf(part.column);
    const column = columns.find((one) => one.name === name);
    if (column) sums.set(column, sums.get(column)! + part.contribution);
  }
  return Array.from(sums, ([column, contribution]) => ({ sentence: sentenceOf(column, customer[column.name]), contribution })).sort(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
  );
}

function sentenceOf({ name, typical }: InputColumn, value: unknown): string {
  if (value !== null) return `${name} is ${words(value)}`;
  return `${name} is not known${typical === undefined ? '' : `, ${words(typical)} is assumed`}`;
}

/** A cell as people read it. */
export function words(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'number' ? value.toLocaleString('en', { maximumSignificantDigits: 6 }) : String(value);
}
