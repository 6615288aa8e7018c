/**
 * Impressions in, a model file out: `npx tsx examples/visitor/train.ts IMPRESSIONS.csv OUT.safetensors`, after `npm run build`.
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LogisticRegression } from 'kindred';
import { rocAuc, trainTestSplit } from 'kindred/evaluation';
import { readCsv } from 'kindred/io';
import { ColumnTransformer, Pipeline, SimpleImputer, StandardScaler } from 'kindred/preprocessing';

const [file, out] = process.argv.slice(2);
if (file === undefined || out === undefined) {
  console.error('Usage: npx tsx examples/visitor/train.ts IMPRESSIONS.csv OUT.safetensors');
  process.exit(2);
}

const impressions = readCsv(readFileSync(file, 'utf8'), {
  offer: 'category',
  device: 'category',
  source: 'category',
  visits: 'number',
  minutes: 'number', // blank where it was not measured
  clicked: { kind: 'boolean', trueValues: ['1'], falseValues: ['0'] },
});

const recipe = new Pipeline([
  new ColumnTransformer([{ columns: ['visits', 'minutes'], transformer: new Pipeline([new SimpleImputer(), new StandardScaler()]) }], {
    remainder: 'passthrough', // categories stay as they are: the regression has a coefficient for each
  }),
  new LogisticRegression({ l2: 1e-3, handleUnknown: 'ignore' }),
]);

const X = impressions.drop(['clicked']);
const y = impressions.column('clicked');
const { train, test } = trainTestSplit(X, y, { testSize: 0.25, stratify: true });
const area = rocAuc(test.y, recipe.fit(train.X, train.y).predictProba(test.X));
console.log(`Of two impressions, one clicked and one not, it names the clicked one ${(100 * area).toFixed(0)} times in 100.`);

const bytes = recipe.fit(X, y).toBytes();
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, bytes);
console.log(`${out}: ${bytes.length.toLocaleString('en')} bytes`);
