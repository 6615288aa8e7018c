/**
 * Typing a basket: what is in it, what is being typed, and what fits, at once.
 * @module
 */
import type { Suggestion } from '../messages';
import type { Client } from './client';
import { combobox } from './combobox';
import { byId, h } from './dom';
import { offeredList } from './offered';
import { say } from './views';
import { count } from './words';

/** @returns begins anew, for another result */
export function basketPanel(client: Client): (nItems: number) => void {
  const input = byId('item', HTMLInputElement);
  const chips = byId('basket-items', HTMLUListElement);
  const answer = byId('basket-answer', HTMLElement);
  let basket: readonly Suggestion[] = [];
  let typed: Suggestion | undefined;
  let asked = 0;

  const update = async () => {
    const turn = ++asked;
    const all = [...basket, ...(typed ? [typed] : [])];
    const offered = await client
      .ask(
        'basket',
        all.map(({ id }) => id),
      )
      .catch(() => []);
    if (turn !== asked) return;
    const names = all.map(({ name }) => name);
    const title = names.length === 0 ? 'To someone you know nothing of, offer' : `To someone with ${list(names)}, offer`;
    answer.replaceChildren(h('h2', {}, title), offeredList(offered));
  };
  const put = (to: readonly Suggestion[]) => {
    basket = to;
    chips.replaceChildren(...basket.map(chip));
    typed = undefined;
    input.value = '';
    void ask();
    void update();
  };
  const chip = (item: Suggestion) => {
    const remove = h('button', { type: 'button', 'aria-label': `Remove ${item.name}` }, '×');
    remove.addEventListener('click', () => {
      put(basket.filter(({ id }) => id !== item.id));
      input.focus();
      say(`${item.name} removed`);
    });
    return h('li', {}, item.name, remove);
  };
  const ask = combobox({
    input,
    list: byId('item-list', HTMLUListElement),
    suggest: (text) => client.ask('findItems', text),
    onMark: (marked) => {
      if (marked?.id === typed?.id) return;
      typed = marked;
      void update();
    },
    onTake: (item) => {
      put([...basket.filter(({ id }) => id !== item.id), item]);
      input.focus();
      say(`${item.name} is in the basket`);
    },
  });
  return (nItems) => {
    byId('item-hint', HTMLElement).textContent = `Type a name or a number of one of ${count(nItems)} items; Enter puts it into the basket.`;
    put([]);
  };
}

const list = (names: readonly string[]) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
