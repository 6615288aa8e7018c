// Updates and forgettings in a row: each must give the bytes of a fresh fit.
import { expect } from 'vitest';
import type { Changed, Weight } from '../../src/index.js';
import { expectSameBytes } from '../support/files.js';
import { events, generator } from '../support/random.js';
import { counted, valued, type Data, type Model, type Subject } from './subject.js';

/** How many run with the fast tests; sequences.slow.test.ts goes on to SEQUENCES. */
export const FAST_SEQUENCES = 40;
export const SEQUENCES = 200;

/** Some updates and forgettings in a row, each compared with a fit of the events that are left. */
export function expectFreshBytes<M extends Model>(make: Subject<M>['make'], sequence: number): void {
  const random = generator(sequence);
  const kind = (['whole', 'half', 'any'] as const)[sequence % 3];
  const make_ = sequence % 2 ? valued : counted;
  const weigh = (d: Data) => (sequence % 5 === 0 ? d.weight((['log1p', 'binary'] as Weight[])[sequence % 2]) : d);
  let left = events(12, 25, 60, { seed: sequence, values: kind });
  let model = make().fit(weigh(make_(left)));
  for (let step = 0; step < 4; step++) {
    const users = [...new Set(left.map(({ user }) => user))];
    const before = model.toBytes();
    let changed: Changed<M>;
    if (random() < 0.5 && users.length > 1) {
      const gone = users[Math.floor(random() * users.length)];
      left = left.filter(({ user }) => user !== gone);
      changed = make().forget(model, gone);
    } else {
      const more = events(14, 30, 1 + Math.floor(random() * 12), { seed: sequence * 10 + step, values: kind });
      left = [...left, ...more];
      changed = make().update(model, make_(more));
    }
    expectSameBytes(model.toBytes(), before, 'the bytes of the old model');
    expectSameBytes(
      changed.model.toBytes(),
      make()
        .fit(weigh(make_(left)))
        .toBytes(),
      `sequence ${sequence}, step ${step}`,
    );
    expect(changed.receipt.rows).toBe(changed.model.items.size);
    expect(changed.receipt.rowsRecomputed).toBeLessThanOrEqual(changed.receipt.rows);
    model = changed.model;
  }
}
