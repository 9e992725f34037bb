import { command } from '../declaration.js';
import { flag, text } from '../option.js';
import { idOption } from '../recover/id-option.js';

export const sweepCommand = command({
  name: 'sweep',
  summary: 'Find stacks by their tags that this machine has no state of, and delete them',
  positionals: { only: text('Only stacks of this name, as with --name', { completes: 'stack' }) },
  options: {
    id: idOption,
    expired: flag('Only stacks that are over their time: see up --ttl'),
    delete: flag('Delete them, after a question'),
  },
  takes: ['stack', 'target', 'states', 'display', 'limits', 'yes'],
  examples: [
    { line: 'provision sweep', says: 'what there is in the region; changes nothing', needs: ['account'] },
    {
      line: 'provision sweep --name shop --delete',
      says: 'a stack by its name, however young; asks first',
      needs: ['account', 'answer'],
    },
    {
      line: 'provision sweep --expired --delete --yes',
      says: 'on a schedule: what is over its time, from tags alone',
      needs: ['account'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runSweep(request),
});
