// Checked by `npm run types` alone: what types a user of TypeScript feels. Nothing here runs.
import type * as arrow from 'apache-arrow';
import { Interactions, ItemKNN, ItemKNNModel, Popularity, Table, type Id } from '../../src/index.js';
import { readInteractions } from '../../src/io/index.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function expectType<T>(): <V>(value: V, ...equal: Equal<T, V> extends true ? [] : ['another type']) => void;

type Sku = string & { readonly brand: 'sku' };
type Customer = number & { readonly brand: 'customer' };
declare const orders: { customer: Customer; sku: Sku; kind: 'tea' | 'jam'; at: Date; quantity: number }[];
declare const sku: Sku;
declare const customer: Customer;

// rows with branded and literal ids
const interactions = Interactions.from(orders, { user: 'customer', item: 'sku', value: 'quantity', time: 'at', duplicates: 'sum' });
expectType<Interactions<Customer, Sku>>()(interactions);
expectType<Interactions<Customer, Sku>>()(interactions.filter({ minPerUser: 2 }).decay({ halfLifeDays: 30 }).weight('bm25', { k1: 1 }));
expectType<Interactions<Sku, 'tea' | 'jam'>>()(Interactions.from(orders, { user: 'sku', item: 'kind' }));
// @ts-expect-error: no such column
Interactions.from(orders, { user: 'client', item: 'sku' });
// @ts-expect-error: options are those of bm25
interactions.weight('tfidf', { k1: 1 });
// @ts-expect-error: a half-life is needed
interactions.decay({});

// every call of a model speaks of these ids
for (const model of [new ItemKNN().fit(interactions), new Popularity().fit(interactions)]) {
  expectType<Sku>()(model.recommend(customer)[0].item);
  expectType<Sku>()(model.recommend({ history: [sku, { item: sku, value: 2, time: '2026-01-31' }] })[0].item);
  for (const { user, items } of model.recommendAll({ users: [customer] })) {
    expectType<Customer>()(user);
    expectType<Sku>()(items[0].item);
  }
  expectType<Customer>()(model.audienceFor(sku, { exclude: [customer] })[0].user);
  model.recommend(customer, { exclude: [sku], items: new Set([sku]), where: (item) => (expectType<Sku>()(item), true) });
  model.predict(customer, sku);
  // @ts-expect-error: a customer is no text
  model.recommend('ann');
  // @ts-expect-error: a history holds items
  model.recommend({ history: [customer] });
  // @ts-expect-error: an item is no customer
  model.predict(customer, customer);
  // @ts-expect-error: items are excluded, not customers
  model.recommend(customer, { exclude: [customer] });
  // @ts-expect-error: an audience is of an item
  model.audienceFor(customer);
  // @ts-expect-error: users are named, not items
  model.recommendAll({ users: [sku] });
}
const knn = new ItemKNN().fit(interactions);
expectType<Sku>()(knn.similarItems(sku)[0].item);
expectType<ItemKNNModel<Customer, Sku>>()(new ItemKNN().forget(knn, customer).model);
// @ts-expect-error: whom to forget is a customer
new ItemKNN().forget(knn, sku);
expectType<Customer>()(ItemKNNModel.fromBytes<Customer, Sku>(knn.toBytes()).audienceFor(sku)[0].user);

// columns: typed arrays hold numbers, 64-bit ones too; lists hold what they hold
const columns = { who: new Int32Array(1), what: ['tea', 'jam'] as const, wide: new BigInt64Array(1) };
expectType<Interactions<number, 'tea' | 'jam'>>()(Interactions.from(columns, { user: 'who', item: 'what' }));
expectType<Interactions<number, number>>()(Interactions.from(columns, { user: 'wide', item: 'who' }));
// @ts-expect-error: no such column
Interactions.from(columns, { user: 'who', item: 'which' });
// @ts-expect-error: nor such a value
Interactions.from(columns, { user: 'who', item: 'what', value: 'stars' });
// @ts-expect-error: nor such a time
Interactions.from([{ who: 1, what: 2 }], { user: 'who', item: 'what', time: 'when' });

// files say nothing of their ids: whoever knows says so
expectType<Interactions<Id, Id>>()(readInteractions('u,i\n1,2\n', { user: 'u', item: 'i' }));
expectType<Interactions<number, string>>()(readInteractions<number, string>('u,i\n1,a\n', { user: 'u', item: 'i' }));

// Arrow tables are taken as the package types them
declare const wide: arrow.Table<{ who: arrow.Int32; what: arrow.Dictionary<arrow.Utf8> }>;
expectType<Interactions<Id, Id>>()(Interactions.from(wide, { user: 'who', item: 'what' }));
expectType<Interactions<number, Sku>>()(Interactions.from<number, Sku>(wide, { user: 'who', item: 'what' }));
expectType<Table>()(Table.from(wide));
