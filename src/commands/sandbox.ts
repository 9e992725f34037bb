import type { Command } from './options.js';

export const sandboxCommand = (exit: (code: number) => void): Command<{ port: number }> => ({
  command: 'sandbox',
  describe: 'Serve the embedded AWS until Ctrl-C',
  builder: (yargs) =>
    yargs
      .option('port', { type: 'number', requiresArg: true, default: 4566, describe: 'Port on 127.0.0.1; 0 takes any free one' })
      .example('$0 sandbox --port 4566', 'then: aws --endpoint-url http://127.0.0.1:4566 ec2 describe-vpcs'),
  handler: async (argv) => exit(await (await import('./run-sandbox.js')).runSandbox(argv)),
});
