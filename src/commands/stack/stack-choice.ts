import type { GivenTexts } from '../../hidden-values.js';
import { findConfig } from '../../config/find-config.js';
import { givenTexts } from '../../config/given-texts.js';
import { bucketNamedIn, knownOf } from '../../config/named-state.js';
import { resolveConfig, resolveWithSource } from '../../config/resolve.js';
import type { Config } from '../../config/schema.js';
import { FailureError } from '../../failure.js';
import type { RequestWith, StackChoice } from '../request.js';
import { recordedOf, withStates, type Configured } from '../session/states.js';

/** Which stack is meant. Its config is absent where a command works from the state alone. */
export interface FoundStack {
  readonly stack: string;
  readonly config?: Config;
  /** What variables of this machine have given to it. */
  readonly given?: GivenTexts;
  /** Where the config says that its state and the stack are, even if it cannot be used as a whole. */
  readonly configured?: Configured;
}

type StackRequest = RequestWith<'stack' | 'states' | 'target'>;

/**
 * `--name`, else what the config or blueprint says, else the only stack there is a state of.
 * @param isNameEnough whether the command needs nothing of the config but the name of the stack. Then variables that are not
 *   set do not matter: who takes a stack down need not know what it was made with.
 * @returns undefined where there is neither a config nor any state: then there is nothing of a stack here
 * @throws FailureError `bad-usage` naming the stacks there are, or `bad-config`
 */
export async function findStack(request: StackRequest, isNameEnough = false): Promise<FoundStack | undefined> {
  const { stack: choice } = request;
  try {
    const { config, reading } = await resolveWithSource({ ...choice, directory: process.cwd() });
    return { stack: config.name, config, configured: config, given: givenTexts(reading) };
  } catch (error) {
    // A config that is wrong may mean another stack than the one there is a state of; a name says which.
    if (!(error instanceof FailureError)) throw error;
    const { failure } = error;
    const named = choice.name !== undefined && failure.code === 'bad-config';
    if (isNameEnough && failure.code === 'bad-config' && failure.problems.every((it) => it.isOfMachine)) {
      const { name, ...configured } = knownOf(await findConfig({ ...choice, directory: process.cwd() }));
      const stack = choice.name ?? name;
      if (stack !== undefined) return { stack, configured };
    }
    if (!named && !('reason' in failure)) throw error;
    // Its state is where that config says, and not here.
    if (named && request.states.given === undefined && (await namesBucket(choice))) throw error;
  }
  if (choice.name !== undefined) return { stack: choice.name };
  const stacks = await stacksIn(request);
  const [only] = stacks;
  if (only === undefined || stacks.length === 1) return only === undefined ? undefined : { stack: only };
  throw new FailureError({
    code: 'bad-usage',
    message: 'which stack?',
    hint: `--name with one of: ${stacks.join(', ')}`,
    missing: await naming(only, request),
  });
}

async function namesBucket({ name: _name, ...choice }: StackChoice): Promise<boolean> {
  return bucketNamedIn(await findConfig({ ...choice, directory: process.cwd() })) !== undefined;
}

/** The options that name a stack, and say that it is on the sandbox where it is and that was left out. */
async function naming(stack: string, request: StackRequest): Promise<string> {
  const recorded = await recordedOf(request, { stack }, 'state').catch(() => undefined);
  const { sandbox, endpointUrl } = request.target;
  const isSandboxMissing = recorded?.state.endpoint === 'sandbox' && !sandbox && !endpointUrl;
  return `${isSandboxMissing ? '--sandbox ' : ''}--name ${stack}`;
}

/** The config that is meant. @throws FailureError `bad-config`, or `bad-usage` where there is none */
export const configOf = (choice: StackChoice): Promise<Config> =>
  resolveConfig({ ...choice, directory: process.cwd() });

/**
 * Said where there is nothing of a stack: with the stacks that there are, for a name may have changed in the config.
 * @param instead why that may be, or what that means
 */
export async function nothingHere(
  request: StackRequest,
  found: FoundStack | undefined,
  instead: string,
): Promise<string> {
  const place = placeOf(request, found);
  if (!found) return `Nothing is recorded in ${place}.\n`;
  const others = await stacksIn(request, found);
  const also = others.length > 0 ? `Recorded in ${place}: ${others.join(', ')}. Choose one with --name.\n` : '';
  return `Nothing is recorded for the stack ${found.stack}: ${instead}.\n${also}`;
}

/** For a command that has nothing to say without a stack. */
export async function noSuchStack(request: StackRequest, found: FoundStack | undefined): Promise<FailureError> {
  const others = await stacksIn(request, found);
  const place = placeOf(request, found);
  const also = others.length > 0 ? `; ${place} has ${others.join(', ')}: choose one with --name` : '';
  const message = found ? `there is no stack ${found.stack} in ${place}` : `there is no stack in ${place}`;
  return new FailureError({ code: 'bad-usage', message, hint: `provision up makes one${also}` });
}

/** The stacks that have a state where this one's is, or would be. */
const stacksIn = (request: StackRequest, found?: FoundStack): Promise<readonly string[]> =>
  withStates(request, found?.configured ?? {}, 'state', (states) => states.stacks());

const placeOf = ({ states }: StackRequest, found: FoundStack | undefined): string =>
  states.given ?? found?.configured?.state ?? states.directory;
