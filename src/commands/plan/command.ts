import { command } from '../declaration.js';
import { flag } from '../option.js';

export const planCommand = command({
  name: 'plan',
  summary: 'What up would call, with inputs, and what it will cost; changes nothing',
  options: {
    calls: flag('Show every call with its full input'),
    'detailed-exitcode': flag('Exit with 3 where up would change something'),
    'live-prices': flag('Ask the AWS Price List API what it costs'),
  },
  takes: ['stack', 'target', 'states', 'display', 'limits'],
  examples: [
    {
      line: 'provision plan --blueprint alb-microservices --calls',
      says: 'needs no account: all calls, rehearsed',
    },
    {
      line: 'provision plan --detailed-exitcode',
      says: 'in a pipeline: is anything to be done?',
      needs: ['stack'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runPlan(request),
});
