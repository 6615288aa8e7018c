/**
 * A form out of what a model needs: a list for each column of categories, a number field for each number.
 * @module
 */
import type { InputColumn } from 'kindred/preprocessing';
import { words, type Customer } from './assign';

type Control = HTMLSelectElement | HTMLInputElement;

/** Fills the form with the fields of a model. @returns reads the customer from them */
export function buildForm(form: HTMLFormElement, columns: readonly InputColumn[]): () => Customer {
  const fields = columns.map((column, i) => {
    const categories = column.categories ?? (column.kind === 'boolean' ? [false, true] : undefined);
    const control = categories ? select(categories, column.typical) : input(column);
    control.id = `field-${i}`;
    control.name = column.name;
    const field = document.createElement('div');
    const label = document.createElement('label');
    label.htmlFor = control.id;
    label.textContent = column.name;
    const note = document.createElement('p');
    note.id = `note-${i}`;
    note.className = 'quiet';
    control.setAttribute('aria-describedby', note.id);
    field.append(label, control, note);
    return { column, categories, control, note, field };
  });
  form.replaceChildren(...fields.map(({ field }) => field));

  return () =>
    Object.fromEntries(
      fields.map(({ column, categories, control, note }) => {
        const value = categories ? (categories[control.value === '' ? -1 : Number(control.value)] ?? null) : valueOf(control, column);
        const bad = control.validity.badInput || (typeof value === 'number' && !Number.isFinite(value));
        control.setAttribute('aria-invalid', String(bad));
        note.textContent = value !== null && !bad ? '' : (bad ? 'Not a number. ' : '') + assumed(column);
        return [column.name, bad ? null : value];
      }),
    );
}

/** Categories by their place, so that any kind of value comes back as it was; the empty value stands for what is not known. */
function select(categories: readonly unknown[], typical: unknown): HTMLSelectElement {
  const control = document.createElement('select');
  categories.forEach((category, i) => category !== null && control.add(new Option(words(category), String(i))));
  control.add(new Option('Not known', ''));
  control.value = String(Math.max(0, categories.indexOf(typical)));
  return control;
}

function input({ kind, typical }: InputColumn): HTMLInputElement {
  const control = document.createElement('input');
  control.type = kind === 'number' || kind === 'date' ? kind : 'text';
  if (kind === 'number') control.step = 'any';
  if (typeof typical === 'number') control.value = String(Number(typical.toPrecision(3)));
  else control.value = String(typical ?? '');
  return control;
}

function valueOf(control: Control, { kind }: InputColumn): number | string | Date | null {
  if (control.value === '') return null;
  if (kind === 'number') return Number(control.value);
  return kind === 'date' ? new Date(control.value) : control.value;
}

const assumed = ({ typical }: InputColumn) => (typical === undefined ? 'Not known.' : `Not known: ${words(typical)} is assumed.`);
