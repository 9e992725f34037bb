import type { Command } from './options.js';
import type { PlanOptions } from './run-plan.js';

export const planCommand = (exit: (code: number) => void): Command<PlanOptions> => ({
  command: 'plan',
  describe: 'What up would call, with inputs; changes nothing',
  builder: (yargs) =>
    yargs
      .option('calls', { type: 'boolean', describe: 'Show every call with its full input' })
      .option('detailed-exitcode', { type: 'boolean', describe: 'Exit with 3 where up would change something' })
      .option('live-prices', { type: 'boolean', describe: 'Ask the AWS Price List API what it costs' })
      .example('$0 plan --blueprint alb-microservices --calls', 'needs no account: all calls, rehearsed')
      .example('$0 plan --detailed-exitcode', 'in a pipeline: is anything to be done?'),
  handler: async (argv) => exit(await (await import('./run-plan.js')).runPlan(argv)),
});
