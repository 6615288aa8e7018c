/**
 * The file of a campaign: JSON in UTF-8, a person a line, with the SHA-256 of the whole text (its own digits read as zeros) at its head.
 * @module
 */
import type { Id } from '../data/ids.js';
import { KindredError, mustBe } from '../errors.js';
import { sha256Hex } from '../privacy/sha256.js';
import type { Member } from './audience.js';

/** The newest format this release writes, and the newest it reads. */
const VERSION = 1;
const ZEROS = '0'.repeat(64);
const HEAD = /^\{"format":"kindred campaign (\d+)","sha256":"([0-9a-f]{64})",/;

export interface CampaignHead {
  readonly name: string;
  readonly startsAt: number;
  readonly purpose: string;
  readonly consent: string;
  readonly salt: string;
  readonly holdout: number;
}

/** The bytes of a campaign: a pure function of what it holds. */
export function writeCampaignFile(head: CampaignHead, members: readonly Member[]): Uint8Array {
  const rows = members.map(({ person, arm, reason, score, segment }) =>
    JSON.stringify([person, arm, reason, Number.isFinite(score) ? score : Number.isNaN(score) ? null : String(score), segment]),
  );
  const start = `{"format":"kindred campaign ${VERSION}","sha256":"`;
  const rest = `",${JSON.stringify(head).slice(1, -1)},\n"people":[\n${rows.join(',\n')}\n]}\n`;
  const encode = (digest: string) => new TextEncoder().encode(start + digest + rest);
  return encode(sha256Hex(encode(ZEROS)));
}

/** @throws KindredError `file-corrupt`, `file-version`; `invalid-data` for what are no bytes */
export function readCampaignFile(bytes: Uint8Array): { head: Readonly<Record<string, unknown>>; members: Member[] } {
  if (!(bytes instanceof Uint8Array)) throw new KindredError('invalid-data', mustBe('bytes', 'a Uint8Array', bytes));
  const text = decode(bytes);
  const [, version, digest] = HEAD.exec(text) ?? [];
  if (version === undefined) throw corrupt('it does not begin as one');
  if (Number(version) > VERSION)
    throw new KindredError(
      'file-version',
      `the campaign has format version ${version}, this release reads up to ${VERSION}: update kindred`,
    );
  if (sha256Hex(text.replace(digest, ZEROS)) !== digest) throw corrupt('its checksum does not match: the file was changed or damaged');
  const { name, startsAt, purpose, consent, salt, holdout, people } = JSON.parse(text) as Record<string, unknown>;
  if (!Array.isArray(people)) throw corrupt('it lacks its people');
  return { head: { name, startsAt, purpose, consent, salt, holdout }, members: people.map(memberOf) };
}

function memberOf(row: unknown): Member {
  if (!Array.isArray(row) || row.length !== 5) throw corrupt('a line of its people is none');
  const [person, arm, reason, score, segment] = row as [Id, Member['arm'], string, number | string | null, string | null];
  return { person, arm, reason, score: score === null ? NaN : Number(score), segment };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw corrupt('it is no text in UTF-8', cause);
  }
}

const corrupt = (why: string, cause?: unknown) => new KindredError('file-corrupt', `not a readable campaign: ${why}`, { cause });
