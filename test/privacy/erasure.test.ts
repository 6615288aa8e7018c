// Erasing a person: ids of 16 random characters are in no byte that comes out, and models are those that never had the person.
import { describe, expect, test } from 'vitest';
import {
  BiasBaseline,
  BiasBaselineModel,
  EASE,
  EASEModel,
  Interactions,
  ItemKNN,
  ItemKNNModel,
  KMeans,
  KindredError,
  LogisticRegression,
  Popularity,
  PopularityModel,
  Table,
  UserKNN,
  UserKNNModel,
} from '../../src/index.js';
import { Pipeline, StandardScaler } from '../../src/preprocessing/index.js';
import { erase, newSigningKey, verifyReceipt, type ErasureReceipt, type Tombstones } from '../../src/privacy/index.js';
import { generator } from '../../src/random.js';
import { csvBytes } from '../../src/privacy/stock.js';

const { secretKey: signingKey, publicKey } = newSigningKey();
const options = { signingKey, time: '2026-02-01T10:00:00Z', request: 'letter 12' };

/** 16 random characters. */
const randomId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');

const OTHERS = Array.from({ length: 30 }, (_, i) => `c${i}`);
const ITEMS = ['tea', 'jam', 'mug', 'pot', 'tin', 'cup', 'jar'];

/** Orders of everyone; the people given have items that nobody else has too. */
function shop(people: readonly string[], extra: readonly string[] = []): Record<string, unknown>[] {
  return [...people, ...extra].flatMap((who, i) => {
    const next = generator(i < people.length ? Number(who.slice(1)) : 1000 + i);
    const bought = ITEMS.filter(() => next() < 0.5).slice(0, 5);
    const items = bought.length === 0 ? ['tea'] : bought;
    return [...items, ...(extra.includes(who) ? [`gift of ${extra.indexOf(who)}`] : [])].map((what) => ({
      who,
      what,
      stars: 1 + Math.floor(next() * 5),
      paid: Math.floor(next() * 10000) / 100,
      vip: next() < 0.5 ? 'yes' : 'no',
    }));
  });
}
const table = (rows: Record<string, unknown>[]) => Table.from(rows as Record<string, string | number>[]);
const interactionsOf = (orders: Table) => Interactions.from<string, string>(orders, { user: 'who', item: 'what', value: 'stars' });

const RECOMMENDERS = {
  itemKNN: new ItemKNN({ nNeighbors: 4 }),
  itemKNNAverage: new ItemKNN({ aggregate: 'average', center: 'item' }),
  userKNN: new UserKNN({ nNeighbors: 5 }),
  ease: new EASE({ l2: 3 }),
  popularity: new Popularity(),
  biasBaseline: new BiasBaseline(),
};
const kmeans = (orders: Table) => new KMeans({ nClusters: 3 }).fit(orders.toMatrix(['stars', 'paid']));
const logistic = (orders: Table) => new LogisticRegression({ l2: 0.1 }).fit(orders.select(['what', 'paid']), orders.column('vip'));
const pipeline = (orders: Table) =>
  new Pipeline([new StandardScaler(), new KMeans({ nClusters: 2 })]).fit(orders.select(['stars', 'paid']));

/** Every form in which a text may lie in a file. */
function traces(id: string): Buffer[] {
  const utf8 = Buffer.from(id, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
    return Buffer.from(text.slice(shift === 0 ? 0 : 4, -4)); // what does not depend on its neighbors
  });
  return [
    utf8,
    Buffer.from(id.toUpperCase()),
    Buffer.from(id, 'utf16le'),
    Buffer.from(id, 'utf16le').swap16(),
    Buffer.from(utf8.toString('hex')),
    ...base64,
  ];
}
const holds = (bytes: Uint8Array, id: string) => traces(id).some((trace) => Buffer.from(bytes).includes(trace));

/** A ledger of its own, as another room may bring one. */
class Visits {
  constructor(readonly people: readonly string[]) {}
  get nEntries() {
    return this.people.length;
  }
  without(person: string | number): Visits {
    return new Visits(this.people.filter((one) => one !== person));
  }
  toBytes(): Uint8Array {
    return new TextEncoder().encode(this.people.join('\n'));
  }
}

/** Everything of a shop under names. */
function stock(orders: Table) {
  const all = interactionsOf(orders);
  return {
    models: {
      ...(Object.fromEntries(
        Object.entries(RECOMMENDERS).map(([name, estimator]) => [name, { model: estimator.fit(all), estimator }]),
      ) as unknown as { itemKNN: { model: ItemKNNModel; estimator: ItemKNN } }),
      kmeans: { model: kmeans(orders), refit: (left: Readonly<Record<string, Table>>) => kmeans(left['orders']) },
      logistic: { model: logistic(orders), refit: (left: Readonly<Record<string, Table>>) => logistic(left['orders']) },
      pipeline: { model: pipeline(orders), refit: (left: Readonly<Record<string, Table>>) => pipeline(left['orders']) },
    },
    tables: { orders: { table: orders, columns: ['who'] } },
  };
}
const said = (receipt: string) => JSON.parse(receipt) as ErasureReceipt;

describe('erase', () => {
  test('leaves no trace in any byte, and models equal to those that never had the person', () => {
    const [id, mail] = [randomId(), `${randomId()}@shop.example`];
    const with_ = table(shop(OTHERS, [id, mail]));
    const never = table(shop(OTHERS));
    const contacts = Table.from({ no: ['c1', id.toUpperCase(), 'c2'], mail: ['c1@x.example', ` ${mail.toUpperCase()}`, null] });
    const { models, tables } = stock(with_);
    const before = [...Object.values(models), ...[]].map(({ model }) => model.toBytes());
    const recommenders = Object.keys(RECOMMENDERS).length;
    expect(before.slice(0, recommenders).every((bytes) => holds(bytes, id))).toBe(true); // the search finds what is there
    const erased = erase(
      { ids: [id, mail] },
      {
        models,
        tables: { ...tables, contacts: { table: contacts, columns: ['no', 'mail'] } },
        ledgers: { visits: new Visits([id, 'c1', mail]) },
      },
      options,
    );
    const names = Object.keys(models);
    expect(names).toHaveLength(recommenders + 3);
    const fresh = stock(never).models as Record<string, { model: { toBytes(): Uint8Array } }>;
    for (const name of names) expect(Buffer.compare(erased.files[name], fresh[name].model.toBytes()), name).toBe(0);
    expect(erased.files['orders']).toEqual(csvBytes(never));
    expect(erased.tables.orders.column('who')).toEqual(never.column('who')); // the dictionary too
    expect(erased.tables.contacts.nRows).toBe(2);
    expect(new TextDecoder().decode(erased.files['visits'])).toBe('c1');
    const out = [...Object.values(erased.files), new TextEncoder().encode(erased.receipt), erased.tombstones.toBytes()];
    out.push(new TextEncoder().encode(JSON.stringify([erased.tables, erased.models, erased.ledgers])));
    for (const one of [id, mail]) for (const bytes of out) expect(holds(bytes, one)).toBe(false);
    expect([erased.tombstones.has(` ${mail.toUpperCase()}`), erased.tombstones.has('c1')]).toEqual([true, false]);
    const { files } = said(erased.receipt);
    expect(Object.fromEntries(files.map(({ name, method }) => [name, method]))).toMatchObject({
      itemKNN: 'recomputed',
      itemKNNAverage: 'recomputed',
      userKNN: 'refitted',
      ease: 'refitted',
      kmeans: 'refitted',
      logistic: 'refitted',
      orders: 'removed',
      contacts: 'removed',
      visits: 'removed',
    });
    expect(files.find(({ name }) => name === 'visits')).toMatchObject({ kind: 'ledger', removed: 2, left: 1 });
    expect(files.find(({ name }) => name === 'orders')).toMatchObject({ removed: with_.nRows - never.nRows, left: never.nRows });
    expect(verifyReceipt(erased.receipt, { publicKey, files: erased.files, request: options.request })).toMatchObject({
      valid: true,
      unchecked: [],
    });
    expect(with_.nRows).toBeGreaterThan(never.nRows); // what was given is as it was
    expect(models.itemKNN.model.toBytes()).toEqual(before[0]);
  });

  test('finds every spelling of one person, in models and tables', () => {
    const rows = shop(OTHERS);
    const writings = ['Zoë@Shop.example', 'zoe\u0308@shop.example', ' ZOË@shop.example\u200B', 'ｚｏë@shop.example'];
    const all = table([...rows, ...writings.map((who) => ({ who, what: 'tea', stars: 3, paid: 1, vip: 'no' }))]);
    const { files, receipt } = erase('zoë@shop.example', stock(all), options);
    const fresh = stock(table(rows)).models as Record<string, { model: { toBytes(): Uint8Array } }>;
    for (const [name, { model }] of Object.entries(fresh)) expect(Buffer.compare(files[name], model.toBytes()), name).toBe(0);
    expect(said(receipt).files.find(({ name }) => name === 'itemKNN')?.removed).toBe(4);
    const numbers = Table.from({ customer: [17850, 17851, null, 17850] });
    const { tables } = erase('17850.0', { tables: { numbers: { table: numbers, columns: ['customer'] } } }, options);
    expect([...tables.numbers.column('customer', 'number').values]).toEqual([17851, NaN]);
  });

  test('someone unknown changes nothing, and the receipt says so', () => {
    const orders = table(shop(OTHERS));
    const given = stock(orders);
    const { models, tables, ledgers, receipt } = erase('nobody', { ...given, ledgers: { visits: new Visits(['c1']) } }, options);
    for (const { method, removed, before, after } of said(receipt).files)
      expect({ method, removed, same: before === after }).toEqual({ method: 'unchanged', removed: 0, same: true });
    expect(models.itemKNN).toBe(given.models.itemKNN.model);
    expect(models.kmeans).toBe(given.models.kmeans.model);
    expect(tables.orders).toBe(orders);
    expect(ledgers.visits.people).toEqual(['c1']);
  });

  test('models without users hold nobody: no byte of an id was in them', () => {
    const id = randomId();
    const all = interactionsOf(table(shop(OTHERS, [id])));
    const kinds = [
      [new ItemKNN(), ItemKNNModel],
      [new EASE({ l2: 3 }), EASEModel],
      [new Popularity(), PopularityModel],
      [new BiasBaseline(), BiasBaselineModel],
    ] as const;
    for (const [estimator, type] of kinds) {
      const bytes = estimator.fit(all).toBytes({ users: false });
      expect(holds(bytes, id), type.type).toBe(false);
      const model = type.fromBytes(bytes);
      const erased = erase(id, { models: { model: { model, estimator } } }, options);
      expect(said(erased.receipt).files[0].method).toBe('holds-nobody');
      expect(erased.models.model).toBe(model);
    }
    // a UserKNN is its users: it cannot be saved without them
    expect(() => new UserKNN().fit(all).toBytes({ users: false })).toThrow(KindredError);
    expect(UserKNNModel.type).toBe('UserKNNModel');
  });

  test('a model of one person alone is to be deleted', () => {
    const orders = Table.from({ who: ['ann'], what: ['tea'], stars: [3] });
    const estimator = new Popularity();
    const models = {
      popular: { model: estimator.fit(interactionsOf(orders)), estimator },
      groups: {
        model: kmeans(table(shop(OTHERS))),
        refit: ({ orders }: Readonly<Record<string, Table>>) => (orders.nRows < 3 ? null : kmeans(orders)),
      },
    };
    const erased = erase('Ann', { models, tables: { orders: { table: orders, columns: ['who'] } } }, options);
    expect([erased.models.popular, erased.models.groups, erased.tables.orders.nRows]).toEqual([null, null, 0]);
    expect(Object.keys(erased.files)).toEqual(['orders']);
    expect(said(erased.receipt).files).toMatchObject([
      { name: 'groups', method: 'deleted', after: null },
      { name: 'orders', left: 0 },
      { name: 'popular', method: 'deleted', after: null },
    ]);
    const files = { ...erased.files, popular: models.popular.model.toBytes() };
    expect(verifyReceipt(erased.receipt, { publicKey, files }).reasons).toMatchObject([{ code: 'file', sentence: /deleted/ }]);
  });

  test('a model is fitted anew only if one of its own tables lost a row', () => {
    const orders = table(shop(OTHERS));
    let fits = 0;
    const refit = (left: Readonly<Record<string, Table>>) => (fits++, kmeans(left['orders']));
    const tables = { orders: { table: orders, columns: ['who'] }, notes: { table: Table.from({ who: ['ann', 'bob'] }), columns: ['who'] } };
    const model = kmeans(orders);
    expect(said(erase('ann', { models: { m: { model, refit, from: ['orders'] } }, tables }, options).receipt).files[0].method).toBe(
      'unchanged',
    );
    expect(fits).toBe(0);
    erase('ann', { models: { m: { model, refit } }, tables }, options);
    expect(fits).toBe(1);
  });

  test('tombstones add up, and a receipt names the person by them alone', () => {
    const first = erase({ ids: ['ann', 'ann@x.de'] }, {}, options).tombstones;
    const second = erase('bob', {}, { ...options, tombstones: first });
    expect(['ANN', 'ann@X.de', 'bob', 'eve'].map((id) => second.tombstones.has(id))).toEqual([true, true, true, false]);
    expect(said(second.receipt).person).toEqual(first.marksOf('Bob'));
    expect([first.size, second.tombstones.size]).toEqual([2, 3]);
  });

  test('tells of other columns in which a whole cell still names the person', () => {
    const customers = Table.from({ no: ['c1', 'c2', 'c3'], by: ['Ann', 'ann ', 'c1'], note: ['ann called', 'ann', null], n: [1, 2, 3] });
    const { tables, stillNamed } = erase('ann', { tables: { customers: { table: customers, columns: ['no'] } } }, options);
    expect(tables.customers).toBe(customers);
    expect(stillNamed).toEqual([
      { table: 'customers', column: 'by', nRows: 2 },
      { table: 'customers', column: 'note', nRows: 1 },
    ]);
    expect(erase('c1', { tables: { customers: { table: customers, columns: ['no', 'by'] } } }, options).stillNamed).toEqual([]);
  });

  test('a table whose file is not CSV', () => {
    const orders = Table.from({ who: ['ann', 'bob'] });
    const toBytes = (left: Table) => new TextEncoder().encode(JSON.stringify(left.nRows));
    const { files } = erase('ann', { tables: { orders: { table: orders, columns: ['who'], toBytes } } }, options);
    expect(new TextDecoder().decode(files['orders'])).toBe('1');
  });

  test('odd input: a clear error that shows no id, and nothing is lost', () => {
    const orders = Table.from({ who: ['ann', 'bob'], at: [new Date(0), new Date(0)] });
    const one = { table: orders, columns: ['who'] };
    const tables = { orders: one };
    const model = kmeans(table(shop(OTHERS)));
    const secret = 'ann.private@shop.example';
    const wrong: [() => unknown, string, string][] = [
      [() => erase('', {}, options), 'invalid-data', '"person" must be an id, a text or a whole number below 2^53, got an empty text'],
      [
        () => erase(' \u200B ', {}, options),
        'invalid-data',
        '"person" must be an id, a text or a whole number below 2^53, got an empty text',
      ],
      [() => erase({ ids: [] }, {}, options), 'invalid-data', '"person" must be an id'],
      [
        () => erase({ ids: [secret, NaN] }, {}, options),
        'invalid-data',
        'id 2 of "person" must be an id, a text or a whole number below 2^53, got another number',
      ],
      [() => erase(null as unknown as string, {}, options), 'invalid-data', '"person"'],
      [() => erase(1.5, {}, options), 'invalid-data', '"person" must be an id, a text or a whole number'],
      [() => erase('ann\ud800', {}, options), 'invalid-data', 'text that UTF-8 cannot hold'],
      [
        () => erase('ann', { tables }, { ...options, signingKey: new Uint8Array(31) }),
        'invalid-option',
        '"signingKey" must be a Uint8Array of 32 bytes, got 31 bytes',
      ],
      [() => erase('ann', { tables }, { ...options, signingKey: secret as unknown as Uint8Array }), 'invalid-option', 'type string'],
      [() => erase('ann', { tables }, { ...options, time: 'soon' }), 'invalid-data', '"time"'],
      [() => erase('ann', { tables }, { ...options, request: '' }), 'invalid-option', '"request"'],
      [() => erase('ann', { tables }, { ...options, tombstones: {} as Tombstones }), 'invalid-option', '"tombstones"'],
      [() => erase('ann', { tables }, { ...options, keys: 1 } as never), 'unknown-option', 'keys'],
      [() => erase('ann', { table: tables } as never, options), 'unknown-option', '"table"'],
      [() => erase('ann', null as never, options), 'invalid-option', '"from"'],
      [() => erase('ann', { tables: [one] as never }, options), 'invalid-option', '"tables" must be an object by name'],
      [() => erase('ann', { tables: { orders: { ...one, columns: [] } } }, options), 'invalid-option', '"columns"'],
      [() => erase('ann', { tables: { orders: { ...one, columns: ['at'] } } }, options), 'invalid-data', 'kind date'],
      [() => erase('ann', { tables: { orders: { ...one, columns: ['wo'] } } }, options), 'unknown-column', 'did you mean "who"'],
      [
        () => erase('ann', { tables: { orders: { ...one, table: [] as never } } }, options),
        'invalid-data',
        '"tables.orders" must be a Table',
      ],
      [() => erase('ann', { tables, ledgers: { orders: new Visits([]) } }, options), 'invalid-option', 'that no other has'],
      [() => erase('ann', { tables: { 'a\nb': one } }, options), 'invalid-option', 'short text'],
      [() => erase(secret, { tables: { [`orders of ${secret}`]: one } }, options), 'invalid-option', 'named after the person'],
      [() => erase(secret, { tables }, { ...options, request: secret.toUpperCase() }), 'invalid-option', 'named after the person'],
      [
        () => erase('ann', { models: { m: { model, refit: () => model, from: ['order'] } }, tables }, options),
        'invalid-option',
        'names the table "order"',
      ],
      [() => erase('ann', { models: { m: { model, refit: () => model } } }, options), 'invalid-option', 'give those that it is made of'],
      [
        () => erase('ann', { models: { m: { model, refit: () => ({}) as never } }, tables }, options),
        'invalid-data',
        'a model with "toBytes"',
      ],
      [
        () => erase('ann', { models: { m: { model, estimator: new ItemKNN() } }, tables }, options),
        'invalid-data',
        'must be a recommender with its "estimator", or have "refit"',
      ],
    ];
    for (const [call, code, message] of wrong) {
      let thrown: unknown;
      try {
        call();
      } catch (error) {
        thrown = error;
      }
      expect(thrown, message).toBeInstanceOf(KindredError);
      expect((thrown as KindredError).message).toContain(message);
      expect((thrown as KindredError).code, message).toBe(code);
      expect((thrown as KindredError).message.toLowerCase()).not.toContain('ann.private');
    }
  });
});
