import { command } from '../declaration.js';
import { text } from '../option.js';

export const execCommand = command({
  name: 'exec',
  summary: 'A shell, or another command, in a container of a task that runs: ECS Exec',
  isRun: true,
  positionals: { service: text('The name of the service', { completes: 'service' }) },
  rest: { name: 'COMMAND', summary: 'What is run (default: /bin/sh)' },
  options: {
    container: text('Which container of the task (default: that of the service)'),
    task: text('Which task: its id, or the beginning of that (default: the newest one)', {
      objection: (id) =>
        /^(?:arn:\S+\/)?[0-9a-f]{1,32}$/.test(id) ? undefined : 'takes the id of a task, or its beginning',
    }),
  },
  takes: ['stack', 'target', 'states', 'display', 'limits'],
  examples: [
    { line: 'provision exec web', says: 'a shell in the newest task of `web`', needs: ['shell'] },
    { line: 'provision exec web -- ps aux', says: 'a command in it; its output, and its exit code', needs: ['shell'] },
  ],
  list: {
    title: 'What it takes:',
    rows: [
      ['exec: true', 'of the service in the config, before the task was started'],
      ['session-manager-plugin', 'on PATH: it holds the connection, as for `aws ecs execute-command`'],
      ['permissions', '`provision policy exec` has them'],
    ],
  },
  handler: async (request, rest) => (await import('./handler.js')).runExec(request, rest),
});
