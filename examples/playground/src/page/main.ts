/**
 * The page: files in, the job in the worker, its result shown.
 * @module
 */
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
import { say, show, tell } from './views';

let hasResult = false;
const client = new Client(() => {
  hasResult = false;
  byId('back', HTMLElement).hidden = true;
});
const tabs = new Tabs(byId('tabs', HTMLElement), (panel) => (document.documentElement.dataset['panel'] = panel));
const panels = { customer: customerPanel(client), basket: basketPanel(client), save: savePanel(client) };

const options = (): JobOptions => ({
  segments: Math.min(20, Math.max(1, Math.round(byId('segments', HTMLInputElement).valueAsNumber) || 5)),
  currency: byId('currency', HTMLInputElement).value.trim().toUpperCase(),
});

async function work(request: JobRequest): Promise<void> {
  client.stop(); // files may be dropped while others are read
  tell('');
  const names = request.files.map(({ file }) => file.name);
  byId('running-title', HTMLElement).textContent = `Working on ${names.length === 0 ? 'the example shop' : names.join(', ')}`;
  onProgress({ stage: 'Getting ready', share: 0 });
  show('running');
  const outcome = await client.run(request, onProgress);
  switch (outcome.type) {
    case 'done':
      return present(outcome.result);
    case 'stopped':
      return; // whoever stopped it goes on
    case 'failed':
      show('start', hasResult);
      return tell(outcome.message);
    case 'question': {
      show('start', hasResult);
      const { file } = request.files[outcome.file];
      const reading = await askHow(file, outcome.preview);
      if (!reading) return tell(`${file.name} was not read. You can choose it, or another, again.`, 'note');
      return work({ ...request, files: request.files.map((one, f) => (f === outcome.file ? { file, reading } : one)) });
    }
  }
}

function stop(): void {
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
  frame.addEventListener(
    'load',
    () => {
      hasResult = true;
      show('done');
      tabs.choose(0);
      say('The report is ready.');
    },
    { once: true },
  );
  frame.srcdoc = html;
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
