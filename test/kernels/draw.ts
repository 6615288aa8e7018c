// Seeded odd values and odd sizes: what kernels stumble over.
import { generator } from '../../src/random.js';

const ODD = [0, -0, 1e-45, -1e-42, 1e-39, -1e-30, 1e30, 3e38];

/** Everything a case is drawn with, from one seed. */
export function draws(seed: number) {
  const random = generator(seed);
  /** A whole number from 0 to n. */
  const upTo = (n: number) => Math.floor(random() * (n + 1));
  const one = <T>(list: readonly T[]): T => list[upTo(list.length - 1)];
  const fill = <A>(
    type: { from(list: { length: number }, value: (_: unknown, i: number) => number): A },
    length: number,
    value: (i: number) => number,
  ): A => type.from({ length }, (_, i) => value(i));
  /** A tenth ±0, denormal or huge, many ties, the rest anything in (-1, 1). */
  const odd = () => {
    const r = random();
    return r < 0.1 ? one(ODD) : r < 0.4 ? one([-1, 0.5, 0.5, 2]) : random() * 2 - 1;
  };
  /** The same without numbers whose products leave f32. */
  const tame = () => {
    const v = odd();
    return Math.abs(v) > 1e15 ? v / 1e25 : v;
  };
  /** Sizes 0, 1 and around the lanes. */
  const edge = () => one([0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100]);
  /** Columns: few, or around the lanes. */
  const width = () => one([upTo(4), upTo(9), upTo(33)]);
  /** `rows` lists of rising columns as starts and ids: about `share` of the cells. */
  const sparse = (rows: number, columns: number, share: number) => {
    const starts = [0];
    const ids: number[] = [];
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) if (random() < share) ids.push(c);
      starts.push(ids.length);
    }
    return { starts: Int32Array.from(starts), ids: Int32Array.from(ids) };
  };
  return { random, upTo, one, fill, odd, tame, edge, width, sparse };
}

export type Draws = ReturnType<typeof draws>;
