import type { Command } from './options.js';
import type { UpOptions } from './run-up.js';

export const upCommand = (exit: (code: number) => void): Command<UpOptions> => ({
  command: 'up',
  describe: 'Create or converge; a second run changes nothing',
  builder: (yargs) =>
    yargs
      .option('step', { type: 'boolean', describe: 'Stop before each step, and explain its calls' })
      .example('$0 up --sandbox --blueprint cloud-map-public', 'on the embedded AWS')
      .example('$0 up --config api.yaml --region eu-central-1', 'on AWS, asking before anything is created')
      .example('$0 up --sandbox --blueprint cloud-map-public --step', 'one call after the other, explained')
      .example('$0 up --yes --json | jq -c "select(.type==\\"call\\")"', 'in a script: every call as data'),
  handler: async (argv) => exit(await (await import('./run-up.js')).runUp(argv)),
});
