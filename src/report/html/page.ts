/**
 * The report as one HTML file: no script, no request, readable on a phone, in the dark and on paper.
 * @module
 */
import type { Report } from '../report.js';
import { dayText, longMonthText } from '../words.js';
import { html } from './escape.js';
import { frame } from './frame.js';
import type { Section } from './parts.js';
import { accuracySection } from './sections/accuracy.js';
import { againSection } from './sections/again.js';
import { differSection } from './sections/differ.js';
import { examplesSection } from './sections/examples.js';
import { method } from './sections/method.js';
import { movesSection } from './sections/moves.js';
import { offersSection } from './sections/offers.js';
import { glance, tiles } from './sections/overview.js';
import { inputSection } from './sections/input.js';
import { likelySection } from './sections/likely.js';
import { lostSection } from './sections/lost.js';
import { segmentsSection } from './sections/segments.js';
import { timeSection } from './sections/time.js';
import { togetherSection } from './sections/together.js';
import { worthSection } from './sections/worth.js';

/** In the order of the page; those that have nothing to say are null. */
const SECTIONS: readonly ((report: Report) => Section | null)[] = [
  inputSection,
  timeSection,
  differSection,
  segmentsSection,
  movesSection,
  likelySection,
  lostSection,
  worthSection,
  offersSection,
  togetherSection,
  againSection,
  accuracySection,
  examplesSection,
];

/**
 * The page that is sent on: everything a report holds, as sentences, charts and tables in one self-contained HTML text.
 * @param report - `report` of an analysis, or what `report.json` holds
 * @returns the same text for the same report, in every engine
 * @example
 * ```ts
 * import { exampleShop, ordersReader } from 'kindred/io';
 * import { analyse, reportHtml } from 'kindred/report';
 * const reader = ordersReader();
 * reader.push(exampleShop({ customers: 50 }).orders);
 * const page = reportHtml(analyse(reader.end()).report);
 * console.log(page.startsWith('<!doctype html>'), page.includes('<script')); // true false
 * ```
 */
export function reportHtml(report: Report): string {
  const { shop } = report;
  const [from, to] = [shop.firstDay, shop.lastDay].map((day) => longMonthText(day).replace(' ', '\u00a0'));
  const title = from === to ? `Your customers, ${to}` : `Your customers, ${from} to ${to}`;
  const sections = SECTIONS.map((make) => make(report)).filter((made) => made !== null);
  return frame({
    title,
    eyebrow: 'Customer report',
    head: html`<p>
        ${shop.firstDay === shop.lastDay ? `All orders of ${dayText(shop.lastDay)}.` : `All orders from ${dayText(shop.firstDay)} to ${dayText(shop.lastDay)}. Days are counted back from the last one.`}
      </p>
      ${tiles(report)} ${glance(report)}`,
    sections,
    footer: method(report),
  });
}
