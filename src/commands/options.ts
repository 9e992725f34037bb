import { region as regionFormat } from '../config/names.js';
import { speedOf } from '../sandbox/speed.js';
import { isUrl } from './url.js';
import type { Argv, ArgumentsCamelCase, CommandModule, InferredOptionTypes, Options } from 'yargs';

const stack = 'Which stack, and where:';
const run = 'How to run:';

/** What every command takes. */
export const options = {
  config: { alias: 'c', type: 'string', requiresArg: true, group: stack, describe: 'Config file (default: provision.yaml, .yml or .json here)' },
  blueprint: { type: 'string', requiresArg: true, group: stack, describe: 'Use a built-in config instead of a file' },
  name: { type: 'string', requiresArg: true, group: stack, describe: "Stack name (overrides the config's)" },
  region: { type: 'string', requiresArg: true, group: stack, describe: 'AWS region' },
  profile: { type: 'string', requiresArg: true, group: stack, describe: 'Profile of the shared AWS config' },
  'endpoint-url': { type: 'string', requiresArg: true, group: stack, describe: 'Talk to this endpoint instead of AWS' },
  sandbox: { type: 'boolean', group: stack, describe: 'Talk to the embedded AWS: no account, no bill' },
  'sandbox-speed': { type: 'string', requiresArg: true, default: '60x', group: stack, describe: "How fast the sandbox's time passes: 1x, 60x, …, instant" },
  policy: { type: 'string', requiresArg: true, group: stack, describe: 'Have the sandbox allow only what this IAM policy allows' },
  state: { type: 'string', requiresArg: true, default: '.provision', group: stack, describe: 'Directory of the state files' },
  json: { type: 'boolean', group: run, describe: 'One JSON object per line on stdout, nothing else' },
  yes: { alias: 'y', type: 'boolean', group: run, describe: 'Do not ask' },
  concurrency: { type: 'number', requiresArg: true, default: 16, group: run, describe: 'How many API calls may be under way at once' },
  timeout: { type: 'number', requiresArg: true, group: run, describe: 'Seconds after which the whole run stops, resumably' },
  verbose: { alias: 'v', type: 'boolean', group: run, describe: 'Show every API call' },
  color: { type: 'boolean', group: run, describe: 'Colours; --no-color turns them off' },
} as const satisfies Record<string, Options>;

export type GlobalOptions = InferredOptionTypes<typeof options>;
export type Arguments<T = object> = ArgumentsCamelCase<GlobalOptions & T>;
export type Command<T = object> = CommandModule<GlobalOptions, GlobalOptions & T>;

/** Adds them to a parser, and the check of their values. */
export const globalOptions = (yargs: Argv): Argv<GlobalOptions> => yargs.options(options).check(checked);

/** Everything that is wrong with the values of options, before anything is called. */
function checked({ concurrency, timeout, sandboxSpeed, port, ...rest }: { [option: string]: unknown }): true {
  const whole = (value: unknown, least: number, most = Infinity) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  const texts = ['config', 'blueprint', 'name', 'region', 'profile', 'endpointUrl', 'policy', 'state'];
  const wrong = [
    ...(whole(concurrency, 1) ? [] : ['--concurrency takes a whole number from 1']),
    ...(timeout === undefined || (typeof timeout === 'number' && timeout > 0) ? [] : ['--timeout takes seconds, more than 0']),
    ...(speedOf(String(sandboxSpeed)) ? [] : ['--sandbox-speed takes a speed like 60x, 1x or instant']),
    ...(rest['policy'] === undefined || rest['sandbox'] || isSandbox(rest['_']) ? [] : ['--policy is enforced by the sandbox: add --sandbox']),
    ...(port === undefined || whole(port, 0, 65535) ? [] : ['--port takes a number from 0 to 65535']),
    ...(rest['region'] ? [regionFormat.objection(String(rest['region']))] : []).flatMap((it) => (it ? [it.message] : [])),
    ...(isUrl(String(rest['endpointUrl'] || 'http://any')) ? [] : [`--endpoint-url takes a URL like http://127.0.0.1:4566, not "${String(rest['endpointUrl'])}"`]),
    ...texts.filter((option) => rest[option] === '').map((option) => `--${option.replace('U', '-u')} needs a value`),
  ];
  if (wrong.length > 0) throw new UsageError(wrong.join('; '));
  return true;
}

const isSandbox = (words: unknown): boolean => Array.isArray(words) && words[0] === 'sandbox';

/** What is wrong with a command line. */
export class UsageError extends Error {}
