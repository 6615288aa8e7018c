/**
 * Mutated model files: each is refused with a KindredError, or opens as a model that answers, saves itself, and opens again as the same.
 * @module
 */
import { KindredError } from 'kindred';
import { damaged, generator, sealed, withHeader, withinTensors, type Below } from './mutate';
import { SAVED, type Saved } from './saved';
import type { Trial } from './trial';

const isModelFile = ({ name }: Saved) => name !== 'Campaign' && name !== 'DestinationState';

/** Half of the files have a checksum that is right: what lies behind it is reached. */
function mutant(saved: Saved, below: Below): { bytes: Uint8Array; isSealed: boolean } {
  const kind = below(isModelFile(saved) ? 8 : 4);
  if (kind < 4) return { bytes: damaged(saved.bytes, below), isSealed: false };
  if (kind === 4) return { bytes: sealed(damaged(saved.bytes, below)), isSealed: true };
  if (kind === 5) return { bytes: sealed(withinTensors(saved.bytes, below)), isSealed: true };
  return { bytes: sealed(withHeader(saved.bytes, below)), isSealed: true };
}

/** @throws an error that says what went wrong, where the outcome is none that may be */
export function tryModel(seed: number): Trial {
  const below = generator(seed);
  const saved = SAVED[below(SAVED.length)];
  const { bytes, isSealed } = mutant(saved, below);
  let model;
  try {
    model = saved.open[below(saved.open.length)](bytes);
  } catch (error) {
    if (error instanceof KindredError) return { name: saved.name, size: bytes.length, outcome: error.code };
    throw error;
  }
  if (!isSealed && Buffer.compare(bytes, saved.bytes) !== 0) throw new Error('a damaged file whose checksum is wrong was opened');
  let outcome = 'answers';
  try {
    saved.use(model);
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    outcome = `answers ${error.code}`;
  }
  const again = model.toBytes();
  const same = saved.open[0](again).toBytes();
  if (Buffer.compare(again, same) !== 0) throw new Error('the model saved, opened and saved again gives other bytes');
  return { name: saved.name, size: bytes.length, outcome };
}

/** The bytes of a trial, to look at. */
export function modelOf(seed: number): { saved: Saved; bytes: Uint8Array } {
  const below = generator(seed);
  const saved = SAVED[below(SAVED.length)];
  return { saved, bytes: mutant(saved, below).bytes };
}
