/**
 * Phrases that several sections share.
 * @module
 */
import type { Report } from '../report.js';
import { caution } from '../verdict.js';
import { count, dayText, decimal, percent } from '../words.js';
import { between, html, type Html } from './escape.js';
import { note } from './parts.js';

/** `19 times as often`, `1.4 times as often`, `twice as often`. */
export function factor(lift: number): string {
  return lift >= 1.95 && lift < 2.05 ? 'twice as often' : `${decimal(lift, lift < 10 ? 1 : 0)} times as often`;
}

/** `65 % more than`, `4.2 times as much as`. @param before - above 0 */
export function compared(now: number, before: number): string {
  const change = now / before - 1;
  if (change >= 2) return `${now / before < 10 ? decimal(now / before, 1) : count(now / before)} times as much as`;
  return change > 0.02 ? `${percent(change)} more than` : change < -0.02 ? `${percent(-change)} less than` : 'about as much as';
}

/** `as of 9 December 2011` */
export const asOf = ({ shop }: Report): string => `as of ${dayText(shop.lastDay)}`;

/** At the head of what the recommendations say: nothing, unless a plain list is known to do better. */
export function cautionNote({ accuracy }: Report): Html | null {
  const sentence = caution(accuracy);
  return sentence === null ? null : note(html`${sentence} <a href="#quality">What was measured</a>`);
}

/** Beside what is told segment by segment: those of which it is not. */
export const withheldNote = ({ withheld }: Report): Html | undefined | false =>
  withheld &&
  withheld.segments.length > 0 &&
  note(
    html`Withheld, as segments of fewer than 10 customers, or because totals would tell of these:
    ${between(
      withheld.segments.map(({ name }) => html`<bdi>${name}</bdi>`),
      ', ',
    )}.`,
  );
