/**
 * Looking up a customer: who it is, what was bought, what to offer and why.
 * @module
 */
import type { CustomerView } from '../messages';
import type { Client } from './client';
import { combobox } from './combobox';
import { byId, h } from './dom';
import { offeredList } from './offered';
import { count, money, percent, plural } from './words';

/** Rows of the history that are shown at first. */
const FIRST = 8;

/** @returns begins anew, for another result */
export function customerPanel(client: Client): (currency: string | undefined, nCustomers: number) => void {
  const input = byId('customer', HTMLInputElement);
  const answer = byId('customer-answer', HTMLElement);
  let shown: string | undefined;
  let currency: string | undefined;
  const look = async (id: string) => {
    if (id === shown) return;
    shown = id;
    const view = await client.ask('customer', id).catch(() => undefined);
    if (id === shown && view) answer.replaceChildren(...about(view, currency));
  };
  const ask = combobox({
    input,
    list: byId('customer-list', HTMLUListElement),
    suggest: (text) => client.ask('findCustomers', text),
    onMark: (marked) => void (marked && look(marked.id)),
    onTake: ({ id }) => {
      input.value = id; // the list stays, for the next one
      void look(id);
    },
  });
  return (given, nCustomers) => {
    currency = given;
    shown = undefined;
    input.value = '';
    byId('customer-hint', HTMLElement).textContent =
      `Type a customer number. There are ${count(nCustomers)}; those who spent most come first.`;
    answer.replaceChildren(h('p', { class: 'quiet empty' }, 'Choose a customer to see what was bought, what to offer, and why.'));
    void ask();
  };
}

function about(view: CustomerView, currency: string | undefined): HTMLElement[] {
  const { customer, segment, sentence, recency, frequency, monetary, ahead, history, offered } = view;
  const { horizonDays, buyProbability, returnProbability, worth } = ahead;
  const days = Math.round(recency);
  const fact = (term: string, value: string) => h('div', {}, h('dt', {}, term), h('dd', {}, value));
  return [
    h('h2', {}, customer, ' ', h('span', { class: 'tag' }, segment)),
    ...(sentence ? [h('p', { class: 'quiet' }, sentence)] : []),
    h(
      'dl',
      { class: 'facts' },
      fact('Last order', days < 1 ? 'on the last day' : `${plural(days, 'day')} before the last day`),
      fact('Orders', count(frequency)),
      fact('Spent', money(monetary, currency)),
      buyProbability !== undefined && fact(`Buys within ${plural(horizonDays, 'day')}`, percent(buyProbability)),
      returnProbability !== undefined && fact('Comes back within 12 months', percent(returnProbability)),
      worth !== undefined && fact('Worth in 12 months', money(worth, currency)),
    ),
    h('h3', {}, 'What to offer'),
    offeredList(offered),
    h('h3', {}, 'What was bought'),
    table(history.slice(0, FIRST)),
    ...(history.length > FIRST
      ? [h('details', {}, h('summary', {}, `and ${plural(history.length - FIRST, 'more item')}`), table(history.slice(FIRST)))]
      : []),
  ];
}

function table(history: CustomerView['history']): HTMLElement {
  const row = ({ item, name, orders, last }: CustomerView['history'][number]) =>
    h(
      'tr',
      {},
      h('td', {}, name || item, ' ', name !== '' && h('span', { class: 'quiet' }, item)),
      h('td', {}, count(orders)),
      h('td', {}, last),
    );
  const head = h('tr', {}, h('th', { scope: 'col' }, 'Item'), h('th', { scope: 'col' }, 'Orders'), h('th', { scope: 'col' }, 'Last'));
  return h('table', {}, h('thead', {}, head), h('tbody', {}, ...history.map(row)));
}
