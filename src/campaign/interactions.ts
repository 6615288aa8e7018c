/**
 * Rows as one regression of treatment and its interactions sees them. Of columns x and treatments a, b the features are
 *
 *     x   [a]   x [a]   [b]   x [b]
 *
 * where [a] is 1 for who got a, and x [a] holds the columns that interact. A category is one feature each, as of the regressions.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import type { Cells, Input } from '../regression/inputs.js';
import { widthOf } from '../regression/inputs.js';

/** The columns of fit, and which of them interact with the treatment. */
export interface Layout {
  readonly inputs: readonly Input[];
  /** 1 of each column that interacts. */
  readonly interacts: Uint8Array;
  readonly nTreatments: number;
}

/** The column of each feature x, and which of them interact: places among the features x. */
export function featuresOf({ inputs, interacts }: Layout): { readonly columns: Int32Array; readonly interacting: Int32Array } {
  const columns = Int32Array.from(inputs.flatMap((input, j) => new Array<number>(widthOf(input)).fill(j)));
  return { columns, interacting: Int32Array.from([...columns.keys()].filter((f) => interacts[columns[f]] === 1)) };
}

/** The features x of each row: numbers as they are, categories as 0 and 1; of one that fit did not see, the averages. */
export function expand({ inputs }: Layout, cells: readonly Cells[], nRows: number, means?: ArrayLike<number>): Matrix {
  const width = inputs.reduce((sum, input) => sum + widthOf(input), 0);
  const data = new Float64Array(nRows * width);
  let f = 0;
  inputs.forEach((input, j) => {
    const [values, of] = [cells[j], widthOf(input)];
    for (let i = 0; i < nRows; i++) {
      const at = i * width + f;
      if (!input.categories) data[at] = values[i];
      else if (values[i] < 0) for (let c = 0; c < of; c++) data[at + c] = means![f + c];
      else {
        const { dropped = -1 } = input;
        const place = dropped >= 0 && values[i] > dropped ? values[i] - 1 : values[i];
        if (values[i] !== dropped) data[at + place] = 1;
      }
    }
    f += of;
  });
  return Matrix.from(data, Math.max(width, 1));
}

/** All features of rows that got treatment `arms[i]`, or none where it is below 0. */
export function withTreatment(layout: Layout, x: Matrix, arms: ArrayLike<number>): Matrix {
  const { interacting } = featuresOf(layout);
  const block = 1 + interacting.length;
  const width = x.nColumns + layout.nTreatments * block;
  const data = new Float64Array(x.nRows * width);
  for (let i = 0; i < x.nRows; i++) {
    const row = x.data.subarray(i * x.nColumns, (i + 1) * x.nColumns);
    data.set(row, i * width);
    if (arms[i] < 0) continue;
    const at = i * width + x.nColumns + arms[i] * block;
    data[at] = 1;
    interacting.forEach((f, p) => (data[at + 1 + p] = row[f]));
  }
  return Matrix.from(data, width);
}
