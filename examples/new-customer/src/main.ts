/**
 * The page: a model file, a form for one customer, and at every change the segment and why.
 * @module
 */
import { nameOf, openSegments, reasons, words, type Customer, type Model } from './assign';
import { buildForm } from './form';

/** The model beside the page. */
const FILE = './segments.safetensors';
/** How many reasons are shown. */
const SHOWN = 6;

const byId = <T extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as T;
const form = byId<HTMLFormElement>('form');
const files = byId<HTMLInputElement>('file');

async function open(what: string, read: Promise<ArrayBuffer>): Promise<void> {
  try {
    const model = openSegments(new Uint8Array(await read));
    const customer = buildForm(form, model.inputColumns);
    form.oninput = () => show(model, customer());
    show(model, customer());
    form.hidden = false;
  } catch (error) {
    say(`${what}: ${messageOf(error)}`);
  }
}

function show(model: Model, customer: Customer): void {
  try {
    const why = model.explain(customer);
    byId('segment').textContent = nameOf(why.label, why.name);
    byId('runner-up').textContent = why.runnerUp < 0 ? 'There is no other.' : `Next comes: ${nameOf(why.runnerUp, why.runnerUpName)}.`;
    const shown = reasons(model, customer, why).slice(0, SHOWN);
    const most = Math.abs(shown[0]?.contribution ?? 0);
    byId('reasons').replaceChildren(
      ...shown.map(({ sentence, contribution }) => {
        const item = clone('reason');
        item.querySelector('.sentence')!.textContent = sentence;
        item.querySelector('.side')!.textContent = contribution === 0 ? 'no matter' : contribution > 0 ? 'speaks for it' : 'speaks against';
        const bar = item.querySelector<HTMLElement>('.bar')!;
        bar.classList.toggle('against', contribution < 0);
        bar.style.setProperty('--share', String(most > 0 ? Math.abs(contribution) / most : 0));
        return item;
      }),
    );
    byId('parts').replaceChildren(...why.parts.map(({ column, contribution }) => row(column, contribution)));
    byId('score').replaceChildren(row('Sum: how much nearer it is than the next', why.score ?? 0));
    say('');
    byId('answer').hidden = false;
  } catch (error) {
    say(messageOf(error)); // a number beyond measure, for instance
    byId('answer').hidden = true;
  }
}

const clone = (id: string) => byId<HTMLTemplateElement>(id).content.firstElementChild!.cloneNode(true) as HTMLElement;

/** A line of the sum: rounded to read, in full in the value. */
function row(name: string, value: number): HTMLElement {
  const line = clone('part');
  line.querySelector('th')!.textContent = name;
  const data = line.querySelector('data')!;
  data.value = String(value);
  data.textContent = words(Number(value.toFixed(3)));
  return line;
}

function say(message: string): void {
  byId('message').textContent = message;
  byId('message').hidden = message === '';
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function beside(): Promise<ArrayBuffer> {
  const response = await fetch(FILE);
  if (!response.ok) throw new Error('it is not there yet. Choose a model file, or make one as the README says.');
  return response.arrayBuffer();
}

function take(list: FileList | null | undefined): void {
  const [file] = list ?? [];
  if (file) void open(file.name, file.arrayBuffer());
}

files.addEventListener('change', () => {
  take(files.files);
  files.value = ''; // so that the same file may be chosen again
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault(); // else the browser opens the file in the place of the page
  take(event.dataTransfer?.files);
});
form.addEventListener('submit', (event) => event.preventDefault());
void open('The model beside this page', beside());
