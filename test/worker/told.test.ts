// What a call tells of its way where threads do fits inside it: the stages of the call, none of which comes twice.
import { expect, test } from 'vitest';
import { planContactsAsync } from '../../src/campaign/index.js';
import { Table, type LongWork } from '../../src/index.js';
import { workers } from '../../src/worker/index.js';

const rows = Array.from({ length: 800 }, (_, i) => {
  const [pages, arm, luck] = [i % 10, i % 20 < 10 ? 'none' : 'mail', Math.floor(i / 20) % 20];
  return { pages, arm, bought: luck < (arm === 'mail' ? pages : 3) + 2 ? 1 : 0 };
});
const table = Table.from(rows);
const options = { treatment: 'arm', outcome: 'bought', control: 'none', budget: 100, nResamples: 100, nFolds: 3 } as const;

/** The stages, in their order. */
async function stagesOf(call: (work: LongWork) => Promise<unknown>, work: LongWork): Promise<string[]> {
  const stages: string[] = [];
  await call({ ...work, onProgress: ({ stage }) => void (stage !== stages.at(-1) && stages.push(stage)) });
  return stages;
}

test.each([0, 1, 2])('of learners and cross-fitting: %d threads', async (size) => {
  const pool = size > 0 ? await workers(size) : undefined;
  try {
    const call = (work: LongWork) => planContactsAsync(table, { ...options, learner: 'two-model' }, work);
    const [alone, found] = [await stagesOf(call, {}), await stagesOf(call, { workers: pool })];
    expect(found.filter((stage) => stage.startsWith('cross-fitting'))).toEqual([1, 2, 3].map((fold) => `cross-fitting, fold ${fold} of 3`));
    expect(new Set(found).size).toBe(found.length);
    for (const stage of found) expect(alone).toContain(stage);
  } finally {
    await pool?.close();
  }
});
