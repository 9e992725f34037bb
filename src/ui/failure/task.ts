import { oneLine } from '../text.js';
import type { Of, Words } from './words.js';

/** A task that was run by hand has ended, or never ran. Its own lines were told while it ran. */
export const taskFailed = ({ task, exitCode, why }: Of<'task-failed'>): Words => ({
  title: exitCode === undefined ? `${task} never ran.` : `${task} exited with ${exitCode}.`,
  lines: why.split('\n').map(oneLine),
});

export const taskStopped = ({ task, by }: Of<'task-stopped'>): Words => ({
  title: `${task} was stopped before its end.`,
  lines: by === 'timeout' ? ['The time limit of the run passed.'] : [],
});
