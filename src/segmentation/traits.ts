/**
 * What stands out in a segment, in words that are true as they stand: "high" only where mean and median are, "mostly" only of more than half.
 * @module
 */
import { decimal, percent } from '../words.js';
import type { CategoryProfile, FeatureProfile, NumberProfile } from './profile-column.js';

/** One way in which a segment differs from everyone. */
export interface Trait {
  /** How far, in standard deviations of the column over all rows (of 0 and 1 for a value of a category). */
  readonly size: number;
  /** As part of a name: `high tenure`. */
  readonly words: string;
  /** As a sentence; empty where rounding would hide the difference. */
  readonly sentence: string;
}

/** Differences from here on are named, and from there on are called high, low or mostly. */
const NOTABLE = 0.2;
const LARGE = 0.5;

/** Largest first, one a column. */
export function traitsOf(features: readonly FeatureProfile[]): Trait[] {
  const traits = features.map((one) => (one.kind === 'number' ? ofNumbers(one) : ofValues(one)));
  return traits.filter((one) => one !== undefined && one.size >= NOTABLE).sort((a, b) => b!.size - a!.size) as Trait[];
}

function ofNumbers({ column, mean, meanOfAll, median, medianOfAll, deviation }: NumberProfile): Trait | undefined {
  if (deviation === null) return undefined;
  const up = deviation > 0;
  const size = Math.abs(deviation);
  const agrees = up ? median! > medianOfAll! : median! < medianOfAll!;
  const words = size >= LARGE && agrees ? (up ? 'high' : 'low') : up ? 'above-average' : 'below-average';
  const pair = (word: string, own: number, all: number) =>
    figure(own) === figure(all) ? '' : `${word} ${column} ${figure(own)}, of all ${figure(all)}.`;
  const typical = agrees ? pair('Typical', median!, medianOfAll!) : ''; // a median on the other side would contradict the name
  return { size, words: `${words} ${column}`, sentence: typical || pair('Mean', mean!, meanOfAll!) };
}

function ofValues({ kind, column, values }: CategoryProfile): Trait | undefined {
  if (values.length === 0 || values[0].shareOfAll === 1) return undefined;
  const { value, share, shareOfAll } = values[0];
  const size = (share - shareOfAll) / Math.sqrt(shareOfAll * (1 - shareOfAll));
  const mostly = size >= LARGE && share > 0.5;
  const words = kind === 'boolean' ? (mostly ? (value ? 'mostly' : 'mostly not') : value ? 'more' : 'fewer') : mostly ? 'mostly' : 'more';
  const sentence = `${column} is ${value} for ${percent(share)} (${percent(shareOfAll)} of all).`;
  return { size, words: kind === 'boolean' ? `${words} ${column}` : `${words} ${column} ${value}`, sentence };
}

/** A figure of any size, to about three digits: `1,234`, `29.4`, `4`, `0.0123`. */
export function figure(n: number): string {
  const size = Math.abs(n);
  if (Number.isInteger(n) || size >= 100) return decimal(n, 0);
  let digits = 1;
  for (let unit = 10; size < unit && digits < 12; unit /= 10) digits++;
  return decimal(n, digits).replace(/\.?0+$/, '');
}
