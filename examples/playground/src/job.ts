/**
 * The job, as the command does it: files in; the analysis, the report and the files to save out.
 * @module
 */
import { KindredError, type LongWork } from 'kindred';
import { exampleShop, ordersReader } from 'kindred/io';
import { analyseAsync, outputFiles, summary } from 'kindred/report';
import type { JobRequest, Preview, Reading } from './messages';
import { headOf, piecesOf, UnreadableFile } from './worker/pieces';
import type { Finished } from './worker/shop';

export interface Job extends Finished {
  readonly html: string;
  readonly currency: string | undefined;
}

/** The user must say what the file does not. */
export class NeedsAnswer extends Error {
  constructor(
    readonly file: number,
    readonly question: string,
  ) {
    super(question);
  }
}

export async function runJob({ files, options }: JobRequest, work: LongWork): Promise<Job> {
  const given = files.length > 0 ? files : [{ file: new File([exampleShop().orders], 'orders.csv'), reading: {} }];
  const tables = [];
  for (const [f, { file, reading }] of given.entries()) tables.push(await read(file, reading, f, work));
  const analysis = await analyseAsync({ orders: tables[0], currency: options.currency || undefined }, { segments: options.segments }, work);
  const html = `<!doctype html><html lang="en"><title>Report</title><pre>${summary(analysis.report).join('\n')}</pre></html>`;
  const outputs = outputFiles(analysis);
  return {
    analysis,
    html,
    currency: options.currency || undefined,
    files: new Map(outputs.map(({ name, content }) => [name, new Blob([content as BlobPart])])),
    segments: new Map(analysis.report.segments.map(({ segment, name, sentence }) => [segment, { name, sentence }])),
  };
}

async function read(file: File, reading: Reading, f: number, { onProgress, signal }: LongWork) {
  const reader = ordersReader(reading.columns, reading.delimiter ? { delimiter: reading.delimiter } : {});
  const decoder = new TextDecoder();
  let done = 0;
  try {
    for await (const piece of piecesOf(file, (bytes) => (done = bytes))) {
      reader.push(decoder.decode(piece, { stream: true }));
      onProgress?.({ done, total: file.size, stage: 'reading the file' });
      if (signal?.aborted) throw new KindredError('cancelled', 'cancelled while reading');
    }
    return reader.end();
  } catch (error) {
    if (error instanceof UnreadableFile) throw new KindredError('invalid-data', `${file.name}: ${error.message}`);
    if (error instanceof KindredError && error.code === 'unknown-column') throw new NeedsAnswer(f, error.message);
    throw error;
  }
}

/** The head of a file with what could be guessed. */
export async function preview(file: File, reading: Reading, question: string): Promise<Preview> {
  const text = new TextDecoder().decode(await headOf(file));
  const rows = text
    .split(/\r?\n/)
    .slice(0, 6)
    .map((line) => line.split(reading.delimiter ?? ','));
  return { header: rows[0], rows: rows.slice(1), guesses: reading, question };
}
