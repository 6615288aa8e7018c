/**
 * Consent and its gate, pseudonyms under fixed keys, the scanner and small counts.
 * @module
 */
import { generator, nameOf } from './data.js';
import { sameBytes } from './same.js';

export function* privacyCases({ Interactions, Table }, privacy) {
  const { ConsentLedger, consentMode, decide, gate, LEGAL_BASES, Pseudonyms, scanForPersonalData, signalsOf, spellingOf, withholdSmall } =
    privacy;
  const purposes = ['email-marketing', 'personalisation', 'advertising', 'analytics'];
  const words = (seed, n) => {
    const next = generator(seed);
    return Array.from({ length: n }, () => {
      const action = ['grant', 'grant', 'withdraw', 'object', 'lift-objection'][next(5)];
      const purpose = action !== 'grant' && next(4) === 0 ? '*' : purposes[next(4)];
      const person = next(3) === 0 ? next(40) : `${nameOf(next(40))}@Müller.example`;
      const time = `2026-0${1 + next(9)}-1${next(10)} 0${next(10)}:30`;
      return { person, purpose, action, basis: LEGAL_BASES[next(6) * next(2)], time, source: nameOf(next(9)) };
    });
  };
  const people = [...Array.from({ length: 40 }, (_, i) => i), ...Array.from({ length: 40 }, (_, i) => ` ${nameOf(i)}@MÜLLER.example`)];
  const asOf = '2026-07-01T00:00:00+02:00';

  yield [
    'ConsentLedger',
    () => {
      const ledger = ConsentLedger.from(words(1, 400), { timeZone: '-03:30' }).record(...words(2, 20));
      const bytes = ledger.toBytes();
      sameBytes(ConsentLedger.fromBytes(bytes).toBytes(), bytes, 'a ledger from its file gives');
      return [bytes, ledger.toCsv(), ledger.without(people[45]).toBytes(), ledger.after('2026-05-01').toBytes()];
    },
  ];
  yield [
    'the gate',
    () => {
      const ledger = ConsentLedger.from(words(3, 600));
      const signals = [
        ...signalsOf({ 'sec-gpc': '1' }),
        ...consentMode({ analytics_storage: 'granted', personalization_storage: 'granted' }),
      ];
      return purposes.map((purpose) => {
        const gated = gate(people, purpose, { ledger, asOf, maxAgeDays: 120 });
        const decided = people.slice(0, 20).map((person) => decide(person, purpose, { ledger, asOf, bases: LEGAL_BASES, signals }));
        return [gated, decided];
      });
    },
  ];
  yield [
    'pseudonyms',
    () => {
      const keys = ['k2', 'k1'].map((id, i) => ({ id, key: Uint8Array.from({ length: 40 }, (_, b) => (7 * b + i) & 255) }));
      const pseudonyms = new Pseudonyms({ keys, domain: 'größe' });
      const rows = Array.from({ length: 60 }, (_, i) => ({ u: people[40 + (i % 7)], i: i % 5, t: i * 1000 }));
      const { users, events } = pseudonyms.interactions(Interactions.from(rows, { user: 'u', item: 'i', time: 't' }));
      const table = pseudonyms.table(Table.from({ who: people.slice(40), n: people.slice(0, 40) }), ['who', 'n']);
      const { starts, items, times } = events;
      return [people.map(spellingOf), people.map((id) => pseudonyms.of(id)), [...pseudonyms.rotate(people)], users.values, starts, items, times, table.column('who').values]; // prettier-ignore
    },
  ];
  yield [
    'the scanner',
    () => {
      const next = generator(5);
      const card = () => `4${Array.from({ length: 15 }, () => next(10)).join('')}`;
      const note = [
        'ring +49 30 1234567',
        'ann@müller.example',
        'DE89 3704 0044 0532 0130 00',
        'paid by 4111 1111 1111 1111',
        '2026-01-31 12:00:00',
        '(030) 1234567',
      ];
      const table = Table.from(Array.from({ length: 300 }, (_, i) => ({ note: note[next(6)], order: card(), phone: 4930123400 + i })));
      return [scanForPersonalData(table), note.map((text) => scanForPersonalData(text))];
    },
  ];
  yield [
    'small counts',
    () => {
      const next = generator(6);
      const rows = Array.from({ length: 60 }, (_, i) => ({
        r: nameOf(i % 6),
        c: nameOf((i / 6) | 0),
        n: next(30) * next(4),
        paid: next(999) / 7,
      }));
      const { table, totals, total, nWithheld } = withholdSmall(Table.from(rows), { count: 'n', within: ['r', 'c'] });
      const counts = rows.map(({ n }) => n);
      return [table.column('n').values, table.column('paid').values, totals, total, nWithheld, withholdSmall(counts, { k: 25 })];
    },
  ];
}
