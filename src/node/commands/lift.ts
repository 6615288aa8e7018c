/**
 * kindred lift: a campaign and what people did since in, what it brought out.
 * @module
 */
import { join } from 'node:path';
import { Campaign } from '../../campaign/campaign.js';
import { LIFT, lift as measured, type LiftOptions } from '../../campaign/lift.js';
import { checkOptions } from '../../check.js';
import { KindredError, show } from '../../errors.js';
import { liftFacts, type LiftFacts } from '../../report/lift-facts.js';
import { liftFiles, readLiftFacts } from '../../report/lift-files.js';
import { liftSummary } from '../../report/lift-summary.js';
import { inFlags, type Arguments } from '../arguments.js';
import { because, bytesOf, sizeOf } from '../bytes.js';
import { daysOf, outcomesOfOrders, outcomesOfTable } from '../lift-outcomes.js';
import { opened } from '../models.js';
import { isFile, outputFolder } from '../outputs.js';
import { produce } from '../produce.js';
import { ordersOptions } from '../read-orders.js';

const JSON_FILE = 'lift.json';

export async function lift(args: Arguments): Promise<void> {
  const [path, ...files] = args.positionals;
  const out = args.text('out') ?? 'kindred-lift';
  // all that can go wrong before any work
  const options = optionsOf(args);
  const reading = ordersOptions(args);
  const isTable = args.has('converted') || args.has('revenue');
  checkFlags(args, files, isTable);
  for (const file of files) await sizeOf(file);
  const campaign = await campaignOf(path);
  const days = daysOf(args, campaign);
  const previous = options.sequential ? await previousOf(args, out, campaign) : undefined;
  await produce(args, out, async (work) => {
    const { table, columns, context } = isTable
      ? await outcomesOfTable(files[0], args, campaign, work)
      : await outcomesOfOrders(files, reading, campaign, days, work);
    const { currency } = context;
    const segment = args.has('no-segments') || !hasSegments(campaign) ? { segment: null } : {};
    const report = measured(campaign, table, {
      ...options,
      ...columns,
      ...segment,
      ...(currency === undefined ? {} : { currency }),
      ...(previous ? { previous: previous.lift } : {}),
    });
    const facts = liftFacts(report, { campaign, ...context, ...(previous ? { previous } : {}) });
    requireLater(facts, previous);
    return {
      files: liftFiles(facts),
      report: facts,
      sentences: (names) => [...liftSummary(facts), `Written into ${out}: ${names.join(', ')}.`],
    };
  });
}

function optionsOf(args: Arguments): LiftOptions {
  const options: LiftOptions = { sequential: args.has('daily') };
  if (args.has('level')) options.level = args.number('level')!;
  if (args.has('correction')) options.correction = args.text('correction') as NonNullable<LiftOptions['correction']>;
  inFlags(() => checkOptions<LiftOptions>('lift', LIFT, options));
  return options;
}

/** Flags that say nothing here, so that nobody thinks they do. */
function checkFlags(args: Arguments, files: readonly string[], isTable: boolean): void {
  const stray = (isTable ? ['from', 'to', 'before-days'] : ['id', 'before']).find((flag) => args.has(flag));
  if (stray !== undefined)
    throw new KindredError(
      'invalid-option',
      isTable
        ? `--${stray} is of orders; with --converted or --revenue the file says already what counts`
        : `--${stray} is of a file with one row a person: say --converted or --revenue too`,
    );
  if (isTable && files.length > 1)
    throw new KindredError('invalid-option', `with --converted or --revenue there is one file of outcomes, got ${files.length}`);
  if (args.has('previous') && !args.has('daily')) throw new KindredError('invalid-option', '--previous goes with --daily: a look that is the only one has none before'); // prettier-ignore
}

/** @throws KindredError `invalid-data` where there is nobody to compare with */
async function campaignOf(path: string): Promise<Campaign> {
  const campaign = await opened((await outputFolder(path)) ? join(path, 'campaign.json') : path, (bytes) => Campaign.fromBytes(bytes));
  const [treatment, control] = [campaign.treatment.length, campaign.control.length];
  if (treatment > 0 && control > 0) return campaign;
  const why =
    treatment + control === 0
      ? 'nobody is in the campaign'
      : control === 0
        ? 'nobody was left alone (a holdout of 0 %), so that there is nobody to compare with'
        : 'everybody was left alone (a holdout of 100 %), so that nobody was there to be moved';
  throw new KindredError('invalid-data', `what the campaign brought cannot be measured: ${why}`);
}

const hasSegments = ({ people }: Campaign) => people.column('segment', 'category').codes.some((code) => code >= 0);

/** The look before: as the flag says, or that of this campaign in the folder that is written to. */
async function previousOf(args: Arguments, out: string, { name, startsAt }: Campaign): Promise<LiftFacts | undefined> {
  const said = args.text('previous');
  if (said === undefined) await outputFolder(out);
  const file = said === undefined ? join(out, JSON_FILE) : (await outputFolder(said)) ? join(said, JSON_FILE) : said;
  if (said === undefined && !(await isFile(file))) return undefined;
  try {
    const facts = readLiftFacts(new TextDecoder().decode(await bytesOf(file)));
    if (!facts.lift.sequential) throw new KindredError('invalid-data', 'it was made without --daily');
    if (facts.campaign?.name !== name || facts.campaign.startsAt !== new Date(startsAt).toISOString())
      throw new KindredError('invalid-data', 'it is of another campaign');
    return facts;
  } catch (error) {
    const what = said === undefined ? `the look before, ${show(file)}, cannot be gone on from` : `--previous must be the folder of the look before, or its ${JSON_FILE}, got ${show(said)}`; // prettier-ignore
    throw new KindredError('invalid-data', `${what}: ${because(error)}${said === undefined ? '; name another --out to begin anew' : ''}`, { cause: error }); // prettier-ignore
  }
}

function requireLater({ window }: LiftFacts, previous: LiftFacts | undefined): void {
  if (window && previous?.window && window.lastDay < previous.window.lastDay)
    throw new KindredError('invalid-data', `the look before counted up to ${previous.window.lastDay}, this one only up to ${window.lastDay}: a later look needs all orders until then`); // prettier-ignore
}
