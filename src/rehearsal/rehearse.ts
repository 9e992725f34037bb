import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import type { Answer } from '../cloud/watch.js';
import type { Failure } from '../failure.js';
import { down } from '../runner/down.js';
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

/** Rehearses a stack's whole life in an account with nothing in it. What fails ends it. */
export async function rehearseLife(piece: Piece, stage = new Stage(piece.setting)): Promise<{ up: Act; status: Act; down: Act }> {
  const store = new MemoryStore();
  const run = stage.run({ ...piece, store });
  const act = async (work: () => Promise<{ failures: readonly Failure[] }>): Promise<Act> => {
    const from = stage.answers.length;
    const { failures } = await work();
    return { answers: stage.answers.slice(from), failures, records: new Map(store.records) };
  };
  return {
    up: await act(() => up(run, piece.steps)),
    status: await act(() => status(run, piece.steps.map(({ name, resource: { type } }) => ({ name, type })))),
    down: await act(() => down(run)),
  };
}
