import { command } from '../declaration.js';
import { duration, flag, text } from '../option.js';

export const upCommand = command({
  name: 'up',
  summary: 'Create or converge; a second run changes nothing',
  isRun: true,
  options: {
    step: flag('Stop before each step, and explain its calls'),
    redeploy: text(
      'Build the image of this service anew, if it is built, and start its tasks anew, though nothing differs',
    ),
    check: text('Ask the stack for this path when it is there, until it answers with a status below 400: /health'),
    ttl: duration('For how long the stack is wanted: sweep --expired deletes it afterwards'),
  },
  takes: ['stack', 'target', 'states', 'display', 'limits', 'yes'],
  examples: [
    { line: 'provision up --sandbox --blueprint cloud-map-public', says: 'on the embedded AWS' },
    {
      line: 'provision up --config api.yaml --region eu-central-1',
      says: 'on AWS: it shows its plan and asks before anything is created',
      needs: ['config', 'account', 'answer'],
    },
    {
      line: 'provision up --sandbox --blueprint cloud-map-public --step',
      says: 'one step after the other, explained',
      needs: ['answer'],
    },
    {
      line: 'provision up --yes --name pr-17 --ttl 4h',
      says: 'an environment that `provision sweep --expired --delete` takes down after four hours',
      needs: ['config', 'account'],
    },
    {
      line: 'provision up --sandbox --blueprint cloud-map-public --check /',
      says: 'exit code 3 where the stack is there and does not answer within two minutes, and at which hop',
    },
    {
      line: 'provision up --yes --redeploy web',
      says: 'after `web:latest` was pushed anew to a registry that is not asked',
      needs: ['config', 'account'],
    },
    {
      line: 'provision up --yes --json > up.ndjson',
      says: 'in a script: every call as data',
      needs: ['config', 'account'],
    },
  ],
  handler: async (request) => (await import('./handler.js')).runUp(request),
});
