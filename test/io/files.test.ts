// The folder is the list: each file of test/io/files beside what must come of it, however it is cut. A new case is two files dropped in.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KindredError } from '../../src/errors.js';
import { OrdersReader, type OrdersFile, type OrdersOptions } from '../../src/io/index.js';
import { thrown } from '../support/files.js';

const FOLDER = 'test/io/files';
const END = '.expected.json';

/** Either what is read, times as ISO text, null where a value is missing, or the error. */
interface Expected {
  options?: OrdersOptions;
  layout?: string;
  currency?: string;
  currencySign?: string;
  found?: string[];
  columns?: string[];
  rows?: (string | number | null)[][];
  code?: string;
  message?: string;
  question?: object;
}

const names = readdirSync(FOLDER).filter((name) => !name.startsWith('.'));
const inputs = names.filter((name) => !name.endsWith(END));

function read(bytes: Uint8Array, size: number, options?: OrdersOptions): OrdersFile {
  const reader = new OrdersReader(options);
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return reader.end();
}

function shown({ orders, layout, currency, currencySign, found }: OrdersFile): Expected {
  const cells = orders.columns.map((name) => {
    const column = orders.column(name);
    if (column.kind === 'category') return Array.from(column.codes, (code) => column.categories[code] ?? null);
    const cell = (v: number) => (Number.isNaN(v) ? null : column.kind === 'date' ? new Date(v).toISOString() : v);
    return Array.from(column.values as Float64Array, cell);
  });
  const rows = Array.from({ length: orders.nRows }, (_, row) => cells.map((column) => column[row]));
  const money = { ...(currency === undefined ? {} : { currency }), ...(currencySign === undefined ? {} : { currencySign }) };
  return { layout, ...money, found: [...found], columns: orders.columns, rows };
}

const asked = ({ code, message, cause }: KindredError): Expected => ({ code, message, ...(cause ? { question: cause as object } : {}) });

describe('the files', () => {
  test('are many, each with its expectation', () => {
    expect(inputs.length).toBeGreaterThanOrEqual(30);
    expect(names.filter((name) => name.endsWith(END)).sort()).toEqual(inputs.map((name) => name.replace(/\.\w+$/, END)).sort());
  });

  test.each(inputs)('%s', (name) => {
    const bytes = new Uint8Array(readFileSync(join(FOLDER, name)));
    const { options, ...expected } = JSON.parse(readFileSync(join(FOLDER, name.replace(/\.\w+$/, END)), 'utf8')) as Expected;
    for (const size of [1, 7, bytes.length + 1]) {
      const call = () => read(bytes, size, options);
      expect(expected.code ? asked(thrown(call)) : shown(call()), `in pieces of ${size}`).toEqual(expected);
    }
  });
});
