import { region as regionFormat } from '../config/names.js';
import { flag, number, repeated, text, type Option } from '../commands/option.js';
import type { Command } from '../commands/declaration.js';
import type { OptionsOfPart, SandboxSettings, SharedRequest } from '../commands/request.js';
import { stateChoice } from '../commands/state-choice.js';
import { sandboxOptions } from '../commands/sandbox-options.js';
import { isS3Url, s3Location } from '../state-location.js';
import { urlObjection } from '../commands/session/url.js';

/** To docker, `--env` sets a variable. */
const envObjection = (env: string): string | undefined =>
  /^[\w-]+$/.test(env)
    ? undefined
    : env.includes('=')
      ? 'names an environment, as prod; a variable of a container is --set services.NAME.environment.A=b'
      : 'is letters, digits, - and _';

/** The options that several commands take, by the part of the request that they fill. */
const options = {
  stack: {
    config: repeated(
      'Config file (default: provision.yaml, .yml or .json here); given again, the next one lies over it',
      { alias: 'c', completes: 'file' },
    ),
    env: text('Environment: with prod, provision.prod.yaml lies over provision.yaml', {
      completes: 'env',
      objection: envObjection,
    }),
    set: repeated('A value over those of the config, as services.web.tag=1.2; again for another', {
      completes: 'member',
    }),
    blueprint: text('Use a built-in config instead of a file: `provision init --help` lists them', {
      completes: 'blueprint',
    }),
    name: text("Stack name (overrides the config's)", { completes: 'stack' }),
  },
  target: {
    region: text('AWS region', { completes: 'region', objection: (it) => regionFormat.objection(it)?.message }),
    profile: text('Profile of the shared AWS config', { completes: 'profile' }),
    'endpoint-url': text('Talk to this endpoint instead of AWS', {
      objection: urlObjection,
    }),
    sandbox: flag('Talk to the embedded AWS: no account, no bill'),
    ...sandboxOptions,
  },
  states: {
    state: text('Where states are kept: a directory (default: .provision), or s3://bucket/prefix', {
      completes: 'directory',
      objection: (it) => (isS3Url(it) && !s3Location(it) ? 'takes a directory, or s3://bucket/prefix' : undefined),
    }),
  },
  display: {
    json: flag('One JSON object per line on stdout, nothing else'),
    verbose: flag('Show every API call, and where a bug is', { alias: 'v' }),
    color: flag('Colours; --no-color turns them off', { isOn: true }),
    'show-values': flag('Show the values of environment variables, not only their names'),
  },
  limits: {
    concurrency: number('How many API calls may be under way at once', {
      default: 16,
      least: 1,
      takes: 'a whole number from 1',
    }),
    timeout: number('Seconds after which the whole run stops, resumably', {
      least: Number.MIN_VALUE,
      isWhole: false,
      takes: 'seconds, more than 0',
    }),
  },
  yes: { yes: flag('Do not ask', { alias: 'y' }) },
} satisfies { readonly [Part in keyof SharedRequest]: { readonly [Name in OptionsOfPart[Part]]: Option } };

const stack = 'Which stack, and where:';
const run = 'How to run:';
const titles: { readonly [Part in keyof SharedRequest]: string } = {
  stack,
  target: stack,
  states: stack,
  display: run,
  limits: run,
  yes: run,
};

export interface GlobalOption {
  readonly name: string;
  readonly option: Option;
  readonly part: keyof SharedRequest;
  /** The heading in help. */
  readonly group: string;
}

/** All of them. */
export const globalOptions: readonly GlobalOption[] = parts().flatMap((part) =>
  Object.entries(options[part]).map(([name, option]) => ({
    name,
    option,
    part,
    group: titles[part],
  })),
);

function parts(): (keyof SharedRequest)[] {
  return ['stack', 'target', 'states', 'display', 'yes', 'limits'];
}

/** Those that a command takes and that are not among its own. */
export const sharedOptionsOf = ({ takes, options: own }: Pick<Command, 'takes' | 'options'>): GlobalOption[] =>
  globalOptions.filter(
    ({ name, part }) =>
      !(name in own) &&
      takes.some((it) => (typeof it === 'string' ? it === part : it.part === part && it.options.includes(name))),
  );

/** Reads the value of an option. */
export type Read = <Value>(name: string, option: Option<Value>) => Value;

/** How each part of a request is put together. */
export const partReaders: { readonly [Part in keyof SharedRequest]: (read: Read) => SharedRequest[Part] } = {
  stack: (read) => ({
    config: read('config', options.stack.config),
    blueprint: read('blueprint', options.stack.blueprint),
    env: read('env', options.stack.env),
    set: read('set', options.stack.set),
    name: read('name', options.stack.name),
  }),
  target: (read) => ({
    region: read('region', options.target.region),
    profile: read('profile', options.target.profile),
    endpointUrl: read('endpoint-url', options.target['endpoint-url']),
    sandbox: read('sandbox', options.target.sandbox) ? sandboxSettings(read) : undefined,
  }),
  states: (read) => stateChoice(read('state', options.states.state)),
  display: (read) => ({
    json: read('json', options.display.json),
    verbose: read('verbose', options.display.verbose),
    color: read('color', options.display.color),
    showValues: read('show-values', options.display['show-values']),
  }),
  limits: (read) => ({
    concurrency: read('concurrency', options.limits.concurrency),
    timeout: read('timeout', options.limits.timeout),
  }),
  yes: (read) => read('yes', options.yes.yes),
};

const sandboxSettings = (read: Read): SandboxSettings => ({
  speed: read('sandbox-speed', sandboxOptions['sandbox-speed']),
  rates: read('rates', sandboxOptions.rates),
  policy: read('policy', sandboxOptions.policy),
});
