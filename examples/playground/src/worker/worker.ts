/**
 * The worker: does the job, holds its result, answers questions about it.
 * @module
 */
import { KindredError } from 'kindred';
import { FileError, preview, runJob, type Job } from '../job';
import type { Answers, FromWorker, JobRequest, ToWorker } from '../messages';
import { overall } from './overall';
import { Shop } from './shop';

const page = self as unknown as { postMessage(message: FromWorker): void; onmessage: (event: MessageEvent<ToWorker>) => void };

let shop: Shop | undefined;
/** A result that the page has not taken yet: it may have been stopped meanwhile, and then the last one stays. */
let offered: { readonly job: number; readonly done: Job } | undefined;
let running: { readonly job: number; readonly stop: AbortController } | undefined;

page.onmessage = ({ data }) => {
  if (data.type === 'run') void run(data.job, data.request);
  else if (data.type === 'stop' && running?.job === data.job) running.stop.abort();
  else if (data.type === 'keep' && offered?.job === data.job) keep(offered.done);
  else if (data.type === 'preview') void reply(data.id, () => preview(data.file, data.reading));
  else if (data.type === 'ask') void reply(data.id, () => ask(data.question.name, data.question.about));
};

async function run(job: number, request: JobRequest): Promise<void> {
  const stop = new AbortController();
  running = { job, stop };
  offered = undefined;
  const onProgress = overall(({ stage, share }) => page.postMessage({ type: 'progress', job, stage, share }));
  try {
    const done = await runJob(request, { onProgress, signal: stop.signal });
    if (stop.signal.aborted) return page.postMessage({ type: 'stopped', job });
    offered = { job, done };
    const { html, analysis, files } = done;
    const { currency, shop: facts } = analysis.report;
    const sizes = [...files].map(([name, { size }]) => ({ name, size }));
    const result = { html, currency: currency ?? undefined, nCustomers: facts.nCustomers, nItems: facts.nItems, files: sizes };
    page.postMessage({ type: 'done', job, result });
  } catch (error) {
    if (stop.signal.aborted) return page.postMessage({ type: 'stopped', job });
    const { file, question } = error instanceof FileError ? error : {};
    page.postMessage({ type: 'failed', job, message: inWords(error), file, question });
  } finally {
    running = undefined;
  }
}

function keep(done: Job): void {
  shop = undefined; // so that it may go before the new one is laid out
  offered = undefined;
  shop = new Shop(done);
}

async function reply(id: number, answer: () => unknown): Promise<void> {
  try {
    page.postMessage({ type: 'answer', id, value: await answer() });
  } catch (error) {
    page.postMessage({ type: 'no answer', id, message: inWords(error) });
  }
}

function ask(name: keyof Answers, about: unknown): unknown {
  if (!shop) throw new Error('there is no result to ask about');
  return (shop[name] as (about: unknown) => unknown)(about);
}

function inWords(error: unknown): string {
  if (error instanceof KindredError || error instanceof FileError) return error.message;
  return `something went wrong that should not: ${error instanceof Error ? error.message : String(error)}`;
}
