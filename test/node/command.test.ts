// The command as it is shipped: outputs, words, exit codes, and what is left when it is stopped.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ItemKNNModel, KMeansModel, load } from '../../src/index.js';
import { exampleShop } from '../../src/io/index.js';

const CLI = resolve('dist/node/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'kindred-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Run the command in the test's folder. */
async function kindred(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)('node', [CLI, ...args], { cwd: folder });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

const shop = exampleShop({ customers: 200, products: 50 }).orders;
const HEADER = 'customer,order,item,quantity,price,time\n';
const ROW = 'ann,1,tea,1,4.20,2026-01-05\n';
const given = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return name;
};

describe('kindred run', () => {
  let done: Awaited<ReturnType<typeof kindred>>;
  beforeAll(async () => {
    given('orders.csv', shop);
    done = await kindred('run', 'orders.csv', '--out', 'result', '--segments', '4');
  });
  const out = (name: string) => readFileSync(join(folder, 'result', name));

  test('writes segments, recommendations and models, and says so in words', () => {
    expect([done.code, done.err]).toEqual([0, '']);
    expect(done.out).toContain('200 customers, 50 items');
    expect(done.out).toContain('The customers fall into 4 segments:');
    expect(out('segments.csv').toString().trim().split('\n')).toHaveLength(201);
    expect(out('recommendations.csv').toString().split('\n')[0]).toBe('customer,rank,item,name,score,because,because_name');
    const model = load<KMeansModel | ItemKNNModel>(out('models/recommendations.safetensors'), [KMeansModel, ItemKNNModel]);
    expect(model).toBeInstanceOf(ItemKNNModel);
    expect(readdirSync(join(folder, 'result')).sort()).toEqual(['models', 'recommendations.csv', 'report.json', 'segments.csv']);
  });

  test('gives the same files from the packed file, with other names and another delimiter', async () => {
    const renamed = shop
      .replace('customer,order,item,name,category,quantity,price,time', 'buyer,no,sku,name,category,units,each,at')
      .replaceAll(',', ';');
    given('renamed.csv.gz', gzipSync(renamed));
    const flags =
      '--customer buyer --order no --item sku --quantity units --price each --time at --name name --delimiter ; --segments 4'.split(' ');
    expect((await kindred('renamed.csv.gz', '--out', 'again', ...flags)).code).toBe(0);
    for (const name of ['segments.csv', 'recommendations.csv', 'models/segments.safetensors', 'models/recommendations.safetensors']) {
      expect(readFileSync(join(folder, 'again', name)).equals(out(name)), name).toBe(true);
    }
  });

  test('helps, and tells its version', async () => {
    expect((await kindred('--help')).out).toContain('kindred run [FILE.csv[.gz]]');
    expect((await kindred('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('kindred refuses', () => {
  const packed = gzipSync(shop);
  test.each([
    ['a file that is not there', ['nothing.csv'], 1, '"nothing.csv" cannot be read'],
    ['a folder', ['.'], 1, '"." is not a file'],
    ['an empty file', [given('empty.csv', '')], 1, 'the file is empty'],
    ['a header only', [given('header.csv', HEADER)], 1, 'but no rows'],
    ['a wrong delimiter', [given('semicolon.csv', HEADER.replaceAll(',', ';'))], 1, 'are the columns separated by ";"?'],
    [
      'a price that is no number',
      [given('price.csv', `${HEADER}${ROW}ann,1,tea,1,free,2026-01-05\n`)],
      1,
      'line 3, column "price" must be a number, got "free"',
    ],
    ['an unreadable date', [given('date.csv', `${HEADER}ann,1,tea,1,2,5/1/2026\n`)], 1, 'line 2, column "time" must be a date'],
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
    ['what is no .gz', [given('fake.csv.gz', shop)], 1, 'cannot be read to its end'],
    [
      'a file whose every row is left out',
      [given('dropped.csv', `${HEADER}${ROW.replace(',1,4', ',-1,4')}`)],
      1,
      'none of the 1 rows is a sale to a known customer',
    ],
    ['an unknown flag', ['--segmets', '4'], 2, 'there is no flag --segmets (did you mean "--segments"?)'],
    ['no number of segments', ['--segments', 'many'], 2, '--segments must be a whole number, got "many"'],
    ['no segments', [given('one.csv', HEADER + ROW), '--segments', '0'], 2, '"segments" must be an integer from 1, got 0'],
    ['two files', ['a.csv', 'b.csv'], 2, 'one file at a time, got 2: a.csv, b.csv'],
  ])('%s', async (_, args, code, message) => {
    const result = await kindred(...args, '--out', 'refused');
    expect(result.err).toContain(message);
    expect([result.code, result.out]).toEqual([code, '']);
    expect(existsSync(join(folder, 'refused', 'segments.csv'))).toBe(false);
  });

  test('an output folder that cannot be written, before any work', async () => {
    const { code, err } = await kindred('orders.csv', '--out', 'orders.csv/inside');
    expect([code, err]).toEqual([1, expect.stringContaining('the output folder "orders.csv/inside" cannot be written')]);
  });
});

describe('a job that is stopped', () => {
  /** Start the job, kill it after some time, and say which of its files exist. */
  async function stopped(signal: NodeJS.Signals, after: number, out: string): Promise<number | null> {
    const child = spawn('node', [CLI, 'large.csv', '--out', out], { cwd: folder });
    const timer = setTimeout(() => child.kill(signal), after);
    const code = await new Promise<number | null>((done) => child.on('exit', done));
    clearTimeout(timer);
    return code;
  }

  const isWhole = (out: string, name: string, expected: Buffer) =>
    !existsSync(join(folder, out, name)) || readFileSync(join(folder, out, name)).equals(expected);

  test('leaves whole files or none, whenever it is killed; told to stop, it cleans up', async () => {
    given('large.csv', exampleShop({ customers: 1500 }).orders);
    expect((await kindred('large.csv', '--out', 'whole')).code).toBe(0);
    const names = ['segments.csv', 'recommendations.csv', 'models/segments.safetensors', 'models/recommendations.safetensors'];
    const expected = names.map((name) => readFileSync(join(folder, 'whole', name)));
    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      for (const after of [80, 200, 350, 500, 650]) {
        const out = `${signal}-${after}`;
        mkdirSync(join(folder, out));
        const code = await stopped(signal, after, out);
        names.forEach((name, i) => expect(isWhole(out, name, expected[i]), `${name} after ${after} ms`).toBe(true));
        // very early, before the handlers are there, the signal ends the process itself (code null)
        if (signal === 'SIGINT') expect([0, 130, null]).toContain(code);
        if (signal === 'SIGINT' && code === 130) expect(readdirSync(join(folder, out))).toEqual([]);
      }
    }
  });

  test('is cleaned up after by the next run', async () => {
    mkdirSync(join(folder, 'result', '.kindred-partial-999999999'), { recursive: true });
    expect((await kindred('orders.csv', '--out', 'result')).code).toBe(0);
    expect(readdirSync(join(folder, 'result')).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
