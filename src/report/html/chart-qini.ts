/**
 * The Qini curve: what more is gained, the further down the ranking one goes, against a choice by lot.
 * @module
 */
import type { ContactReport, RankingFacts } from '../contact-report.js';
import { rankingSentence } from '../contact-words.js';
import { curves } from '../plot.js';
import { decimal, percent } from '../words.js';
import { roomFor, signedTicks } from './axis.js';
import { Html, html } from './escape.js';
import { LIGHT } from './style.js';

/** Of 1,000 heads. */
const HEADS = 1000;

export function qiniChart(
  ranking: RankingFacts,
  { response, outcome }: Pick<ContactReport, 'response' | 'outcome'>,
  narrow: boolean,
): string {
  const { curve } = ranking;
  const most = curve.reduce((max, { high, randomHigh }) => Math.max(max, high, randomHigh), 0) * HEADS;
  const lowest = curve.reduce((min, { low, randomLow }) => Math.min(min, low, randomLow), 0) * HEADS;
  const least = lowest < -0.03 * most ? lowest : 0; // hardly below the axis needs no room there
  const yTicks = signedTicks(least, most, 5, (v) => decimal(v, Number.isInteger(v) ? 0 : Math.abs(v) < 1 ? 2 : 1));
  const points = curve.map(({ share, gain, low, high, random, randomLow, randomHigh }) => ({
    found: { x: share, y: gain * HEADS },
    line: { x: share, y: random * HEADS },
    interval: { x: share, low: low * HEADS, high: high * HEADS },
    lot: { x: share, low: randomLow * HEADS, high: randomHigh * HEADS },
  }));
  return curves({
    label: rankingSentence(ranking),
    width: narrow ? 350 : 560,
    height: narrow ? 280 : 340,
    marginLeft: roomFor(yTicks),
    marginRight: 26,
    marginTop: 34,
    marginBottom: 46,
    bands: [
      { points: points.map(({ lot }) => lot), color: 'var(--axis)' },
      { points: points.map(({ interval }) => interval), color: 'var(--accent)' },
    ],
    curves: [
      { points: points.map(({ line }) => line), color: 'var(--axis)', dashed: true },
      { points: points.map(({ found }) => found), color: 'var(--accent)' },
    ],
    marks: [],
    xTicks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: percent(at) })),
    yTicks,
    xLabel: 'Share contacted, the best first',
    yLabel: `${response === null ? `More “${outcome}”` : `More responses (“${outcome}”)`} per 1,000 customers`,
  });
}

/** The charts of all treatments in one picture that stands alone, side by side. */
export function qiniPicture(report: ContactReport): string {
  const { rankings } = report;
  const [width, height, top] = [560, 340, 30];
  const all = rankings.length * width;
  const label = rankings.map((ranking) => rankingSentence(ranking)).join(' ');
  const charts = rankings.map((ranking, r) => {
    const chart = qiniChart(ranking, report, false).replace('<svg ', `<svg x="${r * width}" y="${top}" `);
    return html`<text x="${r * width + 14}" y="20" font-size="15" font-weight="600">${String(ranking.treatment)}</text>${new Html(chart)}`;
  });
  const style = `svg{${LIGHT.replaceAll('\n', '')};font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:#1c2430}text{fill:currentColor}`;
  return `${html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${all}"
    height="${height + top}"
    viewBox="0 0 ${all} ${height + top}"
    role="img"
    aria-label="${label}"
  >
    <style>
      ${new Html(style)}
    </style>
    <rect width="100%" height="100%" fill="#fff" />
    ${charts}
  </svg>`}\n`;
}
