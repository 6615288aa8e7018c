/**
 * The files of each destination, with what changed since the last export.
 * @module
 */
import { generator } from './data.js';
import { sameBytes } from './same.js';

export function* destinationCases(
  { Table },
  { DestinationState, destinationFiles, emailPlatform, googleCustomerMatch, metaCustomAudience, safeFileName },
) {
  const below = generator(27);
  const of = (...list) => list[below(list.length)];
  const people = Array.from({ length: 60 }, (_, i) => ({
    person: `p${i % 55}`,
    mail: of(`  P${i}.Q+${i}@Gmail.com`, `p${i % 20}@Müller.example`, `用户${i}@例え.テスト`, 'none', null),
    tel: of(`+49 (0)170 ${100000 + (i % 30)}`, `0170 ${i}`, null),
    first: of('Valéry', 'Mrs. Ann', '정', '=1+1', 'Straße'),
    last: of('O’Brien Jr.', 'van  der Berg', 'İnci', null),
    land: of('de', 'UK', 'US', 'France'),
    zip: of('01067', 'm1 1ae', '94035-1234'),
  }));
  const columns = { email: 'mail', phone: 'tel', firstName: 'first', lastName: 'last', country: 'land' };
  const phone = (text, country) => (country === 'de' ? text.replace(/^0/, '+49') : null);
  const destinations = {
    'Google Customer Match': googleCustomerMatch({ columns: { ...columns, zip: 'zip' }, phone }),
    'Meta custom audience': metaCustomAudience({ columns: { ...columns, zip: 'zip' }, phone }),
    'an e-mail platform': emailPlatform({ columns, extra: { code: 'zip' }, phone }),
  };
  for (const [name, destination] of Object.entries(destinations)) {
    yield [
      `destination: ${name}`,
      () => {
        const consent = people.map(({ person }) => person).filter((_, i) => i % 7 !== 0);
        const before = destinationFiles(destination, Table.from(people.slice(20)), { members: consent, consent });
        const bytes = before.state.toBytes();
        const previous = DestinationState.fromBytes(bytes);
        sameBytes(previous.toBytes(), bytes, 'the state of an export saves as');
        const { files, additions, removals, leftOut, notes } = destinationFiles(destination, Table.from(people.slice(0, 40)), {
          members: people.map(({ person }) => person),
          consent,
          previous,
          name: '../Frühjahr／2027',
        });
        return { before: before.files, bytes, files, additions, removals, leftOut, notes, safe: safeFileName('com¹.\u202Ex') };
      },
    ];
  }
}
