/**
 * The job, as the command does it: files in; the analysis, the report and the files to save out.
 * @module
 */
import { KindredError, type LongWork } from 'kindred';
import { exampleShop, joinOrders, OrdersReader, previewOrders, type OrdersFile, type OrdersQuestion } from 'kindred/io';
import { readParquetOrders } from 'kindred/io/parquet';
import { analyseAsync, outputFiles } from 'kindred/report';
import type { JobRequest, Preview, Reading } from './messages';
import { headOf, isParquet, piecesOf, UnreadableFile } from './worker/pieces';
import type { Finished } from './worker/shop';

export interface Job extends Finished {
  readonly html: string;
}

/** What is wrong with one of the files; or what must be answered before it can be read. */
export class FileError extends Error {
  constructor(
    message: string,
    readonly file: number,
    readonly question: OrdersQuestion | undefined,
  ) {
    super(message);
  }
}

/** @throws FileError, KindredError */
export async function runJob(request: JobRequest, work: LongWork): Promise<Job> {
  const { previous, orders } = await readAll(request, work);
  const { segments, margin, contactCost } = request.options;
  const analysis = await analyseAsync(orders, { segments, margin, contactCost, ...(previous === '' ? {} : { previous }) }, work);
  const outputs = outputFiles(analysis);
  return {
    analysis,
    html: outputs.find(({ name }) => name === 'report.html')!.content as string,
    files: new Map(outputs.map(({ name, content }) => [name, new Blob([content as BlobPart])])),
  };
}

async function readAll({ files, options }: JobRequest, work: LongWork): Promise<{ orders: OrdersFile; previous: string }> {
  const currency = options.currency || undefined;
  if (files.length === 0) {
    const file = new File([exampleShop().orders], 'orders.csv');
    return { orders: await read(file, { currency: currency ?? 'EUR' }, tellBytes(work, file.size)), previous: '' };
  }
  const tell = tellBytes(
    work,
    files.reduce((sum, { file }) => sum + file.size, 0),
  );
  const parts: { name: string; file: OrdersFile }[] = [];
  let previous = '';
  let before = 0;
  for (const [f, { file, reading }] of files.entries()) {
    try {
      if (files.length > 1 && (await isSegments(file))) previous = await file.text();
      else parts.push({ name: file.name, file: await read(file, { ...reading, currency }, (bytes) => tell(before + bytes)) });
    } catch (error) {
      throw about(error, f, files.length === 1 ? '' : `${file.name}: `);
    }
    before += file.size;
  }
  try {
    return { orders: joinOrders(parts), previous };
  } catch (error) {
    throw about(error, 0, '');
  }
}

/** @returns to be told how many bytes were read; throws where the work was stopped */
function tellBytes({ onProgress, signal }: LongWork, total: number): (done: number) => void {
  return (done) => {
    onProgress?.({ done, total, stage: 'reading the file' });
    if (signal?.aborted) throw new KindredError('cancelled', 'cancelled while reading');
  };
}

async function read(file: File, options: Reading & { currency: string | undefined }, tell: (bytes: number) => void): Promise<OrdersFile> {
  if (await isParquet(file)) {
    const orders = await readParquetOrders(await file.arrayBuffer(), options);
    tell(file.size);
    return orders;
  }
  const reader = new OrdersReader(options);
  let done = 0;
  for await (const piece of piecesOf(file, (bytes) => (done = bytes))) {
    reader.push(piece);
    tell(done);
  }
  return reader.end();
}

function about(error: unknown, file: number, prefix: string): unknown {
  if (error instanceof UnreadableFile) return new FileError(prefix + error.message, file, undefined);
  if (!(error instanceof KindredError) || error.code === 'cancelled') return error;
  const { cause } = error;
  const asks = typeof cause === 'object' && cause !== null && 'about' in cause && 'choices' in cause;
  return new FileError(prefix + error.message, file, asks ? (cause as OrdersQuestion) : undefined);
}

/** The segments of an earlier run, dropped beside the orders: the report then says who changed segment. */
async function isSegments(file: File): Promise<boolean> {
  return /\.csv$/i.test(file.name) && (await file.slice(0, 100).text()).startsWith('customer,segment,name,recency,');
}

/** The head of a file with what could be guessed, for the dialog. */
export async function preview(file: File, reading: Reading): Promise<Preview> {
  if (await isParquet(file)) return { header: [], rows: [], guesses: {}, layout: undefined, delimiter: undefined, decimal: undefined };
  const { header, rows, guesses, layout, delimiter, decimal } = previewOrders(await headOf(file), reading);
  const isCsv = header.length > 0;
  return { header, rows, guesses, layout, delimiter: isCsv ? delimiter : undefined, decimal: isCsv ? decimal : undefined };
}
