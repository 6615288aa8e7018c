/**
 * The arms of a campaign: who was left alone, and who got which treatment.
 * @module
 */
import { KindredError, nearMiss, show } from '../errors.js';
import type { Label, Labels } from '../data/labels.js';
import { classesOf } from '../regression/target.js';

/** The control's code; a treatment's is its place among `treatments`. */
export const CONTROL = -1;

/** Who got what. */
export interface Arms<T extends Label = Label> {
  readonly control: T;
  /** In their order: numbers ascending, texts by UTF-16 code unit, false before true. */
  readonly treatments: readonly T[];
  readonly codes: Int32Array;
}

/** A fit needs so many rows of each arm. */
const LEAST = 2;
/** So many labels a message names. */
const SHOWN = 10;

/**
 * @param control - undefined: 0 or false
 * @throws KindredError `invalid-data` for another number of labels than rows, one that is missing (naming the row), a control that nobody has, or an arm of one
 * row; `invalid-option` where texts leave open which is the control
 */
export function armsOf<T extends Label>(treatment: Labels<T>, nRows: number, control?: T): Arms<T> {
  const { classes, codes } = speakingOf('treatment', () => classesOf(treatment, nRows));
  const place = classes.indexOf(control ?? (classes.find((label) => label === 0 || label === false) as T));
  const there = `${classes.slice(0, SHOWN).map(show).join(', ')}${classes.length > SHOWN ? ', ...' : ''}`;
  if (place < 0 && control === undefined)
    throw new KindredError('invalid-option', `"control" must say which treatment is none: one of ${there}`);
  if (place < 0)
    throw new KindredError(
      'invalid-data',
      `no row has the control ${show(control)}${nearMiss(control, classes.map(String))}; there are ${there}`,
    );
  const counts = new Int32Array(classes.length);
  for (const code of codes) counts[code]++;
  const few = counts.findIndex((count) => count < LEAST);
  if (few >= 0)
    throw new KindredError('invalid-data', `each arm must have at least ${LEAST} rows, ${show(classes[few])} has ${counts[few]}`);
  return {
    control: classes[place],
    treatments: classes.filter((_, c) => c !== place),
    codes: codes.map((code) => (code === place ? CONTROL : code < place ? code : code - 1)),
  };
}

/** Messages about "y" (or another argument), said of what the caller knows. */
export function speakingOf<R>(argument: string, work: () => R, instead = 'y'): R {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    throw new KindredError(error.code, error.message.replaceAll(`"${instead}"`, show(argument)), { cause: error.cause });
  }
}

/** The rows of some arms, ascending. */
export const rowsWhere = (codes: ArrayLike<number>, of: (code: number) => boolean): Int32Array =>
  Int32Array.from(Array.from(codes, (_, i) => i).filter((i) => of(codes[i])));
