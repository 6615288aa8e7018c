/**
 * The files of a plan of contacts, as names and contents.
 * @module
 */
import type { ContactPlan } from '../campaign/plan.js';
import { cellsOf, type Column } from '../data/column.js';
import { writeCsv } from '../data/csv-text.js';
import { contactReport } from './contact-report.js';
import { qiniPicture } from './html/chart-qini.js';
import { contactHtml } from './html/contact-page.js';
import type { OutputFile } from './outputs.js';

/**
 * `uplift.html`, `uplift.json`, `uplift.svg`, `contacts.csv` and the model under `models/`.
 * @param id - the name and the column of what customers are called; without it contacts.csv tells the row, from 1
 * @example
 * ```ts
 * import { Table } from 'kindred';
 * import { planContacts } from 'kindred/campaign';
 * import { contactFiles } from 'kindred/report';
 * const rows = Array.from({ length: 800 }, (_, i) => ({ pages: i % 10, arm: i % 20 < 10 ? 'none' : 'mail', luck: Math.floor(i / 20) % 20 }));
 * const table = Table.from(rows.map(({ pages, arm, luck }) => ({ pages, arm, bought: luck < (arm === 'mail' ? pages : 3) + 2 ? 1 : 0 })));
 * const plan = planContacts(table, { treatment: 'arm', outcome: 'bought', control: 'none', budget: 100, nResamples: 100 });
 * console.log(contactFiles(plan).map(({ name }) => name)[3]); // contacts.csv
 * ```
 */
export function contactFiles(plan: ContactPlan, id?: { readonly name: string; readonly column: Column }): OutputFile[] {
  const report = contactReport(plan);
  return [
    { name: 'uplift.html', content: contactHtml(report) },
    { name: 'uplift.json', content: `${JSON.stringify(report, null, 1)}\n` },
    { name: 'uplift.svg', content: qiniPicture(report) },
    { name: 'contacts.csv', content: writeCsv(['rank', id?.name ?? 'row', 'treatment', 'expected_uplift'], contactRows(plan, id?.column)) },
    { name: 'models/uplift.safetensors', content: plan.model.toBytes() },
  ];
}

function* contactRows({ contacts }: ContactPlan, id: Column | undefined): Generator<(string | number)[]> {
  const cell = id && cellsOf(id);
  for (const [place, { row, treatment, uplift }] of contacts.entries()) {
    const value = cell?.(row) ?? '';
    const name = cell ? (value instanceof Date ? value.toISOString() : typeof value === 'number' ? value : String(value)) : row + 1;
    yield [place + 1, name, typeof treatment === 'number' ? treatment : String(treatment), uplift];
  }
}
