import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import type { Answer } from '../cloud/watch.js';
import type { Failure } from '../failure.js';
import { down } from '../runner/down.js';
import type { Run } from '../runner/run.js';
import { status } from '../runner/status.js';
import { up } from '../runner/up.js';
import { unknownStackId } from '../identity.js';
import type { Resource, Step, Tags } from '../step.js';
import { assumeLookedUp } from './assumed-lookups.js';
import { InMemoryAws, type AwsLocation } from './in-memory-aws.js';

/** The stack to rehearse, as it is wanted. */
export interface PlanInput {
  readonly stack: string;
  readonly tags: Tags;
  readonly location: AwsLocation;
  readonly steps: readonly Step[];
  readonly resources: ReadonlyMap<string, Resource>;
  /** The names of steps whose resources are started anew though nothing differs. */
  readonly redeploy?: ReadonlySet<string> | undefined;
}
/** One command of a rehearsal: its calls, its failures, and the records after it. */
export interface RehearsedCommand {
  readonly answers: readonly Answer[];
  readonly failures: readonly Failure[];
  /** The records afterwards. */
  readonly records: ReadonlyMap<string, StepRecord>;
}
/** A command of a rehearsed lifecycle. */
export interface TimedCommand extends RehearsedCommand {
  /** Of AWS's time, from its start to its end. */
  readonly seconds: number;
}

/** The commands of a stack's lifecycle, in their order. */
export const lifecycleCommands = ['up', 'status', 'down'] as const;
export type LifecycleCommand = (typeof lifecycleCommands)[number];

type Command = () => Promise<{ readonly failures: readonly Failure[] }>;

/** Functions that run each command. */
export const commandsOf = (run: Run, steps: readonly Step[]): Readonly<Record<LifecycleCommand, Command>> => ({
  up: () => up(run, steps),
  status: () => status(run, steps),
  down: () => down(run),
});

/**
 * Rehearses a stack's whole lifecycle.
 * @param aws where; an empty account where absent
 * @param afterUp looks at the stack while it is up; what it sends counts for no command
 */
export async function rehearseLifecycle(
  planInput: PlanInput,
  aws = new InMemoryAws(planInput.location),
  afterUp?: (run: Run) => Promise<void>,
): Promise<Record<LifecycleCommand, TimedCommand>> {
  const store = new MemoryStore([], unknownStackId);
  assumeLookedUp({ world: aws.world, region: planInput.location.region }, planInput.steps);
  const run = aws.run({ ...planInput, store });
  const commands = commandsOf(run, planInput.steps);
  const rehearse = async (name: LifecycleCommand): Promise<TimedCommand> => {
    const [from, begun] = [aws.answers.length, aws.clock.now()];
    const { failures } = await commands[name]();
    const seconds = (aws.clock.now() - begun) / 1000;
    return { answers: aws.answers.slice(from), failures, records: new Map(store.records), seconds };
  };
  const up = await rehearse('up');
  await afterUp?.(run);
  return { up, status: await rehearse('status'), down: await rehearse('down') };
}
