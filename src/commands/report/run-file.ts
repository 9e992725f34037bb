import { closeSync, constants, mkdirSync, openSync, readdirSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../../events.js';
import { jsonLine } from '../../ui/printable.js';

/** A run's events, one JSON object a line: what scripts, timelines and reports of it are made from. */
export interface RunFile {
  write(event: Event): void;
  close(): void;
}

/** How many runs of a stack are kept; what is older is removed when another one begins. */
export const keptRuns = 50;

/** `<time>-<command>-<stack>.ndjson` */
export const runFileName = /Z-(\w+)-(.*)\.ndjson$/;

/** Never one that is there, nor what a link leads to. Windows has no such flag. */
const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);

/**
 * Begins the file `runs/<time>-<command>-<stack>.ndjson` under the state directory, readable by its owner alone.
 * Each event is handed to the system at once, so a killed process leaves what it had done.
 */
export function openRunFile(directory: string, command: string, stack: string): RunFile {
  const folder = join(directory, 'runs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeOldest(folder, stack);
  const file = openNew((time) => join(folder, `${time}-${command}-${stack}.ndjson`));
  let [full, closed] = [false, false];
  return {
    // A run must not end because it cannot be told of: a full disk stops the state's own writes, which say so.
    write(event) {
      try {
        if (!full && !closed) writeSync(file, `${jsonLine(event)}\n`);
      } catch {
        full = true;
      }
    },
    // What is thrown after the run's end ends the report once more. By then the number may be another file's.
    close() {
      if (!closed) closeSync(file);
      closed = true;
    },
  };
}

/** What cannot be removed stays: a run must not end because of it. */
function removeOldest(folder: string, stack: string): void {
  const own = readdirSync(folder).filter((file) => runFileName.exec(file)?.[2] === stack);
  for (const file of own.toSorted().slice(0, -(keptRuns - 1))) {
    try {
      unlinkSync(join(folder, file));
    } catch {
      continue;
    }
  }
}

/** @param pathAt a path that has the time in it: where it is taken, that of the next millisecond */
function openNew(pathAt: (time: string) => string): number {
  for (let time = Date.now(); ; time++) {
    try {
      return openSync(pathAt(new Date(time).toISOString().replace(/[:.]/g, '-')), newFile, 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
