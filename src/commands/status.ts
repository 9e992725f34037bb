import type { Command } from './options.js';

export const statusCommand = (exit: (code: number) => void): Command => ({
  command: 'status',
  describe: 'Every resource: recorded, live, drifted, missing',
  builder: (yargs) =>
    yargs
      .example('$0 status', 'exit code 3 when something is not as recorded')
      .example('$0 status --sandbox --blueprint cloud-map-public --json', 'the same as data'),
  handler: async (argv) => exit(await (await import('./run-status.js')).runStatus(argv)),
});
