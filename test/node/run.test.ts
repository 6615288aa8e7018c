// kindred run: outputs, words, where the orders come from, and what it refuses.
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { ItemKNNModel, KMeansModel, load } from '../../src/index.js';
import { exampleShop } from '../../src/io/index.js';
import type { Report } from '../../src/report/index.js';
import { ANSI, json, place, type Answer } from './command.js';

const { folder, kindred, kindredWith, given, read } = place();

const shop = exampleShop({ customers: 200, products: 50 }).orders;
const HEADER = 'customer,order,item,quantity,price,time\n';
const ROW = 'ann,1,tea,1,4.20,2026-01-05\n';
interface Ran {
  out: string;
  files: string[];
  report: Report;
}

describe('kindred run', () => {
  let done: Answer;
  beforeAll(async () => {
    given('orders.csv', shop);
    done = await kindred('run', 'orders.csv', '--out', 'result', '--segments', '4');
  });

  test('writes the report, segments, recommendations and models, and says so in words', () => {
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toContain('200 customers, 50 items');
    expect(done.out).toContain('The customers fall into 4 segments:');
    expect(done.out).toContain(
      'Written into result: report.html, report.json, segments.csv, recommendations.csv, likely.csv, models/*.safetensors.\n',
    );
    expect(read('result/segments.csv').toString().trim().split('\n')).toHaveLength(201);
    expect(read('result/recommendations.csv').toString().split('\n')[0]).toBe('customer,rank,item,name,score,because,because_name');
    const model = load<KMeansModel | ItemKNNModel>(read('result/models/recommendations.safetensors'), [KMeansModel, ItemKNNModel]);
    expect(model).toBeInstanceOf(ItemKNNModel);
    const report = JSON.parse(read('result/report.json').toString()) as Report;
    expect([report.shop.nCustomers, report.segments.length]).toEqual([200, 4]);
    expect(readdirSync(join(folder, 'result')).sort()).toEqual([
      'likely.csv',
      'models',
      'recommendations.csv',
      'report.html',
      'report.json',
      'segments.csv',
    ]);
    expect(read('result/report.html').toString()).toContain(report.segments[0].name);
  });

  test('has no colors when piped, and some when asked', async () => {
    expect(done.out).not.toMatch(ANSI);
    expect((await kindredWith({ env: { FORCE_COLOR: '1' } }, 'orders.csv', '--out', 'colored')).out).toMatch(ANSI);
    const refused = (env: NodeJS.ProcessEnv) => kindredWith({ env }, 'nothing.csv');
    expect((await refused({ FORCE_COLOR: '1' })).err).toMatch(ANSI);
    expect((await refused({ FORCE_COLOR: '1', NO_COLOR: '1' })).err).not.toMatch(ANSI);
  });

  test('--json prints the facts and the files, and nothing else', async () => {
    const { out, files, report } = json<Ran>(await kindred('orders.csv', '--out', 'as-json', '--segments', '4', '--json'));
    expect(out).toBe('as-json');
    expect(files).toContain('segments.csv');
    for (const name of files) expect(existsSync(join(folder, out, name)), name).toBe(true);
    expect(report).toEqual(JSON.parse(read('result/report.json').toString()));
    const [refused, inWords] = await Promise.all([kindred('nothing.csv', '--json'), kindred('nothing.csv')]);
    expect([refused.code, refused.out, inWords.code, inWords.out]).toEqual([1, '', 1, '']);
    expect(inWords.err).toBe(`kindred: ${(JSON.parse(refused.err) as { error: Error }).error.message}\n`);
    expect(JSON.parse(refused.err)).toEqual({
      error: { code: 'invalid-data', message: expect.stringContaining('"nothing.csv" cannot be read') as string },
    });
  });

  test('writes whom to contact, the highest chance first, and marks for whom it pays', async () => {
    const flags = '--segments 4 --horizon-days 14 --margin 0.4 --contact-cost 3.5 --json'.split(' ');
    const { likely } = json<Ran>(await kindred('orders.csv', '--out', 'ahead', ...flags)).report.outlook;
    expect(likely).toMatchObject({ horizonDays: 14, profit: { margin: 0.4, costOfContact: 3.5, assumed: false } });
    const rows = (name: string) => read(`ahead/${name}`).toString().trim().split('\n').map((line) => line.split(',')); // prettier-ignore
    const [header, ...customers] = rows('likely.csv');
    expect(header.slice(0, 6)).toEqual(['customer', 'rank', 'name', 'buy_probability', 'contact', 'because']);
    expect(customers.map((row) => row[1])).toEqual(Array.from({ length: 200 }, (_, i) => String(i + 1)));
    const chances = customers.map((row) => Number(row[3]));
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    const { profit } = likely as { profit: { threshold: number; nPaying: number } };
    expect(customers.filter((row) => row[4] === 'yes')).toHaveLength(profit.nPaying);
    const [names, ...segments] = rows('segments.csv');
    const at = (name: string) => names.indexOf(name);
    const known = new Map(segments.map((row) => [row[0], row]));
    for (const row of customers) expect(known.get(row[0])![at('buy_probability')]).toBe(row[3]);
    for (const row of segments) {
      expect(row[at('probably_lost')]).toBe(Number(row[at('return_probability')]) < 0.5 ? 'yes' : 'no');
      expect(Number(row[at('worth_low')])).toBeLessThanOrEqual(Number(row[at('worth')]));
      expect(Number(row[at('worth_high')])).toBeGreaterThanOrEqual(Number(row[at('worth')]));
    }
  });

  test('leaves out what cannot be told, and writes the rest', async () => {
    given('day.csv', HEADER + ROW + ROW.replaceAll('ann', 'bob'));
    const { files, report } = json<Ran>(await kindred('day.csv', '--out', 'day', '--json'));
    expect(files).not.toContain('likely.csv');
    expect(report.outlook).toEqual({ likely: 'too short', lost: 'nobody returns', worth: 'nobody returns' });
    expect(read('day/segments.csv').toString().trim().split('\n')[1]).toMatch(/^ann,0,All customers,0,1,4.2,,,,,,,$/);
  });

  const FILES = ['segments.csv', 'recommendations.csv', 'likely.csv', 'models/segments.safetensors', 'models/recommendations.safetensors', 'models/likely.safetensors', 'models/purchases.safetensors', 'models/values.safetensors']; // prettier-ignore
  const expectSame = (out: string) => {
    for (const name of FILES) expect(read(join(out, name)).equals(read(join('result', name))), name).toBe(true);
  };

  test('gives the same files from the packed file, with other names and another delimiter', async () => {
    const renamed = shop
      .replace('customer,order,item,name,category,quantity,price,time', 'buyer,no,sku,name,category,units,each,at')
      .replaceAll(',', ';');
    given('renamed.CSV.GZ', gzipSync(renamed));
    const flags =
      '--customer buyer --order no --item sku --quantity units --price each --time at --name name --delimiter ; --segments 4'.split(' ');
    expect((await kindred('renamed.CSV.GZ', '--out', 'again', ...flags)).code).toBe(0);
    expectSame('again');
  });

  test.each([['plain', shop], ['packed', gzipSync(shop)]])('reads standard input, %s', async (how, input) => {
    const { code, err } = await kindredWith({ input }, 'run', '-', '--out', `stdin-${how}`, '--segments', '4');
    expect([code, err]).toEqual([0, '']);
    expectSame(`stdin-${how}`);
  }); // prettier-ignore

  test('makes an example shop where no file is given', async () => {
    const { code, out } = await kindred('run');
    expect(code).toBe(0);
    expect(out).toContain('5,000 customers, 400 items');
    expect((JSON.parse(read('kindred-output/report.json').toString()) as Report).currency).toBe('EUR');
    expect(out).toContain('The example shop, with its hidden types and tastes, is in kindred-output/example-shop.');
    expect(readdirSync(join(folder, 'kindred-output/example-shop')).sort()).toEqual(['orders.csv', 'products.csv', 'truth.csv']);
  });

  test('tells its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect((await kindred('--version')).out).toBe(`${version}\n`);
  });

  test('ends without a word when nobody reads on', async () => {
    const { execFileSync } = await import('node:child_process');
    const line = execFileSync('sh', ['-c', `node "${join(process.cwd(), 'dist/node/cli.js')}" help run | head -1; exit $?`], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(line).toContain('kindred run: ');
  });
});

describe('--previous', () => {
  /** The shop without the first of its customers, and with one more. */
  const customers = (rows: string) => new Set(rows.trim().split('\n').slice(1).map((row) => row.split(',')[0])); // prettier-ignore
  const [head, ...rows] = shop.trim().split('\n');
  const gone = [...customers(shop)].sort()[0];
  const later = [head, ...rows.filter((row) => !row.startsWith(`${gone},`)), rows[0].replace(/^[^,]+/, 'someone new')].join('\n');

  test('says who changed segment since, also where the run is written over the earlier one', async () => {
    given('early.csv', shop);
    given('later.csv', later);
    expect((await kindred('early.csv', '--out', 'monthly')).code).toBe(0);
    const { moves } = json<Ran>(await kindred('later.csv', '--previous', 'monthly', '--out', 'monthly', '--json')).report;
    expect([moves!.joined, moves!.gone, moves!.stayed + moves!.changed]).toEqual([1, 1, 199]);
    const { out } = await kindred('early.csv', '--previous', 'monthly', '--out', 'elsewhere');
    expect(out).toContain('1 is in this run only, 1 in the previous one only');
    // also of the table alone, as a spreadsheet saved it
    given('sheet.csv', `\ufeff${read('monthly/segments.csv').toString().replaceAll(',', ';').replaceAll('\n', '\r\n')}`);
    const before = (JSON.parse(read('elsewhere/report.json').toString()) as Report).moves;
    const again = await kindred('early.csv', '--previous', 'sheet.csv', '--out', 'elsewhere', '--json');
    expect(json<Ran>(again).report.moves).toEqual(before);
  });

  test.each([
    ['a folder that is not there', () => 'nowhere', 'there is no such file or folder'],
    ['another file', () => given('some.csv', shop.replace('name', 'title')), 'the file has no column "segment"'],
    [
      'a folder without segments',
      () => (mkdirSync(join(folder, 'bare'), { recursive: true }), 'bare'),
      '"bare/segments.csv" cannot be read: there is no such file',
    ],
    [
      'segments that are none',
      () => (mkdirSync(join(folder, 'odd'), { recursive: true }), given('odd/segments.csv', 'a,b\n1,2\n'), 'odd'),
      'has no column "customer"',
    ],
  ])('refuses %s, before any work', async (_, make, message) => {
    const name = make();
    const { code, out, err } = await kindred('early.csv', '--previous', name, '--out', 'untouched');
    expect(err).toContain(`--previous must be the folder of an earlier run, or its segments.csv, got "${name}": `);
    expect(err).toContain(message);
    expect([code, out, existsSync(join(folder, 'untouched'))]).toEqual([1, '', false]);
  });
});

describe('--open', () => {
  const HAS_DISPLAY = { DISPLAY: ':77' };
  const opener = (script: string) => {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    given('bin/xdg-open', `#!/bin/sh\n${script}\n`);
  };
  test.skipIf(process.platform !== 'linux')('opens the report', async () => {
    opener(`echo "$1" > "${join(folder, 'opened')}"`);
    const { chmodSync } = await import('node:fs');
    chmodSync(join(folder, 'bin/xdg-open'), 0o755);
    const env = { ...HAS_DISPLAY, PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
    const { code, err } = await kindredWith({ env }, 'orders.csv', '--out', 'shown', '--open');
    expect([code, err, read('opened').toString()]).toEqual([0, '', `${join(folder, 'shown/report.html')}\n`]);
    opener('exit 3');
    expect((await kindredWith({ env }, 'orders.csv', '--out', 'shown', '--open')).err).toContain('ended with code 3');
  });

  test.skipIf(process.platform !== 'linux').each([
    ['there is no opener', { ...HAS_DISPLAY, PATH: '' }, 'nothing to open it with was found'],
    ['there is no display', { DISPLAY: '', WAYLAND_DISPLAY: '' }, 'there is no display'],
  ])('does not fail where %s', async (_, env, why) => {
    const { code, out, err } = await kindredWith({ env }, 'orders.csv', '--out', 'unseen', '--open', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as Ran).out).toBe('unseen');
    expect(err).toContain(`The report cannot be opened here (${why}`);
    expect(err).toContain('open unseen/report.html yourself');
  });
});

describe('kindred run refuses', () => {
  const packed = gzipSync(shop);
  test.each([
    ['a file that is not there', ['nothing.csv'], 1, '"nothing.csv" cannot be read: there is no such file or folder'],
    ['a second file that is not there', ['one.csv', 'nothing.csv'], 1, '"nothing.csv" cannot be read: there is no such file or folder'],
    ['a folder', ['.'], 1, '"." is a folder, not a file'],
    ['an empty file', [given('empty.csv', '')], 1, 'the file is empty'],
    ['a header only', [given('header.csv', HEADER)], 1, 'but no rows'],
    [
      'a price that is no number',
      [given('price.csv', `${HEADER}${ROW}ann,1,tea,1,free,2026-01-05\n`)],
      1,
      'line 3, column "price" must be a number, got "free"',
    ],
    ['an unreadable date', [given('date.csv', `${HEADER}ann,1,tea,1,2,soon\n`)], 1, 'line 2, column "time" must be a date'],
    ['a column named twice', [given('twice.csv', `customer,${HEADER}`)], 1, 'names the column "customer" twice'],
    [
      'unknown columns',
      [given('unknown.csv', 'a,b\n1,2\n')],
      1,
      'the columns of the file are not known: a, b. Say which is which: --customer COLUMN',
    ],
    [
      'a truncated .gz',
      [given('cut.csv.gz', packed.subarray(0, packed.length / 2))],
      1,
      '"cut.csv.gz" cannot be read to its end (truncated or damaged?)',
    ],
    [
      'a file whose every row is left out',
      [given('dropped.csv', `${HEADER}${ROW.replace(',1,4', ',-1,4')}`)],
      1,
      'none of the 1 rows is a sale to a known customer',
    ],
    ['an unknown flag', ['--segmets', '4'], 2, 'run has no flag --segmets (did you mean "--segments"?)'],
    ['an unknown command', ['rum'], 2, 'there is no command "rum" (did you mean "run"?)'],
    ['no number of segments', ['--segments', 'many'], 2, '--segments must be a whole number from 1, got "many"'],
    ['a margin above all', ['one.csv', '--margin', '1.5'], 2, '--margin must be a number from 0 to 1, got 1.5'],
    ['no days ahead', ['one.csv', '--horizon-days', '0'], 2, '--horizon-days must be a whole number from 1, got "0"'],
    ['no segments', [given('one.csv', HEADER + ROW), '--segments', '0'], 2, '--segments must be a whole number from 1, got "0"'],
  ])('%s', async (_, args, code, message) => {
    const result = await kindred(...args, '--out', 'refused');
    expect(result.err).toContain(message);
    expect([result.code, result.out]).toEqual([code, '']);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  test.each([
    ['orders.csv/inside', 'a part of the path is a file, not a folder'],
    ['orders.csv', 'there is a file of that name'],
  ])('an output folder that cannot be written, before any work: %s', async (out, why) => {
    given('orders.csv', shop);
    const { code, err } = await kindred('orders.csv', '--out', out);
    expect([code, err]).toEqual([1, `kindred: the output folder "${out}" cannot be written: ${why}\n`]);
  });

  test('and leaves a folder alone that holds something, or was there', async () => {
    mkdirSync(join(folder, 'mine/empty'), { recursive: true });
    for (const out of ['mine', 'mine/empty', 'mine/new/newer']) expect((await kindred('empty.csv', '--out', out)).code).toBe(1);
    expect(readdirSync(join(folder, 'mine'))).toEqual(['empty']);
  });
});
