import { withoutVariables, type GivenTexts } from '../hidden-values.js';
import type { Display } from './display.js';
import { writerTo } from './output.js';
import type { Out } from './terminal.js';
import { jsonLine } from './printable.js';

/**
 * One event a line, as it was emitted, `type` and `time` first; nothing else ever.
 * @param given what variables of this machine have given to the config
 * @param showsValues those of environment variables, too, which are `***` otherwise
 */
export function jsonDisplay(stdout: Out, showsValues = false, given?: GivenTexts): Display {
  const write = writerTo(stdout);
  return {
    event: ({ type, time, ...rest }) =>
      write(`${jsonLine({ type, time, ...(showsValues ? rest : withoutVariables(rest, given)) })}\n`),
    say: () => undefined,
    close: () => undefined,
  };
}
