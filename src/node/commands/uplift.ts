/**
 * kindred uplift: a past campaign in, the contacts of the next one out.
 * @module
 */
import { planContactsAsync, type PlanContactsOptions } from '../../campaign/plan.js';
import { cellsOf } from '../../data/column.js';
import type { Table } from '../../data/table.js';
import { KindredError, show } from '../../errors.js';
import type { Label } from '../../data/labels.js';
import { contactFiles } from '../../report/contact-files.js';
import { contactReport } from '../../report/contact-report.js';
import { contactSummary } from '../../report/contact-words.js';
import type { Arguments } from '../arguments.js';
import { sizeOf } from '../bytes.js';
import { produce } from '../produce.js';
import { campaignFile, readCampaign } from '../read-campaign.js';

export async function uplift(args: Arguments): Promise<void> {
  const [file] = args.positionals;
  const out = args.text('out') ?? 'kindred-uplift';
  // all that can go wrong before any work
  const [treatment, outcome, budget] = [needed(args, 'treatment'), needed(args, 'outcome'), budgetOf(needed(args, 'budget'))];
  const id = args.text('id');
  const exclude = args.words('exclude');
  await sizeOf(file);
  await produce(args, out, async (work) => {
    const table = await readCampaign(
      file,
      [treatment, outcome, ...(id === undefined ? [] : [id]), ...exclude],
      campaignFile(args, id),
      work,
    );
    const control = controlOf(table, treatment, args.text('control'));
    const plan = await planContactsAsync(
      table,
      { treatment, outcome, budget, control: control.label, exclude: id === undefined ? exclude : [...exclude, id], ...choices(args) },
      work,
    );
    const report = contactReport(plan);
    return {
      files: contactFiles(plan, id === undefined ? undefined : { name: id, column: table.column(id) }),
      report,
      sentences: (names) => [...control.notes, ...contactSummary(report), `Written into ${out}: ${names.join(', ')}.`],
    };
  });
}

function needed(args: Arguments, flag: 'treatment' | 'outcome' | 'budget'): string {
  const text = args.text(flag);
  if (text === undefined) throw new KindredError('invalid-option', `uplift needs --${flag}; see kindred uplift --help`);
  return text;
}

/** A number of contacts, or a share as `30%`. */
function budgetOf(text: string): number {
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(text);
  const budget = share ? Number(share[1]) / 100 : Number(text);
  if (share ? budget > 0 && budget < 1 : /^\d{1,15}$/.test(text) && budget >= 1) return budget;
  throw new KindredError('invalid-option', `--budget must be a whole number of contacts from 1, or a share such as 30%, got ${show(text)}`);
}

function choices(args: Arguments): Partial<PlanContactsOptions> {
  const options: Partial<PlanContactsOptions> = {};
  for (const flag of ['value', 'cost', 'seed'] as const) if (args.has(flag)) options[flag] = args.number(flag)!;
  if (args.has('learner')) options.learner = args.text('learner') as NonNullable<PlanContactsOptions['learner']>;
  return options;
}

/** What those who are left alone are often called. */
const CONTROL = /^(0|no|none|nothing|control|hold-?out|untreated|false)\b/i;

/** The control as the column has it: as said, or the one label that is called so. */
function controlOf(table: Table, treatment: string, said: string | undefined): { label?: Label; notes: string[] } {
  const column = table.column(treatment);
  if (column.kind === 'number') return { ...(said === undefined ? {} : { label: Number(said) }), notes: [] };
  if (said !== undefined) return { label: said, notes: [] };
  const cell = cellsOf(column);
  const labels = [...new Set(Array.from({ length: table.nRows }, (_, i) => cell(i)))].filter((label) => typeof label === 'string');
  const called = labels.filter((label) => CONTROL.test(label));
  if (called.length === 1)
    return { label: called[0], notes: [`Taken for those who were left alone: ${show(called[0])} (else say --control).`] };
  throw new KindredError(
    'invalid-option',
    `--control must say which ${show(treatment)} is none: one of ${labels.slice(0, 10).map(show).join(', ')}`,
  );
}
