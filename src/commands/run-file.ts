import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from '../events.js';

/** A run's events, one JSON object a line: what scripts, timelines and reports of it are made from. */
export interface RunFile {
  write(event: Event): void;
  close(): void;
}

/**
 * Begins the file `runs/<time>-<command>-<stack>.ndjson` under the state directory, readable by its owner alone.
 * Each event is handed to the system at once, so a killed process leaves what it had done.
 */
export function openRunFile(directory: string, command: string, stack: string): RunFile {
  const folder = join(directory, 'runs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replace(/[:.]/g, '-');
  const file = openSync(join(folder, `${time}-${command}-${stack}.ndjson`), 'a', 0o600);
  let full = false;
  return {
    // A run must not end because it cannot be told of: a full disk stops the state's own writes, which say so.
    write(event) {
      try {
        if (!full) writeSync(file, `${JSON.stringify(event)}\n`);
      } catch {
        full = true;
      }
    },
    close: () => closeSync(file),
  };
}
