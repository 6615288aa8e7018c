// What kmeans.json says of mini-batches, and how a matrix comes as such.
import { Matrix } from '../../src/index.js';

export interface GoldenBatches {
  size: number;
  /** Rows of the first batch. */
  starts: number[];
  centers: number[];
  weights: number[];
  inertia: number;
}

export const inBatches = ({ data, nRows, nColumns: d, columns }: Matrix, size: number): Matrix[] =>
  Array.from({ length: Math.ceil(nRows / size) }, (_, b) =>
    Matrix.from(data.slice(b * size * d, (b + 1) * size * d), d, columns && { columns }),
  );
