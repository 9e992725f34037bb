import type { Outcome } from '../commands/report/outcome.js';
import { takeDown } from '../commands/down/take-down.js';
import { rollBackService } from '../commands/rollback/roll-back-service.js';
import { pauseStack } from '../commands/pause/pause-stack.js';
import { countsOf, makePlan } from '../commands/plan/make-plan.js';
import { shownPlace } from '../commands/session/endpoint.js';
import type { RunControl } from '../commands/session/session.js';
import type { FoundStack } from '../commands/stack/stack-choice.js';
import { compare } from '../commands/status/compare.js';
import { bringUp } from '../commands/up/bring-up.js';
import { recordedOf } from '../commands/session/states.js';
import { FailureError } from '../failure.js';
import { isChange } from '../plan.js';
import type { DownOptions, Options, RollbackOptions } from './options.js';
import { downRequestFor, inputFor, requestFor, stackFor, type Request } from './request.js';
import type { PlanResult, RunResult, StatusResult } from './results.js';
import { run } from './run.js';

/**
 * The commands as functions, for programs. They ask nothing, write to no stream and end no process; `onEvent` hears what
 * happens, and what fails rejects with a `ProvisionError`.
 */

export type { DownOptions, Options, RollbackOptions, SandboxOptions } from './options.js';
export type { PlanResult, RunResult, StatusResult } from './results.js';
export type { StackConfig } from './stack-config.js';
export type {
  Event,
  StepEvent,
  CallEvent,
  WaitEvent,
  RetryEvent,
  LogEvent,
  RevisionEvent,
  ErrorEvent,
  ResultEvent,
} from '../events.js';
export type { Failure, ConfigProblem } from '../failure.js';
export type { PlannedStep, PlannedCall, Change } from '../plan.js';
export type { StatusRow, StatusState, Drift } from '../status.js';
export { ProvisionError } from './provision-error.js';

/**
 * Creates a stack, or changes what differs from its config. Unlike the command, it does not ask first.
 * @throws ProvisionError what succeeded is recorded, and another `up` goes on from there
 */
export const up = (options: Options = {}): Promise<RunResult> => bringUpAs('up', options);

/**
 * Brings back what `pause` took away, as the config has it. It is `up` on a paused stack, which `up` itself leaves alone.
 * Unlike the command, it does not ask first.
 * @throws ProvisionError what came back is recorded, and another `resume` goes on from there
 */
export const resume = (options: Options = {}): Promise<RunResult> => bringUpAs('resume', options);

async function bringUpAs(command: 'up' | 'resume', options: Options): Promise<RunResult> {
  const { result } = await run(command, options, async () => {
    const request = requestFor(options);
    const input = await inputFor(options, request.target);
    return {
      stack: input.config.name,
      keepIn: request.states.directory,
      work: (control) => bringUp(request, input, control, { resumes: command === 'resume' }),
    };
  });
  return resultOf(result);
}

/**
 * Deletes all that a stack has created, from its state alone; its config is not needed where `name` says which stack, or
 * there is only one. Where nothing is recorded there is nothing to do. Unlike the command, it does not ask first.
 * @throws ProvisionError what was deleted is recorded, and another `down` goes on from there
 */
export async function down(options: DownOptions = {}): Promise<RunResult> {
  return onRecorded('down', options, async () => {
    const request = downRequestFor(options);
    return { request, work: (found, control) => takeDown(request, found, control) };
  });
}

/**
 * Takes away what costs by the hour and keeps no data: tasks, load balancers, NAT gateways with their addresses, interface
 * endpoints, instances. It works from the state alone, as `down` does. `resume` brings it back, with other addresses. Where
 * nothing is recorded there is nothing to do. Unlike the command, it does not ask first.
 * @throws ProvisionError what went is recorded; another `pause` goes on from there, and `resume` undoes it
 */
export async function pause(options: Options = {}): Promise<RunResult> {
  return onRecorded('pause', options, async () => {
    const request = requestFor(options);
    return { request, work: (found, control) => pauseStack(request, found, control) };
  });
}

/**
 * Gives a service a revision of its task definition again that it ran before: the one with this number, or else the last one that
 * worked. It works from the state alone. The next `up` goes forward again. Unlike the command, it does not ask first.
 * @throws ProvisionError `no-way-back`, `revision-unusable` before anything was changed; `rollback-failed`
 */
export async function rollback(options: RollbackOptions): Promise<RunResult> {
  const { service, revision, ...others } = options;
  return onRecorded('rollback', others, async () => {
    const request = requestFor(others);
    const input = { service, ...(revision !== undefined && { revision: String(revision) }) };
    return { request, work: (found, control) => rollBackService(request, found, input, control) };
  });
}

/** Works on what is recorded of a stack, if anything is. */
async function onRecorded(
  command: 'down' | 'pause' | 'rollback',
  options: Options,
  prepare: () => Promise<{ request: Request; work(found: FoundStack, control: RunControl): Promise<Outcome> }>,
): Promise<RunResult> {
  const { result } = await run<Outcome>(command, options, async () => {
    const { request, work } = await prepare();
    const found = await recorded(options, request);
    if (!found && command === 'rollback')
      throw new FailureError({
        code: 'bad-usage',
        message: 'nothing is recorded of the stack, so there is nothing to go back to',
      });
    if (!found) return { work: async () => ({ failures: [] }) };
    return { stack: found.stack, keepIn: request.states.directory, work: (control) => work(found, control) };
  });
  return resultOf(result);
}

/**
 * Finds out what `up` would do by rehearsing it. Changes nothing. A stack that is not there yet needs no account.
 * @returns also why `up` would fail, where that can be known beforehand
 * @throws ProvisionError where there can be no plan
 */
export async function plan(options: Options = {}): Promise<PlanResult> {
  const { outcome } = await run('plan', options, async () => {
    const request = { ...requestFor(options), livePrices: false };
    const input = await inputFor(options, request.target);
    return {
      stack: input.config.name,
      work: async (control) => {
        const made = await makePlan(request, input, {
          ...control,
          note: () => {},
        });
        return { ...countsOf(made.plan), plan: made.plan, failures: [] };
      },
    };
  });
  const { steps, failures, outputs } = outcome.plan;
  return { steps, failures, outputs, isChange: steps.some(isChange) };
}

/**
 * Compares what is recorded of a stack with what is there. Changes nothing and takes no lock.
 * @returns undefined where nothing is recorded
 * @throws ProvisionError where something could not be looked at
 */
export async function status(options: Options = {}): Promise<StatusResult | undefined> {
  const { outcome } = await run('status', options, async () => {
    const request = requestFor(options);
    const found = await recorded(options, request);
    return {
      stack: found?.stack,
      work: async (control) => {
        const compared = found && (await compare(request, found, control));
        return { failures: [], ...compared, compared };
      },
    };
  });
  const { compared, stack } = {
    ...outcome,
    stack: outcome.compared?.place.stack,
  };
  if (!compared || stack === undefined) return undefined;
  const { rows, place, outputs = {}, isInSync = true } = compared;
  return { stack, ...shownPlace(place), rows, outputs, isInSync };
}

/** The stack that is meant, where something is recorded of it. */
async function recorded(options: Options, request: Request) {
  const found = await stackFor(options, request);
  return found && (await recordedOf(request, found, 'status')) ? found : undefined;
}

const resultOf = ({
  created,
  updated,
  deleted,
  unchanged,
  calls,
  seconds,
  awsSeconds,
  outputs,
  revision,
}: RunResult): RunResult => ({
  created,
  updated,
  deleted,
  unchanged,
  calls,
  seconds,
  ...(awsSeconds !== undefined && { awsSeconds }),
  outputs,
  ...(revision !== undefined && { revision }),
});
