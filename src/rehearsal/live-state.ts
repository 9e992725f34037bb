import { all } from '../all.js';
import type { Json, StepRecord } from '../../state/schema.js';
import { allNeeded, dependenciesOf, replaceNeeds } from '../step-dependencies.js';
import { additionsTo } from '../runner/additions.js';
import { attempt } from '../runner/attempt.js';
import { toJson } from '../runner/compare.js';
import { resourceOf, type Job, type Run } from '../runner/run.js';
import { readOnce, readDeadline } from '../runner/wait.js';
import type { Added } from '../status.js';
import { trafficTo } from '../runner/traffic.js';
import type { Resource, Seen, Step, Traffic } from '../step.js';
import { retiredThings } from './recorded-things.js';

/** The live state of everything that is recorded. */
export interface LiveState {
  /** By the name of a thing: what `read` found. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** By step: the id of what an interrupted creation has made. */
  readonly leftovers: ReadonlyMap<string, Json>;
  /** By step: whether requests arrive. */
  readonly traffic: ReadonlyMap<string, Traffic>;
  /** By step: what somebody has added to it. */
  readonly added: ReadonlyMap<string, readonly Added[]>;
}

/**
 * Reads everything that is recorded, all at once, and changes nothing.
 * @throws FailureError where something cannot be read
 */
export async function readLiveState(run: Run): Promise<LiveState> {
  const seen = new Map<string, Seen>();
  const leftovers = new Map<string, Json>();
  const added = new Map<string, readonly Added[]>();
  const traffic = new Map<string, Traffic>();
  await all(
    retiredThings(run.store.records).map(async ({ name, step, type, id }) => {
      const job: Job = { step, resource: resourceOf(run, step, type), token: '', tags: {} };
      seen.set(name, await readOnce(run, job, id, readDeadline(run)));
    }),
  );
  await all(
    [...run.store.records].map(async ([step, record]) => {
      const job = jobOf(run, step, record);
      const deadline = readDeadline(run);
      if (record.id !== undefined) {
        const it = await readOnce(run, job, record.id, deadline);
        seen.set(step, it);
        if (it.is !== 'ready' || record.at !== 'ready') return;
        const found = await additionsTo(run, job, record.id, it.live);
        if (found.length > 0) added.set(step, found);
        const arriving = await trafficTo(run, job, record.id);
        return void (arriving && traffic.set(step, arriving));
      }
      const found = await attempt(run, job, 'find', deadline, (cloud) => job.resource.find(cloud, record.want));
      const first = found.is === 'done' ? found.value[0] : undefined;
      if (!first) return;
      leftovers.set(step, toJson(first.id));
      seen.set(step, await readOnce(run, job, first.id, deadline));
    }),
  );
  return { seen, leftovers, added, traffic };
}

const jobOf = (run: Run, step: string, { type, token, tags }: StepRecord): Job => ({
  step,
  resource: resourceOf(run, step, type),
  token,
  tags,
});

/**
 * The same steps, of which `read` answers what was really seen: drift, tags and all. After a step has changed something
 * in the rehearsal, `read` shows the rehearsal's own world. So does `traffic`, where something has changed that the step
 * needs: an image under the same tag.
 */
export function stepsAsSeen(
  steps: readonly Step[],
  seen: ReadonlyMap<string, Seen>,
  traffic: LiveState['traffic'],
): Step[] {
  const instead = new Map<Step, Step>();
  const changed = new Set<string>();
  const needed = allNeeded(steps);
  for (const step of steps) {
    const it = seen.get(step.name);
    const around: Around = {
      arriving: traffic.get(step.name),
      change: () => void changed.add(step.name),
      isOther: () => [...(needed.get(step.name) ?? [])].some((name) => changed.has(name)),
    };
    const isAsSeen = it?.is === 'ready' || (it?.is === 'broken' && !mayRecover(step, seen));
    const resource = isAsSeen ? readsAsSeen(step.resource, it, around) : step.resource;
    instead.set(step, { ...step, resource, needs: replaceNeeds(step, (need) => instead.get(need) ?? need) });
  }
  return [...instead.values()];
}

/** Whether a broken resource may recover in the rehearsal: something that it needs is not ready, and will be. */
const mayRecover = (step: Step, seen: ReadonlyMap<string, Seen>): boolean =>
  dependenciesOf(step).some(({ to }) => !to.resource.lookup && seen.get(to.name)?.is !== 'ready');

interface Around {
  /** Whether requests arrive, as it was seen. */
  readonly arriving: Traffic | undefined;
  /** Tells that the resource has been changed. */
  change(): void;
  /** Whether something that it needs has been changed. */
  isOther(): boolean;
}

/** `read` answers what was seen before, until the first verb that changes the resource. */
function readsAsSeen(resource: Resource, seen: Seen, { arriving, change, isOther }: Around): Resource {
  const { traffic } = resource;
  let isChanged = false;
  let own: string | undefined;
  // One that it has taken the place of is read, too, where that may be taken again: of that one, `seen` tells nothing.
  const isOwn = (id: unknown): boolean => (own ??= JSON.stringify(id)) === JSON.stringify(id);
  const marking =
    <Args extends unknown[], T>(verb: ((...args: Args) => T) | undefined) =>
    (...args: Args): T | undefined => {
      isChanged = true;
      change();
      return verb?.(...args);
    };
  return {
    ...resource,
    create: marking(resource.create) as Resource['create'],
    read: async (cloud, id) => (isChanged || !isOwn(id) ? resource.read(cloud, id) : seen),
    ...(traffic && {
      traffic: async (cloud, id) => {
        if (isChanged) return { line: '' };
        return isOther() ? traffic.call(resource, cloud, id) : (arriving ?? { line: '' });
      },
    }),
    ...(resource.update && { update: marking(resource.update) as NonNullable<Resource['update']> }),
    ...(resource.retag && { retag: marking(resource.retag) as NonNullable<Resource['retag']> }),
    delete: marking(resource.delete) as Resource['delete'],
  };
}
