// Programs in a Node process of their own, so that its memory is theirs alone.
import { execFileSync } from 'node:child_process';

export interface Held {
  /** Megabytes: the most that the process ever held. */
  peak: number;
  /** What the program found. */
  found: number[];
}

/** Run a program that imports by name and sets `found`. */
export function held(imports: string, program: string): Held {
  const source = `${imports}
    let found;
    ${program}
    console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS / 1024, found }));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', source], { encoding: 'utf8' })) as Held;
}
