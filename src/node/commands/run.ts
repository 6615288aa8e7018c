/**
 * kindred run: orders in, everything out.
 * @module
 */
import { join } from 'node:path';
import { analyseAsync, checkAnalyseOptions, type AnalyseOptions } from '../../report/analyse.js';
import { outputFiles } from '../../report/outputs.js';
import { summary } from '../../report/summary.js';
import { inFlags, type Arguments } from '../arguments.js';
import { sizeOf } from '../bytes.js';
import { previousSegments } from '../previous.js';
import { produce } from '../produce.js';
import { ordersOptions, readExampleShop, readOrders } from '../read-orders.js';

export async function run(args: Arguments): Promise<void> {
  const files = args.positionals;
  const out = args.text('out') ?? 'kindred-output';
  // all that can go wrong before any work
  const options = await optionsOf(args);
  const reading = ordersOptions(args);
  for (const file of files) await sizeOf(file);
  await produce(args, out, async (work) => {
    const orders = files.length === 0 ? await readExampleShop(out, reading, work) : await readOrders(files, reading, work);
    const analysis = await analyseAsync(orders, options, work);
    return {
      files: outputFiles(analysis),
      report: analysis.report,
      sentences: (names) => [...summary(analysis.report), ...closing(out, names, files.length === 0)],
    };
  });
}

/** Flag → option. */
const NUMBERS = {
  segments: 'segments',
  recommendations: 'recommendations',
  seed: 'seed',
  'horizon-days': 'horizonDays',
  margin: 'margin',
  'contact-cost': 'contactCost',
} as const;

async function optionsOf(args: Arguments): Promise<AnalyseOptions> {
  const options: AnalyseOptions = {};
  for (const [flag, option] of Object.entries(NUMBERS)) if (args.has(flag)) options[option] = args.number(flag)!;
  inFlags(() => checkAnalyseOptions(options));
  const previous = args.text('previous');
  return previous === undefined ? options : { ...options, previous: await previousSegments(previous) };
}

const closing = (out: string, names: readonly string[], isExample: boolean) => [
  `Written into ${out}: ${[...new Set(names.map((name) => name.replace(/^models\/.*/, 'models/*.safetensors')))].join(', ')}.`,
  ...(isExample ? [`The example shop, with its hidden types and tastes, is in ${join(out, 'example-shop')}.`] : []),
];
