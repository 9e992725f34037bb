import { stackOf, type Stack } from '../../../steps/stack/index.js';
import { imageStep, serviceStep } from '../../../steps/stack/task-step-names.js';
import { FailureError, type Failure } from '../../failure.js';
import { up } from '../../runner/up.js';
import type { Run } from '../../runner/run.js';
import type { Step } from '../../step.js';
import { dependenciesOf } from '../../step-dependencies.js';
import type { Outcome } from '../report/outcome.js';
import type { RequestWith } from '../request.js';
import {
  awsSecondsOf,
  inSession,
  stoppedFailure,
  writtenAtEnd,
  type RunControl,
  type Session,
} from '../session/session.js';
import type { StackInput } from '../stack/stack-input.js';

/** What may come between the look at what is there and the first change. */
export interface BeforeUp {
  /** What was paused comes back. Without this, `up` leaves a paused stack alone. */
  readonly resumes?: boolean;
  /**
   * Throws where nothing is to be changed.
   * @returns why it cannot be changed as wanted, where that is known beforehand
   */
  confirm?(session: Session, stack: Stack): Promise<readonly Failure[]>;
  /** Has the run stop before each step. */
  stepwise?(session: Session): Promise<Run>;
}

/**
 * Creates a stack, or changes what differs from its config. Needs no terminal.
 * @param input the config, already read
 * @throws FailureError for what keeps it from beginning; what fails in the run is in the outcome
 */
export async function bringUp(
  request: RequestWith<'target' | 'states' | 'limits'> & {
    readonly ttl?: number | undefined;
    readonly redeploy?: string | undefined;
  },
  { config, tagOf }: StackInput,
  control: RunControl,
  { resumes = false, confirm, stepwise }: BeforeUp = {},
): Promise<Outcome> {
  const opening = {
    request,
    command: resumes ? 'resume' : 'up',
    stack: config.name,
    config,
    tags: config.tags,
    tagCreator: config.tagCreator,
    locks: true,
    expires: request.ttl === undefined ? undefined : new Date(Date.now() + request.ttl * 1000).toISOString(),
    needsZones: true,
  };
  return inSession(opening, control, async (opened) => {
    const { paused } = opened.store;
    // Somebody has paused it so as not to pay for it. An `up` in a script would undo that unseen.
    if (paused && !resumes) throw new FailureError({ code: 'stack-paused', stack: config.name, since: paused.since });
    if (resumes && !paused) requireRecorded(opened);
    const stack = stackOf(config, opened.place, tagOf);
    const redeploy = request.redeploy === undefined ? undefined : redeployed(stack, request.redeploy);
    const session = { ...opened, run: { ...opened.run, ...(redeploy && { redeploy }) } };
    const refused = (await confirm?.(session, stack)) ?? [];
    if (refused.length > 0) return { failures: refused };
    const run = (await stepwise?.(session)) ?? session.run;
    const { failures, created, updated, deleted, unchanged, outs } = await up(run, stack.steps);
    const outputs = { ...stillThere(stack, session.state.outputs), ...outputsOf(stack, outs) };
    const unwritten = await writtenAtEnd(session, async () => {
      if (paused && failures.length === 0 && session.stop.why() === undefined) await session.store.setPaused(undefined);
      // What came to nothing leaves no state.
      if (session.store.records.size > 0) await session.store.outputs(outputs);
    });
    const stopped = stoppedFailure(session, request.limits.timeout);
    const ending = { created, updated, deleted, unchanged, outputs, ...awsSecondsOf(session) };
    return { failures: [...failures, ...unwritten, ...stopped], ...ending };
  });
}

/** The steps that deploy a service: its image, the jobs that run before each of its deployments, and what keeps its tasks running. */
function redeployed({ steps }: Stack, name: string): ReadonlySet<string> {
  const isMeant = ({ resource: { type }, name: step }: Step) =>
    (type === 'ecs-service' && step === serviceStep(name)) || (type === 'image' && step === imageStep(name));
  const meant = steps.filter(isMeant);
  const jobs = meant.flatMap((it) => dependenciesOf(it).map(({ to }) => to));
  return new Set([...meant, ...jobs.filter(({ resource }) => resource.type === 'ecs-task')].map((it) => it.name));
}

/** @throws FailureError where there is nothing that could have been paused */
function requireRecorded({ store, place }: Session): void {
  if (store.records.size > 0) return;
  throw new FailureError({
    code: 'bad-usage',
    message: `nothing is recorded of ${place.stack}, so there is nothing to resume`,
    hint: '`provision up` makes it',
  });
}

/** What an earlier run gave, as far as the stack still has it: a run that fails half-way takes nothing away. */
const stillThere = (stack: Stack, outputs: { readonly [name: string]: string }): { [name: string]: string } =>
  Object.fromEntries(Object.entries(outputs).filter(([name]) => name in stack.outputs));

/** The outputs whose steps came to an end. */
function outputsOf(stack: Stack, outs: ReadonlyMap<string, unknown>): { [name: string]: string } {
  const known = Object.entries(stack.outputs).filter(
    ([, { step, once }]) => outs.has(step.name) && outs.has(once.name),
  );
  return Object.fromEntries(known.map(([name, { step, of }]) => [name, of(outs.get(step.name))]));
}
