/**
 * TwoModelUpliftModel: one regression for those who were left alone, one for each treatment; the uplift is the difference of their answers.
 * @module
 */
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { nest, setUnsaved, unnest, unsavedOf } from '../data/nested-model.js';
import type { Data } from '../preprocessing/transformer.js';
import type { Row } from '../regression/inputs.js';
import { LinearRegressionModel } from '../regression/linear-regression-model.js';
import { LogisticRegressionModel } from '../regression/logistic-regression-model.js';
import type { Label } from '../data/labels.js';
import { answerOf, answersOf, sideOf, type OutcomeModel } from './outcome-model.js';
import { savedSubject, UpliftModel, type Taken, type UpliftSubject } from './uplift-model.js';

/**
 * A fitted TwoModelUplift.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { TwoModelUplift, TwoModelUpliftModel } from 'kindred/campaign';
 * const rows = Array.from({ length: 400 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) }));
 * const bought = rows.map(({ pages, arm, luck }) => luck < (arm === 'mail' ? pages : 3) + 2);
 * const table = Table.from(rows);
 * const bytes = new TwoModelUplift().fit(table.select(['pages']), bought, table.column('arm'), { control: 'none' }).toBytes();
 * const model = TwoModelUpliftModel.fromBytes(bytes);
 * const { treatments, uplift } = model.best(Table.from({ pages: [0, 9] }));
 * console.log(treatments, uplift[0], uplift[1] > 0.2); // [ null, 'mail' ] 0 true
 * const why = model.explain({ pages: 9 });
 * console.log(why.score === uplift[1], why.treated! > why.control!); // true true
 * ```
 */
export class TwoModelUpliftModel<T extends Label = Label> extends UpliftModel<T> {
  /** The name in a model file. */
  static readonly type = 'TwoModelUpliftModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    subject: UpliftSubject<T>,
    /** Of those who were left alone. */
    readonly controlModel: OutcomeModel,
    /** One a treatment. */
    readonly treatmentModels: readonly OutcomeModel[],
  ) {
    super(subject);
  }

  /** @internal */
  get unsaved(): unknown {
    return unsavedOf([this.controlModel, ...this.treatmentModels]);
  }

  set unsaved(unsaved: unknown) {
    setUnsaved([this.controlModel, ...this.treatmentModels], unsaved);
  }

  get warnings(): readonly string[] {
    const names = [this.control, ...this.treatments].map(String);
    return [this.controlModel, ...this.treatmentModels].flatMap(({ warnings }, m) => warnings.map((warning) => `${names[m]}: ${warning}`));
  }

  /** The model as one safetensors file, with the regressions inside. */
  toBytes(): Uint8Array {
    const { models, tensors, shapes } = nest([this.controlModel, ...this.treatmentModels]);
    return writeModelFile({ type: TwoModelUpliftModel.type, settings: { ...this.settings, models }, tensors, shapes });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<T extends Label = Label>(bytes: Uint8Array): TwoModelUpliftModel<T> {
    return openModel(bytes, TwoModelUpliftModel.type, (file) => {
      const subject = savedSubject<T>(file.settings);
      const [control, ...models] = unnest(file.settings['models'], file, [
        subject.classes ? LogisticRegressionModel : LinearRegressionModel,
      ]);
      requireThat(models.length === subject.treatments.length, 'it lacks the model of a treatment');
      return new TwoModelUpliftModel(subject, control as OutcomeModel, models as OutcomeModel[]);
    });
  }

  /** @internal */
  protected uplifts(X: Data, places: readonly number[]): Float64Array[] {
    const without = answersOf(this.controlModel, X);
    return places.map((place) => answersOf(this.treatmentModels[place], X).map((p, i) => p - without[i]));
  }

  /** @internal */
  protected taken(row: Row, place: number): Taken {
    const [treated, control] = [this.treatmentModels[place], this.controlModel].map((model) => answerOf(model, row));
    return {
      uplift: treated.answer - control.answer,
      sides: [sideOf(treated, 1), sideOf(control, -1)],
      treated: treated.answer,
      control: control.answer,
    };
  }
}
