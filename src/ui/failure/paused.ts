import { commandLine, type Run } from '../run.js';
import { oneLine } from '../text.js';
import { untouched, type Of, type Words } from './words.js';

/** Somebody has paused the stack, so as not to pay for it. `up` does not undo that unasked. */
export const stackPaused = ({ stack, since }: Of<'stack-paused'>, run?: Run): Words => ({
  title: `${oneLine(stack)} is paused since ${since}.`,
  lines: ['Resuming it brings back what was taken away, and makes the changes of the config too.', untouched],
  next: commandLine('resume', run),
});
