import { commandLine, type Run } from '../run.js';
import { elapsed, listed } from '../text.js';
import { kept, quoted, type Of, type Words } from './words.js';

/** The `--timeout` of the whole run passed. */
export const runTimeout = ({ seconds, unfinished }: Of<'run-timeout'>, run?: Run): Words => ({
  title: `The time limit of ${elapsed(seconds)} for the whole run passed.`,
  lines: [...notFinished(unfinished), kept, ...cleanUp(run)],
  next: commandLine(run?.command ?? 'up', run),
});

/**
 * Ctrl-C or a signal ended the run. Calls that were under way were finished, so that no id is lost. That is said when
 * the signal comes, and not repeated here.
 */
export const interrupted = ({ unfinished }: Of<'interrupted'>, run?: Run): Words => ({
  title: 'Interrupted. The next run continues from here.',
  lines: [...notFinished(unfinished), ...cleanUp(run)],
  next: commandLine(run?.command ?? 'up', run),
});

const notFinished = (unfinished: readonly string[]): string[] =>
  unfinished.length > 0 ? [`Not finished: ${listed(unfinished, 12)}. AWS may still be working on these.`] : [];

const cleanUp = (run?: Run): string[] =>
  run?.command === 'down' ? [] : [`To delete what was created: \`${commandLine('down', run)}\`.`];

/** An error in this program. What it had done is recorded. */
export const bug = ({ message, stack }: Of<'bug'>): Words => ({
  title: 'This is a bug in provision.',
  lines: [
    quoted(message),
    ...(stack
      ? stack
          .split('\n')
          .slice(1)
          .map((line) => line.trim())
      : ['--verbose shows the stack trace.']),
    kept,
  ],
});

/** The disk of a file that the output goes to is full. Nothing else was asked for. */
export const outputUnwritten = ({ why }: Of<'output-unwritten'>): Words => ({
  title: 'The output could not be written.',
  lines: [`The reason: ${quoted(why)}`, 'What was written of it is not the whole.'],
});
