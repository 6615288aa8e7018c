// Imputers, encoders and whole pipelines against scikit-learn on real data, all columns, with gaps and unseen categories (test/golden/encoders.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import { KMeans, KMeansModel, Table } from '../../src/index.js';
import { readCsv } from '../../src/io/index.js';
import {
  ColumnTransformer,
  ColumnTransformerModel,
  OneHotEncoder,
  OneHotEncoderModel,
  OrdinalEncoder,
  Pipeline,
  PipelineModel,
  SimpleImputer,
  SimpleImputerModel,
  StandardScaler,
  StandardScalerModel,
} from '../../src/preprocessing/index.js';
import { unfill } from '../../src/preprocessing/missing.js';
import { largestError } from '../golden/errors.js';
import { expectSameBytes } from '../support/files.js';
import { DATA, testOnData } from '../support/needs.js';

/** Of each column its mean and two weighted means. */
type Figures = number[][];
interface Golden {
  numbers: string[];
  texts: string[];
  mean: { statistics: number[]; figures: Figures };
  median: { statistics: number[]; figures: Figures };
  /** Of texts their places among the sorted ones. */
  mostFrequent: { numbers: number[]; texts: number[] };
  oneHot: Figures;
  pooled: Figures;
  ordinal: Figures;
  pipeline: Figures;
}
const golden = JSON.parse(readFileSync('test/golden/encoders.json', 'utf8')) as Record<'telco' | 'bank', Golden>;

/** Missing cells by the rule of encoders.py. */
function withGaps(table: Table): Table {
  return Table.of(
    table.columns.map((name, j) => {
      const gaps = Float64Array.from({ length: table.nRows }, (_, i) => Number((i * 31 + j * 17) % 23 === 0));
      return [name, unfill(table.column(name), gaps)] as const;
    }),
  );
}

function read(file: string, { numbers }: Golden, delimiter: ',' | ';'): Table {
  const text = readFileSync(resolve(DATA, file), 'utf8');
  const header = text.slice(0, text.indexOf('\n')).trim().replaceAll('"', '').split(delimiter);
  const schema = header.map((name) => [name, { header: name, kind: numbers.includes(name) ? 'number' : 'category' }] as const);
  return readCsv(text, Object.fromEntries(schema), { delimiter });
}

function figures(table: Table): Figures {
  const weights = [() => 1, (i: number) => ((i * 7919) % 101) / 101, (i: number) => ((i * 104729) % 1009) / 1009];
  return table.columns.map((name) => {
    const { values } = table.column(name, 'number');
    return weights.map((weight) => values.reduce((sum, v, i) => sum + v * weight(i), 0) / values.length);
  });
}

function expectFigures(table: Table, want: Figures): void {
  expect(table.columns).toHaveLength(want.length);
  expect(largestError(figures(table).flat(), want.flat())).toBeLessThan(1e-12);
}

const textsOf = (table: Table, name: string) => {
  const { codes, categories } = table.column(name, 'category');
  return Array.from(codes, (code) => (code < 0 ? null : categories[code]));
};

function check(table: Table, seen: Table, want: Golden, whole: readonly string[], high: readonly string[]): void {
  const { numbers, texts } = want;
  const few = texts.filter((name) => !high.includes(name));
  for (const strategy of ['mean', 'median'] as const) {
    const model = new SimpleImputer({ strategy, addIndicator: strategy === 'mean' }).fit(seen.select(numbers));
    expect(largestError(model.statistics as number[], want[strategy].statistics)).toBeLessThan(1e-12);
    expectFigures(model.transform(table), want[strategy].figures);
  }
  const commonest = new SimpleImputer({ strategy: 'mostFrequent' }).fit(seen.select([...numbers, ...texts]));
  expect(commonest.statistics.slice(0, numbers.length)).toEqual(want.mostFrequent.numbers);
  texts.forEach((name, t) => {
    const present = [...new Set(textsOf(seen, name))].filter((text) => text !== null).sort();
    expect(commonest.statistics[numbers.length + t]).toBe(present[want.mostFrequent.texts[t]]);
  });
  const encode = (names: readonly string[], options: ConstructorParameters<typeof OneHotEncoder>[0]) =>
    new OneHotEncoder(options).fit(seen.select(names)).transform(table);
  expectFigures(encode([...few, ...whole], { handleUnknown: 'ignore' }), want.oneHot);
  expectFigures(
    encode([...texts, ...whole], { handleUnknown: 'infrequentIfExist', minFrequency: 0.05, maxCategories: 6, drop: 'ifBinary' }),
    want.pooled,
  );
  const ordinal = new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: -1, encodedMissingValue: -2 });
  expectFigures(ordinal.fit(seen.select([...texts, ...whole])).transform(table), want.ordinal);
  const columns = new ColumnTransformer([
    { columns: numbers, transformer: new Pipeline([new SimpleImputer({ strategy: 'median', addIndicator: true }), new StandardScaler()]) },
    {
      columns: texts,
      transformer: new Pipeline([
        new SimpleImputer({ strategy: 'mostFrequent' }),
        new OneHotEncoder({ handleUnknown: 'ignore', minFrequency: 20 }),
      ]),
    },
  ]);
  const model = new Pipeline([columns, new KMeans({ nClusters: 4, nInit: 1 })]).fit(seen);
  const bytes = model.toBytes();
  const loaded = PipelineModel.fromBytes(bytes, [
    ColumnTransformerModel,
    SimpleImputerModel,
    OneHotEncoderModel,
    StandardScalerModel,
    KMeansModel,
  ]);
  expectSameBytes(loaded.toBytes(), bytes);
  expectFigures((loaded.steps[0] as ColumnTransformerModel).transform(table), want.pipeline);
  expect(model.predict(seen)).toEqual(model.last.labels);
  expect(loaded.predict(table)).toEqual(model.predict(table));
}

testOnData('telco-churn/telco-customer-churn.csv')('telco-churn', () => {
  const table = read('telco-churn/telco-customer-churn.csv', golden.telco, ',');
  expect(table.nRows).toBe(7043);
  const [contract, payment, internet] = ['Contract', 'PaymentMethod', 'InternetService'].map((name) => textsOf(table, name));
  const known = contract.map((text, i) => text !== 'Two year' && payment[i] !== 'Mailed check' && internet[i] !== 'No');
  const all = withGaps(table);
  check(all, all.filter(known), golden.telco, ['SeniorCitizen', 'tenure'], ['customerID']);
});

testOnData('bank-marketing/bank-full.csv')('bank-marketing', () => {
  const table = read('bank-marketing/bank-full.csv', golden.bank, ';');
  expect(table.nRows).toBe(45211);
  const all = withGaps(table);
  check(all, all.filter(Array.from({ length: table.nRows }, (_, i) => i < 8000)), golden.bank, ['day', 'campaign'], []);
});
