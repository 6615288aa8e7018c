/**
 * The segments of an earlier run.
 * @module
 */
import { join } from 'node:path';
import { KindredError, show } from '../errors.js';
import { writeCsv } from '../data/csv-text.js';
import { readSegments } from '../report/moves.js';
import { because } from './bytes.js';
import { outputFolder } from './outputs.js';
import { readRunTable } from './run-tables.js';

/** What the report compares. */
const COLUMNS = ['customer', 'segment', 'name', 'frequency'];

/**
 * Who was in which segment in an earlier run, as the text of a `segments.csv`; looked at before any work.
 * @param path - the folder of the run, or its `segments.csv`
 * @throws KindredError `invalid-data`
 */
export async function previousSegments(path: string): Promise<string> {
  try {
    const file = (await outputFolder(path)) ? join(path, 'segments.csv') : path;
    const rows: (string | number)[][] = [];
    await readRunTable(file, COLUMNS, (row) => void rows.push([row.cells[0], row.number(1), row.cells[2], row.number(3)]));
    const text = writeCsv(COLUMNS, rows);
    readSegments(text);
    return text;
  } catch (error) {
    const message = `--previous must be the folder of an earlier run, or its segments.csv, got ${show(path)}: ${because(error)}`;
    throw new KindredError('invalid-data', message, { cause: error });
  }
}
