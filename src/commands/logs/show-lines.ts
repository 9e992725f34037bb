import { realClock, type Clock } from '../../clock.js';
import { isStop } from '../../runner/run.js';
import { surviving } from '../../ui/output.js';
import type { Stopper } from '../session/stop-signal.js';
import type { LogLine } from './log-query.js';
import type { LogReader } from './read-logs.js';

interface Showing {
  readonly follow: boolean;
  readonly stop: Stopper;
  /** Lines are written in real time, on the sandbox, too. */
  readonly clock?: Clock;
}

/** ms between two looks at all log groups. */
const betweenLooksMs = 2000;

/**
 * Shows the lines that there are and, where they are followed, those that come. Following ends with Ctrl-C, and where nobody reads
 * what is shown any more (`| head`).
 * @returns how many it has shown
 * @throws what the reader throws; Stopped, where it is not the end of following
 */
export async function showLines(
  reader: Pick<LogReader, 'newLines'>,
  show: (line: LogLine) => void,
  { follow, stop, clock = realClock }: Showing,
): Promise<number> {
  let count = 0;
  const isRead = () => surviving(process.stdout).error === undefined;
  try {
    do {
      stop.signal.throwIfAborted();
      for await (const line of reader.newLines()) {
        show(line);
        count++;
        if (!isRead()) return count;
      }
      if (follow) await clock.sleep(betweenLooksMs, stop.signal);
    } while (follow && isRead());
  } catch (error) {
    if (!follow || !isStop(error) || stop.why() !== 'interrupted') throw error;
  }
  return count;
}
