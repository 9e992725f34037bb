import { commandLine, type Run } from '../run.js';
import { elapsed, listed } from '../text.js';
import { kept, quoted, type Of, type Words } from './words.js';

/** The whole run's `--timeout` passed. */
export const runTimeout = ({ seconds, unfinished }: Of<'run-timeout'>, run?: Run): Words => ({
  title: `The time limit of ${elapsed(seconds)} for the whole run passed.`,
  lines: [...notFinished(unfinished), kept, ...cleanUp(run)],
  next: commandLine(run?.command ?? 'up', run),
});

/** Ctrl-C, or a signal: what runs was let finish its call, so that no id is lost. */
export const interrupted = ({ unfinished }: Of<'interrupted'>, run?: Run): Words => ({
  title: 'Interrupted.',
  lines: [...notFinished(unfinished), kept, 'The next run goes on from here.', ...cleanUp(run)],
  next: commandLine(run?.command ?? 'up', run),
});

const notFinished = (unfinished: readonly string[]): string[] =>
  unfinished.length > 0 ? [`Not finished: ${listed(unfinished, 12)}. AWS may still be working on these.`] : [];

const cleanUp = (run?: Run): string[] =>
  run?.command === 'down' ? [] : [`To delete what was made instead: \`${commandLine('down', run)}\`.`];

/** The program is wrong: what it did is recorded all the same. */
export const bug = ({ message, stack }: Of<'bug'>): Words => ({
  title: 'This is a bug in provision.',
  lines: [quoted(message), ...(stack ? stack.split('\n').slice(1).map((line) => line.trim()) : ['--verbose shows where.']), kept],
});
