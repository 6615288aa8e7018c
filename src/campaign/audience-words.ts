/**
 * An audience in sentences.
 * @module
 */
import { capital, count, listed, percent, plural } from '../words.js';
import { aheadSentence, type CapReached } from './caps.js';
import type { Drawn } from './draw.js';
import type { LeftOut } from './filters.js';
import type { Lot } from './lot.js';
import type { Permission } from './permission.js';

export interface AudienceFacts {
  readonly members: readonly Drawn[];
  readonly leftOut: readonly LeftOut[];
  readonly nCandidates: number;
  readonly consent: Permission;
  readonly caps: readonly CapReached[];
  readonly lot: Lot | undefined;
}

/** Reasons shown. */
const SHOWN = 5;

export function audienceSentences(facts: AudienceFacts): string[] {
  const { leftOut, consent, caps } = facts;
  return [
    whoIsIn(facts),
    ...armsSentence(facts),
    ...whySentence(facts),
    ...leftOut.map(({ sentence }) => `${sentence}.`),
    ...(consent.words.startsWith('not needed: ') ? [`Nobody was asked for consent (${consent.words}).`] : []),
    ...aheadSentence(caps),
  ];
}

function whoIsIn({ members, nCandidates }: AudienceFacts): string {
  if (nCandidates === 0) return 'There are no candidates, so nobody is contacted.';
  if (members.length === 0) return `Of ${plural(nCandidates, 'candidate')} nobody is left to contact.`;
  return `${count(members.length)} of ${plural(nCandidates, 'candidate')} ${members.length === 1 ? 'is' : 'are'} in.`;
}

function armsSentence({ members, lot }: AudienceFacts): string[] {
  if (members.length === 0) return [];
  const control = members.filter(({ arm }) => arm === 'control').length;
  const treated = members.length - control;
  const so = 'so that it can be told what the campaign brings (the holdout)';
  if (lot === undefined || lot.share === 0)
    return [`${count(treated)} ${are(treated)} contacted and nobody is left alone, so it cannot be told what the campaign brings.`];
  if (treated === 0) return [`All ${count(control)} are left alone (a holdout of ${percent(lot.share)}): nobody is contacted.`];
  if (control === 0) return [`${count(treated)} ${are(treated)} contacted. The lot, which leaves ${percent(lot.share)} alone, met nobody: it cannot be told what the campaign brings.`]; // prettier-ignore
  return [`${count(treated)} ${are(treated)} contacted, ${count(control)} (${percent(control / members.length)}) ${are(control)} left alone by lot, ${so}.`]; // prettier-ignore
}

const are = (n: number) => (n === 1 ? 'is' : 'are');

/** What those who are in have in common, the most frequent first. */
function whySentence({ members }: AudienceFacts): string[] {
  const ns = new Map<string, number>();
  for (const { source } of members) ns.set(source, (ns.get(source) ?? 0) + 1);
  const reasons = [...ns].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (reasons.length === 0) return [];
  const shown = reasons.slice(0, SHOWN).map(([source, n]) => `${count(n)} ${source}`);
  const more = reasons.slice(SHOWN).reduce((sum, [, n]) => sum + n, 0);
  return [capital(`why they are in: ${listed(more === 0 ? shown : [...shown, `${count(more)} for other reasons`])}.`)];
}
