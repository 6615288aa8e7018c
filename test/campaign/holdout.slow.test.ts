// A million people under ten salts are left alone uniformly and independently; DuckDB gives the same arms, whatever stands in names and ids.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { holdout, holdoutNumber, holdoutSql, type HoldoutSqlOptions } from '../../src/campaign/index.js';
import { numberer } from '../../src/campaign/holdout-number.js';
import { chiSquareTail } from '../../src/regression/chi-square.js';
import { testWith } from '../support/needs.js';

describe('a million people under ten salts', () => {
  const N = 1_000_000;
  const BINS = 100;
  const salts = Array.from({ length: 10 }, (_, s) => (s < 5 ? `campaign-${s}` : `${s}`));
  /** Of the 190 tests one falls below this once in 500 choices of salts; the numbers are always the same. */
  const RARE = 1e-5;
  let numbers: Float64Array[];

  beforeAll(() => {
    numbers = salts.map((salt) => {
      const number = numberer(salt);
      return Float64Array.from({ length: N }, (_, id) => number(id, () => ''));
    });
  });

  const pOf = (counts: ArrayLike<number>, expected: number, degrees = counts.length - 1) =>
    chiSquareTail(
      Array.from(counts).reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0),
      degrees,
    );

  test('are spread evenly over 100 parts, by the first bits and by the last', () => {
    for (const of of numbers) {
      const [first, last] = [new Float64Array(BINS), new Float64Array(BINS)];
      for (const number of of) {
        first[Math.floor((number / 2 ** 52) * BINS)]++;
        last[number % BINS]++;
      }
      expect(pOf(first, N / BINS)).toBeGreaterThan(RARE);
      expect(pOf(last, N / BINS)).toBeGreaterThan(RARE);
    }
  });

  test.each([0.1, 0.5])('with a share of %d: as many as that, and each salt says nothing of another, nor does an id', (share) => {
    const alone = numbers.map((of) => Uint8Array.from(of, (number) => (number < share * 2 ** 52 ? 1 : 0)));
    const rates = alone.map((of) => of.reduce((sum, one) => sum + one, 0) / N);
    for (const rate of rates) expect(Math.abs(rate - share) / Math.sqrt((share * (1 - share)) / N)).toBeLessThan(4.5);
    /** Independent of something that is 0 or 1: Pearson's chi-square of the table of four. */
    const independent = (a: Uint8Array, b: (i: number) => number) => {
      const cells = [0, 0, 0, 0];
      for (let i = 0; i < N; i++) cells[2 * a[i] + b(i)]++;
      const [inA, inB] = [cells[2] + cells[3], cells[1] + cells[3]];
      const chi = cells.reduce((sum, n, cell) => {
        const expected = ((cell > 1 ? inA : N - inA) * (cell % 2 ? inB : N - inB)) / N;
        return sum + (n - expected) ** 2 / expected;
      }, 0);
      return chiSquareTail(chi, 1);
    };
    alone.forEach((of, s) => {
      for (const other of alone.slice(s + 1)) expect(independent(of, (i) => other[i])).toBeGreaterThan(RARE);
      expect(independent(of, (i) => i & 1), 'of parity').toBeGreaterThan(RARE); // prettier-ignore
      expect(independent(of, (i) => (i < N / 2 ? 0 : 1)), 'of age').toBeGreaterThan(RARE); // prettier-ignore
      expect(independent(of, (i) => (i > 0 ? of[i - 1] : 0)), 'of the one before').toBeGreaterThan(RARE); // prettier-ignore
      expect(independent(of, (i) => (Math.floor(i / 10) % 10 < 5 ? 0 : 1)), 'of a digit').toBeGreaterThan(RARE); // prettier-ignore
    });
    // the tests see what they are there to see
    expect(independent(alone[0], (i) => alone[0][i])).toBe(0);
    expect(
      independent(
        Uint8Array.from({ length: N }, (_, i) => (i % 20 < 2 ? 1 : 0)),
        (i) => i & 1,
      ),
    ).toBe(1);
    expect(
      independent(
        Uint8Array.from({ length: N }, (_, i) => (i % 1000 < 501 ? 1 : 0)),
        (i) => (i % 1000 < 500 ? 1 : 0),
      ),
    ).toBe(0);
  });
});

describe('DuckDB', () => {
  const RUNTIMES = resolve('test/runtimes/package.json');
  const testOnDuckDB = testWith(
    'DuckDB (npm ci --prefix test/runtimes)',
    existsSync(resolve('test/runtimes/node_modules/@duckdb/node-api')),
  );

  interface Connection {
    run(sql: string): Promise<unknown>;
    runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
    createAppender(table: string): Promise<Appender>;
    closeSync(): void;
  }
  interface Appender {
    appendVarchar(value: string): void;
    appendBigInt(value: bigint): void;
    appendDouble(value: number): void;
    appendNull(): void;
    endRow(): void;
    closeSync(): void;
  }
  const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

  async function withDatabase(work: (db: Connection) => Promise<void>): Promise<void> {
    const { DuckDBInstance } = createRequire(RUNTIMES)('@duckdb/node-api') as {
      DuckDBInstance: { create(): Promise<{ connect(): Promise<Connection> }> };
    };
    const db = await (await DuckDBInstance.create()).connect();
    try {
      await work(db);
    } finally {
      db.closeSync();
    }
  }

  /** The same rows in, the same arms out. */
  async function same(
    db: Connection,
    type: 'VARCHAR' | 'BIGINT' | 'DOUBLE',
    ids: readonly (string | number)[],
    options: HoldoutSqlOptions,
  ) {
    const path = typeof options.table === 'string' ? [options.table] : options.table!;
    await db.run(`CREATE TABLE ${path.map(quoted).join('.')} (${quoted(options.id)} ${type})`);
    await db.run(`CREATE TABLE filled (${quoted(options.id)} ${type})`);
    const appender = await db.createAppender('filled');
    for (const id of ids) {
      if (type === 'VARCHAR') appender.appendVarchar(String(id));
      else if (type === 'BIGINT') appender.appendBigInt(BigInt(id));
      else appender.appendDouble(Number(id));
      appender.endRow();
    }
    appender.closeSync();
    await db.run(`INSERT INTO ${path.map(quoted).join('.')} FROM filled`);
    const rows = (await db.runAndReadAll(holdoutSql('duckdb', options))).getRows();
    const found = new Map(rows.map(([id, arm]) => [String(id), arm]));
    const { arms, nControl } = holdout(ids, { salt: options.salt, share: options.share });
    expect(found.size).toBe(ids.length);
    ids.forEach((id, i) => {
      if (found.get(String(id)) !== arms[i])
        expect.fail(`${JSON.stringify(id)} is ${String(found.get(String(id)))} in DuckDB, ${arms[i]} here`);
    });
    expect(Math.abs(nControl - options.share * ids.length)).toBeLessThanOrEqual(
      4.5 * Math.sqrt(options.share * (1 - options.share) * ids.length),
    );
    await db.run(`DROP TABLE filled`);
    await db.run(`DROP TABLE ${path.map(quoted).join('.')}`);
  }

  const WORDS = ['ann', "o'neil", 'mü"ller', '日本', '😀😀', 'a\\b', 'x:y', ' space ', "'; DROP TABLE people; --", 'tab\tline\n', '\u0000nul', 'é', 'e\u0301', '007', '1e3', '%_']; // prettier-ignore

  testOnDuckDB('100,000 texts: unicode, quotes, what looks like SQL', () =>
    withDatabase(
      (db) =>
      same(db, 'VARCHAR', Array.from({ length: 100_000 }, (_, i) => `${WORDS[i % WORDS.length]}${i < WORDS.length ? '' : i}`), { salt: 'spring', share: 0.1, id: 'customer', table: 'people' }), // prettier-ignore
    ),
  );

  testOnDuckDB('100,000 numbers, whole ones and those in a column of floating point', () =>
    withDatabase(async (db) => {
      const ids = Array.from({ length: 100_000 }, (_, i) => (i % 3 === 0 ? -i : i % 3 === 1 ? i * 90071992547 : i)).map((id) => id + 0);
      const distinct = [...new Set(ids)];
      await same(db, 'BIGINT', distinct, { salt: '2026', share: 0.25, id: 'id', table: 'people' });
      await same(db, 'DOUBLE', distinct, { salt: '2026', share: 0.25, id: 'id', table: 'people', wholeNumbers: true });
    }),
  );

  testOnDuckDB('names and salts with quotes, and an injection that is none', () =>
    withDatabase(async (db) => {
      await db.run('CREATE TABLE precious AS SELECT 1 AS x');
      await db.run('CREATE SCHEMA "my ""shop"""');
      const ids = Array.from({ length: 1000 }, (_, i) => `c${i}`);
      for (const evil of [
        'a"b',
        'x"; DROP TABLE precious; --',
        "x'; DROP TABLE precious; --",
        '" FROM precious; --',
        '`\\',
        'arm',
        'select',
        '../x',
      ]) {
        const salt = evil.includes(':') ? 's' : evil;
        for (const share of [0, 0.5, 1]) await same(db, 'VARCHAR', ids, { salt, share, id: evil, table: ['my "shop"', evil] });
      }
      for (const salt of ["'", "''", '\\', "\\'", "' || x || '", 'Frühling', '😀', '$$', '-- ', '/*'])
        await same(db, 'VARCHAR', ids, { salt, share: 0.3, id: 'id', table: 't' });
      expect((await db.runAndReadAll('SELECT x FROM precious')).getRows()).toEqual([[1]]);
    }),
  );

  testOnDuckDB('a row without an id has no arm', () =>
    withDatabase(async (db) => {
      await db.run("CREATE TABLE t AS SELECT * FROM (VALUES (NULL), (''), ('a')) AS v(id)");
      const rows = await db.runAndReadAll(holdoutSql('duckdb', { salt: 's', share: 1, id: 'id', table: 't' }));
      expect(rows.getRows()).toEqual([[null, null], ['', null], ['a', 'control']]); // prettier-ignore
    }),
  );

  testOnDuckDB('the number itself', () =>
    withDatabase(async (db) => {
      const rows = await db.runAndReadAll("SELECT CAST('0x' || substr(sha256('spring:日本'), 1, 13) AS BIGINT)");
      expect(rows.getRows()).toEqual([[BigInt(holdoutNumber('spring', '日本'))]]);
    }),
  );
});
