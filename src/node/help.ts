/**
 * The help: of all commands on one page, and of each on its own.
 * @module
 */
import { COMMANDS, COMMON, NAMES, type Command, type CommandName, type Flags } from './commands.js';
import type { Paint } from './terminal.js';

const EXIT_CODES = `Exit codes: 0 done, 1 the data or the disk said no, 2 wrong use, 130 stopped.
With --json an error is a JSON document on standard error: { "error": { "code", "message" } }.`;

/** The help as text. */
export function help(topic: CommandName | undefined, paint: Paint): string {
  return topic ? ofCommand(topic, COMMANDS[topic], paint) : ofAll(paint);
}

function ofAll(paint: Paint): string {
  const commands = NAMES.map((name) => [`kindred ${name} ${COMMANDS[name].usage[0]}`, COMMANDS[name].about]);
  return `kindred: who your customers are, and what to offer each of them

${paint.bold('Commands')}
${commands.map(([usage, about]) => `  ${usage}\n      ${about}`).join('\n')}
  kindred help COMMAND
      its flags, and more examples

${paint.bold('Examples')}
${NAMES.map((name) => `  ${COMMANDS[name].examples[0]}`).join('\n')}
  kindred orders.csv     the same as kindred run orders.csv

${EXIT_CODES}
`;
}

function ofCommand(name: CommandName, { about, usage, more, flags, examples }: Command, paint: Paint): string {
  const groups = [...flags, { title: 'Always', flags: COMMON }];
  const width = Math.max(
    ...groups.flatMap((group) => Object.entries(group.flags).map(([flag, { value = '' }]) => flag.length + value.length)),
  );
  return `kindred ${name}: ${about}

${usage.map((line) => `  kindred ${name} ${line}`).join('\n')}

${more}

${groups.map((group) => `${paint.bold(group.title)}\n${flagLines(group.flags, width)}`).join('\n\n')}

${paint.bold('Examples')}
${examples.map((example) => `  ${example}`).join('\n')}

${EXIT_CODES}
`;
}

const flagLines = (flags: Flags, width: number) =>
  Object.entries(flags)
    .map(([name, { value = '', help: text }]) => `  --${`${name} ${value}`.padEnd(width + 1)}  ${text}`)
    .join('\n');
