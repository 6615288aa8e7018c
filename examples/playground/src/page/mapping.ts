/**
 * The dialog that asks what is what in a file that does not tell.
 * @module
 */
import type { OrdersQuestion } from 'kindred/io';
import type { Preview, Reading } from '../messages';
import type { Client } from './client';
import { byId, h } from './dom';

/** What is asked about a file. */
export interface Asked {
  readonly file: File;
  readonly reading: Reading;
  readonly currency: string;
  readonly question: OrdersQuestion | undefined;
}

export interface Answer {
  readonly reading: Reading;
  readonly currency: string;
}

type Role = keyof NonNullable<Reading['columns']>;
const ROLES: Readonly<Record<Role, string>> = {
  customer: 'Customer',
  order: 'Order number',
  item: 'Item number',
  quantity: 'Quantity',
  price: 'Price of one',
  time: 'Date or time',
  name: 'Item name',
  currency: 'Currency of the row',
};
const OPTIONAL: readonly string[] = ['name', 'currency'];

const QUESTIONS: Readonly<Record<OrdersQuestion['about'], string>> = {
  columns: 'The names of its columns are not known here. Say which column is what; names that are often used are filled in.',
  delimiter: 'It could be cut into columns in more than one way. Choose the mark with which the rows below look right.',
  decimal: 'Its numbers can be read in two ways, as thousands or with decimals. Choose the decimal mark.',
  dates: 'Its dates can be read in two ways. Say whether the day or the month comes first.',
  currency: 'Its prices are in several currencies. Say which one counts; the rows in the others are left out.',
  'time zone': 'Some of its times name their time zone and some do not. Say in which zone those are that do not.',
};
const NONE = 'Change what was not read as it is meant.';

const DELIMITERS = [[',', 'Comma'], [';', 'Semicolon'], ['\t', 'Tab'], ['|', 'Vertical bar']] as const; // prettier-ignore
const decimals = (found: string | undefined) => [['', `As the file tells${found ? `: ${found === '.' ? 'point' : 'comma'}` : ''}`], ['.', 'Point: 1,234.50'], [',', 'Comma: 1.234,50']] as const; // prettier-ignore
const DATES = [['', 'As the file tells'], ['dmy', 'Day first: 31/01/2026'], ['mdy', 'Month first: 01/31/2026']] as const; // prettier-ignore

const el = (id: string) => byId(id, HTMLElement);

/** @returns how to read the file, and the currency of all; undefined where the user would rather not */
export async function askHow(client: Client, asked: Asked): Promise<Answer | undefined> {
  const { file, question } = asked;
  el('mapping-title').textContent = `How is ${file.name} to be read?`;
  el('mapping-question').textContent = question ? QUESTIONS[question.about] : NONE;
  let fields = new Fields(asked, await look(client, asked));
  fields.delimiter.addEventListener('change', async function again() {
    const reading = { ...asked.reading, delimiter: fields.delimiter.value };
    fields = new Fields({ ...asked, reading }, await look(client, { file, reading }));
    fields.delimiter.addEventListener('change', again);
    fields.delimiter.focus();
  });
  const dialog = byId('mapping', HTMLDialogElement);
  dialog.returnValue = '';
  dialog.showModal();
  fields.focus(question?.about);
  await new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
  return dialog.returnValue === 'read' ? fields.answer() : undefined;
}

/** What the head of a file shows; nothing where it cannot be read. */
const look = (client: Client, { file, reading }: Pick<Asked, 'file' | 'reading'>): Promise<Preview> =>
  client
    .preview(file, reading)
    .catch(() => ({ header: [], rows: [], guesses: {}, layout: undefined, delimiter: undefined, decimal: undefined }));

/** The fields of the dialog, filled in with what is known and what is guessed. */
class Fields {
  readonly delimiter: HTMLSelectElement;
  private readonly columns: ReadonlyMap<Role, HTMLSelectElement>;
  private readonly decimal: HTMLSelectElement;
  private readonly dates: HTMLSelectElement;
  private readonly currency: HTMLInputElement;
  private readonly timeZone: HTMLInputElement;

  constructor(
    private readonly asked: Asked,
    private readonly preview: Preview,
  ) {
    const { reading, currency, question } = asked;
    const { rows, guesses, delimiter, layout } = preview;
    const header = preview.header.length > 0 ? preview.header : (question?.header ?? []);
    const about = question?.about;
    const columns = [['', '–'], ...header.filter((name) => name !== '').map((name) => [name, name])] as [string, string][];
    this.columns = new Map(
      (Object.keys(ROLES) as Role[]).map((role) => {
        const named = reading.columns?.[role] ?? guesses[role] ?? '';
        return [role, select(`role-${role}`, columns, named, header.length > 0 && !OPTIONAL.includes(role) && !layout)];
      }),
    );
    this.delimiter = select('delimiter', DELIMITERS, reading.delimiter ?? delimiter ?? ',');
    this.decimal = select(
      'decimal',
      decimals(preview.decimal),
      reading.decimal ?? (about === 'decimal' ? question!.choices[0] : ''),
      about === 'decimal',
    );
    this.dates = select('dates', DATES, reading.dates ?? '', about === 'dates');
    const codes = about === 'currency' ? question!.choices : [];
    this.currency = input('file-currency', currency || (codes[0] ?? ''), 'as in the file');
    this.currency.required = about === 'currency';
    this.currency.maxLength = 3;
    this.timeZone = input('time-zone', reading.timeZone ?? '', 'UTC');
    this.timeZone.required = about === 'time zone';

    el('mapping-rows').hidden = header.length === 0 || rows.length === 0;
    el('mapping-rows').replaceChildren(table(header, rows));
    const roles = h('div', { class: 'fields' }, ...[...this.columns].map(([role, field]) => labelled(ROLES[role], field)));
    el('mapping-columns').replaceChildren(
      ...(header.length === 0 ? [] : layout ? [h('details', {}, h('summary', {}, `Its columns: ${layout}`), roles)] : [roles]),
    );
    el('mapping-fields').replaceChildren(
      ...(delimiter === undefined ? [] : [labelled('Between the columns', this.delimiter), labelled('Decimal mark', this.decimal)]),
      labelled('Dates', this.dates),
      labelled('Currency', this.currency, choicesOf(this.currency, codes)),
      labelled('Time zone, where missing', this.timeZone, choicesOf(this.timeZone, ['UTC', ...Intl.supportedValuesOf('timeZone')])),
    );
  }

  /** Where the answer is awaited. */
  focus(about: OrdersQuestion['about'] | undefined): void {
    const empty = [...this.columns.values()].find(({ value, required }) => required && value === '');
    const first = { columns: empty, delimiter: this.delimiter, decimal: this.decimal, dates: this.dates, currency: this.currency, 'time zone': this.timeZone }; // prettier-ignore
    (first[about ?? 'columns'] ?? this.dates).focus();
  }

  answer(): Answer {
    const named = [...this.columns].map(([role, { value }]) => [role, value] as const).filter(([, value]) => value !== '');
    // a layout that was recognized knows more than its columns: it stays, unless the user changed one
    const kept = this.preview.layout && named.every(([role, value]) => (this.preview.guesses[role] ?? '') === value);
    return {
      currency: this.currency.value.trim().toUpperCase(),
      reading: {
        columns: kept ? this.asked.reading.columns : Object.fromEntries(named),
        delimiter: this.preview.delimiter === undefined ? undefined : this.delimiter.value,
        decimal: (this.decimal.value || undefined) as Reading['decimal'],
        dates: (this.dates.value || undefined) as Reading['dates'],
        timeZone: this.timeZone.value.trim() || undefined,
      },
    };
  }
}

function select(id: string, options: readonly (readonly [string, string])[], value: string, required = false): HTMLSelectElement {
  const field = h('select', { id, required }, ...options.map(([of, words]) => h('option', { value: of }, words)));
  field.value = value;
  return field;
}

function input(id: string, value: string, placeholder: string): HTMLInputElement {
  const field = h('input', { id, placeholder, list: `${id}-choices`, autocomplete: 'off', spellcheck: 'false' });
  field.value = value;
  return field;
}

const choicesOf = (field: HTMLInputElement, choices: readonly string[]) =>
  h('datalist', { id: `${field.id}-choices` }, ...choices.map((value) => h('option', { value })));

const labelled = (words: string, field: HTMLElement, ...more: readonly HTMLElement[]) =>
  h('div', {}, h('label', { for: field.id }, words), field, ...more);

function table(header: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...header.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, cell))))),
  );
}
