/**
 * InteractionUpliftModel: one regression of the columns, the treatment and their interactions, asked twice: with the treatment and without.
 * @module
 */
import type { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { nest, setUnsaved, unnest, unsavedOf } from '../data/nested-model.js';
import type { Data } from '../preprocessing/transformer.js';
import type { RegressionPart } from '../regression/explanation.js';
import { cellsOfRow, cellsToScore, savedInputs, type HandleUnknown, type Row } from '../regression/inputs.js';
import { LinearRegressionModel } from '../regression/linear-regression-model.js';
import { LogisticRegressionModel } from '../regression/logistic-regression-model.js';
import type { Label } from '../data/labels.js';
import { expand, featuresOf, withTreatment, type Layout } from './interactions.js';
import { answersOf, type OutcomeModel } from './outcome-model.js';
import { savedSubject, UpliftModel, type Taken, type UpliftSubject } from './uplift-model.js';

/** How rows are read. */
export interface Reading extends Layout {
  /** Whether the rows of fit had names. */
  readonly named: boolean;
  readonly handleUnknown: HandleUnknown;
}

/**
 * A fitted InteractionUplift.
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { InteractionUplift, InteractionUpliftModel } from 'kindred/campaign';
 * const rows = Array.from({ length: 400 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) }));
 * const bought = rows.map(({ pages, arm, luck }) => luck < (arm === 'mail' ? pages : 3) + 2);
 * const table = Table.from(rows);
 * const bytes = new InteractionUplift().fit(table.select(['pages']), bought, table.column('arm'), { control: 'none' }).toBytes();
 * const model = InteractionUpliftModel.fromBytes(bytes);
 * console.log(model.predictAll(Table.from({ pages: [9] })).columns, model.explain({ pages: 9 }).score! > 0.2); // [ 'mail' ] true
 * ```
 */
export class InteractionUpliftModel<T extends Label = Label> extends UpliftModel<T> {
  /** The name in a model file. */
  static readonly type = 'InteractionUpliftModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    subject: UpliftSubject<T>,
    private readonly reading: Reading,
    /** The regression, whose features are the columns, then for each treatment itself and the columns that interact with it. */
    readonly model: OutcomeModel,
  ) {
    super(subject);
  }

  /** @internal */
  get unsaved(): unknown {
    return unsavedOf([this.model]);
  }

  set unsaved(unsaved: unknown) {
    setUnsaved([this.model], unsaved);
  }

  get warnings(): readonly string[] {
    return this.model.warnings;
  }

  /** The model as one safetensors file, with the regression inside. */
  toBytes(): Uint8Array {
    const { models, tensors, shapes } = nest([this.model]);
    const { inputs, named, handleUnknown, interacts } = this.reading;
    const settings = { ...this.settings, inputs, named, handleUnknown, interacts: [...interacts], models };
    return writeModelFile({ type: InteractionUpliftModel.type, settings, tensors, shapes });
  }

  /** Open a file written by `toBytes`. @throws KindredError `file-corrupt`, `file-version` */
  static fromBytes<T extends Label = Label>(bytes: Uint8Array): InteractionUpliftModel<T> {
    return openModel(bytes, InteractionUpliftModel.type, (file) => {
      const subject = savedSubject<T>(file.settings);
      const { inputs: saved, named, handleUnknown, interacts, models } = file.settings;
      const inputs = savedInputs(saved);
      const marks = Array.isArray(interacts) && interacts.length === inputs.length && interacts.every((mark) => mark === 0 || mark === 1);
      requireThat(
        marks && typeof named === 'boolean' && ['error', 'ignore'].includes(handleUnknown as string),
        'it does not say how rows are read',
      );
      const [model] = unnest(models, file, [subject.classes ? LogisticRegressionModel : LinearRegressionModel]) as OutcomeModel[];
      const nTreatments = subject.treatments.length;
      const layout = { inputs, interacts: Uint8Array.from(interacts as number[]), nTreatments };
      const { columns, interacting } = featuresOf(layout);
      const width = columns.length + nTreatments * (1 + interacting.length);
      requireThat(model?.coefficients.length === width, 'it has other columns than coefficients');
      return new InteractionUpliftModel(
        subject,
        { ...layout, named: named as boolean, handleUnknown: handleUnknown as HandleUnknown },
        model,
      );
    });
  }

  /** @internal */
  protected uplifts(X: Data, places: readonly number[]): Float64Array[] {
    const { inputs, named, handleUnknown } = this.reading;
    const x = expand(this.reading, cellsToScore(X, inputs, named, handleUnknown), X.nRows, this.model.weights.means);
    return this.differences(x, places).uplifts;
  }

  /** @internal */
  protected taken(row: Row, place: number): Taken {
    const { inputs, named, handleUnknown } = this.reading;
    const { means } = this.model.weights;
    const cells = cellsOfRow(row, inputs, named, handleUnknown);
    const x = expand(this.reading, cells, 1, means);
    const { uplifts, without, treated } = this.differences(x, [place]);
    const values = inputs.map(({ categories }, j) => (categories ? categories[cells[j][0]] : cells[j][0]));
    const link = this.classes ? 'logistic' : 'identity';
    const sides = [place, -1].map((arm) => ({ parts: this.partsOf(x.data, values, arm), link, factor: arm < 0 ? -1 : 1 }) as const);
    return { uplift: uplifts[0][0], sides, treated: treated[0][0], control: without[0] };
  }

  private differences(x: Matrix, places: readonly number[]) {
    const as = (arm: number) => answersOf(this.model, withTreatment(this.reading, x, new Int32Array(x.nRows).fill(arm)));
    const without = as(-1);
    const treated = places.map(as);
    return { without, treated, uplifts: treated.map((answers) => answers.map((p, i) => p - without[i])) };
  }

  /** What the average row gets in an arm, and what each column of this row changes there. */
  private partsOf(x: ArrayLike<number>, values: readonly (string | number | boolean | null | undefined)[], arm: number): RegressionPart[] {
    const { coefficients: w, intercepts, means } = { ...this.model.weights };
    const { columns, interacting } = featuresOf(this.reading);
    const effects = Float64Array.from(columns, (_, f) => w[f]);
    let base = intercepts[0];
    if (arm >= 0) {
      const at = columns.length + arm * (1 + interacting.length);
      base += w[at];
      interacting.forEach((f, p) => (effects[f] += w[at + 1 + p]));
    }
    const changes = new Float64Array(this.reading.inputs.length);
    effects.forEach((effect, f) => {
      base += effect * means[f];
      changes[columns[f]] += effect * (x[f] - means[f]);
    });
    return [
      { kind: 'base', contribution: base },
      ...this.reading.inputs.map(({ name }, j) => ({ kind: 'feature' as const, column: name, value: values[j], contribution: changes[j] })),
    ];
  }
}
