import { command } from '../declaration.js';
import { idOption } from './id-option.js';

export const recoverCommand = command({
  name: 'recover',
  summary: 'Make a lost state anew, from the tags of what is there',
  options: {
    id: idOption,
  },
  takes: ['stack', 'target', 'states', 'display', 'limits'],
  examples: [
    {
      line: 'provision recover',
      says: 'with the config: the next up changes nothing',
      needs: ['unrecorded-stack'],
    },
    {
      line: 'provision recover --name shop',
      says: 'without one, as far as tags tell: enough to take it down',
      needs: ['unrecorded-stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runRecover(request),
});
