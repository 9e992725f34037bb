import { all } from '../all.js';
import type { HeldResource } from '../failure.js';
import type { StepRecord } from '../../state/schema.js';
import type { Dependent } from '../step.js';
import { asShown, dependentsOf, isForeign } from './dependents.js';
import { isMissing } from './surplus.js';
import { tagsOf, type Run } from './run.js';

/** What is found before anything is deleted. */
export interface BeforeDown {
  /** What will not go, and what of others keeps it. */
  readonly held: readonly HeldResource[];
  /** What of others will be deleted with something of the stack. */
  readonly lost: readonly HeldResource[];
}

/** What of a step is to be deleted. `replaced`: only what another resource has taken the place of. */
export type Doomed = 'all' | 'replaced' | 'nothing';

/**
 * Reads what of others is in the way of a deletion, and what would be deleted with it. It changes nothing.
 * @param doomedOf of each recorded step; all of each where absent
 */
export async function lookBeforeDown(run: Run, doomedOf: (step: string) => Doomed = () => 'all'): Promise<BeforeDown> {
  const doomed = [...run.store.records].flatMap(([step, record]) =>
    thingsOf(record, doomedOf(step)).map((it) => ({ step, ...it })),
  );
  const found = await all(doomed.map((it) => othersOn(run, it)));
  const those = (areLost: boolean) =>
    found
      .map((it) => ({ ...it, heldBy: it.heldBy.filter((dependent) => isLost(dependent) === areLost) }))
      .filter(({ heldBy }) => heldBy.length > 0);
  return { held: those(false), lost: those(true) };
}

type Thing = Pick<StepRecord, 'type' | 'id'>;

function thingsOf({ type, id, retired = [] }: StepRecord, doomed: Doomed): Thing[] {
  if (doomed === 'nothing') return [];
  const replaced = retired.filter((old) => !isMissing(old));
  return doomed === 'all' ? [{ type, id }, ...replaced] : replaced;
}

async function othersOn(run: Run, { step, type, id }: Thing & { readonly step: string }): Promise<HeldResource> {
  const resource = run.resources.get(type);
  const token = run.store.records.get(step)?.token ?? '';
  const others = resource ? await dependentsOf(run, { step, resource, token, tags: tagsOf(run, step), id }) : [];
  return {
    step,
    resource: type,
    id,
    heldBy: others.filter((it) => isPutByAws(it) || isForeign(run, it)).map((it) => asShown(run, it)),
  };
}

/** What AWS has put there, and not its interfaces besides. */
const isPutByAws = ({ id, madeByAws }: Dependent): boolean => madeByAws?.id === id;

const isLost = (it: Dependent): boolean => it.isLost === true || isPutByAws(it);
