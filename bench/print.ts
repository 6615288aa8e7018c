/**
 * Tables for people: one a case, and one line a case at the end.
 * @module
 */
import type { Kind, Row } from './interleave.ts';

export const figure = (v: number): string => (v >= 1000 ? Math.round(v).toLocaleString('en-US') : v.toPrecision(3));

/** Columns padded to their widest cell: the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, j) => Math.max(...rows.map((row) => (row[j] ?? '').length)));
  const line = (row: readonly string[]) => row.map((cell, j) => (j === 0 ? cell.padEnd(widths[j]) : cell.padStart(widths[j]))).join('   ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}

/** Answers further apart than f32 weights explain are said. */
const OFF = 1e-3;

/** One case. A ratio above 1: kindred is faster. */
export function caseTable(rows: readonly Row[]): string {
  const total = Math.max(...rows.map(({ rounds }) => rounds));
  const remarks = ({ ratio, rounds, off, kind }: Row) =>
    [
      ...(ratio < 1 && kind !== 'also' ? ['<-- KINDRED LOSES'] : []),
      ...(rounds < total ? [`(${rounds} round)`] : []),
      ...(off > OFF ? [`(answer differs by ${(100 * off).toPrecision(2)} %)`] : []),
    ].join(' ');
  const cells = rows.map((row) => [row.name, figure(row.leastMs), figure(row.ms), figure(row.ratio)]);
  return table([['', 'least ms', 'median ms', 'ratio'], ...cells])
    .split('\n')
    .map((line, i) => `${line}   ${i > 0 ? remarks(rows[i - 1]) : ''}`.trimEnd())
    .join('\n');
}

/** All cases, one line each: the fastest of each kind against kindred. */
export function summary(cases: readonly { name: string; rows: readonly Row[] }[]): string {
  const best = (rows: readonly Row[], kind: Kind) => {
    const ratios = rows.filter((row) => row.kind === kind).map(({ ratio }) => ratio);
    return ratios.length === 0 ? '' : `${figure(Math.min(...ratios))}${Math.min(...ratios) < 1 ? ' LOST' : ''}`;
  };
  const head = ['ratio to kindred', 'kindred, ms', 'best JavaScript', 'JavaScript build', 'fastest peer'];
  const lines = cases.map(({ name, rows }) => [name, figure(rows[0].ms), best(rows, 'plain'), best(rows, 'js'), best(rows, 'peer')]);
  return table([head, ...lines]);
}
