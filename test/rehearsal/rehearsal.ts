import { expect } from '@jest/globals';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf, type TagOf } from '../../steps/stack/index.js';
import type { StepRecord } from '../../state/schema.js';
import { MemoryStore } from '../../state/store.js';
import type { Config } from '../../src/config/schema.js';
import type { Failure } from '../../src/failure.js';
import { unknownStackId } from '../../src/identity.js';
import { isMutating } from '../../src/is-mutating.js';
import type { Plan } from '../../src/plan.js';
import { mapStrings, stringsIn } from '../../src/rehearsal/json-strings.js';
import { rehearseUp } from '../../src/rehearsal/plan.js';
import { placeholdersFor } from '../../src/rehearsal/placeholders.js';
import { equalAsJson } from '../../src/runner/compare.js';
import { withNouns, type Project } from '../e2e/project.js';
import { openSignal, where, type Rig } from '../e2e/rig.js';

/** Plans as the command does: what is recorded is looked at in the rig's account. */
export function planFor(rig: Rig, project: Project, config: Config, tagOf?: TagOf): Promise<Plan> {
  const { steps: plain, outputs } = stackOf(config, where, tagOf);
  const steps = withNouns(plain, project.instead);
  const resources = new Map([...resourcesByType].map(([type, it]) => [type, project.instead(it)]));
  const cast = { stack: config.name, tags: config.tags, resources };
  const cloud = rig.openCloud(() => {});
  const signal = openSignal();
  const live = {
    ...cast,
    // A plan makes no id.
    store: project.store.records.size > 0 ? project.store : new MemoryStore([], unknownStackId),
    withCloud: cloud.withCloud,
    clock: rig.clock,
    emit: () => {},
    signal,
    random: () => 0.5,
  };
  const isThere =
    project.store.records.size > 0 ||
    steps.some(({ resource }) => resource.type.startsWith('existing-')) ||
    JSON.stringify(config).includes('.dkr.ecr.');
  return rehearseUp({
    ...cast,
    location: where,
    steps,
    outputs,
    existingVpc: config.network.existing?.vpc,
    ...(isThere && { live }),
  });
}

/**
 * Plans, sees that nothing was changed by that, brings it up, and holds what was done against the plan.
 * @param tagOf what is built for each service
 * @returns the plan
 */
export async function comesTrue(rig: Rig, project: Project, config: Config, tagOf?: TagOf): Promise<Plan> {
  const before = new Map(structuredClone([...project.store.records]));
  const { done: plan, mutating } = await rig.during(() => planFor(rig, project, config, tagOf));
  expect(mutating).toEqual([]);
  expect(new Map(project.store.records)).toEqual(before);
  const report = await project.up(config, tagOf ? { tagOf } : {});
  expect(inOrder(report.failures)).toEqual(inOrder(plan.failures));
  expect(madeCalls(project, before)).toEqual(plannedCalls(plan));
  const count = (...actions: string[]) => plan.steps.filter(({ action }) => actions.includes(action)).length;
  // What was replaced stays where something has failed.
  const replaced = plan.failures.length > 0 ? 0 : retiredIn(before, plan, project.store.records);
  // What turns out to be gone already is only forgotten. A task that has ended goes without a call, as what goes with another.
  const goes = ({ action, calls, resource, goneWith }: (typeof plan.steps)[number]) =>
    action === 'delete' && (calls.length > 0 || resource === 'ecs-task' || goneWith !== undefined);
  const deleted = plan.steps.filter(goes).length + replaced;
  const planned = { created: count('create', 'replace'), updated: count('update'), deleted };
  expect(report).toMatchObject({ ...planned, unchanged: count('unchanged') });
  return plan;
}

/**
 * How many resources that this run or earlier ones have replaced are deleted: neither used again, nor kept to be gone back to.
 * Those that are only looked for are not. Those of a deleted step count as that one.
 */
const retiredIn = (
  before: ReadonlyMap<string, StepRecord>,
  { steps }: Plan,
  after: ReadonlyMap<string, StepRecord>,
): number =>
  steps.flatMap(({ step, action }) => {
    if (action === 'delete') return [];
    const [was, is] = [before.get(step), after.get(step)];
    const old = (was?.retired ?? []).flatMap(({ id, missing }) => (missing === undefined ? [id] : []));
    const left = [is?.id, ...(is?.retired ?? []).map(({ id }) => id)];
    return [...old, ...(action === 'replace' ? [was?.id] : [])].filter((id) => !left.some((it) => equalAsJson(it, id)));
  }).length;

/**
 * Several steps fail in any order, and each world numbers its deployments itself. Whether there is one to go back to is not
 * restored.
 */
const inOrder = (failures: readonly Failure[]): unknown[] =>
  failures
    .map((it) =>
      JSON.stringify(it)
        .replaceAll(/ecs-svc\/\d+/g, 'ecs-svc/1')
        .replace('ECS deployment circuit breaker: tasks failed to start.', 'ECS rolled it back'),
    )
    .toSorted()
    .map((text) => JSON.parse(text) as unknown);

/** A call by what it asks for. */
export interface Asked {
  readonly call: string;
  readonly input: unknown;
}
type ByStep = { readonly [step: string]: readonly Asked[] };

const plannedCalls = ({ steps }: Plan): ByStep =>
  Object.fromEntries(steps.flatMap(({ step, calls }) => (calls.length > 0 ? [[step, calls.map(asked)]] : [])));

/** What the project's last run asked for and got, with the same symbols in the place of ids that were new in it. */
function madeCalls({ events, store }: Project, before: ReadonlyMap<string, StepRecord>): ByStep {
  const known = new Set([...before.values()].flatMap(({ id, out }) => stringsIn([id, out]).map(([, text]) => text)));
  const symbolic = placeholdersFor(store.records, [], known, before.size === 0 ? store.id : undefined);
  const made: { [step: string]: Asked[] } = {};
  for (const it of events)
    if (it.type === 'call' && isMutating(it.operation) && it.outcome.ok && it.step !== undefined)
      (made[it.step] ??= []).push(asked({ ...it, input: mapStrings(it.input, symbolic) }));
  return made;
}

/** The id of an upload lives only from one call to the next. */
const asked = ({ service, operation, input }: { service: string; operation: string; input: unknown }): Asked => ({
  call: `${service}:${operation}`,
  input: JSON.parse(
    JSON.stringify(input, (key, value: unknown) => (key === 'uploadId' ? 'an upload' : value)),
  ) as unknown,
});
