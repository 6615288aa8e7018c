/**
 * People who are forgotten: receipts under a fixed key, tombstones, and files in the age format, whose plaintext must be the same everywhere.
 * @module
 */

/** Sealed by Debian's age 1.1.1 (test/golden/sealed.json). */
const IDENTITY = 'AGE-SECRET-KEY-13LTW3W2CL7JVZJ3K8SHQPQ5SLRLN0H0KK4PTPP3QXK3Y43JUZGJSH5DR2P';
const SEALED =
  'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBzRllSdGlzRzFoWjEvK1g2d1RwbnpLQkkxNUJ1WXU2dVBNcHNkU013V25ZClV1TEMxNTRUcUxjWkpqYS9SSTN4M215SDU3Zk1nUjFDRjNUSm' +
  'RMOVpGZjQKLS0tIEFJZW5TT3l5bzdEUC9mbkY4cFh3WDF4OTJ2R1RrVG5ESm56bTVnR3k1aTQKXh5n/LULGzZdUnpRx+8be3n6hK0gR3LhXvBgfc26edyq2rRb7DCUWyjAEypNgx4VPzNaHczCPWss+HO5VWw53Ssvf/k=';

export function* erasureCases(
  { Interactions, ItemKNN, KMeans, Table },
  { erase, expire, newSigningKey, publicKeyOf, Tombstones, verifyReceipt },
) {
  const signingKey = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
  const key = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
  const options = { signingKey, time: '2026-02-01T10:00:00+01:00', request: 'letter 12 “größer”' };
  const orders = Table.from(
    ['ann', 'bob', 'eve', 'Zoë', 'zoe\u0308', 'max'].flatMap((who, i) =>
      ['tea', 'jam', 'mug', 'pot']
        .filter((_, j) => (i + j) % 3 !== 0)
        .map((what, j) => ({ who, what, paid: i * 3 + j, at: 86400000 * (i + j) })),
    ),
  );
  const interactions = Interactions.from(orders, { user: 'who', item: 'what', time: 'at' });
  const stock = () => {
    const estimator = new ItemKNN({ nNeighbors: 3 });
    const groups = (table) => new KMeans({ nClusters: 2 }).fit(table.toMatrix(['paid']));
    return {
      models: {
        recommend: { model: estimator.fit(interactions), estimator, interactions },
        groups: { model: groups(orders), refit: (tables) => groups(tables.orders) },
      },
      tables: { orders: { table: orders, columns: ['who'], time: 'at' } },
    };
  };
  yield [
    'an erasure and its receipt',
    () => {
      const { files, receipt, tombstones } = erase(' ZOË', stock(), { ...options, tombstones: new Tombstones({ key }) });
      const publicKey = publicKeyOf(signingKey);
      const forged = receipt.replace('"removed"', '"removes"');
      const answers = [
        verifyReceipt(receipt, { publicKey, files, request: options.request }),
        verifyReceipt(receipt, { publicKey: newSigningKey().publicKey }),
        verifyReceipt(receipt, { publicKey, files: { ...files, other: signingKey } }),
        verifyReceipt(forged, { publicKey }),
      ];
      return [files, receipt, tombstones.toBytes(), answers.map(({ valid, reasons }) => [valid, reasons])];
    },
  ];
  yield [
    'what expired, and its receipt',
    () => {
      const { files, receipt } = expire('1970-01-04', stock(), options);
      return [files, receipt];
    },
  ];
  yield [
    'tombstones',
    () => {
      const erased = new Tombstones({ key }).with({ ids: ['Zoë@müller.example', 17850] });
      const again = Tombstones.fromBytes(erased.toBytes(), { key });
      const ids = [
        'ZOË@MÜLLER.example',
        'zoe\u0308@xn--mller-kva.example',
        '17850.0',
        'ｚｏë@müller.example',
        'zoe@muller.example',
        '1785',
      ];
      const { table, nDropped } = again.without(Table.from({ who: ids }), ['who']);
      return [erased.toBytes(), ids.map((id) => again.has(id)), table.nRows, nDropped];
    },
  ];
}

export function* sealingCases({ newIdentity, open, recipientOf, seal }) {
  yield [
    'files in the age format',
    async () => {
      const plain = Uint8Array.from({ length: 70000 }, (_, i) => (i * 7919) >> 3);
      const { identity, recipient } = await newIdentity();
      const recipients = [recipient, await recipientOf(IDENTITY)];
      const opened = [];
      for (const armor of [false, true]) {
        const sealed = await seal(plain, { recipients, armor });
        for (const one of [identity, IDENTITY]) opened.push(await open(sealed, { identities: [one] }));
        sealed[sealed.length - 60] ^= 1;
        opened.push(await open(sealed, { identities: [identity] }).catch(({ code }) => code));
      }
      const theirs = Uint8Array.from(atob(SEALED), (letter) => letter.charCodeAt(0));
      const denied = await open(theirs, { identities: [identity] }).catch(({ code }) => code);
      return [recipients[1], opened, denied, new TextDecoder().decode(await open(theirs, { identities: [IDENTITY] }))];
    },
  ];
}
