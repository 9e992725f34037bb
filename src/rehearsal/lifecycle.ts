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

/** Rehearses a stack's whole lifecycle. @param aws where; an empty account where absent */
export async function rehearseLifecycle(
  planInput: PlanInput,
  aws = new InMemoryAws(planInput.location),
): Promise<Record<LifecycleCommand, RehearsedCommand>> {
  const store = new MemoryStore([], unknownStackId);
  assumeLookedUp({ world: aws.world, region: planInput.location.region }, planInput.steps);
  const commands = commandsOf(aws.run({ ...planInput, store }), planInput.steps);
  const rehearse = async (name: LifecycleCommand): Promise<RehearsedCommand> => {
    const from = aws.answers.length;
    const { failures } = await commands[name]();
    return { answers: aws.answers.slice(from), failures, records: new Map(store.records) };
  };
  return { up: await rehearse('up'), status: await rehearse('status'), down: await rehearse('down') };
}
