import { commandLine, type Run } from '../run.js';
import { oneLine } from '../text.js';
import { unreachable } from '../../unreachable.js';
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

/** No command was run in a task of a service. */
export function execRefused({ service, task, reason, agent }: Of<'exec-refused'>, run?: Run): Words {
  const command = (name: string): string => commandLine(name, run);
  const of = task === undefined ? '' : ` ${task}`;
  const title = `No command was run in ${service}.`;
  switch (reason) {
    case 'no-task':
      return {
        title,
        lines: [
          task === undefined ? 'No task of it runs.' : `No task of it runs whose id begins with ${task}.`,
          `What the last ones wrote: \`${command('logs')} --since 1h\`.`,
        ],
        next: command('status'),
      };
    case 'started-before':
      return {
        title,
        lines: [
          `The task${of} was started before \`exec: true\` counted for ${service}: only new tasks have the agent.`,
        ],
        next: command('up'),
      };
    case 'agent':
      return {
        title,
        lines: [
          `The agent in the task${of} is ${agent ?? 'not there'}, not RUNNING. ECS starts it with the container, which takes some seconds. It cannot work where \`readonlyRoot\` is set.`,
        ],
      };
    case 'not-connected':
      return {
        title,
        lines: [
          `ECS does not reach the agent in the task${of}. It needs a way to Systems Manager (ssmmessages): a NAT gateway, a public address, or the endpoint \`ssmmessages\`; and ssmmessages:* in the task role.`,
          'With `exec: true`, `up` gives the role and an endpoint where it is needed. A role that was made a minute ago may not count yet.',
        ],
      };
    case 'stand-in':
      return {
        title,
        lines: [
          `The sandbox runs no container: what stands in for it in the task${of} has no shell. On AWS this opens a session there.`,
          'Where containers or programs run, it gets in: provision sandbox --run containers, or --run processes, in a second terminal.',
        ],
      };
    default:
      return unreachable(reason);
  }
}
