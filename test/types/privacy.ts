// What a user of TypeScript feels: values come back under their names, of the classes that were given.
import { Interactions, ItemKNN, KMeans, Table, type ItemKNNModel, type KMeansModel } from 'kindred';
import { erase, newSigningKey, Tombstones, verifyReceipt } from 'kindred/privacy';
import { seal } from 'kindred/privacy/sealing';

const orders = Table.from({ who: ['ann', 'bob'], what: ['tea', 'jam'], paid: [1, 2] });
const estimator = new ItemKNN();
const options = { signingKey: newSigningKey().secretKey, time: '2026-02-01' };
const tables = { orders: { table: orders, columns: ['who'] } };
const models = {
  recommend: { model: estimator.fit(Interactions.from(orders, { user: 'who', item: 'what' })), estimator },
  groups: {
    model: new KMeans({ nClusters: 2 }).fit(orders.toMatrix(['paid'])),
    refit: (left: Readonly<Record<string, Table>>) => new KMeans({ nClusters: 1 }).fit(left['orders'].toMatrix(['paid'])),
  },
};
const erased = erase({ ids: ['ann', 7] }, { models, tables }, options);
export const recommend: ItemKNNModel | null = erased.models.recommend;
export const groups: KMeansModel | null = erased.models.groups;
export const left: Table = erased.tables.orders;
export const valid: boolean = verifyReceipt(erased.receipt, { publicKey: new Uint8Array(32), files: erased.files }).valid;

// @ts-expect-error no such table was given
export const none = erased.tables.customers;
// @ts-expect-error a table needs the columns that hold ids
erase('ann', { tables: { orders: { table: orders } } }, options);
// @ts-expect-error a receipt needs a moment
erase('ann', { tables }, { signingKey: options.signingKey });
// @ts-expect-error a model is forgotten by its estimator or fitted anew
erase('ann', { models: { recommend: { model: models.recommend.model } } }, options);
// @ts-expect-error an id is a text or a number
new Tombstones().has(null);
// @ts-expect-error there is no list of passphrases
void seal(new Uint8Array(), { passphrase: ['x'] });
