// Sec-GPC and Google Consent Mode: only what is said exactly counts, and what is not understood denies.
import { expect, test } from 'vitest';
import { consentMode, signalsOf, type ConsentModeState } from '../../src/privacy/index.js';
import { thrown } from '../support/files.js';

test.each([['1'], [' 1'], ['0, 1'], ['1,1']])('Sec-GPC %j is a signal', (value) => {
  for (const headers of [
    new Headers({ 'Sec-GPC': value }),
    { 'sec-gpc': value },
    { 'SEC-GPC': [value, '0'] },
    [['Sec-Gpc', value]] as [string, string][],
  ])
    expect(signalsOf(headers).map(({ purpose }) => purpose)).toEqual(['advertising', 'personalised-advertising', 'selling', 'sharing']);
});

test.each([['0'], ['true'], ['11'], ['1.0'], ['?1'], [''], ['1;x'], ['+1']])('Sec-GPC %j is none', (value) => {
  for (const headers of [new Headers({ 'Sec-GPC': value }), { 'sec-gpc': value }]) expect(signalsOf(headers)).toEqual([]);
});

test('no header is no signal, other purposes may be named, and what are no headers is an error', () => {
  expect(signalsOf({})).toEqual([]);
  expect(signalsOf({ 'sec-gpc': undefined, dnt: '1' })).toEqual([]);
  expect(signalsOf({ 'sec-gpc': '1' }, { purposes: ['analytics'] })).toEqual([
    { purpose: 'analytics', state: 'denied', source: 'Sec-GPC' },
  ]);
  expect(thrown(() => signalsOf(null as never)).code).toBe('invalid-data');
  expect(thrown(() => signalsOf({}, { purposes: 'analytics' } as never)).code).toBe('invalid-option');
});

const granted = (...args: Parameters<typeof consentMode>) => consentMode(...args).filter(({ state }) => state === 'granted').map(({ purpose }) => purpose); // prettier-ignore
const YES = { ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted', analytics_storage: 'granted', personalization_storage: 'granted' } as const; // prettier-ignore

test('every parameter that a purpose needs must be granted', () => {
  expect(granted(YES)).toEqual(['advertising', 'personalised-advertising', 'analytics', 'personalisation']);
  expect(granted({ ...YES, ad_personalization: 'denied' })).toEqual(['advertising', 'analytics', 'personalisation']);
  expect(granted({ ...YES, ad_user_data: 'denied' })).toEqual(['analytics', 'personalisation']);
  expect(granted({ ad_storage: 'granted', analytics_storage: 'granted' })).toEqual(['analytics']);
  for (const nothing of [{}, [], { security_storage: 'granted', wait_for_update: 500 }])
    expect(granted(nothing as ConsentModeState)).toEqual([]);
  for (const word of ['Granted', true, 1, 'yes', null, undefined]) expect(granted({ analytics_storage: word as 'granted' })).toEqual([]);
});

test('updates replace defaults, and the more specific region counts', () => {
  const no = { command: 'default', analytics_storage: 'denied' } as const;
  const yes = { command: 'default', analytics_storage: 'granted' } as const;
  expect(granted([no, { analytics_storage: 'granted' }])).toEqual(['analytics']);
  expect(granted([{ analytics_storage: 'granted' }, { analytics_storage: 'denied' }])).toEqual([]);
  expect(granted([{ command: 'update', analytics_storage: 'denied' }, yes])).toEqual([]);
  const regional = [{ ...no, region: ['DE', 'US-CA'] }, yes];
  expect(granted(regional, { region: 'DE' })).toEqual([]);
  expect(granted(regional, { region: 'US-CA' })).toEqual([]);
  expect(granted(regional, { region: 'US-NY' })).toEqual(['analytics']);
  expect(
    granted(
      [
        { ...yes, region: ['US'] },
        { ...no, region: ['US-CA'] },
      ],
      { region: 'US-CA' },
    ),
  ).toEqual([]);
  expect(
    granted(
      [
        { ...yes, region: ['US-CA'] },
        { ...no, region: ['US'] },
      ],
      { region: 'US-CA' },
    ),
  ).toEqual(['analytics']);
  expect(granted(regional)).toEqual([]); // it is not known where
  expect(granted([{ ...yes, region: ['FR'] }])).toEqual([]);
  expect(granted([{ ...yes, region: ['FR'] }], { region: 'DE' })).toEqual([]);
  expect(granted([yes])).toEqual(['analytics']);
});

test('unknown parameters are named', () => {
  expect(thrown(() => consentMode({ ad_user_dat: 'granted' } as never)).message).toContain('did you mean "ad_user_data"');
  // a default of some regions, said as if it were an update, would hold everywhere
  for (const wrong of [
    null,
    'granted',
    [null],
    { command: 'set' },
    { command: 'default', region: 'DE' },
    { ...YES, region: ['US'] },
    { ...YES, command: 'update', region: [] },
  ])
    expect(thrown(() => consentMode(wrong as never)).code).toBe('invalid-option');
  for (const region of ['Germany', 'de', 5])
    expect(thrown(() => consentMode(YES, { region: region as string })).code).toBe('invalid-option');
});
