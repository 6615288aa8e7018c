/**
 * Option constraints as data: one table an estimator writes its messages, its defaults and its tests of invalid values.
 * @module
 */
import { KindredError, mustBe, nearMiss, show } from './errors.js';

/** What one option may be. */
export interface Constraint<T> {
  readonly default: T | undefined;
  /** The expected kind and range, as it ends the sentence `"x" must be ...`. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  /** Values that must be refused; the contract suite tries them all. */
  readonly invalid: readonly unknown[];
}

/** The constraints of all options of one class. */
export type Constraints<O> = { readonly [K in keyof O]-?: Constraint<NonNullable<O[K]>> };

const range = (min: number, max: number) => (max === Infinity ? `from ${min}` : `from ${min} to ${max}`);

/** A whole number from min to max. */
/* @__NO_SIDE_EFFECTS__ */
export function integer(fallback: number | undefined, min: number, max: number = Infinity): Constraint<number> {
  return {
    default: fallback,
    expected: `an integer ${range(min, max)}`,
    accepts: (v) => Number.isSafeInteger(v) && (v as number) >= min && (v as number) <= max,
    invalid: [min - 1, min + 0.5, NaN, Infinity, String(min), null, ...(max === Infinity ? [] : [max + 1])],
  };
}

/** A finite number from min to max. */
/* @__NO_SIDE_EFFECTS__ */
export function number(fallback: number | undefined, min: number, max: number = Infinity): Constraint<number> {
  return {
    default: fallback,
    expected: `a number ${range(min, max)}`,
    accepts: (v) => typeof v === 'number' && Number.isFinite(v) && v >= min && v <= max,
    invalid: [min - 1, NaN, Infinity, String(min), null, ...(max === Infinity ? [] : [max + 1])],
  };
}

/** Two finite numbers from min to max, the first below the second. */
/* @__NO_SIDE_EFFECTS__ */
export function interval(
  low: number,
  high: number,
  min: number = -Infinity,
  max: number = Infinity,
): Constraint<readonly [number, number]> {
  const accepts = (v: unknown) => {
    if (!Array.isArray(v) || v.length !== 2 || !v.every((end) => typeof end === 'number')) return false;
    return v[0] >= min && v[0] < v[1] && v[1] <= max && v[1] - v[0] < Infinity;
  };
  return {
    default: Object.freeze([low, high] as const),
    expected: `two numbers${min === -Infinity ? '' : ` ${range(min, max)}`}, the first below the second`,
    accepts,
    invalid: [
      ...[[high, low], [low, low], [low], [low, high, high], [String(low), high], [low, NaN], [low, Infinity], high, null],
      ...(max === Infinity ? [] : [[low, max + 1]]),
    ],
  };
}

/** The same, or nothing. */
/* @__NO_SIDE_EFFECTS__ */
export function optional<T>({ expected, accepts, invalid }: Omit<Constraint<T>, 'default'>): Constraint<T> {
  return { default: undefined, expected, accepts: (v) => v === undefined || accepts(v), invalid };
}

/** Whatever it is: checked where it is used. */
export const anything: Constraint<never> = { default: undefined, expected: 'anything', accepts: () => true, invalid: [] };

/** true or false. */
/* @__NO_SIDE_EFFECTS__ */
export function flag(fallback: boolean): Constraint<boolean> {
  return { default: fallback, expected: 'true or false', accepts: (v) => typeof v === 'boolean', invalid: [0, 1, 'true', null] };
}

/** One of the words given. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const W extends string>(fallback: NoInfer<W> | undefined, ...words: W[]): Constraint<W> {
  return {
    default: fallback,
    expected: words.map((w) => `"${w}"`).join(' or '),
    accepts: (v) => words.includes(v as W),
    invalid: ['', 'no such word', 0, null, true],
  };
}

/** The seed of the generator: a whole number of 32 bits. */
export const seed = (): Constraint<number> => integer(0, 0, 4294967295);

/** How many places of a list, where k is an argument and not an option. @throws KindredError `invalid-option` */
export function checkK(k: number): number {
  if (!Number.isSafeInteger(k) || k < 1) throw new KindredError('invalid-option', mustBe('k', 'an integer from 1', k));
  return k;
}

/**
 * The options of a class, checked and filled up with defaults, frozen.
 * @throws KindredError `unknown-option` (with the near miss) or `invalid-option`
 */
export function checkOptions<O extends object>(owner: string, constraints: Constraints<O>, given: unknown): Readonly<O> {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) {
    throw new KindredError('invalid-option', `the options of ${owner} must be an object, got ${show(given)}`);
  }
  const values = given as Readonly<Record<string, unknown>>;
  const known = Object.keys(constraints);
  for (const name of Object.keys(values)) {
    if (!known.includes(name)) {
      const has = known.length === 0 ? 'it has none' : `it has: ${known.join(', ')}`;
      throw new KindredError('unknown-option', `${owner} has no option "${name}"${nearMiss(name, known)}; ${has}`);
    }
  }
  const options: Record<string, unknown> = {};
  for (const [name, constraint] of Object.entries<Constraint<unknown>>(constraints)) {
    const value = values[name];
    if (value === undefined && constraint.default !== undefined) options[name] = constraint.default;
    else if (constraint.accepts(value)) options[name] = value;
    else throw new KindredError('invalid-option', mustBe(name, constraint.expected, value));
  }
  return Object.freeze(options) as Readonly<O>;
}
