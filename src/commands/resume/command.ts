import { command } from '../declaration.js';

export const resumeCommand = command({
  name: 'resume',
  summary: 'Bring back what a pause took away, as the config has it',
  isRun: true,
  takes: ['stack', 'target', 'states', 'display', 'limits', 'yes'],
  examples: [
    {
      line: 'provision resume',
      says: 'asks first: with new addresses, and with the names of new load balancers',
      needs: ['stack', 'answer'],
    },
    {
      line: 'provision resume --sandbox --blueprint cloud-map-public',
      says: 'on the embedded AWS',
      needs: ['sandbox-stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runResume(request),
});
