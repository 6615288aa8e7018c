/**
 * The arms of a holdout in a database: printed SQL that gives each person the arm that `holdout` gives. Functions by the databases' documentation, as of November 2026:
 *
 * - DuckDB 1.5 (also run by the tests): `sha256(text)` is small hexadecimal text (duckdb.org/docs/stable/sql/functions/text), and text from `0x` is cast to a whole number.
 * - Spark 3 and 4 (spark.apache.org/docs/latest/api/sql): `sha2(text, 256)` is hexadecimal text, `conv(text, 16, 10)` changes its base, `decode(unhex(text), 'UTF-8')`;
 *   names between backticks, a backtick inside doubled (docs/latest/sql-ref-identifier.html).
 * - BigQuery (cloud.google.com/bigquery/docs/reference/standard-sql): `TO_HEX(SHA256(text))` (hash_functions, string_functions), text from `0x` is cast to INT64
 *   (conversion_functions), `SAFE_CONVERT_BYTES_TO_STRING(FROM_HEX(text))`; names between backticks with the escapes of literals (lexical).
 * @module
 */
import { anything, checkOptions, flag, optional, type Constraint, type Constraints } from '../check.js';
import { KindredError, show } from '../errors.js';
import { isPlainText, SALT, SHARE, thresholdOf } from './holdout-number.js';

export type SqlDialect = 'duckdb' | 'spark' | 'bigquery';

export interface HoldoutSqlOptions {
  /** As for `holdout`. */
  salt: string;
  /** As for `holdout`. */
  share: number;
  /** The column of ids, of text or whole numbers. */
  id: string;
  /** A table, or its path: `['shop', 'customers']`. A dot in a name is a dot of that name. Default: none, which gives the expression alone. */
  table?: string | readonly string[];
  /** Whole numbers that lie in a column of floating point (as where some are missing), whose text would be `7.0`: cast to whole ones first. Default false. */
  wholeNumbers?: boolean;
}

interface Dialect {
  readonly name: (text: string) => string;
  readonly text: string;
  readonly whole: string;
  /** A text out of its UTF-8 in hexadecimal: nothing that is quoted depends on how a database reads a backslash or a quote. */
  readonly fromHex: (hex: string) => string;
  readonly joined: (a: string, b: string) => string;
  /** The first 13 hexadecimal digits of the SHA-256, 52 bits, as a whole number. */
  readonly number: (text: string) => string;
}

const DIALECTS: Readonly<Record<SqlDialect, Dialect>> = {
  duckdb: {
    name: (text) => `"${text.replaceAll('"', '""')}"`,
    text: 'VARCHAR',
    whole: 'BIGINT',
    fromHex: (hex) => `decode(from_hex('${hex}'))`,
    joined: (a, b) => `${a} || ${b}`,
    number: (text) => `CAST('0x' || substr(sha256(${text}), 1, 13) AS BIGINT)`,
  },
  spark: {
    name: (text) => `\`${text.replaceAll('`', '``')}\``,
    text: 'STRING',
    whole: 'BIGINT',
    fromHex: (hex) => `decode(unhex('${hex}'), 'UTF-8')`,
    joined: (a, b) => `concat(${a}, ${b})`,
    number: (text) => `CAST(conv(substr(sha2(${text}, 256), 1, 13), 16, 10) AS BIGINT)`,
  },
  bigquery: {
    name: (text) => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``,
    text: 'STRING',
    whole: 'INT64',
    fromHex: (hex) => `SAFE_CONVERT_BYTES_TO_STRING(FROM_HEX('${hex}'))`,
    joined: (a, b) => `CONCAT(${a}, ${b})`,
    number: (text) => `CAST(CONCAT('0x', SUBSTR(TO_HEX(SHA256(${text})), 1, 13)) AS INT64)`,
  },
};

const NAME: Constraint<string> = {
  default: undefined,
  expected: 'the name of a column: a text without control characters',
  accepts: isPlainText,
  invalid: ['', 'a\u0000b', '\ud800', 7, null, undefined],
};

/** @internal */
export const HOLDOUT_SQL: Constraints<HoldoutSqlOptions> = {
  salt: SALT,
  share: SHARE,
  id: NAME,
  table: optional(anything),
  wholeNumbers: flag(false),
};

/**
 * SQL that gives the arms of `holdout(people, { salt, share })`: with a table a query of its ids and arms, else the expression of the arm alone, for a query of one's own. A row
 * without an id (NULL, or an empty text) has no arm (NULL). Strata and arms drawn before are not in it: with these, bring the arms to the database as a table. Names
 * and the salt are quoted so that nothing in them is read as SQL. (DuckDB reads a file where no table has the name: `people.csv`. Take names of tables that are yours.)
 * @param dialect - `'duckdb'`, `'spark'` (and Databricks) or `'bigquery'`
 * @returns one line of SQL, without a semicolon
 * @throws KindredError `invalid-option` (a name or a salt that is empty or has control characters among others), `unknown-option`
 * @example
 * ```ts
 * import { holdoutSql } from 'kindred/campaign';
 * console.log(holdoutSql('duckdb', { salt: 'spring', share: 0.1, id: 'customer', table: 'people' }));
 * // SELECT "customer", CASE CAST('0x' || substr(sha256('spring:' || NULLIF(CAST("customer" AS VARCHAR), '')), 1, 13) AS BIGINT) < 450359962737049 WHEN TRUE THEN 'control' WHEN FALSE THEN 'treatment' END AS arm FROM "people"
 * ```
 */
export function holdoutSql(dialect: SqlDialect, options: HoldoutSqlOptions): string {
  if (!Object.hasOwn(DIALECTS, dialect))
    throw new KindredError('invalid-option', `the dialect must be "duckdb", "spark" or "bigquery", got ${show(dialect)}`);
  const { salt, share, id, table, wholeNumbers } = checkOptions<HoldoutSqlOptions>('holdoutSql', HOLDOUT_SQL, options);
  const sql = DIALECTS[dialect];
  const column = wholeNumbers ? `CAST(${sql.name(id)} AS ${sql.whole})` : sql.name(id);
  const person = `NULLIF(CAST(${column} AS ${sql.text}), '')`;
  const number = sql.number(sql.joined(literal(`${salt}:`, sql), person));
  const arm = `CASE ${number} < ${thresholdOf(share)} WHEN TRUE THEN 'control' WHEN FALSE THEN 'treatment' END`;
  if (table === undefined) return arm;
  return `SELECT ${sql.name(id)}, ${arm} AS arm FROM ${pathOf(table).map(sql.name).join('.')}`;
}

/** As it is where all databases read it so, else from its bytes. */
function literal(text: string, sql: Dialect): string {
  if (/^[\w .:-]*$/.test(text)) return `'${text}'`;
  return sql.fromHex(Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(''));
}

function pathOf(table: unknown): readonly string[] {
  const path: readonly unknown[] = Array.isArray(table) ? table : [table];
  if (path.length === 0 || !path.every(isPlainText))
    throw new KindredError('invalid-option', `"table" must be a name, or a list of names, without control characters, got ${show(table)}`);
  return path;
}
