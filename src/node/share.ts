/**
 * Shares on the command line: `0.3` or `30%`.
 * @module
 */
import { KindredError, show } from '../errors.js';
import type { Arguments } from './arguments.js';

/** @returns undefined where the flag is not there @throws KindredError `invalid-option` */
export function shareOf(args: Arguments, flag: string): number | undefined {
  const text = args.text(flag);
  if (text === undefined) return undefined;
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text);
  const share = percent ? Number(percent[1]) / 100 : /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw new KindredError('invalid-option', `--${flag} must be a share from 0 to 1, such as 0.3 or 30%, got ${show(text)}`);
}
