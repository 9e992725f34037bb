import { command } from '../declaration.js';
import { flag, text } from '../option.js';

export const rollbackCommand = command({
  name: 'rollback',
  summary: 'A service back to a revision that worked: shows what differs, and does it',
  isRun: true,
  positionals: {
    service: text('The name of the service', { completes: 'service' }),
    revision: text('The number of the revision (default: the last one that worked before)', { completes: 'revision' }),
  },
  options: { list: flag('Only list the revisions that are kept, and what differs; changes nothing') },
  takes: ['stack', 'target', 'states', 'display', 'limits', 'yes'],
  examples: [
    {
      line: 'provision rollback web --sandbox --blueprint cloud-map-public --list',
      says: 'what there is to go back to, and what differs',
      needs: ['sandbox-stack'],
    },
    {
      line: 'provision rollback web',
      says: 'to the revision that ran before; it says what differs, and asks',
      needs: ['rollable', 'answer'],
    },
    {
      line: 'provision rollback web 1 --yes',
      says: 'to a certain one, in a script. The next `up` goes forward again',
      needs: ['rollable'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runRollback(request),
});
