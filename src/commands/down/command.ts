import { command } from '../declaration.js';
import { flag } from '../option.js';

export const downCommand = command({
  name: 'down',
  summary: 'Delete everything this stack created, in reverse',
  isRun: true,
  options: {
    'keep-going': flag('Delete the rest where something of others keeps a part of the stack'),
  },
  takes: ['stack', 'target', 'states', 'display', 'limits', 'yes'],
  examples: [
    {
      line: 'provision down',
      says: 'asks, then deletes; needs only the state, not the config',
      needs: ['stack', 'answer'],
    },
    { line: 'provision down --name shop --yes', says: 'a stack by name, without asking', needs: ['stack'] },
    {
      line: 'provision down --sandbox --blueprint cloud-map-public',
      says: 'on the embedded AWS nothing is asked',
      needs: ['sandbox-stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runDown(request),
});
