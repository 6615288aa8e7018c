/**
 * ClassTransformationModel: for each treatment one regression, whose probability p says the uplift: 2 p − 1.
 * @module
 */
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { nest, setUnsaved, unnest, unsavedOf } from '../data/nested-model.js';
import type { Data } from '../preprocessing/transformer.js';
import type { Row } from '../regression/inputs.js';
import { LogisticRegressionModel } from '../regression/logistic-regression-model.js';
import type { Label } from '../data/labels.js';
import { answerOf, answersOf, sideOf } from './outcome-model.js';
import { savedSubject, UpliftModel, type Taken, type UpliftSubject } from './uplift-model.js';

/**
 * A fitted ClassTransformation.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { ClassTransformation, ClassTransformationModel } from 'kindred/campaign';
 * const rows = Array.from({ length: 400 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) }));
 * const bought = rows.map(({ pages, arm, luck }) => luck < (arm === 'mail' ? pages : 3) + 2);
 * const table = Table.from(rows);
 * const bytes = new ClassTransformation().fit(table.select(['pages']), bought, table.column('arm'), { control: 'none' }).toBytes();
 * const model = ClassTransformationModel.fromBytes(bytes);
 * const why = model.explain({ pages: 9 });
 * console.log(why.score === model.predict(Table.from({ pages: [9] }))[0], why.largest(1).map((part) => part.kind)); // true [ 'feature' ]
 * ```
 */
export class ClassTransformationModel<T extends Label = Label> extends UpliftModel<T> {
  /** The name in a model file. */
  static readonly type = 'ClassTransformationModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    subject: UpliftSubject<T>,
    /** One a treatment: how likely "treated and responded, or neither" is. */
    readonly models: readonly LogisticRegressionModel<number>[],
  ) {
    super(subject);
  }

  /** @internal */
  get unsaved(): unknown {
    return unsavedOf(this.models);
  }

  set unsaved(unsaved: unknown) {
    setUnsaved(this.models, unsaved);
  }

  get warnings(): readonly string[] {
    return this.models.flatMap(({ warnings }, m) => warnings.map((warning) => `${this.treatments[m]}: ${warning}`));
  }

  /** The model as one safetensors file, with the regressions inside. */
  toBytes(): Uint8Array {
    const { models, tensors, shapes } = nest(this.models);
    return writeModelFile({ type: ClassTransformationModel.type, settings: { ...this.settings, models }, tensors, shapes });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<T extends Label = Label>(bytes: Uint8Array): ClassTransformationModel<T> {
    return openModel(bytes, ClassTransformationModel.type, (file) => {
      const subject = savedSubject<T>(file.settings);
      const models = unnest(file.settings['models'], file, [LogisticRegressionModel]) as LogisticRegressionModel<number>[];
      requireThat(models.length === subject.treatments.length && subject.classes !== null, 'it lacks the model of a treatment');
      return new ClassTransformationModel(subject, models);
    });
  }

  /** @internal */
  protected uplifts(X: Data, places: readonly number[]): Float64Array[] {
    return places.map((place) => answersOf(this.models[place], X).map(upliftOf));
  }

  /** @internal */
  protected taken(row: Row, place: number): Taken {
    const found = answerOf(this.models[place], row);
    return { uplift: upliftOf(found.answer), sides: [sideOf(found, 2)], shift: -1, treated: null, control: null };
  }
}

const upliftOf = (p: number) => 2 * p - 1;
