// Retention: what is from before a moment goes, and models are, byte for byte, those of what is left.
import { describe, expect, test } from 'vitest';
import { EASE, Interactions, ItemKNN, KindredError, KMeans, Popularity, Table, UserKNN } from '../../src/index.js';
import { expire, newSigningKey, verifyReceipt, type ErasureReceipt } from '../../src/privacy/index.js';
import { events } from '../support/random';

const { secretKey: signingKey, publicKey } = newSigningKey();
const options = { signingKey, time: '2026-02-01', request: 'yearly' };
const said = (receipt: string) => JSON.parse(receipt) as ErasureReceipt;
const ROWS = events(40, 12, 400).map((event, i) => ({ ...event, time: i * 1000 }));
const COLUMNS = { user: 'user', item: 'item', value: 'value', time: 'time', duplicates: 'sum' } as const;
const MOMENT = 150_000;
const all = Interactions.from<string, number>(Table.from(ROWS), COLUMNS);
const left = Interactions.from<string, number>(Table.from(ROWS.filter(({ time }) => time >= MOMENT)), COLUMNS);
const orders = Table.from(ROWS);
const kmeans = (table: Table) => new KMeans({ nClusters: 2 }).fit(table.toMatrix(['value', 'time']));

class Ledger {
  constructor(readonly times: readonly number[]) {}
  get nEntries() {
    return this.times.length;
  }
  without(): Ledger {
    return this;
  }
  after(time: unknown): Ledger {
    return new Ledger(this.times.filter((one) => one >= (time as number)));
  }
  toBytes(): Uint8Array {
    return new TextEncoder().encode(this.times.join());
  }
}

describe('expire', () => {
  test('recommenders equal a fit on what is left, tables and ledgers lose what is older', () => {
    const recipes = { item: new ItemKNN({ nNeighbors: 5 }), user: new UserKNN(), ease: new EASE(), popular: new Popularity() };
    const models = Object.fromEntries(
      Object.entries(recipes).map(([name, estimator]) => [name, { model: estimator.fit(all), estimator, interactions: all }]),
    );
    const refit = ({ orders }: Readonly<Record<string, Table>>) => kmeans(orders);
    const done = expire(
      new Date(MOMENT),
      {
        models: { ...models, groups: { model: kmeans(orders), refit } } as never,
        tables: { orders: { table: orders, time: 'time' } },
        ledgers: { consent: new Ledger([1, MOMENT - 1, MOMENT, MOMENT + 1]) },
      },
      options,
    );
    for (const [name, estimator] of Object.entries(recipes))
      expect(Buffer.compare(done.files[name], estimator.fit(left).toBytes()), name).toBe(0);
    const rows = Table.from(ROWS.filter(({ time }) => time >= MOMENT));
    expect(done.tables.orders).toEqual(rows);
    expect(done.files['groups']).toEqual(kmeans(rows).toBytes());
    expect(done.ledgers.consent.times).toEqual([MOMENT, MOMENT + 1]);
    expect(said(done.receipt)).toMatchObject({ action: 'expire', person: null, expiredBefore: new Date(MOMENT).toISOString() });
    expect(said(done.receipt).files.find(({ name }) => name === 'item')).toMatchObject({ method: 'refitted', removed: 150, left: 250 });
    expect(said(done.receipt).files.find(({ name }) => name === 'orders')).toMatchObject({ method: 'removed', removed: 150, left: 250 });
    expect(verifyReceipt(done.receipt, { publicKey, files: done.files, request: 'yearly' }).valid).toBe(true);
  });

  test('a model that keeps its times needs nothing but itself', () => {
    const decayed = (interactions: Interactions<string, number>) =>
      new ItemKNN().fit(interactions.decay({ halfLifeDays: 1, asOf: 400_000 }));
    const done = expire(MOMENT, { models: { m: { model: decayed(all), estimator: new ItemKNN() } } }, options);
    expect(done.files['m']).toEqual(decayed(left).toBytes());
  });

  test('nothing older: everything stays; everything older: models are to be deleted', () => {
    const estimator = new Popularity();
    const model = estimator.fit(all);
    const from = { models: { m: { model, estimator, interactions: all } }, tables: { orders: { table: orders, time: 'time' } } };
    const none = expire('1970-01-01', from, options);
    expect([none.models.m, none.tables.orders]).toEqual([model, orders]);
    expect(said(none.receipt).files.map(({ method }) => method)).toEqual(['unchanged', 'unchanged']);
    const gone = expire('2026-01-01', from, options);
    expect([gone.models.m, gone.tables.orders.nRows]).toEqual([null, 0]);
    expect(said(gone.receipt).files).toMatchObject([
      { method: 'deleted', left: 0 },
      { method: 'removed', left: 0 },
    ]);
  });

  test('times as dates, ISO text and seconds; a moment is kept, the millisecond before goes', () => {
    const at = ['2025-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z', '2025-01-01'];
    const tables = {
      text: { table: Table.from({ at }), time: 'at' },
      dates: { table: Table.from({ at: at.map((text) => new Date(text)) }), time: 'at' },
      seconds: { table: Table.from({ at: [1735689600, 1735689599.999, 1735689600] }), time: 'at', timeUnit: 's' },
    } as const;
    const done = expire('2025-01-01', { tables }, options);
    expect(Object.values(done.tables).map(({ nRows }) => nRows)).toEqual([2, 2, 2]);
    // a category of a row that went is gone too
    expect(JSON.stringify(done.tables.text.column('at'))).not.toContain('2024');
  });

  test('odd input', () => {
    const estimator = new Popularity();
    const models = { m: { model: estimator.fit(all), estimator } };
    const wrong: [() => unknown, string, RegExp][] = [
      [() => expire(MOMENT, { models }, options), 'no-training-data', /give the "interactions"/],
      [() => expire('soon', {}, options), 'invalid-data', /"before"/],
      [
        () => expire(0, { tables: { t: { table: Table.from({ at: [new Date(0), null] }), time: 'at' } } }, options),
        'invalid-data',
        /row 2 of "at"/,
      ],
      [() => expire(0, { tables: { t: { table: orders, time: 'tme' } } }, options), 'unknown-column', /did you mean "time"/],
      [() => expire(0, { tables: { t: { table: [] as never, time: 'at' } } }, options), 'invalid-data', /"tables.t" must be a Table/],
      [
        () => expire(0, { ledgers: { l: { without: () => new Ledger([]), toBytes: () => new Uint8Array() } } }, options),
        'unsupported',
        /"after"/,
      ],
      [() => expire(0, { models: { m: { ...models.m, interactions: [] as never } } }, options), 'invalid-data', /must be Interactions/],
    ];
    for (const [call, code, message] of wrong) {
      expect(call, String(message)).toThrow(message);
      expect(call).toThrow(expect.objectContaining({ code }));
    }
    expect(KindredError.name).toBe('KindredError');
  });
});
