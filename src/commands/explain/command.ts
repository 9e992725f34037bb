import { command, some } from '../declaration.js';
import { flag, repeated } from '../option.js';

export const explainCommand = command({
  name: 'explain',
  summary: 'A stack on one screen, a noun or a word, each call and why; nothing is called',
  positionals: {
    what: repeated('A step, a noun, an operation, a blueprint, or any words (default: the stack of the config)', {
      completes: 'subject',
    }),
  },
  options: {
    all: flag('All of the stack: each call in order, with what it is for and what undoes it'),
    request: flag('The way of [METHOD] PATH hop by hop, and what the client would see if one were missing'),
    compare: flag('Two blueprints or config files: what each has, costs and takes, what is gained and lost'),
  },
  takes: ['stack', some('target', 'region', 'profile'), 'display'],
  examples: [
    {
      line: 'provision explain',
      says: 'the stack of the config here on one screen; without one, all that can be explained',
    },
    {
      line: 'provision explain --blueprint cloud-map-public',
      says: 'a whole architecture on one screen; no account needed. With --all: each call',
    },
    { line: 'provision explain nat-gateway', says: 'a kind of thing, with all of its operations' },
    { line: 'provision explain circuit breaker', says: 'any words: what they mean, or where they are explained' },
    { line: 'provision explain ec2:CreateNatGateway', says: 'one operation; the service may be left out' },
    {
      line: 'provision explain --request /api/books --blueprint alb-microservices',
      says: 'a request hop by hop, and what the client would see without each',
    },
    {
      line: 'provision explain --compare cloud-map-public alb-microservices',
      says: 'two architectures: parts, costs, time, what is gained and lost',
    },
  ],
  handler: async (request) => (await import('./handler.js')).runExplain(request),
});
