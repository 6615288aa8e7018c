/**
 * A progress bar on the terminal, and nothing where the output goes to a file.
 * @module
 */
import { SingleBar } from 'cli-progress';
import type { Progress } from '../progress.js';
import { printable } from './terminal.js';

/** One bar, renamed as the work goes from stage to stage. */
export function progressBar(stream: NodeJS.WriteStream): { show: (progress: Progress) => void; stop: () => void } {
  if (!stream.isTTY) return { show() {}, stop() {} };
  const bar = new SingleBar({
    format: '{bar} {stage}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    synchronousUpdate: true,
    gracefulExit: false,
  });
  let started = false;
  return {
    show({ done, total, stage: text }) {
      const stage = printable(text);
      if (!started) bar.start(total, done, { stage });
      started = true;
      bar.setTotal(total);
      bar.update(done, { stage });
    },
    stop: () => started && bar.stop(),
  };
}
