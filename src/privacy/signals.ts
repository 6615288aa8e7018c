/**
 * What browsers and consent banners say. Sec-GPC: W3C Working Draft "Global Privacy Control", 17 December 2025, section 3.3: a field value that is exactly `1` says that the
 * person does not want their data sold, shared or used for advertising across parties; every other value is as if there were none. Google Consent Mode: Google for
 * Developers, "Set up consent mode on websites" (read in 2026): each parameter is `granted` or `denied`; `default` states come first and may be limited to regions, of which
 * the more specific counts; `update` states replace them; `wait_for_update` is how many milliseconds tags wait for one.
 * @module
 */
import { checkOptions, optional, type Constraints } from '../check.js';
import { KindredError, mustBe, nearMiss, show } from '../errors.js';
import { EVERY_PURPOSE, PURPOSES, purposeSpelling } from './consent-entry.js';
import { spellingOf } from './spelling.js';

/** One word about one purpose. */
export interface Signal {
  /** `'*'`: every purpose. */
  readonly purpose: string;
  readonly state: 'granted' | 'denied';
  readonly source: string;
}

/** What a person who sends Sec-GPC does not want: that data of theirs go to others, and advertisements chosen by what others know. */
const GPC_PURPOSES: readonly string[] = /* @__PURE__ */ Object.freeze([
  PURPOSES.advertising,
  PURPOSES.personalizedAdvertising,
  'selling',
  'sharing',
]);

/** Headers of a request: `Headers`, a plain object as Node has it, or pairs. */
export type HeadersLike =
  | { get: (name: string) => string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string]>;

/**
 * The signal of Global Privacy Control in a request. A browser that does not send it says nothing: no signal is no consent either.
 * @param options - `purposes` that it denies. Default: `'advertising'`, `'personalised-advertising'`, `'selling'` and `'sharing'`
 * @returns a denial for each of the purposes, or nothing
 * @throws KindredError `invalid-data` for what are no headers; `invalid-option`, `unknown-option`
 * @example
 * ```ts
 * import { signalsOf } from 'kindred/privacy';
 * console.log(signalsOf({ 'sec-gpc': '1' })[0]); // { purpose: 'advertising', state: 'denied', source: 'Sec-GPC' }
 * console.log(signalsOf(new Headers({ 'Sec-GPC': '0' }))); // []
 * ```
 */
export function signalsOf(headers: HeadersLike, options: { readonly purposes?: readonly string[] } = {}): Signal[] {
  const { purposes = GPC_PURPOSES } = checkOptions<{ purposes?: readonly string[] }>('signalsOf', SIGNALS_OF, options);
  if (headers === null || typeof headers !== 'object')
    throw new KindredError('invalid-data', mustBe('headers', 'the headers of a request', headers));
  // several fields of one name come as one, with commas between: one of them that is 1 counts
  const set = fieldsOf(headers, 'sec-gpc').some((field) => field.split(',').some((value) => /^[ \t]*1[ \t]*$/.test(value)));
  return set ? purposes.map((purpose) => ({ purpose, state: 'denied', source: 'Sec-GPC' })) : [];
}

const SIGNALS_OF: Constraints<{ purposes?: readonly string[] }> = {
  purposes: optional({
    expected: 'a list of purposes',
    accepts: (v) => Array.isArray(v) && v.every((purpose) => typeof purpose === 'string' && spellingOf(purpose) !== ''),
    invalid: ['advertising', [1], null],
  }),
};

function fieldsOf(headers: HeadersLike, name: string): string[] {
  if (typeof (headers as { get?: unknown }).get === 'function') {
    const value = (headers as { get: (name: string) => string | null | undefined }).get(name);
    return typeof value === 'string' ? [value] : [];
  }
  const pairs = Symbol.iterator in headers ? [...(headers as Iterable<readonly [string, string]>)] : Object.entries(headers);
  return pairs
    .filter(([key]) => String(key).toLowerCase() === name)
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]).map(String));
}

const PARAMETERS = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage', 'security_storage'] as const; // prettier-ignore
type Parameter = (typeof PARAMETERS)[number];

/** Every parameter that a purpose needs must be granted. */
const NEEDS: readonly (readonly [string, readonly Parameter[]])[] = [
  [PURPOSES.advertising, ['ad_storage', 'ad_user_data']],
  [PURPOSES.personalizedAdvertising, ['ad_storage', 'ad_user_data', 'ad_personalization']],
  [PURPOSES.analytics, ['analytics_storage']],
  [PURPOSES.personalization, ['personalization_storage']],
];

/** A state as it is handed to `gtag('consent', ...)`. */
export type ConsentModeState = Partial<Record<Parameter, 'granted' | 'denied'>> & {
  /** Default `'update'`: for all regions, and over every default. */
  readonly command?: 'default' | 'update';
  /** Of a default, and of nothing else: where it holds, as ISO 3166-2 (`DE`, `US-CA`). */
  readonly region?: readonly string[];
  readonly wait_for_update?: number;
};

/**
 * The state of Google Consent Mode v2 as words about purposes. It fails closed: a purpose is granted only where every parameter it needs is exactly `granted`; what was not
 * said, or said otherwise, is denied. `advertising` needs `ad_storage` and `ad_user_data`; `personalised-advertising` needs `ad_personalization` too; `analytics` needs
 * `analytics_storage`; `personalisation` needs `personalization_storage`. The storage of functions and of security is no purpose of marketing.
 * @param states - one, or several in the order in which they were set
 * @param options - `region` of the visitor, such as `DE` or `US-CA`; without it a denial for any region counts
 * @throws KindredError `unknown-option` for an unknown parameter; `invalid-option`
 * @example
 * ```ts
 * import { consentMode } from 'kindred/privacy';
 * const signals = consentMode({ ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'denied', analytics_storage: 'granted' });
 * console.log(signals.filter(({ state }) => state === 'granted').map(({ purpose }) => purpose)); // [ 'advertising', 'analytics' ]
 * ```
 */
export function consentMode(states: ConsentModeState | readonly ConsentModeState[], options: { readonly region?: string } = {}): Signal[] {
  const { region } = checkOptions<{ region?: string }>('consentMode', CONSENT_MODE, options);
  const list = (Array.isArray(states) ? states : [states]) as readonly ConsentModeState[];
  list.forEach(checkState);
  const granted = (parameter: Parameter) => stateOf(list, parameter, region) === 'granted';
  return NEEDS.map(([purpose, parameters]) => ({
    purpose,
    state: parameters.every(granted) ? 'granted' : 'denied',
    source: 'Google Consent Mode',
  }));
}

const CONSENT_MODE: Constraints<{ region?: string }> = {
  region: optional({
    expected: 'a region such as "DE" or "US-CA"',
    accepts: (v) => typeof v === 'string' && /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(v),
    invalid: ['', 'Germany', 'de', 1, null],
  }),
};

function checkState(state: unknown): void {
  if (state === null || typeof state !== 'object')
    throw new KindredError('invalid-option', mustBe('states', 'states of consent mode', state));
  const known = [...PARAMETERS, 'command', 'region', 'wait_for_update'];
  for (const name of Object.keys(state)) {
    if (!known.includes(name))
      throw new KindredError('unknown-option', `consentMode knows no parameter ${show(name)}${nearMiss(name, known)}`);
  }
  const { command = 'update', region } = state as ConsentModeState;
  if (command !== 'update' && command !== 'default')
    throw new KindredError('invalid-option', mustBe('command', '"default" or "update"', command));
  if (region !== undefined && (!Array.isArray(region) || !region.every((word) => typeof word === 'string')))
    throw new KindredError('invalid-option', mustBe('region', 'a list of regions such as ["DE"]', region));
  if (region !== undefined && command === 'update')
    throw new KindredError('invalid-option', 'an update holds in every region: "region" must go with command: "default"');
}

/** The last update; else the last default of the most specific region; where the region is not known, a denial of any. */
function stateOf(states: readonly ConsentModeState[], parameter: Parameter, region: string | undefined): unknown {
  const saying = states.filter((state) => Object.hasOwn(state, parameter));
  const updates = saying.filter(({ command = 'update' }) => command === 'update');
  if (updates.length > 0) return updates.at(-1)![parameter];
  let [best, state]: [number, unknown] = [-1, undefined];
  for (const { region: regions = [''], [parameter]: value } of saying) {
    if (region === undefined && value !== 'granted') return 'denied';
    for (const word of regions) {
      const holds = word === '' || region === undefined || word === region || region.startsWith(`${word}-`);
      if (holds && word.length >= best) [best, state] = [word.length, value];
    }
  }
  // granted for some region only, and nobody knows whether it is this one
  return region === undefined && !saying.some(({ region: regions }) => regions === undefined) ? undefined : state;
}

/** @throws KindredError `invalid-option` for what are no signals: a word that is not understood must not pass */
export function checkSignals(signals: readonly Signal[]): readonly Signal[] {
  if (!Array.isArray(signals)) throw new KindredError('invalid-option', mustBe('signals', 'a list of signals', signals));
  for (const signal of signals as readonly unknown[]) {
    const { purpose, state } = (signal ?? {}) as Partial<Signal>;
    if (state !== 'granted' && state !== 'denied')
      throw new KindredError('invalid-option', mustBe('state', '"granted" or "denied"', state));
    purposeSpelling(purpose, '"purpose"');
  }
  return signals;
}

/** Does a signal refuse a purpose? One denial is enough. */
export const deniedBy = (signals: readonly Signal[], purpose: string): boolean =>
  signals.some((signal) => signal.state === 'denied' && [purpose, EVERY_PURPOSE].includes(spellingOf(signal.purpose)));
