/**
 * CalibratedClassifier: a fitted model of two classes whose probabilities are made to be what they say, from rows that it was not fitted on (scikit-learn's
 * `CalibratedClassifierCV` of a frozen estimator). What is calibrated is the model's `decisionFunction`, where it has one, else its `predictProba`.
 * @module
 */
import { checkOptions, oneOf, type Constraints } from '../check.js';
import { codeLabels, codesAmong, type Label, type Labels } from '../data/labels.js';
import { Matrix } from '../data/matrix.js';
import { openModel, requireThat, writeModelFile } from '../data/model-file.js';
import { nest, setUnsaved, unnest, unsavedOf, type ModelClass, type ModelOf } from '../data/nested-model.js';
import type { Table } from '../data/table.js';
import { KindredError, mustBe, show } from '../errors.js';
import { lastStep } from '../evaluation/row-scoring.js';
import { checkNumbers, LABEL } from '../evaluation/scored-rows.js';
import type { Explained } from '../preprocessing/pipeline-model.js';
import { inThread, type Task } from '../parts.js';
import { drain, drainAsync, type Steps } from '../progress.js';
import { IsotonicRegression, IsotonicRegressionModel } from './isotonic-regression.js';
import { PlattScaling, PlattScalingModel, type CalibrationWork } from './platt-scaling.js';

export interface CalibratedClassifierOptions {
  /** `'platt'`: a sigmoid of the scores, for few rows. `'isotonic'`: any rising function, for some thousand. Default `'platt'`. */
  method?: 'platt' | 'isotonic';
}

/** @internal */
export const CALIBRATED_CLASSIFIER: Constraints<Required<CalibratedClassifierOptions>> = { method: oneOf('platt', 'platt', 'isotonic') };

/** What can be calibrated: a model of two classes. */
export interface Classifier<L extends Label = Label> {
  readonly classes?: readonly L[];
  decisionFunction?(X: never, label?: never): ArrayLike<number>;
  predictProba?(X: never, label?: never): ArrayLike<number>;
}

/** A fitted CalibratedClassifier around a model `M`. */
export class CalibratedClassifierModel<M = unknown, L extends Label = Label> {
  /** The name in a model file. */
  static readonly type = 'CalibratedClassifierModel';
  /** @internal */
  static readonly isOfKindred = true;

  /** @internal */
  constructor(
    /** As it was given: it still says what it said. */
    readonly model: M,
    /** From its score of the second class to a probability. */
    readonly calibration: PlattScalingModel | IsotonicRegressionModel,
    /** Two, sorted. */
    readonly classes: readonly L[],
  ) {}

  /**
   * The more probable class of each row; the first where both are as probable.
   * @throws KindredError as the model does
   */
  predict(X: Matrix | Table): L[] {
    return Array.from(this.predictProba(X), (p) => this.classes[p > 0.5 ? 1 : 0]);
  }

  /**
   * The calibrated probability of one class, one number a row.
   * @param label - Default: the second
   * @throws KindredError as the model does; `invalid-option` for a label that is no class
   */
  predictProba(X: Matrix | Table, label?: L): Float64Array {
    const second = label === undefined || this.placeOf(label) === 1;
    const probabilities = this.calibration.predict(scoresOf(this.model, X, this.classes[1]));
    return second ? probabilities : probabilities.map((p) => 1 - p);
  }

  /** The probabilities of both classes: rows by classes, the columns named by them. @throws KindredError as `predictProba` */
  probabilities(X: Matrix | Table): Matrix {
    const of = this.predictProba(X);
    const data = new Float64Array(2 * of.length);
    of.forEach((p, i) => data.set([1 - p, p], 2 * i));
    return Matrix.from(data, 2, { columns: this.classes.map(String) });
  }

  /**
   * Why the model scores a row as it does: its own explanation. Calibration moves probabilities, not reasons.
   * @param more - what else it takes, such as the class
   * @throws KindredError as the model does; `unsupported` where it does not explain
   */
  explain(row: unknown, ...more: readonly unknown[]): Explained<M> {
    const { explain } = this.model as { explain?: (...args: unknown[]) => unknown };
    if (typeof explain !== 'function') throw new KindredError('unsupported', 'the model that is calibrated has no method "explain"');
    return explain.call(this.model, row, ...more) as Explained<M>;
  }

  /** @internal */
  get unsaved(): unknown {
    return unsavedOf([this.model]);
  }

  set unsaved(unsaved: unknown) {
    setUnsaved([this.model], unsaved);
  }

  /** The model as one safetensors file, with the one inside. @throws KindredError `unsupported` where that one cannot be saved */
  toBytes(): Uint8Array {
    const { models, tensors, shapes } = nest([this.model, this.calibration]);
    return writeModelFile({ type: CalibratedClassifierModel.type, settings: { classes: this.classes, models }, tensors, shapes });
  }

  /**
   * Open a file written by `toBytes`; `load` does it too.
   * @param classes - that of the model inside (and of the models inside that)
   * @throws KindredError `file-corrupt`, `file-version`; `unsupported` naming a class that is needed and was not given
   */
  static fromBytes<const C extends readonly ModelClass[]>(bytes: Uint8Array, classes: C): CalibratedClassifierModel<ModelOf<C[number]>> {
    return openModel(bytes, CalibratedClassifierModel.type, (file) => {
      const { classes: labels, models } = file.settings;
      const known = [...new Set<ModelClass>([...(classes ?? []), PlattScalingModel, IsotonicRegressionModel])];
      const [model, calibration] = unnest(models, file, known);
      const isCalibration = calibration instanceof PlattScalingModel || calibration instanceof IsotonicRegressionModel;
      requireThat(isCalibration && Array.isArray(labels) && labels.length === 2 && labels.every(LABEL.accepts), 'it lacks its calibration');
      return new CalibratedClassifierModel(model as ModelOf<C[number]>, calibration as PlattScalingModel, labels as Label[]);
    });
  }

  private placeOf(label: L): number {
    const place = this.classes.indexOf(label);
    if (place < 0) throw new KindredError('invalid-option', mustBe('label', this.classes.map(show).join(' or '), label));
    return place;
  }
}

/** The recipe; `fit` makes the model. */
export class CalibratedClassifier {
  /** The name by which threads know it. @internal */
  static readonly estimator: string = 'CalibratedClassifier';
  /** @internal */
  static readonly isOfKindred = true;

  readonly options: Readonly<Required<CalibratedClassifierOptions>>;

  /**
   * @throws KindredError `invalid-option`, `unknown-option`
   * @example
   * ```ts
   * import { CalibratedClassifier, Matrix } from 'kindred';
   * // far too sure of itself
   * const model = { classes: [false, true], predictProba: (rows: Matrix) => Array.from(rows.data, (v) => (v > 0 ? 0.99 : 0.01)) };
   * const X = Matrix.from([[-3], [-2], [-1], [-1], [1], [1], [2], [3]]);
   * const calibrated = new CalibratedClassifier({ method: 'isotonic' }).fit(model, X, [false, true, false, false, true, false, true, true]);
   * console.log(calibrated.predictProba(X)[0], calibrated.predictProba(X)[7]); // 0.25 0.75
   * ```
   */
  constructor(options: CalibratedClassifierOptions = {}) {
    this.options = checkOptions<Required<CalibratedClassifierOptions>>('CalibratedClassifier', CALIBRATED_CLASSIFIER, options);
  }

  /**
   * @param model - fitted, of two classes: with `decisionFunction` or `predictProba`; pipelines too
   * @param X - rows that it was not fitted on
   * @param y - one label a row
   * @throws KindredError `invalid-data` for other lengths, a missing label (naming the row), one that the model does not know, one class only, or a model of more
   * classes; `unsupported` for a model without scores; `cancelled`
   */
  fit<const M extends object, L extends Label>(
    model: M,
    X: Matrix | Table,
    y: Labels<L>,
    work: CalibrationWork = {},
  ): CalibratedClassifierModel<M, L> {
    return drain(this.steps(model, X, y, work), work);
  }

  /** As `fit`, giving way to other work. */
  fitAsync<const M extends object, L extends Label>(
    model: M,
    X: Matrix | Table,
    y: Labels<L>,
    work: CalibrationWork = {},
  ): Promise<CalibratedClassifierModel<M, L>> {
    return drainAsync(this.steps(model, X, y, work), work);
  }

  /** @internal */
  *steps<M extends object, L extends Label>(
    model: M,
    X: Matrix | Table,
    y: Labels<L>,
    { sampleWeight }: CalibrationWork = {},
  ): Steps<CalibratedClassifierModel<M, L>> {
    const { method } = this.options;
    const given = { method, model, X, y, sampleWeight };
    const { classes, calibration } = yield* inThread(
      CALIBRATE,
      given,
      () => [PlattScalingModel, IsotonicRegressionModel],
      calibrationSteps(given),
    );
    return new CalibratedClassifierModel<M, L>(model, calibration, classes as readonly L[]);
  }
}

/** What a calibration learns from: the model that is calibrated stays with the caller. */
interface Calibrating extends Pick<CalibrationWork, 'sampleWeight'> {
  readonly method: 'platt' | 'isotonic';
  readonly model: object;
  readonly X: Matrix | Table;
  readonly y: Labels;
}

interface Calibrated {
  readonly classes: readonly Label[];
  readonly calibration: PlattScalingModel | IsotonicRegressionModel;
}

/** @internal */
export const CALIBRATE: Task<Calibrating, null, Calibrated, Calibrating> = {
  name: 'calibration',
  stage: 'calibrating',
  isWhole: true,
  open: (shared) => shared,
  steps: (given) => calibrationSteps(given),
};

function* calibrationSteps({ method, model, X, y, sampleWeight }: Calibrating): Steps<Calibrated> {
  const target = codeLabels('y', y);
  const classes = classesOf(model) ?? target.classes;
  if (classes.length !== 2)
    throw new KindredError(
      'invalid-data',
      `a model of two classes can be calibrated, this one has ${classes.map(show).join(', ') || 'none'}`,
    );
  const is = Float64Array.from(codesAmong('y', y, classes));
  if (target.classes.length < 2)
    throw new KindredError(
      'invalid-data',
      `"y" must hold both classes, got ${is.length === 0 ? 'no rows' : `${show(target.classes[0])} only`}`,
    );
  const scores = scoresOf(model, X, classes[1]);
  const recipe = method === 'platt' ? new PlattScaling() : new IsotonicRegression();
  return { classes, calibration: yield* recipe.steps(scores, is, { sampleWeight }) };
}

/** The classes that a model, or the last step of a pipeline, says it has. */
function classesOf(model: object): readonly Label[] | undefined {
  const { classes, last } = model as { classes?: unknown; last?: { classes?: unknown } };
  const found = classes ?? last?.classes;
  return Array.isArray(found) ? (found as readonly Label[]) : undefined;
}

/** How a model scores the second class. @throws KindredError `unsupported` */
function scoresOf(model: unknown, X: Matrix | Table, label: Label): Float64Array {
  const [asked, rows] = lastStep(model, X) as [Classifier | undefined, never];
  if (typeof asked?.decisionFunction === 'function') return checkNumbers('scores', asked.decisionFunction(rows, label as never), X.nRows);
  if (typeof asked?.predictProba === 'function') return checkNumbers('scores', asked.predictProba(rows, label as never), X.nRows);
  throw new KindredError('unsupported', 'the model must have a method "decisionFunction" or "predictProba"');
}
