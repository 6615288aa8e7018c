/**
 * The command's arguments, checked against the commands as data.
 * @module
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KindredError, nearMiss, show } from '../errors.js';
import { COMMANDS, COMMON, NAMES, flagsOf, type CommandName, type Flag } from './commands.js';

/** What to do: a command with its flags and files, or a word to answer. */
export type Job =
  | { readonly command: 'help'; readonly topic: CommandName | undefined }
  | { readonly command: 'version' }
  | { readonly command: CommandName; readonly args: Arguments };

/** The arguments of one command, whose kinds have been checked. */
export class Arguments {
  constructor(
    readonly positionals: readonly string[],
    private readonly values: ReadonlyMap<string, readonly string[]>,
  ) {}

  has(flag: string): boolean {
    return this.values.has(flag);
  }

  text(flag: string): string | undefined {
    return this.texts(flag).at(-1);
  }

  /** Of a flag that may come several times. */
  texts(flag: string): readonly string[] {
    return this.values.get(flag) ?? [];
  }

  /** The words of a flag whose values have commas between them. */
  words(flag: string): string[] {
    return this.texts(flag).flatMap(wordsIn);
  }

  /** What --delimiter says: a tab may be written `\t`. */
  delimiter(): string | undefined {
    const text = this.text('delimiter');
    return text === '\\t' ? '\t' : text;
  }

  number(flag: string): number | undefined {
    return this.has(flag) ? Number(this.text(flag)) : undefined;
  }
}

/** Words with commas between them. */
export const wordsIn = (text: string): string[] =>
  text.split(',').map((word) => word.trim()).filter((word) => word !== ''); // prettier-ignore

const ALL: Readonly<Record<string, Flag>> = Object.assign({}, ...NAMES.map(flagsOf));

/**
 * @throws KindredError `unknown-option`, `invalid-option`
 */
export function readArguments(argv: readonly string[], exists: (path: string) => boolean = existsSync): Job {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(ALL).map(([name, { value }]) => [
        name,
        { type: value ? 'string' : 'boolean', ...(name === 'help' ? { short: 'h' } : {}) },
      ]),
    ),
  });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const options = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  const asked = (name: string) => options.some((option) => option.name === name);
  if (argv.length === 0) return { command: 'help', topic: undefined };
  if (words[0] === 'help') return { command: 'help', topic: words[1] === undefined ? undefined : commandOf(words[1]) };
  const named = NAMES.find((name) => name === words[0]);
  if (asked('help')) return { command: 'help', topic: named };
  if (asked('version')) return { command: 'version' };

  const stray = options.find(({ name }) => !Object.hasOwn(ALL, name));
  if (stray) throw noFlag(named ?? 'run', stray.name, stray.rawName);
  const command = named ?? 'run';
  const positionals = named ? words.slice(1) : words;
  if (!named && words[0] !== undefined && !isFile(words[0], exists)) throw noCommand(words[0]);
  const flags = flagsOf(command);
  const values = new Map<string, string[]>();
  for (const { name, rawName, value, inlineValue } of options) {
    if (!Object.hasOwn(flags, name)) throw noFlag(command, name, rawName);
    values.set(name, [...(values.get(name) ?? []), checked(flags[name], rawName, value, inlineValue === true)]);
  }
  const { takes, needs, many } = COMMANDS[command] as (typeof COMMANDS)[CommandName] & { many?: true };
  if (positionals.length < needs || (!many && positionals.length > takes.length)) {
    const got = positionals.length === 0 ? 'nothing' : positionals.join(' ');
    throw new KindredError('invalid-option', `${command} takes ${takes.join(' and perhaps ')}, got ${got}; ${seeHelp(command)}`);
  }
  return { command, args: new Arguments(positionals, values) };
}

/** A word that is no command may be a file for `run`, there or not; a mere word that is none is a command gone wrong. */
const isFile = (word: string, exists: (path: string) => boolean) => word === '-' || /[./\\]/.test(word) || exists(word);

const seeHelp = (command?: CommandName) => `see kindred ${command ? `${command} ` : ''}--help`;

function commandOf(word: string): CommandName {
  const found = NAMES.find((name) => name === word);
  if (!found) throw new KindredError('unknown-option', `there is no command ${show(word)}${nearMiss(word, NAMES)}; ${seeHelp()}`);
  return found;
}

const noCommand = (word: string) =>
  new KindredError('unknown-option', `there is no command ${show(word)}${nearMiss(word, NAMES)}, and no file of that name; ${seeHelp()}`);

function noFlag(command: CommandName, name: string, rawName: string): KindredError {
  const others = NAMES.filter((other) => Object.hasOwn(flagsOf(other), name));
  const hint =
    others.length > 0
      ? ` (that is a flag of ${others.join(' and ')})`
      : nearMiss(name, Object.keys({ ...COMMON, ...flagsOf(command) })).replace('"', '"--');
  return new KindredError('unknown-option', `${command} has no flag ${rawName}${hint}; ${seeHelp(command)}`);
}

/** The text of a flag's value ('' of a switch). @throws KindredError `invalid-option` */
function checked(
  { value: placeholder, words, wholeFrom, number }: Flag,
  rawName: string,
  value: string | undefined,
  inline: boolean,
): string {
  const must = (what: string) => new KindredError('invalid-option', `${rawName} must be ${what}, got ${show(value)}`);
  if (!placeholder) {
    if (value !== undefined) throw new KindredError('invalid-option', `${rawName} takes no value, got ${show(value)}`);
    return '';
  }
  if (value === undefined || value === '') throw new KindredError('invalid-option', `${rawName} needs a value: ${rawName} ${placeholder}`);
  if (!inline && /^-./.test(value))
    throw new KindredError(
      'invalid-option',
      `${rawName} needs a value, got ${show(value)}; one that begins with - is written ${rawName}=${value}`,
    );
  if (words && !words.includes(value)) throw must(words.map(show).join(' or '));
  if (wholeFrom !== undefined && !(/^\d{1,15}$/.test(value) && Number(value) >= wholeFrom)) throw must(`a whole number from ${wholeFrom}`);
  if (number && !/^\d+(\.\d+)?$/.test(value)) throw must('a number from 0');
  if (number && Number(value) === Infinity) throw must('a number below 1.8e308');
  return value;
}

/** What is wrong with an option, said of its flag: `"timeZone"` as the user typed it, --time-zone. Whatever else went wrong, as it is. */
function asFlags(error: unknown): unknown {
  if (!(error instanceof KindredError)) return error;
  const flag = (_: string, option: string) => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new KindredError(error.code, error.message.replace(/^"(\w+)"/, flag), { cause: error });
}

/** What a work on options gives, where it fails in the words of the flags. @throws as the work does */
export function inFlags<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw asFlags(error);
  }
}
