import type { Display } from './display.js';
import { writerTo } from './output.js';
import { callLine } from './plain.js';
import type { Out } from './terminal.js';

/** For commands that print their own result: failures, and calls where they are asked for. */
export function quietDisplay(stdout: Out, verbose: boolean): Display {
  const write = writerTo(stdout);
  return {
    event(event) {
      if (event.type === 'error') write(`${event.message}\n`);
      if (event.type === 'call' && verbose) write(`${callLine(event)}\n`);
    },
    say: (text) => void process.stderr.write(`${text}\n`),
    close: () => undefined,
  };
}
