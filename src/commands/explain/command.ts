import { command, some } from '../declaration.js';
import { text } from '../option.js';

export const explainCommand = command({
  name: 'explain',
  summary: 'What each call does, why, what undoes it, what it costs; nothing is called',
  positionals: {
    what: text('A step, a noun or an operation (default: all of the stack)', { completes: 'subject' }),
  },
  takes: ['stack', some('target', 'region', 'profile'), 'display'],
  examples: [
    {
      line: 'provision explain --blueprint cloud-map-public',
      says: 'a whole architecture, step by step; no account needed',
    },
    { line: 'provision explain nat-gateway', says: 'a kind of thing, with all of its operations' },
    { line: 'provision explain ec2:CreateNatGateway', says: 'one operation; the service may be left out' },
  ],
  handler: async (request) => (await import('./handler.js')).runExplain(request),
});
