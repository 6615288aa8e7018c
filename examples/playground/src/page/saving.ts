/**
 * Saving the files of the result, one by one or all as one.
 * @module
 */
import type { JobResult } from '../messages';
import type { Client } from './client';
import { byId, h } from './dom';
import { say, tell } from './views';
import { size } from './words';

const ABOUT: readonly (readonly [RegExp, string])[] = [
  [/^segments\.csv$/, 'every customer with segment, chance to buy and worth'],
  [/^likely\.csv$/, 'whom to contact first, and why'],
  [/^recommendations\.csv$/, 'what to offer every customer, and why'],
  [/^report\.html$/, 'the report, as one page to send on'],
  [/^report\.json$/, 'the facts of the report, for programs'],
  [/^models\/recommendations/, 'the model that recommends'],
  [/^models\/segments/, 'the model that tells segments'],
  [/^models\/likely/, 'the model that tells who is likely to buy'],
  [/^models\/purchases/, 'the model of how often customers buy'],
  [/^models\/values/, 'the model of what a purchase is worth'],
];

/** @returns begins anew, for another result */
export function savePanel(client: Client): (files: JobResult['files']) => void {
  const give = async (name: string, blob: Promise<Blob>) => {
    try {
      download(name, await blob);
      say(`${name} is saved`);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  };
  byId('save-all', HTMLButtonElement).addEventListener('click', () => void give('kindred.zip', client.ask('zip', undefined as never)));
  return (files) =>
    byId('save-list', HTMLUListElement).replaceChildren(
      ...files.map(({ name, size: bytes }) => {
        const button = h('button', { type: 'button', 'aria-label': `Save ${name}` }, 'Save');
        button.addEventListener('click', () => void give(name.slice(name.lastIndexOf('/') + 1), client.ask('file', name)));
        const about = ABOUT.find(([of]) => of.test(name))?.[1] ?? '';
        return h(
          'li',
          {},
          h('span', {}, h('b', {}, ...breakable(name)), ' ', h('span', { class: 'quiet' }, about)),
          h('span', { class: 'quiet' }, size(bytes)),
          button,
        );
      }),
    );
}

function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it after the click
}

/** A path that may be broken after its slashes and before its dots. */
const breakable = (path: string) => path.split(/(?<=\/)|(?=\.)/).flatMap((part, p) => (p === 0 ? [part] : [h('wbr'), part]));
