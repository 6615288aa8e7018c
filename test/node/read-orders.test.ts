// Where the orders of kindred run come from: several files, JSON lines, Parquet, and what the flags say about a file.
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, test } from 'vitest';
import { exampleShop } from '../../src/io/index.js';
import type { Report } from '../../src/report/index.js';
import { json, place } from './command.js';

const { folder, kindred, kindredWith, given, read } = place();

const [HEADER, ...rows] = exampleShop({ customers: 100, products: 40 }).orders.trim().split('\n');
const NAMES = HEADER.split(',');
const cells = rows.map((row) => row.split(','));
const column = Object.fromEntries(NAMES.map((name, at) => [name, cells.map((row) => row[at])]));
const report = async (...args: string[]) => {
  const answer = await kindred('run', ...args, '--json');
  expect(answer.err).toBe('');
  return json<{ report: Report }>(answer).report;
};

beforeAll(async () => {
  given('all.csv', [HEADER, ...rows].join('\n'));
  await report('all.csv', '--out', 'all');
});
const FILES = ['segments.csv', 'recommendations.csv', 'models/segments.safetensors', 'models/recommendations.safetensors'];
const expectSame = (out: string) => {
  for (const name of FILES) expect(read(join(out, name)).equals(read(join('all', name))), name).toBe(true);
};

describe('several files', () => {
  test('are joined, and an order that comes twice counts once', async () => {
    const orders = [...new Set(column['order'])];
    const of = (wanted: readonly string[]) => rows.filter((_, r) => wanted.includes(column['order'][r]));
    const [early, late, both] = [of(orders.slice(0, 150)), of(orders.slice(140)), of(orders.slice(140, 150))];
    expect(both.length).toBeGreaterThan(10);
    given('early.csv', [HEADER, ...early].join('\n'));
    given('late.csv.gz', gzipSync([HEADER, ...late].join('\n')));
    const { shop } = await report('early.csv', 'late.csv.gz', '--out', 'joined');
    expectSame('joined');
    expect(shop.leftOut.find(({ reason }) => reason === 'in a later file too')!.rows).toBe(both.length);
    expect(shop.nRows).toBe(rows.length + both.length);
  });

  test('say which of them is wrong', async () => {
    given('wrong.csv', `${HEADER}\nann,1,tea,Tea,drinks,1,free,2026-01-05\n`);
    const { code, err } = await kindred('all.csv', 'wrong.csv', '--out', 'refused');
    expect([code, err]).toEqual([1, expect.stringContaining('kindred: "wrong.csv": line 2, column "price" must be a number, got "free"')]);
  });

  test('one of them may be standard input', async () => {
    given('half.csv', [HEADER, ...rows.slice(0, 500)].join('\n'));
    const { code, err } = await kindredWith({ input: [HEADER, ...rows.slice(500)].join('\n') }, 'half.csv', '-', '--out', 'piped');
    expect([code, err]).toEqual([0, '']);
  });
});

describe('other kinds of files', () => {
  const events = rows.map((_, r) => ({
    event_name: 'purchase',
    event_timestamp: String(new Date(column['time'][r]).getTime() * 1000),
    user_id: column['customer'][r],
    ecommerce: { transaction_id: column['order'][r] },
    items: [
      {
        item_id: column['item'][r],
        item_name: column['name'][r],
        quantity: Number(column['quantity'][r]),
        price: Number(column['price'][r]),
      },
    ],
  }));
  const lines = events.map((event) => JSON.stringify(event)).join('\n');

  test.each([['events.jsonl', lines], ['events.jsonl.gz', gzipSync(lines)]])('%s', async (name, content) => {
    given(name, content);
    const { shop } = await report(name, '--out', name.replaceAll('.', '-'));
    expect([shop.nCustomers, shop.nItems, shop.nRows]).toEqual([100, 40, rows.length]);
  }); // prettier-ignore

  const parquet = () => {
    const data = (name: string) => (['quantity', 'price'].includes(name) ? column[name].map(Number) : column[name]);
    const bytes = parquetWriteBuffer({ columnData: NAMES.map((name) => ({ name, data: data(name) })) });
    return given('orders.parquet', new Uint8Array(bytes));
  };

  test('Parquet', async () => {
    await report(parquet(), '--out', 'from-parquet');
    expectSame('from-parquet');
  });

  test('Parquet, where its reader is not installed', async () => {
    parquet();
    const consumer = join(folder, 'consumer');
    mkdirSync(join(consumer, 'node_modules/@assemblyscript'), { recursive: true });
    for (const name of ['papaparse', '@assemblyscript/loader'])
      symlinkSync(resolve('node_modules', name), join(consumer, 'node_modules', name));
    for (const part of ['package.json', 'dist/node', 'dist/kernels', 'dist/src/kernels', 'dist/src/report/plot.js'])
      cpSync(part, join(consumer, part), { recursive: true });
    const cli = join(consumer, 'dist/node/cli.js');
    const { code, out, err } = await kindredWith({ cli }, 'orders.parquet', '--out', 'refused', '--json');
    expect([code, out]).toEqual([1, '']);
    expect(JSON.parse(err)).toEqual({
      error: { code: 'missing-peer', message: expect.stringContaining('npm install hyparquet') as string },
    });
    // the rest of the command does without
    expect((await kindredWith({ cli }, 'all.csv', '--out', 'without')).code).toBe(0);
  });
});

describe('what the flags say about a file', () => {
  // quantity, price, time; the name in Windows-1252; no date tells the day from the month
  const german = Buffer.from(
    'Käufer|Nr|Ware|Anzahl|Betrag|Wann\nann|1|tee|1|1,125|01/02/2026 00:30\nbob|2|öl|2|2,250|03/02/2026 10:00\n',
    'latin1',
  );
  const columns = '--customer Käufer --order Nr --item Ware --quantity Anzahl --price Betrag --time Wann'.split(' ');
  const cell = '--dates dmy --decimal , --encoding windows-1252 --delimiter |'.split(' ');

  test('is how it is read', async () => {
    given('german.csv', german);
    const facts = await report('german.csv', ...columns, ...cell, '--currency', 'chf', '--time-zone', 'Europe/Zurich', '--out', 'german');
    expect([facts.currency, facts.shop.revenue, facts.shop.firstDay, facts.shop.lastDay]).toEqual([
      'CHF',
      5.63,
      '2026-01-31',
      '2026-02-03',
    ]);
    expect(read('german/segments.csv').toString()).toContain('bob,');
    const other = await report(
      'german.csv',
      ...columns,
      ...'--dates mdy --decimal . --encoding windows-1252'.split(' '),
      '--out',
      'german',
    );
    expect([other.currency, other.shop.firstDay]).toEqual([null, '2026-01-02']);
  });

  test('is asked, as a sentence and as JSON', async () => {
    given('german.csv', german);
    const { code, err } = await kindred('german.csv', ...columns, '--decimal', ',', '--json', '--out', 'refused');
    const { error } = JSON.parse(err) as { error: { code: string; message: string; question: { about: string; choices: string[] } } };
    expect([code, error.code, error.question.about, [...error.question.choices].sort()]).toEqual([
      1,
      'invalid-data',
      'dates',
      ['dmy', 'mdy'],
    ]);
    expect(error.message).toContain('--dates dmy or --dates mdy');
  });

  test.each([
    [['--currency', 'pounds'], '--currency must be an ISO 4217 code such as EUR, got "POUNDS"'],
    [['--time-zone', 'Mars'], '--time-zone must be UTC, an offset such as +02:00 or a place such as Europe/Berlin, got "Mars"'],
    [['--delimiter', 'tab'], '--delimiter must be one character'],
  ])('%s is refused before any work', async (flags, message) => {
    const { code, out, err } = await kindred('all.csv', ...flags, '--out', 'untouched');
    expect([code, out, existsSync(join(folder, 'untouched'))]).toEqual([2, '', false]);
    expect(err).toContain(message);
  });

  test('tells the column of the currency from the code', async () => {
    const two = ['ann,1,tea,1,4,EUR', 'ann,2,mug,1,5,EUR', 'bob,3,tea,1,4,EUR', 'bob,4,tea,1,900,USD'];
    given('two.csv', `customer,order,item,quantity,price,in,time\n${two.map((row, day) => `${row},2026-01-0${day + 1}\n`).join('')}`);
    const { currency, shop } = await report('two.csv', '--currency-column', 'in', '--currency', 'eur', '--out', 'two');
    expect([currency, shop.revenue]).toEqual(['EUR', 13]);
  });

  test('the example shop is in another currency than euros where one is named', async () => {
    expect((await report('--currency', 'USD', '--out', 'shop')).currency).toBe('USD');
  });
});
