/**
 * Code that is read only where it is needed.
 * @module
 */
/* eslint-disable no-restricted-syntax -- inspecting a model must not wait for the report's charts, and hyparquet may not be there (the test of the walls reads
   these imports too) */
import { KindredError } from '../errors.js';
import type { CommandName } from './commands.js';
import type { Arguments } from './arguments.js';

/** What a command does with its arguments. */
export type Action = (args: Arguments) => Promise<void>;

export const ACTIONS: Readonly<Record<CommandName, () => Promise<Action>>> = {
  run: async () => (await import('./commands/run.js')).run,
  recommend: async () => (await import('./commands/recommend.js')).recommend,
  explain: async () => (await import('./commands/explain.js')).explain,
  inspect: async () => (await import('./commands/inspect.js')).inspect,
  uplift: async () => (await import('./commands/uplift.js')).uplift,
  campaign: async () => (await import('./commands/campaign.js')).campaign,
  lift: async () => (await import('./commands/lift.js')).lift,
};

export const openLibrary = async () => (await import('open')).default;

/** The reader of Parquet files. @throws KindredError `missing-peer` where hyparquet is not installed */
export async function parquetReader() {
  try {
    return (await import('../io/parquet.js')).readParquetOrders;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new KindredError('missing-peer', 'to read .parquet files, install the package hyparquet beside kindred: npm install hyparquet', {
      cause,
    });
  }
}
