import type { Command } from './options.js';

export const initCommand = (exit: (code: number) => void): Command<{ from?: string }> => ({
  command: 'init [from]',
  describe: 'Write provision.yaml to start from',
  builder: (yargs) =>
    yargs
      .positional('from', { type: 'string', describe: 'A blueprint' })
      .example('$0 init', 'the smallest architecture, with a schema your editor completes from'),
  handler: async (argv) => exit(await (await import('./run-init.js')).runInit(argv)),
});
