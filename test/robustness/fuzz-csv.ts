/**
 * Mutated files of orders in every layout, and of interactions: each is refused with a KindredError, or read; however it is cut into pieces, as the same.
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { KindredError } from 'kindred';
import { cleanOrders, OrdersReader, previewOrders, readCsv, readInteractions, type OrdersFile, type OrdersOptions } from 'kindred/io';
import { damaged, generator, withTokens, type Below } from './mutate';
import type { Trial } from './trial';

const FOLDER = 'test/io/files';
const optionsOf = (name: string) =>
  (JSON.parse(readFileSync(join(FOLDER, name.replace(/\.\w+$/, '.expected.json')), 'utf8')) as { options?: OrdersOptions }).options;
const FILES = readdirSync(FOLDER)
  .filter((name) => !name.endsWith('.json') && !name.startsWith('.'))
  .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(FOLDER, name))), options: optionsOf(name) }));

const RATINGS = new TextEncoder().encode(
  'user,item,rating,at,when\n1,31,2.5,1260759144,2026-01-05\n1,1029,3,1260759179,2026-01-05T10:30Z\n7,31,"4.5",1260759182,2026-02-28\n12,é,5,1260759185,2026-03-01\n',
);

type Outcome = { read: unknown } | { refused: string };

/** What comes of a call: errors as code and message. @throws whatever is no KindredError */
function outcomeOf(call: () => unknown): Outcome {
  try {
    return { read: call() };
  } catch (error) {
    if (error instanceof KindredError) return { refused: `${error.code}: ${error.message}` };
    throw error;
  }
}

function orders(bytes: Uint8Array, cuts: readonly number[], options?: OrdersOptions): OrdersFile {
  const reader = new OrdersReader(options);
  [0, ...cuts].forEach((from, i) => reader.push(bytes.subarray(from, cuts[i] ?? bytes.length)));
  return reader.end();
}

const columnsOf = ({ orders, ...file }: OrdersFile) => [file, orders.columns.map((name) => [name, orders.column(name)])];

/** @throws an error that says what went wrong, where the outcome is none that may be */
export function tryCsv(seed: number): Trial {
  const below = generator(seed);
  return below(5) === 0 ? tryRatings(below) : tryOrders(below);
}

const mutated = (bytes: Uint8Array, below: Below) => (below(2) === 0 ? withTokens(bytes, below) : damaged(bytes, below));
const name = (outcome: Outcome) => ('read' in outcome ? 'read' : outcome.refused.slice(0, outcome.refused.indexOf(':')));

function tryOrders(below: Below): Trial {
  const file = FILES[below(FILES.length)];
  const bytes = mutated(file.bytes, below);
  const options = below(10) === 0 ? FILES[below(FILES.length)].options : file.options;
  const cuts = Array.from({ length: 1 + below(3) }, () => below(bytes.length + 1)).sort((a, b) => a - b);
  const whole = outcomeOf(() => orders(bytes, [], options));
  const pieces = outcomeOf(() => orders(bytes, cuts, options));
  if (!isSame(whole, pieces)) throw new Error(`read in pieces cut at ${cuts.join(', ')}, it is another`);
  if (below(4) === 0) outcomeOf(() => previewOrders(bytes, options));
  if ('read' in whole) outcomeOf(() => cleanOrders((whole.read as OrdersFile).orders));
  return { name: 'orders', size: bytes.length, outcome: name(whole) };
}

function tryRatings(below: Below): Trial {
  const bytes = mutated(RATINGS, below);
  const text = new TextDecoder().decode(bytes);
  const delimiter = [undefined, ';'][Number(below(9) === 0)];
  const outcome =
    below(2) === 0
      ? outcomeOf(() =>
          readInteractions(below(2) === 0 ? bytes : text, {
            user: 'user',
            item: 'item',
            ...[{}, { value: 'rating' }, { value: 'rating', time: 'at', timeUnit: 's' as const }, { time: 'when', value: 'rating' }][
              below(4)
            ],
            duplicates: [undefined, 'sum', 'last'][below(3)] as 'sum' | undefined,
            ...(delimiter && { delimiter }),
          }).without(1 as never),
        )
      : outcomeOf(() => {
          const table = readCsv(text, { user: 'category', item: 'text', rating: 'number', when: 'date' }, delimiter ? { delimiter } : {});
          return table.nRows > 0 && table.row(0);
        });
  return { name: 'ratings', size: bytes.length, outcome: name(outcome) };
}

/** Bytes are decoded a piece at a time, before rows are read: of a damaged text and a fault in a row, either may be named. */
function isSame(a: Outcome, b: Outcome): boolean {
  if ('read' in a && 'read' in b) return isDeepStrictEqual(columnsOf(a.read as OrdersFile), columnsOf(b.read as OrdersFile));
  if ('read' in a || 'read' in b) return false;
  return a.refused === b.refused || [a.refused, b.refused].some((why) => / is no UTF-| holds a NUL byte/.test(why));
}

/** The bytes of a trial of orders, to look at. */
export function csvOf(seed: number): { name: string; bytes: Uint8Array } {
  const below = generator(seed);
  if (below(5) === 0) return { name: 'ratings', bytes: mutated(RATINGS, below) };
  const file = FILES[below(FILES.length)];
  return { name: file.name, bytes: mutated(file.bytes, below) };
}
