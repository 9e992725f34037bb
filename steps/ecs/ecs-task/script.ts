import type { Scripting } from '../../../src/scripting.js';

/** A task that has done its work: its own container is the first of its revision. */
const exitCode = "tasks[0].lastStatus == 'STOPPED' && to_string(tasks[0].containers[0].exitCode) || 'runs'";

export const script: Scripting = {
  waits: [{ for: 'ready', like: 'DescribeTasks', query: exitCode, good: '0', bad: '[1-9]|null', minutes: 10 }],
  answers: { RunTask: 'tasks.0.taskArn' },
};
