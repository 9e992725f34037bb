import type { StepRecord } from '../../../state/schema.js';
import { emptyState, MemoryStore } from '../../../state/store.js';
import { stackOf, type Stack } from '../../../steps/stack/index.js';
import { FailureError } from '../../failure.js';
import { bornAt, noStackId } from '../../identity.js';
import { recover, stacksOfName } from '../../runner/recover.js';
import type { RequestWith } from '../request.js';
import type { Outcome } from '../report/outcome.js';
import { awsSecondsOf, inSession, type RunControl, type Session } from '../session/session.js';
import type { StackInput } from '../stack/stack-input.js';
import { givenId } from './id-option.js';

/**
 * Makes the state of a stack anew, and stores it in one write: a run that breaks off leaves no state.
 * @param of `input`: the config, already read; absent where there is none
 * @throws FailureError where it is not clear which stack is meant, where nothing is there, or where AWS refuses to tell
 */
export async function rebuildState(
  request: RequestWith<'target' | 'states' | 'limits'> & { readonly id?: string | undefined },
  of: { readonly stack: string; readonly input?: StackInput | undefined },
  control: RunControl,
): Promise<Outcome> {
  const { config, tagOf } = of.input ?? {};
  const opening = {
    ...{ request, command: 'recover', stack: of.stack, locks: true },
    config,
    ...(config && { tags: config.tags, tagCreator: config.tagCreator }),
    needsZones: config !== undefined,
  };
  return inSession(opening, control, async (session) => {
    const id = givenId(request.id) ?? (await onlyId(session));
    const { place } = session;
    const stack = config && stackOf(config, place, tagOf);
    const run = { ...session.run, store: new MemoryStore([], id) };
    const { records, said, begun } = await recover(run, stack?.steps ?? []);
    if (!isAnything(records, session))
      throw new FailureError({ code: 'nothing-to-recover', ...place, ...(id !== noStackId && { id }) });
    const outputs = stack ? outputsFrom(stack, records) : {};
    // A stack without an id gets one here; the next `up` puts it on what is there, as for states of before there were ids.
    const state = emptyState(place, bornAt(id) ?? begun ?? new Date(), id === noStackId ? undefined : id);
    const whole = { ...state, ...said, records: Object.fromEntries(records) };
    await session.states.store(of.stack, whole, session.revision).outputs(outputs);
    const recovered = [...records.values()].filter(({ type }) => !run.resources.get(type)?.lookup).length;
    return { failures: [], recovered, outputs, ...awsSecondsOf(session) };
  });
}

/** The id of the only stack of this name, `noStackId` where it has none. @throws FailureError where there is none, or several */
async function onlyId({ run, place }: Session): Promise<string> {
  const found = await stacksOfName(run);
  const [first, ...others] = found;
  if (!first) throw new FailureError({ code: 'nothing-to-recover', ...place });
  if (others.length > 0) throw new FailureError({ code: 'several-stacks', stack: run.stack, found });
  return first.id ?? noStackId;
}

/** What is only looked up is there for everybody. */
const isAnything = (records: ReadonlyMap<string, StepRecord>, { run }: Session): boolean =>
  [...records.values()].some(({ type }) => !run.resources.get(type)?.lookup);

const outputsFrom = ({ outputs }: Stack, records: ReadonlyMap<string, StepRecord>): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(outputs).flatMap(([name, { step, once, of }]) => {
      const record = records.get(step.name);
      return record?.at === 'ready' && records.get(once.name)?.at === 'ready' ? [[name, of(record.out)]] : [];
    }),
  );
