import { readdir } from 'node:fs/promises';
import { resolveConfig } from '../config/resolve.js';
import type { Config } from '../config/schema.js';
import { FailureError } from '../failure.js';
import type { Arguments } from './options.js';

/** Which stack is meant, for commands that work from state alone: the config is welcome, not needed. */
export interface Chosen {
  readonly stack: string;
  readonly config?: Config;
}

/**
 * `--name`, else what the config or blueprint says, else the only stack there is a state of.
 * @returns undefined where there is neither a config nor any state: then there is nothing of a stack here
 * @throws FailureError `bad-usage` naming the stacks there are, or `bad-config`
 */
export async function chosenStack(argv: Arguments): Promise<Chosen | undefined> {
  try {
    const config = await configOf(argv);
    return { stack: config.name, config };
  } catch (error) {
    // A config that is wrong may mean another stack than the one there is a state of; a name says which.
    if (!(error instanceof FailureError)) throw error;
    const named = argv.name !== undefined && error.failure.code === 'bad-config';
    if (!named && !('reason' in error.failure)) throw error;
  }
  if (argv.name !== undefined) return { stack: argv.name };
  const stacks = await stacksIn(argv.state);
  const [only] = stacks;
  if (only === undefined || stacks.length === 1) return only === undefined ? undefined : { stack: only };
  throw new FailureError({ code: 'bad-usage', message: 'which stack?', hint: `--name with one of: ${stacks.join(', ')}` });
}

/** The config that is meant. @throws FailureError `bad-config`, or `bad-usage` where there is none */
export const configOf = ({ config, blueprint, name }: Arguments): Promise<Config> =>
  resolveConfig({ config, blueprint, name, directory: process.cwd() });

/**
 * Said where there is nothing of a stack: with the stacks that there are, for a name may have changed in the config.
 * @param instead why that may be, or what that means
 */
export async function nothingHere(argv: Arguments, chosen: Chosen | undefined, instead: string): Promise<string> {
  if (!chosen) return `Nothing is recorded in ${argv.state}.\n`;
  const others = await stacksIn(argv.state);
  const also = others.length > 0 ? `Recorded in ${argv.state}: ${others.join(', ')}. Choose one with --name.\n` : '';
  return `Nothing is recorded for the stack ${chosen.stack}: ${instead}.\n${also}`;
}

/** For a command that has nothing to say without a stack. */
export async function noSuchStack(argv: Arguments, chosen: Chosen | undefined): Promise<FailureError> {
  const others = await stacksIn(argv.state);
  const also = others.length > 0 ? `; ${argv.state} has ${others.join(', ')}: choose one with --name` : '';
  const message = chosen ? `there is no stack ${chosen.stack} in ${argv.state}` : `there is no stack in ${argv.state}`;
  return new FailureError({ code: 'bad-usage', message, hint: `provision up makes one${also}` });
}

async function stacksIn(directory: string): Promise<string[]> {
  const files = await readdir(directory).catch(() => []);
  return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
}
