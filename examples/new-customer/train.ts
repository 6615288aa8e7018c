/**
 * A customer table in, a model file out: `npx tsx examples/new-customer/train.ts FILE.csv OUT.safetensors`, after `npm run build`.
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { chooseNClusters, describeSegments, KMeans, profileSegments } from 'kindred';
import { readCsv } from 'kindred/io';
import { ColumnTransformer, OneHotEncoder, Pipeline, SimpleImputer, StandardScaler } from 'kindred/preprocessing';

const [file, out] = process.argv.slice(2);
if (file === undefined || out === undefined) {
  console.error('Usage: npx tsx examples/new-customer/train.ts FILE.csv OUT.safetensors');
  process.exit(2);
}

// Only what the segments are made of. The customers' ids are not read, nor whether they left: of a new customer nobody knows.
const table = readCsv(readFileSync(file, 'utf8'), {
  tenure: 'number',
  MonthlyCharges: 'number',
  TotalCharges: 'number', // blank where the first bill is still to come: a missing value
  Contract: 'category',
  PaymentMethod: 'category',
  PaperlessBilling: 'category',
  InternetService: 'category',
  OnlineSecurity: 'category',
  OnlineBackup: 'category',
  DeviceProtection: 'category',
  TechSupport: 'category',
  StreamingTV: 'category',
  StreamingMovies: 'category',
  PhoneService: 'category',
  MultipleLines: 'category',
  gender: 'category',
  SeniorCitizen: { kind: 'boolean', trueValues: ['1'], falseValues: ['0'] },
  Partner: 'category',
  Dependents: 'category',
});

const numbers = table.columns.filter((name) => table.column(name).kind === 'number');
const categories = table.columns.filter((name) => !numbers.includes(name));
const columns = new ColumnTransformer([
  { columns: numbers, transformer: new Pipeline([new SimpleImputer(), new StandardScaler()]) },
  {
    columns: categories,
    transformer: new Pipeline([new SimpleImputer({ strategy: 'mostFrequent' }), new OneHotEncoder({ handleUnknown: 'ignore' })]),
  },
]);

const choice = chooseNClusters(columns.fit(table).transform(table).toMatrix(), { range: [3, 8], by: 'silhouette' });
console.log(choice.sentence);

const fitted = new Pipeline([columns, new KMeans({ nClusters: choice.nClusters })]).fit(table);
const segments = describeSegments(profileSegments(table, fitted.last.labels));
for (const { name, sentence } of segments) console.log(`  ${name}: ${sentence}`);

const model = fitted.withLast(fitted.last.withNames(segments.map(({ name }) => name)));
const bytes = model.toBytes();
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, bytes);
console.log(`${out}: ${bytes.length.toLocaleString('en')} bytes`);
