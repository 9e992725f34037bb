import yargs, { type Argv } from 'yargs';
import { blueprints } from '../config/blueprints.js';
import { helpWidth } from '../rendered-help.js';
import { version } from '../version.js';
import { downCommand } from './down.js';
import { explainCommand } from './explain.js';
import { graphCommand } from './graph.js';
import { initCommand } from './init.js';
import { globalOptions, options, UsageError, type GlobalOptions } from './options.js';
import { outputsCommand } from './outputs.js';
import { planCommand } from './plan.js';
import { policyCommand } from './policy.js';
import { sandboxCommand } from './sandbox.js';
import { scriptCommand } from './script.js';
import { statusCommand } from './status.js';
import { upCommand } from './up.js';
import { checkSwitches, usageFailure } from './usage.js';

/** Of all commands, for the nearest word. */
export const vocabulary = {
  commands: ['up', 'down', 'status', 'plan', 'explain', 'policy', 'script', 'outputs', 'init', 'sandbox', 'graph', 'completion'],
  switches: [...Object.entries(options).flatMap(([name, { type }]) => (type === 'boolean' ? [name] : [])), 'step', 'calls', 'detailed-exitcode', 'live-prices', 'recovery'],
  options: [...Object.keys(options), 'step', 'calls', 'detailed-exitcode', 'live-prices', 'port', 'run', 'account', 'recovery', 'out', 'format', 'view', 'help', 'version'],
};

/**
 * Parses the command line and runs one command.
 * @returns the exit code
 */
export async function main(words: readonly string[]): Promise<number> {
  let code = 0;
  const exit = (it: number): void => void (code = it);
  if (words[0] === 'completion' && words.some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(completionHelp);
    return 0;
  }
  const parser = commandLine(exit);
  try {
    checkSwitches(words, vocabulary);
    await parser.parseAsync([...words]);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return usageFailure(words, error.message, vocabulary);
  }
  return code;
}

/** The parser would print the script itself. */
const completionHelp = `provision completion

Print a script that completes commands and options in your shell (bash, zsh).

Examples:
  provision completion >> ~/.bashrc    in every new shell
  source <(provision completion)       in this one
`;

/** Names of blueprints where one is asked for; else what the parser knows. */
function completions(
  _current: string,
  _argv: object,
  usual: (done?: (error: Error | null, found: string[] | undefined) => void) => void,
  done: (found: string[]) => void,
): void {
  const words = process.argv.slice(process.argv.indexOf('--get-yargs-completions') + 1);
  const before = words.at(-2);
  const names = blueprints.map(({ name }) => name);
  if (before === '--blueprint' || before === 'init') return done(names);
  usual((_error, found = []) => done(found));
}

const commandLine = (exit: (code: number) => void): Argv<GlobalOptions> =>
  globalOptions(yargs())
    .scriptName('provision')
    .usage('$0 <command>\n\nBrings up a container API on AWS ECS with plain API calls, and takes it down again with nothing left behind.')
    .command(upCommand(exit))
    .command(downCommand(exit))
    .command(statusCommand(exit))
    .command(planCommand(exit))
    .command(explainCommand(exit))
    .command(policyCommand(exit))
    .command(scriptCommand(exit))
    .command(outputsCommand(exit))
    .command(initCommand(exit))
    .command(sandboxCommand(exit))
    .command(graphCommand(exit))
    .completion('completion', 'Print a script that completes commands and options in your shell', completions)
    .example('$0 up --sandbox --blueprint cloud-map-public', 'a whole architecture, without an account')
    .example('$0 init && $0 up', 'write provision.yaml, then bring it up on AWS')
    .example('$0 status; $0 down', 'compare with what is live; delete all of it')
    .epilogue('Exit codes: 0 done or in sync, 1 failed, 2 bad usage or config, 3 difference found, 4 locked or made elsewhere, 130 interrupted.')
    .demandCommand(1, 'which command?')
    .strict()
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .version(version)
    .alias('help', 'h')
    .wrap(Math.min(helpWidth, process.stdout.columns ?? helpWidth))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // The parser throws what is wrong with an option's value; whatever else is thrown is not about usage.
      throw error && error.name !== 'YError' ? error : new UsageError(error?.message ?? message ?? 'bad usage');
    });
