import type { Command } from './options.js';

export const downCommand = (exit: (code: number) => void): Command => ({
  command: 'down',
  describe: 'Delete everything this stack created, in reverse',
  builder: (yargs) =>
    yargs
      .example('$0 down', 'asks, then deletes; needs only the state, not the config')
      .example('$0 down --name api --yes', 'a stack by name, without asking'),
  handler: async (argv) => exit(await (await import('./run-down.js')).runDown(argv)),
});
