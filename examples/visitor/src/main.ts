/**
 * The page: a model file, a visitor, the offers in the order of their chances; every click teaches the model.
 * @module
 */
import { explain, learn, openModel, rank, type Model, type Visitor } from './offers';

/** The model beside the page. */
const FILE = './propensity.safetensors';

const byId = <T extends HTMLElement = HTMLElement>(id: string) => document.getElementById(id) as T;
const clone = (id: string) => byId<HTMLTemplateElement>(id).content.firstElementChild!.cloneNode(true) as HTMLElement;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

let model: Model;
let nLearned = 0;

/** What the fields say; an empty one is not known. */
function visitor(): Visitor {
  const { device, source, visits, minutes } = Object.fromEntries(new FormData(byId<HTMLFormElement>('visitor')));
  const number = (text: unknown) => (text === '' ? null : Number(text));
  return { device, source, visits: number(visits), minutes: number(minutes) };
}

async function start(): Promise<void> {
  try {
    const response = await fetch(FILE);
    if (!response.ok) throw new Error(`${FILE} is not there yet: make it as the README says.`);
    model = openModel(new Uint8Array(await response.arrayBuffer()));
    byId('visitor').oninput = show;
    byId('save').onclick = save;
    show();
    byId('main').hidden = false;
  } catch (error) {
    byId('message').textContent = error instanceof Error ? error.message : String(error);
    byId('message').hidden = false;
  }
}

function show(): void {
  const offered = rank(model, visitor());
  byId('offers').replaceChildren(
    ...offered.map(({ offer, probability }) => {
      const item = clone('offer');
      item.dataset['offer'] = offer;
      item.querySelector('.name')!.textContent = offer;
      const chance = item.querySelector('data')!;
      chance.value = String(probability);
      chance.textContent = percent(probability);
      item.querySelector<HTMLElement>('.bar')!.style.setProperty('--share', String(probability));
      for (const [name, clicked] of [['.yes', true], ['.no', false]] as const) {
        const button = item.querySelector<HTMLButtonElement>(name)!;
        button.setAttribute('aria-label', `${button.textContent}: ${offer}`);
        button.onclick = () => answer(offer, clicked);
      }
      return item;
    }),
  ); // prettier-ignore
  why(offered[0].offer);
}

function answer(offer: string, clicked: boolean): void {
  model = learn(model, visitor(), offer, clicked);
  nLearned++;
  byId('learned').textContent = nLearned === 1 ? 'Learned from 1 answer.' : `Learned from ${nLearned} answers.`;
  show();
}

/** The log-odds of the likeliest offer, part by part. */
function why(offer: string): void {
  const given: Visitor = { ...visitor(), offer };
  const found = explain(model, given, offer);
  // a part is about a column of the model's last step, which a scaler may have changed: the page shows what was given
  const shown = (column: string) => `${column}: ${words(given[model.inputOf(column) ?? column])}`;
  byId('why-offer').textContent = `Why ${offer}`;
  byId('parts').replaceChildren(
    ...found.parts.map((part) => row(part.kind === 'base' ? 'On average' : shown(part.column), part.contribution)),
  );
  byId('score').replaceChildren(row(`Sum, which is a chance of ${percent(found.probability)}`, found.score!));
}

const words = (value: unknown) => String(value ?? 'not known');

/** A line of the sum: rounded to read, in full in the value. */
function row(name: string, value: number): HTMLElement {
  const line = clone('part');
  line.querySelector('th')!.textContent = name;
  const data = line.querySelector('data')!;
  data.value = String(value);
  data.textContent = value.toFixed(3);
  return line;
}

/** The model as it is now, as a file. */
function save(): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([model.toBytes() as Uint8Array<ArrayBuffer>]));
  link.download = 'propensity.safetensors';
  link.click();
  URL.revokeObjectURL(link.href);
}

void start();
