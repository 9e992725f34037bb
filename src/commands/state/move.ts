import { localStates } from '../../../state/local-states.js';
import { asItIs } from '../../../state/queued-store.js';
import type { State } from '../../../state/schema.js';
import type { States } from '../../../state/states.js';
import { FailureError } from '../../failure.js';
import { requireAnswer } from '../session/confirmation.js';
import { bucketOf, withStates, type Configured } from '../session/states.js';
import type { FoundStack } from '../stack/stack-choice.js';
import type { StateRequest } from './request.js';

/**
 * Moves a state between this machine and the bucket. Both are locked meanwhile. It is written first and taken away then:
 * what a kill leaves are two equal ones.
 * @returns what was done, for a person
 * @throws FailureError where the other place has a state that is not an older one of the same
 */
export async function moveState(request: StateRequest, found: FoundStack, act: 'push' | 'pull'): Promise<string> {
  const { stack } = found;
  const config: Configured = found.configured ?? {};
  if (!bucketOf(request.states, config.state))
    throw new FailureError({
      code: 'bad-usage',
      message: `${act} moves a state between this machine and a bucket`,
      hint: '--state s3://bucket/prefix says which, or `state:` in the config',
    });
  return withStates(request, config, `state ${act}`, async (bucket) => {
    const local = localStates(request.states.directory);
    const [from, to] = act === 'push' ? [local, bucket] : [bucket, local];
    return locked([from, to], stack, `provision state ${act}`, () => moved(request, stack, from, to));
  });
}

async function moved(request: StateRequest, stack: string, from: States, to: States): Promise<string> {
  const [source, target] = [await from.read(stack), await to.read(stack)];
  const [here, there] = [from.pathOf(stack), to.pathOf(stack)];
  if (!source) throw new FailureError({ code: 'bad-usage', message: `there is no state ${here}` });
  if (target && !isOlder(target.state, source.state))
    throw new FailureError({
      code: 'bad-usage',
      message: `${there} has another state of ${stack}, or a newer one: ${described(target.state)}`,
      hint: `${here} has ${described(source.state)}; \`provision state list\` shows what is kept`,
    });
  const lines = [`This moves the state ${here} to ${there}: ${described(source.state)}.`];
  await requireAnswer(request, { command: 'state', what: stack, lines, question: 'Go ahead?' });
  const state = asItIs(source.state);
  await to.store(stack, state, target?.revision).outputs(state.outputs);
  await from.store(stack, state, source.revision).forget();
  return `The state of ${stack} is in ${there} now.`;
}

/** Of the same stack, made at the same time, and written no more often. */
const isOlder = (one: State, other: State): boolean =>
  one.since === other.since &&
  (one.id === undefined || other.id === undefined || one.id === other.id) &&
  (one.serial ?? 0) <= (other.serial ?? 0);

const described = ({ since, serial = 0, records }: State): string =>
  `made ${since}, written ${serial} times, ${Object.keys(records).length} resources`;

async function locked<T>(
  places: readonly States[],
  stack: string,
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  const [place, ...others] = places;
  if (!place) return work();
  const lock = await place.lock(stack, command, () => {});
  try {
    return await locked(others, stack, command, async () => {
      await lock.requireHeld();
      return work();
    });
  } finally {
    await lock.release();
  }
}
