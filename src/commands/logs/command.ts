import { command } from '../declaration.js';
import { flag, text } from '../option.js';
import { sinceObjection } from './since.js';

export const logsCommand = command({
  name: 'logs',
  summary: 'What services and jobs have written, and the access log of the API, in the order of time',
  positionals: {
    service: text('The name of a service or a job, or `api` (default: all)', { completes: 'task' }),
  },
  options: {
    follow: flag('Show new lines as they come, until Ctrl-C', { alias: 'f' }),
    since: text('From when on: 30s, 10m, 2h, 3d, or a time like 2026-12-01T14:00:00Z', {
      default: '10m',
      objection: sinceObjection,
    }),
    task: text('Of this task alone: its id, or the beginning of that', {
      objection: (id) =>
        /^(?:arn:\S+\/)?[0-9a-f]{1,32}$/.test(id) ? undefined : 'takes the id of a task, or its beginning',
    }),
  },
  takes: ['stack', 'target', 'states', 'display', 'limits'],
  examples: [
    {
      line: 'provision logs --sandbox --blueprint cloud-map-public',
      says: 'the last ten minutes of all services, and of the API',
      needs: ['sandbox-stack'],
    },
    { line: 'provision logs web --since 2h --json', says: 'of one service, as data', needs: ['stack'] },
    { line: 'provision logs web --follow --since 30s', says: 'new lines as they come', needs: ['stack', 'interrupt'] },
  ],
  handler: async (request) => (await import('./handler.js')).runLogs(request),
});
