import { command } from '../declaration.js';
import { text } from '../option.js';

export const runTaskCommand = command({
  name: 'run',
  summary: 'A job once, or a command in a new task of a service: its lines, and how it ends',
  isRun: true,
  positionals: { task: text('The name of the job, or of the service', { completes: 'task' }) },
  rest: { name: 'COMMAND', summary: 'What its container runs, in the place of its own command' },
  takes: ['stack', 'target', 'states', 'display', 'limits'],
  examples: [
    { line: 'provision run migrate --sandbox', says: 'the job `migrate` of the config, to its end', needs: ['job'] },
    {
      line: 'provision run migrate --sandbox -- rake db:rollback',
      says: 'the same job with another command: everything behind -- belongs to it',
      needs: ['job'],
    },
    {
      line: 'provision run web --sandbox --blueprint cloud-map-public -- env',
      says: 'a command in a task of its own that has the settings of a service',
      needs: ['sandbox-stack'],
    },
  ],
  list: {
    title: 'How it ends:',
    rows: [
      ['exit code 0', 'its container has ended with exit code 0'],
      ['exit code 1', 'it has ended with another one, which is said, or never ran'],
      ['exit code 130', 'Ctrl-C: the task was stopped. A second Ctrl-C leaves it running'],
    ],
  },
  handler: async (request, rest) => (await import('./handler.js')).runTask(request, rest),
});
