/**
 * The dialog that asks what is what in a file that does not tell.
 * @module
 */
import { ROLES, type Preview, type Reading, type Role } from '../messages';
import { byId, h } from './dom';

const WORDS: Readonly<Record<Role, string>> = {
  customer: 'Customer',
  order: 'Order number',
  item: 'Item number',
  quantity: 'Quantity',
  price: 'Price of one',
  time: 'Date or time',
  name: 'Item name (if there is one)',
};

/** @returns how to read the file; undefined where the user would rather not */
export function askHow(file: File, first: Preview): Promise<Reading | undefined> {
  const dialog = byId('mapping', HTMLDialogElement);
  byId('mapping-question', HTMLElement).textContent = `${file.name}: ${first.question}`;
  byId('mapping-rows', HTMLElement).replaceChildren(table(first));
  const selects = ROLES.map((role) => {
    const select = h(
      'select',
      { id: `role-${role}`, required: role !== 'name' },
      h('option', { value: '' }, '–'),
      ...first.header.map((name) => h('option', { value: name }, name)),
    );
    select.value = first.guesses.columns?.[role] ?? '';
    return [role, select] as const;
  });
  byId('mapping-fields', HTMLElement).replaceChildren(
    ...selects.flatMap(([role, select]) => [h('label', { for: select.id }, WORDS[role]), select]),
  );
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener(
      'close',
      () => {
        if (dialog.returnValue !== 'read') return resolve(undefined);
        resolve({ columns: Object.fromEntries(selects.filter(([, { value }]) => value !== '').map(([role, { value }]) => [role, value])) });
      },
      { once: true },
    ),
  );
}

function table({ header, rows }: Preview): HTMLElement {
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...header.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, cell))))),
  );
}
