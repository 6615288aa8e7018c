// The transformers against scikit-learn on the Telco churn and Bank Marketing data (test/golden/scalers.py).
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Table } from '../../src/index.js';
import { readCsv } from '../../src/io/index.js';
import { DATA, testOnData } from '../support/needs.js';
import { checkScalers, golden } from './scalers.js';

/** The number columns of a file, read once. */
function columnsOf(file: string, names: string[], delimiter: string): () => Record<string, Float64Array> {
  let table: Table | undefined;
  return () => {
    const schema = Object.fromEntries(names.map((name) => [name, { header: name, kind: 'number' }] as const));
    const read = (table ??= readCsv(readFileSync(resolve(DATA, file), 'utf8'), schema, { delimiter }));
    return Object.fromEntries(names.map((name) => [name, read.column(name, 'number').values]));
  };
}

const TELCO = 'telco-churn/telco-customer-churn.csv';
checkScalers('telco', testOnData(TELCO), columnsOf(TELCO, golden.sets['telco'].columns, ','));

const BANK = 'bank-marketing/bank-full.csv';
checkScalers('bank', testOnData(BANK), columnsOf(BANK, golden.sets['bank'].columns, ';'));
