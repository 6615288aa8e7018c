// The Hillstrom e-mail campaign: 64,000 customers, a third each with an e-mail for men, one for women, or none.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Table } from '../../src/index.js';
import { readCsv } from '../../src/io/index.js';
import { DATA } from './needs.js';

export const HILLSTROM = 'hillstrom/hillstrom.csv';

export const hillstrom = (): Table =>
  readCsv(readFileSync(resolve(DATA, HILLSTROM), 'utf8'), {
    recency: 'number',
    history_segment: 'category',
    history: 'number',
    mens: 'number',
    womens: 'number',
    zip_code: 'category',
    newbie: 'number',
    channel: 'text',
    segment: 'text',
    visit: 'number',
    conversion: 'number',
    spend: 'number',
  });
