/**
 * kindred campaign: out of the folder of a run whom to contact and whom to leave alone, and the files for the platforms.
 * @module
 */
import { join } from 'node:path';
import { audience, type Audience, type AudienceRules } from '../../campaign/audience.js';
import { Campaign } from '../../campaign/campaign.js';
import type { FrequencyCap } from '../../campaign/caps.js';
import { SALT } from '../../campaign/holdout-number.js';
import { holdoutSql, type SqlDialect } from '../../campaign/holdout-sql.js';
import type { Id } from '../../data/ids.js';
import { writeCsv } from '../../data/csv-text.js';
import { KindredError, show } from '../../errors.js';
import { ConsentLedger } from '../../privacy/consent.js';
import type { GateOptions } from '../../privacy/gate.js';
import { momentOf } from '../../privacy/moment.js';
import type { OutputFile } from '../../report/outputs.js';
import { inFlags, type Arguments } from '../arguments.js';
import { candidatesOf, readRun, type Run } from '../campaign-candidates.js';
import { destinationNames, destinationOf, type DestinationOutcome } from '../campaign-destinations.js';
import { erasedOf, readAboutPeople, readIds, readPeople, type People } from '../campaign-people.js';
import { destinationSentences, detectableOf } from '../campaign-words.js';
import { opened } from '../models.js';
import { outputFolder } from '../outputs.js';
import { produce } from '../produce.js';
import { shareOf } from '../share.js';

export async function campaign(args: Arguments): Promise<void> {
  const [folder] = args.positionals;
  const out = args.text('out') ?? 'kindred-campaign';
  // all that can go wrong before any work
  const asked = askedOf(args);
  await produce(args, out, async () => {
    const run = await readRun(folder);
    const people = asked.peopleFile === undefined ? undefined : await readPeople(asked.peopleFile);
    const lists = await candidatesOf(args, run, people);
    const rules = await rulesOf(args, asked, run, people);
    const found = inFlags(() => audience(lists, rules));
    const sent = found.campaign({ name: asked.name, startsAt: asked.startsAt });
    const destinations: DestinationOutcome[] = [];
    for (const name of asked.destinations)
      destinations.push(
        await destinationOf(name, {
          campaign: asked.name,
          purpose: asked.purpose,
          members: found.treatment,
          people: people!,
          country: args.text('country'),
          previous: args.text('previous'),
          consent: gateOf(rules),
        }),
      );
    const detectable = detectableOf(found, run, shareOf(args, 'baseline'));
    const sql = args.has('sql') ? holdoutSql(args.text('sql') as SqlDialect, { salt: asked.salt, share: asked.holdout, id: 'customer', table: 'customers' }) : undefined; // prettier-ignore
    const files: OutputFile[] = [
      { name: 'campaign.json', content: sent.toBytes() },
      { name: 'audience.csv', content: audienceCsv(sent) },
      ...(sql === undefined ? [] : [{ name: 'holdout.sql', content: `${sql}\n` }]),
      ...destinations.flatMap((destination) => destination.files),
    ];
    return {
      files,
      report: {
        name: sent.name,
        startsAt: new Date(sent.startsAt).toISOString(),
        purpose: sent.purpose,
        consent: sent.consent,
        salt: sent.salt,
        holdout: sent.holdout,
        nCandidates: found.nCandidates,
        nTreatment: found.treatment.length,
        nControl: found.control.length,
        leftOut: found.leftOut,
        sentences: found.sentences,
        detectable,
        destinations: destinations.map(({ files: written, ...facts }) => ({ ...facts, files: written.map(({ name }) => name) })),
        ...(sql === undefined ? {} : { sql }),
      },
      sentences: (names) => [
        ...found.sentences,
        ...(detectable === null ? [] : [detectable.sentence]),
        ...destinations.flatMap((destination) => destinationSentences(destination, sent.purpose)),
        ...(sql === undefined ? [] : [`The same lot as SQL: ${sql}`]),
        `Written into ${out}: ${names.join(', ')}.`,
        ...nextSentence(found, join(out, 'campaign.json')),
      ],
    };
  });
}

/** Nothing to do where nobody is contacted; nothing to measure where nobody is left alone. */
function nextSentence({ treatment, control }: Audience, file: string): string[] {
  if (treatment.length === 0) return [];
  const when = control.length === 0 ? '' : ` When they have had time to buy: kindred lift ${file} …`;
  return [`Contact those in audience.csv, and only them.${when}`];
}

interface Asked {
  readonly name: string;
  readonly startsAt: number;
  readonly purpose: string;
  readonly holdout: number;
  readonly salt: string;
  readonly peopleFile: string | undefined;
  readonly destinations: ReturnType<typeof destinationNames>;
  readonly caps: readonly { readonly most: number; readonly days: number }[];
}

/** @throws KindredError `invalid-option` */
function askedOf(args: Arguments): Asked {
  const timeZone = args.text('time-zone');
  const name = needed(args, 'name', 'such as spring-2026');
  const startsAt = inFlags(() => momentOf(needed(args, 'starts', 'such as 2026-12-01'), '--starts', timeZone));
  const purpose = needed(args, 'purpose', 'as the consent calls it, such as email-marketing');
  const [consent, why] = [args.text('consent'), args.text('no-consent-needed')];
  if ((consent === undefined) === (why === undefined))
    throw new KindredError(
      'invalid-option',
      "campaign needs either --consent FILE, of who agreed to what, or, where the law asks for no consent, --no-consent-needed 'the reason', which is kept in campaign.json",
    );
  const peopleFile = args.text('people');
  const destinations = destinationNames(args.words('destination'));
  if (destinations.length > 0 && peopleFile === undefined)
    throw new KindredError('invalid-option', '--destination needs --people FILE, with their addresses');
  if (args.has('cap') !== args.has('contacted'))
    throw new KindredError('invalid-option', '--cap and --contacted go together: how often at most, and who was contacted when');
  if (args.has('erased') !== args.has('erased-key'))
    throw new KindredError('invalid-option', '--erased and --erased-key go together: tombstones say nothing without their key');
  if (args.has('sql') && args.has('by-segment'))
    throw new KindredError('invalid-option', '--sql and --by-segment exclude each other: SQL draws without segments');
  if (args.has('spend') !== args.has('cost'))
    throw new KindredError('invalid-option', '--spend and --cost go together: the money there is, and what one contact costs');
  const holdout = shareOf(args, 'holdout') ?? 0.1;
  const salt = args.text('salt') ?? name;
  if (!SALT.accepts(salt)) {
    const flag = args.has('salt') ? '--salt' : '--name, which is the salt where there is no --salt,';
    throw new KindredError('invalid-option', `${flag} must be ${SALT.expected}, got ${show(salt)}`);
  }
  return { name, startsAt, purpose, holdout, salt, peopleFile, destinations, caps: args.texts('cap').map(capOf) };
}

function needed(args: Arguments, flag: string, such: string): string {
  const text = args.text(flag);
  if (text === undefined) throw new KindredError('invalid-option', `campaign needs --${flag}, ${such}; see kindred campaign --help`);
  return text;
}

function capOf(text: string): { most: number; days: number } {
  const [, most, days] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  if (most === undefined || Number(most) < 1 || Number(days) < 1)
    throw new KindredError('invalid-option', `--cap must be contacts and days, such as 2/7 (2 in 7 days), got ${show(text)}`);
  return { most: Number(most), days: Number(days) };
}

async function rulesOf(args: Arguments, asked: Asked, run: Run, people: People | undefined): Promise<AudienceRules> {
  const timeZone = args.text('time-zone');
  const zone = timeZone === undefined ? {} : { timeZone };
  const { startsAt, purpose, holdout, salt } = asked;
  const suppression: Record<string, readonly Id[]> = {};
  for (const file of args.texts('suppress')) suppression[file] = await readIds(file, people);
  const caps: FrequencyCap[] = [];
  if (args.has('contacted')) {
    const contacts = await readAboutPeople(args.text('contacted')!, people);
    for (const cap of asked.caps) caps.push({ contacts, ...cap, ...zone });
  }
  const budget = {
    ...(args.has('budget') ? { contacts: args.number('budget')! } : {}),
    ...(args.has('spend') ? { amount: args.number('spend')!, cost: args.number('cost')! } : {}),
  };
  if (args.has('previous')) await outputFolder(args.text('previous')!);
  const before = args.has('previous') ? await opened(join(args.text('previous')!, 'campaign.json'), (bytes) => Campaign.fromBytes(bytes)) : undefined; // prettier-ignore
  return {
    purpose,
    asOf: startsAt,
    consent: await consentOf(args, people, zone),
    ...(args.has('erased') && { erased: await erasedOf(args.text('erased')!, args.text('erased-key')!, people) }),
    suppression,
    caps,
    budget,
    // the arms of another lot would not be independent of it
    holdout: { salt, share: holdout, bySegment: args.has('by-segment'), ...(before?.salt === salt && { previous: before }) },
    segment: run.segmentOf,
  };
}

async function consentOf(args: Arguments, people: People | undefined, zone: { timeZone?: string }): Promise<AudienceRules['consent']> {
  const file = args.text('consent');
  if (file === undefined) return { notNeeded: args.text('no-consent-needed')! };
  const bases = args.texts('bases').flatMap((text) => text.split(',').map((word) => word.trim()));
  const table = await readAboutPeople(file, people);
  try {
    const ledger = ConsentLedger.from(table, zone);
    return { ledger, ...(bases.length > 0 && { bases: bases as NonNullable<GateOptions['bases']> }) };
  } catch (error) {
    if (error instanceof KindredError) throw new KindredError(error.code, `${show(file)}: ${error.message}`, { cause: error });
    throw error;
  }
}

const gateOf = ({ consent, asOf }: AudienceRules): GateOptions | null => ('ledger' in consent ? { ...consent, asOf } : null);

/** Whom to contact, the best first: those left alone are not in it. */
function audienceCsv({ people }: Campaign): string {
  const rows = Array.from({ length: people.nRows }, (_, row) => people.row(row)).filter(({ arm }) => arm === 'treatment');
  const text = (cell: unknown) => (cell === null ? '' : (cell as string | number));
  return writeCsv(
    ['customer', 'segment', 'score', 'reason'],
    rows.map(({ person, segment, score, reason }) => [person, segment, score, reason].map(text)),
  );
}
