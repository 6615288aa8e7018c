/**
 * The command's arguments.
 * @module
 */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { KindredError, nearMiss, show } from '../errors.js';
import type { OrderColumns } from '../io/columns.js';
import type { AnalyseOptions } from '../report/analyse.js';

/** What to do. */
export interface RunArguments {
  /** Undefined: the example shop. */
  readonly file: string | undefined;
  readonly out: string;
  readonly delimiter: string | undefined;
  readonly columns: Partial<OrderColumns>;
  readonly options: AnalyseOptions;
}

const ROLES = ['customer', 'order', 'item', 'quantity', 'price', 'time', 'name'] as const;
const NUMBERS = ['segments', 'recommendations', 'seed'] as const;

const FLAGS: NonNullable<ParseArgsConfig['options']> = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  out: { type: 'string' },
  delimiter: { type: 'string' },
  ...Object.fromEntries([...ROLES, ...NUMBERS].map((name) => [name, { type: 'string' as const }])),
};

export const HELP = `kindred: who your customers are, and what to offer each of them

  kindred run [FILE.csv[.gz]] [--out FOLDER]

Without a file it makes an example shop and works on that. It writes segments.csv, recommendations.csv and the models into the output folder
(default: kindred-output). Nothing is uploaded.

  --out FOLDER            where to write
  --segments N            how many segments (default 5)
  --recommendations N     how many recommendations a customer (default 10)
  --seed N                of the random choices (default 0)
  --delimiter MARK        between the columns (default ,)

Which column is which, where the names in the header are not recognised:
  --customer --order --item --quantity --price --time --name COLUMN

Examples
  kindred run
  kindred run orders.csv --out results
  kindred run sales.csv.gz --customer buyer --order receipt --item sku --quantity units --price unit_price --time sold_at
`;

/**
 * @returns the job, or a word to answer
 * @throws KindredError `unknown-option`, `invalid-option`
 */
export function readArguments(argv: readonly string[]): RunArguments | 'help' | 'version' {
  const { values, positionals } = parse(argv);
  if (values['help']) return 'help';
  if (values['version']) return 'version';
  const files = positionals[0] === 'run' ? positionals.slice(1) : positionals;
  if (files.length > 1) throw new KindredError('invalid-option', `one file at a time, got ${files.length}: ${files.join(', ')}`);
  const text = (name: string) => values[name] as string | undefined;
  const options: AnalyseOptions = {};
  for (const flag of NUMBERS) {
    if (text(flag) === undefined) continue;
    if (!/^\d+$/.test(text(flag)!)) throw new KindredError('invalid-option', `--${flag} must be a whole number, got ${show(text(flag))}`);
    options[flag] = Number(text(flag));
  }
  return {
    file: files[0],
    out: text('out') ?? 'kindred-output',
    delimiter: text('delimiter') === '\\t' ? '\t' : text('delimiter'),
    columns: Object.fromEntries(ROLES.filter((role) => text(role) !== undefined).map((role) => [role, text(role)!])),
    options,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const flag = /'(--?[^' =]+)/.exec(message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      throw new KindredError(
        'unknown-option',
        `there is no flag ${flag}${nearMiss(flag.replace(/^-+/, ''), Object.keys(FLAGS)).replace('"', '"--')}; --help shows all`,
      );
    }
    throw new KindredError('invalid-option', message.split('\n')[0]);
  }
}
