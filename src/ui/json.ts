import type { Display } from './display.js';
import { writerTo } from './output.js';
import type { Out } from './terminal.js';
import { jsonLine } from './printable.js';

/** One event a line, exactly as it was emitted, `type` and `time` first; nothing else ever. */
export function jsonDisplay(stdout: Out): Display {
  const write = writerTo(stdout);
  return {
    event: ({ type, time, ...rest }) => write(`${jsonLine({ type, time, ...rest })}\n`),
    say: () => undefined,
    close: () => undefined,
  };
}
