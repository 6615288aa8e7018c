/**
 * RfmSegmenterModel: quintile scores of recency, frequency and monetary value, and the cell of the customary grid that they lead to.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { Table, type Column } from '../data/table.js';
import { KindredError, show } from '../errors.js';
import { columnsToTransform, type Data, type NumberColumns } from '../preprocessing/transformer.js';
import { cellOf, meanScore, RFM_SEGMENTS, type RfmSegment } from './rfm-grid.js';

/** The figures of a customer, in the order of a row. */
const FIGURES = ['recency', 'frequency', 'monetary'] as const;
type Figure = (typeof FIGURES)[number];

/** Four values a figure, rising: the quintiles between the five scores. */
export type RfmEdges = Readonly<Record<Figure, Float64Array>>;

/** One figure of a customer, its score, and the values that have this score: above the one, up to the other. */
export interface RfmPart {
  readonly column: Figure;
  readonly value: number;
  readonly score: number;
  /** −Infinity for the lowest values. */
  readonly above: number;
  /** Infinity for the highest values. */
  readonly upTo: number;
}

/** The scores that put a customer into a segment. */
export interface RfmExplanation extends RfmSegment {
  readonly label: number;
  /** Recency, frequency and monetary value. */
  readonly parts: readonly RfmPart[];
  /** Mean of the scores of frequency and monetary value, halves up: with the score of recency it names the cell. */
  readonly fm: number;
}

/** A fitted RfmSegmenter. */
export class RfmSegmenterModel {
  /** The name in a model file. */
  static readonly type = 'RfmSegmenterModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(readonly edges: RfmEdges) {}

  /** The segments, in the order of their labels: name, who they are, what to do. */
  get segments(): readonly RfmSegment[] {
    return RFM_SEGMENTS;
  }

  /** The name of each label. */
  get names(): readonly string[] {
    return RFM_SEGMENTS.map(({ name }) => name);
  }

  /** @throws KindredError `unknown-id` */
  nameOf(label: number): string {
    const segment = RFM_SEGMENTS[label] as RfmSegment | undefined;
    if (!segment) throw new KindredError('unknown-id', `the grid has the labels 0 to ${RFM_SEGMENTS.length - 1}, got ${show(label)}`);
    return segment.name;
  }

  /**
   * The scores, from 1 to 5 (best): columns `r`, `f` and `m`, one row a customer.
   * @param X - a table with the number columns recency, frequency and monetary, or a matrix of these
   * @throws KindredError `invalid-data` naming row and column of a missing value; `unknown-column`
   */
  transform(X: Data): Table {
    const from = figuresOf(X);
    const [r, f, m] = FIGURES.map((name, j): Column => ({ kind: 'number', values: from.column(j).map((v) => this.score(name, v)) }));
    return Table.of({ r, f, m });
  }

  /**
   * The segment of each customer: an index into `segments` and `names`.
   * @param X - a table with the number columns recency, frequency and monetary, or a matrix of these
   * @throws KindredError `invalid-data` naming row and column of a missing value; `unknown-column`
   * @example
   * ```ts
   * import { RfmSegmenter, RfmSegmenterModel, Table } from 'kindred';
   * const customers = Table.from({ recency: [1, 2, 30, 40, 200], frequency: [9, 1, 4, 3, 1], monetary: [500, 20, 90, 80, 10] });
   * const bytes = new RfmSegmenter().fit(customers).toBytes();
   * // in the page: the file, and one customer
   * const model = RfmSegmenterModel.fromBytes(bytes);
   * const [label] = model.predict(Table.from([{ recency: 3, frequency: 1, monetary: 15 }]));
   * console.log(model.nameOf(label!)); // Promising
   * console.log(model.segments[label!]?.advice); // Make yourself known: a small offer while they remember you.
   * ```
   */
  predict(X: Data): Int32Array {
    const from = figuresOf(X);
    const [recency, frequency, monetary] = FIGURES.map((_, j) => from.column(j));
    return Int32Array.from(recency, (_, row) => this.place(recency[row], frequency[row], monetary[row]).label);
  }

  /**
   * Which scores put a customer into the segment, and between which values.
   * @param row - recency, frequency and monetary value
   * @throws KindredError `invalid-data`
   */
  explain(row: readonly number[] | Float64Array | Float32Array): RfmExplanation {
    const values = Matrix.from([Array.from(row)]);
    figuresOf(values);
    const { label, fm } = this.place(row[0], row[1], row[2]);
    const parts = FIGURES.map((column, j): RfmPart => {
      const edges = this.edges[column];
      const passed = below(edges, row[j]);
      const [above, upTo] = [edges[passed - 1] ?? -Infinity, edges[passed] ?? Infinity];
      return { column, value: row[j], score: this.score(column, row[j]), above, upTo };
    });
    return { label, ...RFM_SEGMENTS[label], parts, fm };
  }

  /** The model as a safetensors file: the edges. */
  toBytes(): Uint8Array {
    return writeModelFile({ type: RfmSegmenterModel.type, settings: {}, tensors: { ...this.edges } });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes(bytes: Uint8Array): RfmSegmenterModel {
    return openModel(bytes, RfmSegmenterModel.type, ({ tensors }) => {
      for (const name of FIGURES) {
        const edges = tensors[name] as Float64Array | undefined;
        const rising = edges instanceof Float64Array && edges.every((v, e) => Number.isFinite(v) && (e === 0 || edges[e - 1] <= v));
        requireThat(rising && edges.length === 4, `it lacks the edges of ${name}`);
      }
      const { recency, frequency, monetary } = tensors as Record<Figure, Float64Array>;
      return new RfmSegmenterModel({ recency, frequency, monetary });
    });
  }

  /** 1 and one more for each edge that the value is above; the other way round for recency, where few days are best. */
  private score(figure: Figure, value: number): number {
    const passed = below(this.edges[figure], value);
    return figure === 'recency' ? 5 - passed : 1 + passed;
  }

  private place(recency: number, frequency: number, monetary: number): { label: number; fm: number } {
    const fm = meanScore(this.score('frequency', frequency), this.score('monetary', monetary));
    return { label: cellOf(this.score('recency', recency), fm), fm };
  }
}

/** How many edges a value is above. */
function below(edges: Float64Array, value: number): number {
  let passed = 0;
  while (passed < edges.length && edges[passed] < value) passed++;
  return passed;
}

/**
 * The columns recency, frequency and monetary, none of them with a missing value. @throws KindredError `invalid-data`, `unknown-column`
 * @internal
 */
export function figuresOf(X: Data): NumberColumns {
  if (X instanceof Matrix && (X.nColumns !== FIGURES.length || (X.columns && X.columns.join() !== FIGURES.join()))) {
    const got = X.columns ? X.columns.join(', ') : `${X.nColumns} columns`;
    throw new KindredError('invalid-data', `"X" must have the columns ${FIGURES.join(', ')}, got ${got}`);
  }
  const from = columnsToTransform(X, { nColumns: FIGURES.length, columns: FIGURES });
  FIGURES.forEach((name, j) => {
    const row = from.column(j).findIndex(Number.isNaN);
    if (row >= 0) throw new KindredError('invalid-data', `row ${row + 1}, column ${show(name)} is missing`);
  });
  return from;
}
