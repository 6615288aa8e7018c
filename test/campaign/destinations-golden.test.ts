// The files of each destination, against rules restated in Python and every example that the platforms' pages publish.
import { expect, test } from 'vitest';
import { destinationFiles, emailPlatform, googleCustomerMatch, metaCustomAudience } from '../../src/campaign/index.js';
import type { Destination, GmailSpelling, GoogleNames } from '../../src/campaign/index.js';
import { Table } from '../../src/index.js';
import { readGolden } from '../golden/read.js';

const golden = readGolden<{
  published: { destination: string; field: string; input: string; normalized: string; hash: string | null; sha256: string }[];
  fields: string[];
  people: (string | null)[][];
  google: Record<string, string>;
  meta: Record<string, string>;
  email: string;
}>('destinations');
const contacts = Table.from(Object.fromEntries(golden.fields.map((field, j) => [field, golden.people.map((row) => row[j])])));
const members = golden.people.map((row) => row[0]!);
const all = (destination: Destination, table = contacts, people: readonly string[] = members) =>
  destinationFiles(destination, table, { members: people, consent: people }).files[0].content;
const both = { email: ['email', 'email2'], phone: 'phone', firstName: 'firstName', lastName: 'lastName', country: 'country', zip: 'zip' };
const more = { ...both, city: 'city', state: 'state', birthDate: 'born', gender: 'gender', madid: 'madid' };

test.each(golden.published)('$destination: $field $input', ({ destination, field, input, normalized, hash, sha256 }) => {
  expect(hash ?? sha256).toBe(sha256);
  const row = { person: 'p', email: 'x@x.example', country: field === 'zip' && normalized === 'm11ae' ? 'GB' : 'US', [field]: input };
  const columns = { email: 'email', country: 'country', [field]: field };
  const text =
    destination === 'meta'
      ? all(metaCustomAudience({ columns }), Table.from([row]), ['p'])
      : all(googleCustomerMatch({ columns }), Table.from([row]), ['p']);
  expect(text.split('\n')[1].split(',')).toContain(sha256);
});

test.each(Object.entries(golden.google))('Google Customer Match, %s', (key, text) => {
  const [names, gmail] = key.split(' ') as [GoogleNames, GmailSpelling];
  expect(all(googleCustomerMatch({ columns: both, names, gmail }))).toBe(text);
});

test('Meta custom audience, as a file and as the API has it', () => {
  expect(all(metaCustomAudience({ columns: more }))).toBe(golden.meta.file);
  const columns = { ...more, externId: 'own' };
  expect(all(metaCustomAudience({ columns, headers: 'api', ukPostcode: 'sector' }))).toBe(golden.meta.api);
  expect(all(metaCustomAudience({ columns, headers: 'api', hashExternId: true }))).toBe(golden.meta['api, ids hashed']);
});

test('an e-mail platform', () => {
  expect(
    all(emailPlatform({ columns: { email: 'email', phone: 'phone', firstName: 'firstName', lastName: 'lastName', country: 'country' } })),
  ).toBe(golden.email);
});
