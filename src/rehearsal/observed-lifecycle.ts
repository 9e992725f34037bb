import { recordingGuard } from '../sandbox/iam-policy/guards.js';
import type { World } from '../sandbox/world.js';
import type { Run } from '../runner/run.js';
import { rehearseLifecycle, type PlanInput, type TimedCommand } from './lifecycle.js';
import { InMemoryAws } from './in-memory-aws.js';

/** The rehearsed lifecycle of a stack, with the IAM actions and durations observed in it. */
export interface ObservedLifecycle {
  readonly up: TimedCommand;
  readonly status: TimedCommand;
  readonly down: TimedCommand;
  /** By operation, `ec2:CreateVpc`: the IAM actions that were required for it in any of the three commands. */
  readonly actions: ReadonlyMap<string, readonly string[]>;
  /** By step: seconds of AWS's time from its start to its end. */
  readonly seconds: { readonly up: ReadonlyMap<string, number>; readonly down: ReadonlyMap<string, number> };
  /** By step: the one whose deletion has taken it along. */
  readonly goneWith: ReadonlyMap<string, string>;
}

/**
 * Rehearses a stack's lifecycle and records the required IAM actions and the duration of each step.
 * @param world what exists before; an empty account where absent
 * @param afterUp looks at the stack while it is up
 */
export async function observeLifecycle(
  planInput: PlanInput,
  world?: World,
  afterUp?: (run: Run) => Promise<void>,
): Promise<ObservedLifecycle> {
  const actions = new Map<string, Set<string>>();
  const noteAction = recordingGuard(({ action }, { service, operation }) => {
    const name = `${service}:${operation}`;
    actions.set(name, (actions.get(name) ?? new Set()).add(action));
  });
  const aws = new InMemoryAws(planInput.location, world, noteAction);
  const life = await rehearseLifecycle(planInput, aws, afterUp);
  return {
    ...life,
    actions: new Map([...actions].map(([name, all]) => [name, [...all]])),
    seconds: { up: secondsByStep(aws, ['created', 'pinned']), down: secondsByStep(aws, ['deleted']) },
    goneWith: new Map(
      aws.events.flatMap((it) => (it.type === 'step' && it.goneWith ? [[it.step, it.goneWith] as const] : [])),
    ),
  };
}

const secondsByStep = ({ events }: InMemoryAws, outcomes: readonly string[]): Map<string, number> =>
  new Map(
    events.flatMap((it) =>
      it.type === 'step' && it.state === 'done' && it.seconds !== undefined && outcomes.includes(it.outcome ?? '')
        ? [[it.step, it.seconds] as const]
        : [],
    ),
  );
