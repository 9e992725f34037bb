import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import type { Answer } from '../cloud/watch.js';
import type { Failure } from '../failure.js';
import { down } from '../runner/down.js';
import type { Run } from '../runner/run.js';
import { status } from '../runner/status.js';
import { up } from '../runner/up.js';
import type { Resource, Step, Tags } from '../step.js';
import { Stage, type Setting } from './stage.js';

/** What is rehearsed: a stack as it shall be. */
export interface Piece {
  readonly stack: string;
  readonly tags: Tags;
  readonly setting: Setting;
  readonly steps: readonly Step[];
  readonly resources: ReadonlyMap<string, Resource>;
}
/** What was called in one command of a rehearsal, and how it ended. */
export interface Act {
  readonly answers: readonly Answer[];
  readonly failures: readonly Failure[];
  /** As they are afterwards. */
  readonly records: ReadonlyMap<string, StepRecord>;
}

/** The commands of a stack's life, in their order. */
export const acts = ['up', 'status', 'down'] as const;
export type ActName = (typeof acts)[number];

type Command = () => Promise<{ readonly failures: readonly Failure[] }>;

/** Each command as it is run. */
export const commandsOf = (run: Run, steps: readonly Step[]): Readonly<Record<ActName, Command>> => ({
  up: () => up(run, steps),
  status: () => status(run, steps.map(({ name, resource: { type } }) => ({ name, type }))),
  down: () => down(run),
});

/** Rehearses a stack's whole life in an account with nothing in it. What fails ends it. */
export async function rehearseLife(piece: Piece, stage = new Stage(piece.setting)): Promise<Record<ActName, Act>> {
  const store = new MemoryStore();
  const commands = commandsOf(stage.run({ ...piece, store }), piece.steps);
  const act = async (name: ActName): Promise<Act> => {
    const from = stage.answers.length;
    const { failures } = await commands[name]();
    return { answers: stage.answers.slice(from), failures, records: new Map(store.records) };
  };
  return { up: await act('up'), status: await act('status'), down: await act('down') };
}
