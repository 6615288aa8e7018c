/**
 * The page: files in, the job in the worker, its result shown.
 * @module
 */
import type { OrdersQuestion } from 'kindred/io';
import type { JobOptions, JobRequest, JobResult } from '../messages';
import { basketPanel } from './basket';
import { Client } from './client';
import { customerPanel } from './customer';
import { byId } from './dom';
import { takeFiles } from './drop';
import { askHow } from './mapping';
import { keepOffline } from './offline';
import { savePanel } from './saving';
import { Tabs } from './tabs';
import { offer, say, show, tell } from './views';
import { inWords } from './words';

let hasResult = false;
/** Counts what the user began and stopped: what comes of something earlier does not take the view. */
let turn = 0;

const client = new Client(() => {
  hasResult = false;
  byId('back', HTMLElement).hidden = true;
  if (document.documentElement.dataset['state'] !== 'done') return;
  show('start');
  tell('The result is gone: the work behind this page ended unexpectedly. Please choose the files again.');
});
const tabs = new Tabs(byId('tabs', HTMLElement), (panel) => (document.documentElement.dataset['panel'] = panel));
const panels = { customer: customerPanel(client), basket: basketPanel(client), save: savePanel(client) };

const options = (): JobOptions => ({
  segments: wholeOf(byId('segments', HTMLInputElement).valueAsNumber),
  currency: byId('currency', HTMLInputElement).value.trim().toUpperCase(),
  margin: amountOf('margin', 100, 100),
  contactCost: amountOf('contact-cost', Number.MAX_VALUE, 1),
});

/** A figure that somebody gave, over `unit`; undefined where the field is empty. */
function amountOf(id: string, most: number, unit: number): number | undefined {
  const value = byId(id, HTMLInputElement).valueAsNumber;
  return value >= 0 ? Math.min(value, most) / unit : undefined;
}

/** As many segments as somebody asks for; undefined where the field is empty. */
const wholeOf = (n: number) => (n >= 1 ? Math.min(20, Math.round(n)) : undefined);

async function work(request: JobRequest): Promise<void> {
  turn++;
  client.stop(); // files may be dropped while others are read, or asked about
  byId('mapping', HTMLDialogElement).close();
  tell('');
  const names = request.files.map(({ file }) => file.name);
  byId('running-title', HTMLElement).textContent = `Working on ${names.length === 0 ? 'the example shop' : names.join(', ')}`;
  onProgress({ stage: names.length === 0 ? 'Making up the example shop' : 'Getting ready', share: 0 });
  show('running');
  const outcome = await client.run(request, onProgress);
  if (outcome.type === 'stopped') return; // whoever stopped it goes on
  if (outcome.type === 'done') return present(outcome.result);
  show('start', hasResult);
  tell(inWords(outcome.message));
  const { file, question } = outcome;
  if (file === undefined || request.files.length === 0) return;
  offer('Say how to read it', () => void ask(request, file, question));
  if (question) return ask(request, file, question);
}

/** Ask how a file is to be read, and do the job again with the answer. */
async function ask(request: JobRequest, file: number, question: OrdersQuestion | undefined): Promise<void> {
  const answer = await askHow(client, { ...request.files[file], currency: request.options.currency, question });
  if (!answer) return;
  const { currency, reading } = answer;
  const files = request.files.map((one, f) => (f === file ? { ...one, reading } : one));
  return work({ files, options: { ...request.options, currency } });
}

function stop(): void {
  turn++;
  client.stop();
  show('start', hasResult);
  tell('Stopped. You can choose files again.', 'note');
}

function onProgress({ stage, share }: { stage: string; share: number }): void {
  byId('progress', HTMLProgressElement).value = share;
  byId('percent', HTMLElement).textContent = `${Math.round(share * 100)} %`;
  if (byId('stage', HTMLElement).textContent === stage) return;
  byId('stage', HTMLElement).textContent = stage;
  say(stage);
}

function present({ html, currency, nCustomers, nItems, files }: JobResult): void {
  const frame = byId('report', HTMLIFrameElement);
  const mine = turn;
  hasResult = true;
  frame.addEventListener(
    'load',
    () => {
      if (turn !== mine) return;
      show('done');
      tabs.choose(0);
      say('The report is ready.');
    },
    { once: true },
  );
  // else a link to a part of the report would load this page into the frame: such a document has its parent's address
  frame.srcdoc = html.replace('<head>', '<head><base href="about:srcdoc">');
  panels.customer(currency, nCustomers);
  panels.basket(nItems);
  panels.save(files);
}

takeFiles((files) => void work({ files: files.map((file) => ({ file, reading: {} })), options: options() }));
byId('example', HTMLButtonElement).addEventListener('click', () => void work({ files: [], options: options() }));
byId('cancel', HTMLButtonElement).addEventListener('click', stop);
byId('again', HTMLButtonElement).addEventListener('click', () => show('start', hasResult));
byId('back', HTMLButtonElement).addEventListener('click', () => {
  show('done');
  tabs.choose(0);
});
show('start');
void keepOffline();
