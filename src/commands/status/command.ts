import { command } from '../declaration.js';

export const statusCommand = command({
  name: 'status',
  summary: 'Every resource: recorded, live, drifted, missing',
  takes: ['stack', 'target', 'states', 'display', 'limits'],
  examples: [
    { line: 'provision status', says: 'exit code 3 when something is not as recorded', needs: ['stack'] },
    {
      line: 'provision status --sandbox --blueprint cloud-map-public --json',
      says: 'the same as data',
      needs: ['sandbox-stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runStatus(request),
});
