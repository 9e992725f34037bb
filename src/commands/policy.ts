import { UsageError, type Command } from './options.js';
import type { PolicyOptions } from './run-policy.js';

const group = 'What to allow:';

export const policyCommand = (exit: (code: number) => void): Command<PolicyOptions> => ({
  command: 'policy [scope]',
  describe: 'The least-privilege IAM policy for a stack; nothing is called',
  builder: (yargs) =>
    yargs
      .positional('scope', { choices: ['all', 'up', 'status', 'down'] as const, default: 'all' as const, describe: 'Which command it is for' })
      .option('account', { type: 'string', requiresArg: true, group, describe: 'Account id in the ARNs (default: the one recorded, else *)' })
      .option('recovery', { type: 'boolean', default: false, group, describe: 'Also what `up` looks for after it was interrupted' })
      .option('out', { type: 'string', requiresArg: true, group, describe: 'Directory to write it to, in as many policies as IAM takes' })
      .check(({ account }) => {
        if (account !== undefined && !/^\d{12}$/.test(account)) throw new UsageError('--account takes the 12 digits of an account id');
        return true;
      })
      .example('$0 policy --account 123456789012 > policy.json', 'the whole life of the stack in provision.yaml')
      .example('$0 policy status --blueprint cloud-map-public', 'only to look')
      .example('$0 up --sandbox --policy policy.json', 'the sandbox enforces it'),
  handler: async (argv) => exit(await (await import('./run-policy.js')).runPolicy(argv)),
});
