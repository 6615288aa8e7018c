/**
 * What the commands that write a folder of files share: it is made first and taken away again where nothing came of it, work shows how far it is and stops when told
 * to, and what was written is said.
 * @module
 */
import { join } from 'node:path';
import type { LongWork } from '../progress.js';
import type { OutputFile } from '../report/outputs.js';
import type { Arguments } from './arguments.js';
import { showReport } from './open-report.js';
import { prepareFolder, writeOutputs } from './outputs.js';
import { progressBar } from './progress-bar.js';
import { stopOnSignal } from './stop.js';
import { say, sayJson } from './terminal.js';

/** What came of it. */
export interface Produced {
  /** The first one is the page that `--open` shows. */
  readonly files: readonly OutputFile[];
  /** What `--json` says. */
  readonly report: object;
  /** What is said without it. */
  readonly sentences: (names: readonly string[]) => readonly string[];
}

/** @throws KindredError `file-write`, `cancelled`, and as the work does; the folder is then as it was */
export async function produce(args: Arguments, out: string, make: (work: LongWork) => Promise<Produced>): Promise<void> {
  const leaveFolder = await prepareFolder(out);
  const bar = progressBar(process.stderr);
  const stop = stopOnSignal();
  let page: string;
  try {
    const { files, report, sentences } = await make({ onProgress: bar.show, signal: stop.signal });
    await writeOutputs(out, files);
    bar.stop();
    const names = files.map(({ name }) => name);
    page = names[0];
    if (args.has('json')) sayJson({ out, files: names, report });
    else say(sentences(names));
  } catch (error) {
    await leaveFolder();
    throw error;
  } finally {
    bar.stop();
    stop.end();
  }
  if (args.has('open')) await showReport(join(out, page));
}
