/**
 * In what currency the rows of a file are.
 * @module
 */
import type { Column } from '../data/table.js';
import { compatible, currencyChoices, currencyOf, isCode } from './currency.js';
import { withReasons } from './left-out.js';
import type { NumberColumn } from './numbers.js';
import type { Asked } from './question.js';
import { counted } from './status.js';

type Category = Extract<Column, { kind: 'category' }>;

/** The currency of the rows that count, and the reasons to leave rows out, those of another currency among them. */
export interface Money {
  readonly currency: string | undefined;
  /** The sign that the prices have, where it names no one currency. */
  readonly sign: string | undefined;
  readonly asked: Asked[];
  readonly reasons: Category | undefined;
  readonly found: string[];
}

/**
 * @param named - the currency column
 * @param columns - the columns beside whose numbers a sign may stand
 * @param left - reasons to leave rows out
 * @param given - the currency that the user says
 */
export function moneyOf(
  nRows: number,
  named: Category | undefined,
  columns: readonly (NumberColumn | undefined)[],
  left: Category | undefined,
  given: string | undefined,
): Money {
  const { texts, codeOf } = perRow(named, columns);
  const counts = texts.map(() => 0);
  let bare = 0;
  if (texts.length > 0)
    for (let row = 0; row < nRows; row++) {
      if (left && left.codes[row] >= 0) continue;
      const code = codeOf(row);
      if (code < 0) bare++;
      else counts[code]++;
    }
  const used = texts
    .map((text, i) => ({ text, n: counts[i] }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.text < b.text ? -1 : 1));
  const known = given ?? used.find(({ text }) => isCode(text))?.text;
  // a text that is no currency at all, as `Euro`, may be anything where it is the only one
  const others = used.filter(
    ({ text }) => known === undefined || !(compatible(text, known) || (used.length === 1 && currencyOf(text) === undefined)),
  );
  const sign = known === undefined && used.length === 1 ? used[0].text : undefined;
  const found: string[] = [];
  if (known !== undefined) found.push(`Prices are in ${known}.`);
  else if (sign !== undefined) found.push(`Prices are in "${sign}", which names no one currency.`);
  const none = { currency: undefined, sign: undefined, reasons: left, found };
  if (others.length === 0 || sign !== undefined) return { currency: known, sign, asked: [], reasons: left, found };
  const parts = used.map(({ text, n }) => `${text} (${counted(n, 'row')})`).join(', ');
  const choices = currencyChoices(used.map(({ text }) => text));
  if (given === undefined) {
    const message = `the prices are in several currencies, ${parts}: say which one counts, --currency ${choices[0] ?? 'CODE'}; the rows in the others are then left out`;
    return { ...none, asked: [{ question: { about: 'currency', choices }, message }] };
  }
  if (bare === 0 && others.length === used.length) {
    const message = `no price is in ${given}: they are in ${parts}; say which currency counts, --currency ${choices[0] ?? 'CODE'}`;
    return { ...none, asked: [{ question: { about: 'currency', choices }, message }] };
  }
  const weaker = (row: number) => {
    const text = texts[codeOf(row)];
    return text === undefined || compatible(text, given) ? undefined : `in another currency (${text})`;
  };
  const reasons = withReasons(left, nRows, { weaker });
  return { currency: known, sign, asked: [], reasons, found };
}

/** The currency of each row: that of its column, else the sign beside its price. */
function perRow(named: Category | undefined, columns: readonly (NumberColumn | undefined)[]) {
  const places = new Map<string, number>();
  const number = (text: string) => {
    if (!places.has(text)) places.set(text, places.size);
    return places.get(text)!;
  };
  const ofName = named?.categories.map((text) => number(currencyOf(text) ?? text)) ?? [];
  const signs = columns.flatMap((column) => {
    const codes = column?.signCodes();
    return codes ? [{ codes, ofSign: column!.signs.map(number) }] : [];
  });
  const codeOf = (row: number): number => {
    const code = named ? named.codes[row] : -1;
    if (code >= 0) return ofName[code];
    for (const { codes, ofSign } of signs) if (codes[row] >= 0) return ofSign[codes[row]];
    return -1;
  };
  return { texts: [...places.keys()], codeOf };
}
