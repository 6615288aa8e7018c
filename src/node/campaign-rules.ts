/**
 * Rules such as `frequency>=3` on what is known of a customer.
 * @module
 */
import { KindredError, nearMiss, show } from '../errors.js';
import { spellingOf } from '../privacy/spelling.js';
import type { People } from './campaign-people.js';
import type { Texts } from './run-tables.js';

const RULE = /^\s*([^<>=!]+?)\s*(>=|<=|!=|=|>|<)\s*(.*?)\s*$/;

/** Is a rule true of a customer? A missing cell makes every rule false. */
export type Rule = (customer: string) => boolean;

/**
 * All rules at once.
 * @param run - one row a customer
 * @param people - where columns are looked for that the run has not
 * @throws KindredError `invalid-option` for what is no rule, `unknown-column`
 */
export function rulesOf(texts: readonly string[], run: Texts, people: People | undefined): Rule {
  const rules = texts.map((text) => ruleOf(text, run, people));
  return (customer) => rules.every((rule) => rule(customer));
}

function ruleOf(text: string, run: Texts, people: People | undefined): Rule {
  const [, name, sign, wanted] = RULE.exec(text) ?? [];
  if (name === undefined) throw new KindredError('invalid-option', `--where must be a rule such as frequency>=3, country=DE or city!=Bonn, got ${show(text)}`); // prettier-ignore
  const isOfRun = run.table.columns.includes(name);
  const source = isOfRun ? run : people;
  if (!source?.table.columns.includes(name)) {
    const known = [...run.table.columns, ...(people?.table.columns ?? [])];
    throw new KindredError(
      'unknown-column',
      `--where: there is no column ${show(name)}${nearMiss(name, known)}; there are: ${known.join(', ')}`,
    );
  }
  const cells = cellsBy(source, isOfRun ? 'customer' : people!.person, name);
  const limit = Number(wanted);
  const isNumber = wanted !== '' && Number.isFinite(limit);
  if (!isNumber && sign !== '=' && sign !== '!=')
    throw new KindredError('invalid-option', `--where: ${show(text)} must compare with a number, got ${show(wanted)}`);
  return (customer) => {
    const cell = cells(customer);
    if (cell === null) return false;
    const value = source.number(cell);
    if (sign === '=' || sign === '!=') return (cell === wanted || (isNumber && value === limit)) === (sign === '=');
    return sign === '>=' ? value >= limit : sign === '<=' ? value <= limit : sign === '>' ? value > limit : value < limit;
  };
}

/** The cells of a column by customer. */
function cellsBy({ table }: Texts, person: string, name: string): (customer: string) => string | null {
  const [ids, values] = [person, name].map((column) => table.column(column, 'text').values);
  const rows = new Map<string, string | null>();
  ids.forEach((id, row) => id !== null && rows.set(spellingOf(id), values[row]));
  return (customer) => rows.get(spellingOf(customer)) ?? null;
}
