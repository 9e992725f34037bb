import type { StepRecord } from '../../state/schema.js';
import { edgesOf } from '../edges.js';
import { attempt } from '../runner/attempt.js';
import { FailureError } from '../failure.js';
import { look } from '../runner/settle.js';
import type { Job, Run } from '../runner/run.js';
import type { Need, Resource, Seen, Step } from '../step.js';

/** A look must not wait long: it is repeated for throttling and lost answers only. */
const lookSeconds = 60;

/** What a look at everything recorded found: nothing is changed by it. */
export interface Live {
  /** As it was seen, by step. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** Whether what an interrupted creation had asked for is there, by step: its id. */
  readonly left: ReadonlyMap<string, unknown>;
}

/** Looks at what is recorded, all at once. @throws FailureError where something cannot be looked at */
export async function lookAt(run: Run): Promise<Live> {
  const seen = new Map<string, Seen>();
  const left = new Map<string, unknown>();
  await Promise.all(
    [...run.store.records].map(async ([step, record]) => {
      const job = jobOf(run, step, record);
      const deadline = run.clock.now() + lookSeconds * 1000;
      if (record.id !== undefined) return void seen.set(step, await look(run, job, record.id, deadline));
      const found = await attempt(run, job, 'find', deadline, (cloud) => job.resource.find(cloud, record.want));
      if (found.is !== 'done' || !found.value) return;
      left.set(step, found.value.id);
      seen.set(step, await look(run, job, found.value.id, deadline));
    }),
  );
  return { seen, left };
}

function jobOf(run: Run, step: string, record: StepRecord): Job {
  const resource = run.resources.get(record.type);
  if (!resource) throw new FailureError({ code: 'unknown-resource', step, resource: record.type });
  return { step, resource, token: record.token, tags: record.tags };
}

/**
 * Steps whose first look shows what was really there: drift, tags and all. Once one was changed in the rehearsal, the
 * rehearsal's own world shows what came of that.
 */
export function asSeen(steps: readonly Step[], seen: ReadonlyMap<string, Seen>): Step[] {
  const instead = new Map<Step, Step>();
  const needed = (need: Need): Need => {
    if (!need) return undefined;
    if (isList(need)) return need.map(needed);
    if ('onlyId' in need) return { onlyId: instead.get(need.onlyId) ?? need.onlyId };
    if ('onlyFirst' in need) return { onlyFirst: instead.get(need.onlyFirst) ?? need.onlyFirst };
    return instead.get(need) ?? need;
  };
  for (const step of steps) {
    const it = seen.get(step.name);
    const resource = it?.is === 'ready' || (it?.is === 'broken' && !mayMend(step, seen)) ? seenFirst(step.resource, it) : step.resource;
    const needs = Object.fromEntries(Object.entries(step.needs).map(([alias, need]) => [alias, needed(need)]));
    instead.set(step, { ...step, resource, needs });
  }
  return [...instead.values()];
}

/** Something that it needs is not as it was: that may be all that is wrong with it. */
const mayMend = (step: Step, seen: ReadonlyMap<string, Seen>): boolean =>
  edgesOf(step).some(({ to }) => !to.resource.lookup && seen.get(to.name)?.is !== 'ready');

const isList = (need: Need): need is readonly Need[] => Array.isArray(need);

function seenFirst(resource: Resource, seen: Seen): Resource {
  let isTouched = false;
  const touching =
    <Args extends unknown[], T>(verb: ((...args: Args) => T) | undefined) =>
    (...args: Args): T | undefined => {
      isTouched = true;
      return verb?.(...args);
    };
  return {
    ...resource,
    create: touching(resource.create) as Resource['create'],
    read: async (cloud, id) => (isTouched ? resource.read(cloud, id) : seen),
    ...(resource.update && { update: touching(resource.update) as NonNullable<Resource['update']> }),
    ...(resource.retag && { retag: touching(resource.retag) as NonNullable<Resource['retag']> }),
    delete: touching(resource.delete) as Resource['delete'],
  };
}
