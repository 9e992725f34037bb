import type { Command } from './options.js';
import type { ExplainOptions } from './run-explain.js';

export const explainCommand = (exit: (code: number) => void): Command<ExplainOptions> => ({
  command: 'explain [what]',
  describe: 'What each call does, why, what undoes it, what it costs',
  builder: (yargs) =>
    yargs
      .positional('what', { type: 'string', describe: 'A step, a noun or an operation (default: all of the stack)' })
      .example('$0 explain --blueprint cloud-map-public', 'a whole architecture, step by step; no account needed')
      .example('$0 explain nat-gateway', 'a kind of thing, with all of its operations')
      .example('$0 explain ec2:CreateNatGateway', 'one operation; the service may be left out'),
  handler: async (argv) => exit(await (await import('./run-explain.js')).runExplain(argv)),
});
