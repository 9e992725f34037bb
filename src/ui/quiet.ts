import type { Display } from './display.js';
import { textOf } from './failure.js';
import { writerTo } from './output.js';
import { callLine } from './plain.js';
import { proseText, proseWidth } from './prose.js';
import type { Run } from './run.js';
import type { Out } from './terminal.js';

/** For commands that print their own result: failures, and calls where they are asked for. */
export function quietDisplay(stdout: Out, verbose: boolean, run?: Run): Display {
  const write = writerTo(stdout);
  return {
    event(event) {
      if (event.type === 'error') write(`${textOf(event.failure, run, proseWidth(stdout))}\n`);
      if (event.type === 'call' && verbose) write(`${callLine(event)}\n`);
    },
    say: (text) => void process.stderr.write(proseText(text, process.stderr)),
    close: () => undefined,
  };
}
