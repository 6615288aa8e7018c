// Checked by `npm run types` alone: the labels of a regression keep their type. Nothing here runs.
import {
  LinearRegression,
  LogisticRegression,
  type ClassExplanation,
  type LogisticRegressionModel,
  type Matrix,
  type Table,
} from '../../src/index.js';
import { Pipeline, type PipelineModel } from '../../src/preprocessing/index.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function expectType<T>(): <V>(value: V, ...equal: Equal<T, V> extends true ? [] : ['another type']) => void;

declare const table: Table;
declare const matrix: Matrix;
declare const plans: ('year' | 'month')[];
declare const model: PipelineModel<LogisticRegressionModel<'year' | 'month'>>;

const fitted = new LogisticRegression().fit(table, plans);
expectType<LogisticRegressionModel<'year' | 'month'>>()(fitted);
expectType<('year' | 'month')[]>()(fitted.predict(matrix));
expectType<ClassExplanation<'year' | 'month'>>()(fitted.explain({ age: 41 }, 'year'));
fitted.predictProba(table, 'month');
// @ts-expect-error: no such class
fitted.predictProba(table, 'week');
expectType<number[]>()(new LogisticRegression().fit(table, Uint8Array.of(0, 1)).predict(table));
// @ts-expect-error: numbers are needed
new LinearRegression().fit(table, plans);

// through a pipeline too
expectType<('year' | 'month')[]>()(model.predict(table));
expectType<ClassExplanation<'year' | 'month'>>()(model.explain({ age: 41 }, 'year'));
model.predictProba(table, 'month');
// @ts-expect-error: no such class
model.predictProba(table, 'week');
new Pipeline([new LinearRegression()]).fit(table, [1, 2]).predict(table).fill(0);
