import { command, place } from '../declaration.js';
import { choice, flag, text } from '../option.js';

export const policyCommand = command({
  name: 'policy',
  summary: 'The least-privilege IAM policy for a stack; nothing is called',
  positionals: {
    scope: choice(
      'Which command it is for',
      ['all', 'up', 'status', 'down', 'run', 'rollback', 'trace', 'logs', 'exec', 'recover', 'sweep', 'state-init'],
      'all',
    ),
  },
  options: {
    account: text('Account id in the ARNs (default: the one recorded, else *)', {
      objection: (id) => (/^\d{12}$/.test(id) ? undefined : 'takes the 12 digits of an account id'),
    }),
    recovery: flag('Also what `up` looks for after it was interrupted'),
    out: text('Directory to write it to, in as many policies as IAM takes', { completes: 'directory' }),
  },
  takes: ['stack', place, 'states', 'display'],
  examples: [
    {
      line: 'provision policy --account 123456789012 > policy.json',
      says: 'the whole life of the stack in provision.yaml',
      needs: ['config'],
    },
    {
      line: 'provision policy state-init --state s3://my-team-states',
      says: 'to make the bucket for states; with --state, the others have what it takes to use it',
    },
    { line: 'provision policy status --blueprint cloud-map-public', says: 'only to look' },
    {
      line: 'provision policy --blueprint cloud-map-public > policy.json && provision up --sandbox --blueprint cloud-map-public --policy policy.json',
      says: 'the sandbox enforces it',
    },
  ],
  handler: async (request) => (await import('./handler.js')).runPolicy(request),
});
