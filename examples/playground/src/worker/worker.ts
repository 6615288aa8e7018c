/**
 * The worker: does the job, holds its result, answers questions about it.
 * @module
 */
import { KindredError } from 'kindred';
import { NeedsAnswer, preview, runJob } from '../job';
import type { Answers, FromWorker, JobRequest, ToWorker } from '../messages';
import { overall } from './overall';
import { Shop } from './shop';

const page = self as unknown as { postMessage(message: FromWorker): void; onmessage: (event: MessageEvent<ToWorker>) => void };

let shop: Shop | undefined;
let running: { readonly job: number; readonly stop: AbortController } | undefined;

page.onmessage = ({ data }) => {
  if (data.type === 'run') void run(data.job, data.request);
  else if (data.type === 'stop' && running?.job === data.job) running.stop.abort();
  else if (data.type === 'preview') void reply(data.id, () => preview(data.file, data.reading, ''));
  else if (data.type === 'ask') void reply(data.id, () => ask(data.question.name, data.question.about));
};

async function run(job: number, request: JobRequest): Promise<void> {
  const stop = new AbortController();
  running = { job, stop };
  const onProgress = overall(({ stage, share }) => page.postMessage({ type: 'progress', job, stage, share }));
  try {
    const done = await runJob(request, { onProgress, signal: stop.signal });
    if (stop.signal.aborted) return page.postMessage({ type: 'stopped', job });
    shop = new Shop(done);
    const { html, currency, analysis, files } = done;
    const sizes = [...files].map(([name, { size }]) => ({ name, size }));
    const [nCustomers, nItems] = [analysis.customers.nRows, analysis.recommender.items.size];
    page.postMessage({ type: 'done', job, result: { html, currency, nCustomers, nItems, files: sizes } });
  } catch (error) {
    if (stop.signal.aborted) page.postMessage({ type: 'stopped', job });
    else if (error instanceof NeedsAnswer) {
      const { file, reading } = request.files[error.file];
      page.postMessage({ type: 'question', job, file: error.file, preview: await preview(file, reading, error.question) });
    } else page.postMessage({ type: 'failed', job, message: inWords(error) });
  } finally {
    running = undefined;
  }
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
  if (error instanceof KindredError) return error.message;
  return `something went wrong that should not: ${error instanceof Error ? error.message : String(error)}`;
}
