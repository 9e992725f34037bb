import { noting } from '../sandbox/iam-policy/enforce.js';
import type { World } from '../sandbox/world.js';
import { rehearseLife, type Act, type Piece } from './rehearse.js';
import { Stage } from './stage.js';

/** A stack's rehearsed life, with what can be learnt from it besides its calls. */
export interface Life {
  readonly up: Act;
  readonly status: Act;
  readonly down: Act;
  /** By `ec2:CreateVpc`: the IAM actions that were asked for it, in any of the three. */
  readonly actions: ReadonlyMap<string, readonly string[]>;
  /** Seconds of AWS's time from a step's beginning to its end, by step. */
  readonly seconds: { readonly up: ReadonlyMap<string, number>; readonly down: ReadonlyMap<string, number> };
}

/**
 * Rehearses a stack's life and notes what IAM is asked, and how long each step took.
 * @param world what is there before
 */
export async function rehearseAsked(piece: Piece, world?: World): Promise<Life> {
  const actions = new Map<string, Set<string>>();
  const note = noting(({ action }, { service, operation }) => {
    const name = `${service}:${operation}`;
    actions.set(name, (actions.get(name) ?? new Set()).add(action));
  });
  const stage = new Stage(piece.setting, world, note);
  const life = await rehearseLife(piece, stage);
  return {
    ...life,
    actions: new Map([...actions].map(([name, all]) => [name, [...all]])),
    seconds: { up: secondsIn(stage, ['created', 'pinned']), down: secondsIn(stage, ['deleted']) },
  };
}

const secondsIn = ({ events }: Stage, outcomes: readonly string[]): Map<string, number> =>
  new Map(
    events.flatMap((it) =>
      it.type === 'step' && it.state === 'done' && it.seconds !== undefined && outcomes.includes(it.outcome ?? '')
        ? [[it.step, it.seconds] as const]
        : [],
    ),
  );
