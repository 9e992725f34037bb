import type { Command } from './options.js';

export const outputsCommand = (exit: (code: number) => void): Command<{ output?: string }> => ({
  command: 'outputs [output]',
  describe: 'URLs and ids that the stack gives',
  builder: (yargs) =>
    yargs
      .positional('output', { type: 'string', describe: 'Print only this one, bare' })
      .example('curl $($0 outputs ApiUrl)', 'use one in a script'),
  handler: async (argv) => exit(await (await import('./run-outputs.js')).runOutputs(argv)),
});
