/**
 * UpliftModel: what a treatment changes for each row, and why: what the models of all learners share.
 * @module
 */
import { Matrix } from '../data/matrix.js';
import { requireThat } from '../data/model-file.js';
import { KindredError, nearMiss, show } from '../errors.js';
import type { Data } from '../preprocessing/transformer.js';
import type { Row } from '../regression/inputs.js';
import type { Label } from '../data/labels.js';
import { UpliftExplanation, upliftParts, type Side } from './uplift-explanation.js';

/** What an uplift model speaks of. */
export interface UpliftSubject<T extends Label = Label> {
  /** Those who are left alone. */
  readonly control: T;
  readonly treatments: readonly T[];
  /** The two outcomes, the second of which is the response; null for money. */
  readonly classes: readonly Label[] | null;
}

/** What to do with each row. */
export interface BestTreatment<T extends Label = Label> {
  /** Null where no treatment is expected to do any good. */
  readonly treatments: readonly (T | null)[];
  /** By what it raises the outcome; 0 where there is none. */
  readonly uplift: Float64Array;
}

/**
 * A fitted learner of uplift: what the models of all learners have.
 * @example
 * ```ts
 * import { Matrix } from 'kindred';
 * import { InteractionUplift, UpliftModel } from 'kindred/campaign';
 * const rows = Array.from({ length: 40 }, (_, i) => ({ pages: i % 5, mail: i % 10 < 5, luck: Math.floor(i / 10) }));
 * const bought = rows.map(({ pages, mail, luck }) => luck < (mail ? pages : 1));
 * const model = new InteractionUplift().fit(Matrix.from(rows.map(({ pages }) => [pages])), bought, rows.map(({ mail }) => mail));
 * console.log(model instanceof UpliftModel, model.control, model.treatments); // true false [ true ]
 * ```
 */
export abstract class UpliftModel<T extends Label = Label> {
  /** @internal */
  constructor(private readonly subject: UpliftSubject<T>) {}

  /** Those who are left alone. */
  get control(): T {
    return this.subject.control;
  }

  /** In their order: numbers ascending, texts by UTF-16 code unit, false before true. */
  get treatments(): readonly T[] {
    return this.subject.treatments;
  }

  /** The two outcomes, the second of which is the response; null for money. */
  get classes(): readonly Label[] | null {
    return this.subject.classes;
  }

  /** What a reader of the result should know, in sentences. */
  abstract get warnings(): readonly string[];

  /**
   * The uplift of each row: by how much the treatment raises the probability of the response, or the money.
   * @param X - the columns that the model was fitted on; others may be there too
   * @param treatment - which. Default: the only one; of several it must be named
   * @throws KindredError `invalid-data` naming row and column of a missing number or an unknown category; `unknown-column`; `invalid-option` for a treatment that
   * is none
   */
  predict(X: Data, treatment?: T): Float64Array {
    return this.uplifts(X, [this.placeOf(treatment)])[0];
  }

  /** The uplift of each row by each treatment: the columns are named by them. @throws KindredError as `predict` */
  predictAll(X: Data): Matrix {
    const { treatments } = this;
    const all = this.uplifts(X, [...treatments.keys()]);
    const out = new Float64Array(X.nRows * treatments.length);
    all.forEach((uplift, t) => uplift.forEach((value, i) => (out[i * treatments.length + t] = value)));
    return Matrix.from(out, treatments.length, { columns: treatments.map(String) });
  }

  /** For each row the treatment with the highest uplift, the first of equal ones; none where no uplift is above 0. @throws KindredError as `predict` */
  best(X: Data): BestTreatment<T> {
    const all = this.uplifts(X, [...this.treatments.keys()]);
    const uplift = new Float64Array(X.nRows);
    const treatments = Array.from(uplift, (_, i): T | null => {
      let best = -1;
      all.forEach((values, t) => {
        if (values[i] > uplift[i]) [uplift[i], best] = [values[i], t];
      });
      return best < 0 ? null : this.treatments[best];
    });
    return { treatments, uplift };
  }

  /**
   * Why a row has its uplift: the base, which is the uplift of an average row, and one part a column. Their left-to-right sum is exactly the number of `predict`.
   * A probability bends the log-odds, so the parts share out p along the straight way from the average row to this one (integrated gradients, in closed form): they
   * are probabilities, not log-odds. What rounding leaves, if anything, is a last part of kind `rounding`, some 1e-17.
   * @param row - the cells by the column's name, a table of one row, or numbers in the columns' order
   * @param treatment - as of `predict`
   * @throws KindredError as `predict`
   */
  explain(row: Row, treatment?: T): UpliftExplanation<T> {
    const place = this.placeOf(treatment);
    const { uplift, sides, shift, treated, control } = this.taken(row, place);
    return new UpliftExplanation(upliftParts(uplift, sides, shift), this.treatments[place], treated, control);
  }

  /** The model as one safetensors file. */
  abstract toBytes(): Uint8Array;

  /** @internal For each treatment asked for (by its place), the uplift of each row. */
  protected abstract uplifts(X: Data, places: readonly number[]): Float64Array[];

  /** @internal One row's uplift and the answers that it is the difference of. */
  protected abstract taken(row: Row, place: number): Taken;

  /** @internal */
  protected get settings(): Readonly<Record<string, unknown>> {
    return { ...this.subject };
  }

  private placeOf(treatment: T | undefined): number {
    const { treatments } = this;
    const there = treatments.map(show).join(', ');
    if (treatment === undefined && treatments.length > 1)
      throw new KindredError('invalid-option', `"treatment" must name one of ${there}: there are several`);
    const place = treatment === undefined ? 0 : treatments.indexOf(treatment);
    if (place < 0)
      throw new KindredError(
        'invalid-option',
        `"treatment" must be one of ${there}, got ${show(treatment)}${nearMiss(treatment, treatments.map(String))}`,
      );
    return place;
  }
}

/** @internal */
export interface Taken {
  readonly uplift: number;
  readonly sides: readonly Side[];
  readonly shift?: number;
  readonly treated: number | null;
  readonly control: number | null;
}

const isLabel = (v: unknown) => typeof v === 'string' || typeof v === 'boolean' || (typeof v === 'number' && Number.isFinite(v));

/** What a file says of its arms. @throws KindredError `file-corrupt` */
export function savedSubject<T extends Label>({ control, treatments, classes }: Readonly<Record<string, unknown>>): UpliftSubject<T> {
  const fine = Array.isArray(treatments) && treatments.length > 0 && [control, ...treatments].every(isLabel);
  requireThat(
    fine && new Set([control, ...(treatments as unknown[])]).size === (treatments as unknown[]).length + 1,
    'it lacks its treatments',
  );
  requireThat(classes === null || (Array.isArray(classes) && classes.length === 2 && classes.every(isLabel)), 'it lacks its outcomes');
  return { control, treatments, classes } as UpliftSubject<T>;
}
