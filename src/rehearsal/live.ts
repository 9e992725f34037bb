import type { Json, StepRecord } from '../../state/schema.js';
import { edgesOf, needsOf } from '../edges.js';
import { attempt } from '../runner/attempt.js';
import { plain } from '../runner/compare.js';
import { resourceOf, type Job, type Run } from '../runner/run.js';
import { look, lookDeadline } from '../runner/settle.js';
import type { Resource, Seen, Step } from '../step.js';

/** What a look at everything recorded found: nothing is changed by it. */
export interface Live {
  /** As it was seen, by step. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** What an interrupted creation had asked for and is there, by step: its id. */
  readonly left: ReadonlyMap<string, Json>;
}

/** Looks at what is recorded, all at once. @throws FailureError where something cannot be looked at */
export async function lookAt(run: Run): Promise<Live> {
  const seen = new Map<string, Seen>();
  const left = new Map<string, Json>();
  await Promise.all(
    [...run.store.records].map(async ([step, record]) => {
      const job = jobOf(run, step, record);
      const deadline = lookDeadline(run);
      if (record.id !== undefined) return void seen.set(step, await look(run, job, record.id, deadline));
      const found = await attempt(run, job, 'find', deadline, (cloud) => job.resource.find(cloud, record.want));
      if (found.is !== 'done' || !found.value) return;
      left.set(step, plain(found.value.id));
      seen.set(step, await look(run, job, found.value.id, deadline));
    }),
  );
  return { seen, left };
}

const jobOf = (run: Run, step: string, { type, token, tags }: StepRecord): Job =>
  ({ step, resource: resourceOf(run, step, type), token, tags });

/**
 * Steps whose first look shows what was really there: drift, tags and all. Once one was changed in the rehearsal, the
 * rehearsal's own world shows what came of that.
 */
export function asSeen(steps: readonly Step[], seen: ReadonlyMap<string, Seen>): Step[] {
  const instead = new Map<Step, Step>();
  for (const step of steps) {
    const it = seen.get(step.name);
    const isAsSeen = it?.is === 'ready' || (it?.is === 'broken' && !mayMend(step, seen));
    const resource = isAsSeen ? seenFirst(step.resource, it) : step.resource;
    instead.set(step, { ...step, resource, needs: needsOf(step, (need) => instead.get(need) ?? need) });
  }
  return [...instead.values()];
}

/** Something that it needs is not as it was: that may be all that is wrong with it. */
const mayMend = (step: Step, seen: ReadonlyMap<string, Seen>): boolean =>
  edgesOf(step).some(({ to }) => !to.resource.lookup && seen.get(to.name)?.is !== 'ready');

/** Every look shows what was seen, until something is done with it. */
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
