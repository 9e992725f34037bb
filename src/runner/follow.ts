import type { StepRecord } from '../../state/schema.js';
import type { Step } from '../step.js';
import { dependenciesOf } from '../step-dependencies.js';
import type { Run } from './run.js';

/** The needed steps that a step's noun follows, each with the token of what it has now. */
const tokens = ({ store }: Pick<Run, 'store'>, step: Step) =>
  dependenciesOf(step).flatMap(({ to }) => {
    const member = step.resource.follows?.[to.resource.type];
    const needed = store.records.get(to.name);
    return member === undefined || !needed ? [] : [{ name: to.name, member, needed }];
  });

/** What a record says of the needed resources that it was set up with. */
export function followed(run: Pick<Run, 'store'>, step: Step): Pick<StepRecord, 'follows'> {
  const now = tokens(run, step).map(({ name, needed }) => [name, needed.token] as const);
  return now.length > 0 ? { follows: Object.fromEntries(now) } : {};
}

/**
 * The members to apply again because what they name was deleted and made anew. It may have its old id, so nothing differs.
 * A record of before this was kept follows what was made since.
 */
export const membersToFollow = (run: Pick<Run, 'store'>, step: Step, record: StepRecord): string[] =>
  tokens(run, step).flatMap(({ name, member, needed }) => {
    const last = record.follows?.[name];
    const isAnother =
      last === undefined ? needed.madeAt !== undefined && record.madeAt === undefined : last !== needed.token;
    return isAnother ? [member] : [];
  });
