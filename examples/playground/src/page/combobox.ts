/**
 * A field with a list of what fits, always in sight: arrow keys move through the list, what is marked is previewed, Enter or a click takes it. (The ARIA
 * pattern "combobox with list autocomplete".)
 * @module
 */
import type { Suggestion } from '../messages';
import { h } from './dom';

export interface Combobox {
  readonly input: HTMLInputElement;
  readonly list: HTMLUListElement;
  /** What fits a text. */
  readonly suggest: (text: string) => Promise<readonly Suggestion[]>;
  /** The marked entry while typing; undefined where nothing is typed or nothing fits. */
  readonly onMark: (marked: Suggestion | undefined) => void;
  readonly onTake: (taken: Suggestion) => void;
}

/** @returns asks anew, for what is in the field */
export function combobox({ input, list, suggest, onMark, onTake }: Combobox): () => Promise<void> {
  let shown: readonly Suggestion[] = [];
  let marked = -1;
  let asked = 0;
  list.setAttribute('role', 'listbox');
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-controls': list.id,
    'aria-autocomplete': 'list',
    'aria-expanded': 'true',
  }))
    input.setAttribute(name, value);

  const mark = (to: number) => {
    marked = to;
    [...list.children].forEach((option, o) => option.setAttribute('aria-selected', String(o === to)));
    if (to < 0) input.removeAttribute('aria-activedescendant');
    else {
      const { id, offsetTop, offsetHeight } = list.children[to] as HTMLElement;
      input.setAttribute('aria-activedescendant', id);
      // into sight within the list; scrollIntoView would move the page, too
      list.scrollTop = Math.min(offsetTop, Math.max(list.scrollTop, offsetTop + offsetHeight - list.clientHeight));
    }
    onMark(shown[to]);
  };

  const ask = async () => {
    const turn = ++asked;
    const found = await suggest(input.value).catch(() => []);
    if (turn !== asked) return; // more was typed meanwhile
    shown = found;
    list.replaceChildren(
      ...found.map(({ name, about }, o) =>
        h('li', { role: 'option', id: `${list.id}-${o}`, 'aria-selected': 'false' }, h('b', {}, name), h('span', {}, about)),
      ),
    );
    input.setAttribute('aria-expanded', String(found.length > 0));
    mark(input.value.trim() !== '' && found.length > 0 ? 0 : -1);
  };

  input.addEventListener('input', () => void ask());
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) mark((Math.max(marked, step < 0 ? 0 : -1) + step + shown.length) % shown.length);
    else if (event.key === 'Enter' && shown[marked]) onTake(shown[marked]);
    else if (event.key === 'Escape' && input.value !== '') {
      input.value = '';
      void ask();
    } else return;
    event.preventDefault();
  });
  list.addEventListener('click', (event) => {
    const option = [...list.children].indexOf((event.target as Element).closest('li')!);
    if (option < 0) return;
    mark(option);
    onTake(shown[option]);
  });
  return ask;
}
