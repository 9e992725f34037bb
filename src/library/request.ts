import type { RequestWith, Target } from '../commands/request.js';
import { stateChoice } from '../commands/state-choice.js';
import { findStack, type FoundStack } from '../commands/stack/stack-choice.js';
import { builtTags } from '../commands/stack/build-tags.js';
import { requireOwnPartition } from '../commands/stack/own-partition.js';
import { stackInputFor, type StackInput } from '../commands/stack/stack-input.js';
import type { ConfigSource } from '../config/config-source.js';
import { givenTexts } from '../config/given-texts.js';
import { readConfig } from '../config/resolve.js';
import { FailureError } from '../failure.js';
import { speedOf } from '../clock.js';
import { didYouMean, nearest } from '../nearest.js';
import type { DownOptions, Options, SandboxOptions } from './options.js';
import type { StackConfig } from './stack-config.js';

/** What the commands' own code takes, with the defaults of the command line. */
export type Request = RequestWith<'target' | 'states' | 'limits'>;

/** All that there is: the compiler holds these to the types. */
const optionNames: { readonly [Name in keyof Required<Options>]: true } = {
  ...{
    config: true,
    blueprint: true,
    env: true,
    set: true,
    name: true,
    region: true,
    profile: true,
    endpointUrl: true,
    sandbox: true,
  },
  ...{ state: true, concurrency: true, timeout: true, signal: true, onEvent: true },
};
const downOptionNames: { readonly [Name in keyof Required<DownOptions>]: true } = { ...optionNames, keepGoing: true };
const sandboxOptionNames: { readonly [Name in keyof Required<SandboxOptions>]: true } = {
  ...{ speed: true, rates: true, policy: true },
};

/**
 * An option that is misspelt would be left out in silence, and `sandbx` would go to AWS.
 * @throws FailureError `bad-usage` naming the first that there is not
 */
function checkNames(options: object, known: object, inside = ''): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(known, name));
  if (unknown === undefined) return;
  const hint = didYouMean(nearest(unknown, Object.keys(known)));
  throw new FailureError({
    code: 'bad-usage',
    message: `there is no option ${JSON.stringify(inside + unknown)}`,
    ...(hint !== undefined && { hint }),
  });
}

/** @throws FailureError `bad-usage` for options that mean nothing */
export function requestFor(options: Options, known: object = optionNames): Request {
  checkNames(options, known);
  if (typeof options.sandbox === 'object') checkNames(options.sandbox, sandboxOptionNames, 'sandbox.');
  const { region, profile, endpointUrl, sandbox, state, concurrency = 16, timeout } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) throw badUsage('concurrency is a whole number from 1');
  if (timeout !== undefined && !(timeout > 0)) throw badUsage('timeout is in seconds, and more than 0');
  const { speed = '60x', rates, policy } = typeof sandbox === 'object' ? sandbox : {};
  if (speedOf(speed) === undefined) throw badUsage('sandbox.speed is a speed like 60x, 1x or instant');
  if (rates !== undefined && rates !== 'on' && rates !== 'off') throw badUsage('sandbox.rates is on or off');
  return {
    target: {
      region,
      profile,
      endpointUrl,
      sandbox: sandbox ? { speed, rates, policy } : undefined,
    },
    states: stateChoice(state),
    limits: { concurrency, timeout },
  };
}

/** @throws FailureError `bad-usage` for options that mean nothing */
export const downRequestFor = (options: DownOptions): Request & { readonly keepGoing: boolean } => ({
  ...requestFor(options, downOptionNames),
  keepGoing: options.keepGoing ?? false,
});

const badUsage = (message: string) => new FailureError({ code: 'bad-usage', message });

/**
 * The config that is meant.
 * @param target where its stack is to be
 * @throws FailureError `bad-config`, or `bad-usage` where there is none
 */
export async function inputFor(options: Options, target: Target): Promise<StackInput> {
  const { config, blueprint, env, set, name } = options;
  return isObject(config)
    ? readObject(config, options, target)
    : stackInputFor({ config, blueprint, env, set, name }, target);
}

/** @param target where its stack is to be; absent where it is there already */
async function readObject(config: StackConfig, options: Options, target?: Target): Promise<StackInput> {
  const { blueprint, env, set, name } = options;
  const other = Object.entries({ blueprint, env, set }).find(([, value]) => value !== undefined);
  if (other) throw badUsage(`config and ${other[0]} exclude each other, where the config is an object`);
  // A program has variables of its own.
  const source: ConfigSource = { files: [{ file: 'config', text: JSON.stringify(config), base: process.cwd() }] };
  try {
    const { config: read, reading } = readConfig(source, name);
    if (target) await requireOwnPartition(target, read, reading.places);
    return { config: read, tagOf: await builtTags(read, reading.places), given: givenTexts(reading) };
  } catch (error) {
    throw withoutPositions(error);
  }
}

const isObject = (config: Options['config']): config is StackConfig =>
  typeof config === 'object' && !Array.isArray(config);

/** A config that is an object has no lines: a problem says where it is by its path. */
function withoutPositions(error: unknown): unknown {
  if (!(error instanceof FailureError) || error.failure.code !== 'bad-config') return error;
  const problems = error.failure.problems.map((it) => {
    const { line: _line, column: _column, ...problem } = it;
    return it.file === 'config' ? problem : it;
  });
  return new FailureError({ ...error.failure, problems });
}

/** The stack that is meant, where the state is enough: undefined where there is nothing of one. */
export async function stackFor(options: Options, request: Request): Promise<FoundStack | undefined> {
  const { config, blueprint, env, set, name } = options;
  if (!isObject(config)) return findStack({ ...request, stack: { config, blueprint, env, set, name } });
  const { config: read } = await readObject(config, options);
  return { stack: read.name, config: read, configured: read };
}
