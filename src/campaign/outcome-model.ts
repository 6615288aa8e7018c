/**
 * The regressions inside a model of uplift: what they answer, and what the answer is made of.
 * @module
 */
import type { Data } from '../preprocessing/transformer.js';
import type { RegressionPart } from '../regression/explanation.js';
import type { Row } from '../regression/inputs.js';
import type { LinearRegressionModel } from '../regression/linear-regression-model.js';
import { LogisticRegressionModel } from '../regression/logistic-regression-model.js';
import type { Side } from './uplift-explanation.js';

/** A fitted regression of an outcome that happens or not (0 and 1), or of money. */
export type OutcomeModel = LogisticRegressionModel<number> | LinearRegressionModel;

/** What it says of one row: a probability with the parts of its log-odds, or a number with its own. */
export interface Answer {
  readonly answer: number;
  readonly parts: readonly RegressionPart[];
  readonly link: Side['link'];
}

/** The probability that it happens, or the number, of each row. */
export const answersOf = (model: OutcomeModel, X: Data): Float64Array =>
  model instanceof LogisticRegressionModel ? model.predictProba(X) : model.predict(X);

export function answerOf(model: OutcomeModel, row: Row): Answer {
  if (model instanceof LogisticRegressionModel) {
    const { probability, parts } = model.explain(row);
    return { answer: probability, parts, link: 'logistic' };
  }
  const { score, parts } = model.explain(row);
  return { answer: score!, parts, link: 'identity' };
}

export const sideOf = ({ parts, link }: Answer, factor: number): Side => ({ parts, link, factor });
