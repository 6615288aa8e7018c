// The parts of the example that need no browser: reasons by the customer's columns, in words.
import { expect, test } from 'vitest';
import { openSegments, reasons, words } from '../examples/new-customer/src/assign';
import { KMeans, Table } from '../src/index.js';
import { ColumnTransformer, OneHotEncoder, Pipeline, SimpleImputer, StandardScaler } from '../src/preprocessing/index.js';

const table = Table.from({
  tenure: [1, 2, null, 60, 70, 75],
  plan: ['month', 'month', 'month', 'year', 'year', 'year'],
  'plan=old': ['a', 'b', 'a', 'b', 'a', 'b'],
});
const columns = new ColumnTransformer([
  { columns: ['tenure'], transformer: new Pipeline([new SimpleImputer(), new StandardScaler()]) },
  { columns: ['plan', 'plan=old'], transformer: new OneHotEncoder({ handleUnknown: 'ignore' }) },
]);
const model = openSegments(new Pipeline([columns, new KMeans({ nClusters: 2 })]).fit(table).toBytes());

test('the parts of one column are one reason, largest first, and none is lost', () => {
  const customer = { tenure: 2, plan: 'month', 'plan=old': 'a' };
  const why = model.explain(customer);
  const found = reasons(model, customer, why);
  expect(found.map(({ sentence }) => sentence)).toEqual(['tenure is 2', 'plan is month', 'plan=old is a']);
  const sum = (of: readonly { contribution: number }[]) => of.reduce((total, { contribution }) => total + contribution, 0);
  const partsOf = (...names: string[]) => sum(why.parts.filter(({ column }) => names.includes(column)));
  expect(found[1].contribution).toBe(partsOf('plan=month', 'plan=year'));
  expect(found[2].contribution).toBe(partsOf('plan=old=a', 'plan=old=b'));
  expect(sum(found)).toBeCloseTo(why.score!, 12);
});

test('what is not known is said so, with what is assumed where something is', () => {
  const customer = { tenure: null, plan: null, 'plan=old': 'b' };
  const sentences = reasons(model, customer, model.explain(customer)).map(({ sentence }) => sentence);
  expect(sentences.sort()).toEqual(['plan is not known', 'plan=old is b', 'tenure is not known, 41.6 is assumed']);
});

test('cells in words', () => expect([words(true), words(false), words(1234.5), words('DSL')]).toEqual(['Yes', 'No', '1,234.5', 'DSL']));
