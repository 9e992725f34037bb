import { differencesOf } from '../../src/runner/compare.js';
import type { Resource, Seen } from '../../src/step.js';
import type { StepRecord } from '../../state/schema.js';
import { resources } from '../../steps/nouns.js';
import type { FirstOf } from './others.js';
import type { Project } from './project.js';
import type { Rig } from './rig.js';

export interface Read {
  readonly resource: Resource;
  readonly record: StepRecord;
  readonly seen: Seen;
}

/** What is recorded, by step, each with what its noun reads of it now. */
export async function readRecorded(rig: Rig, project: Project): Promise<Map<string, Read>> {
  const cloud = rig.openCloud(() => {});
  const found = new Map<string, Read>();
  for (const [step, record] of project.store.records) {
    const resource = resources.find(({ type }) => type === record.type);
    if (!resource) throw new Error(`no noun ${record.type}`);
    const read = (it: Parameters<Resource['read']>[0]) => resource.read(it, record.id);
    found.set(step, { resource, record, seen: await cloud.withCloud(step, { token: '', tags: record.tags }, read) });
  }
  return found;
}

/** The members that are not as wanted, whatever AWS has shown before, and what is not in service. */
export async function differencesLive(rig: Rig, project: Project): Promise<string[]> {
  return [...(await readRecorded(rig, project))].flatMap(([step, { resource, record, seen }]) =>
    seen.is === 'ready'
      ? differencesOf(resource, record.want, seen.live).map(
          ({ member, live, recorded }) => `${step}: ${member} ${JSON.stringify(live)} for ${JSON.stringify(recorded)}`,
        )
      : [`${step}: ${seen.is}`],
  );
}

/** What the first resource of a noun is: the members of its want, of its id, and of what it gives to others. */
export const firstOf =
  (project: Project): FirstOf =>
  (noun) => {
    const { id, out, want } = [...project.store.records.values()].find(({ type }) => type === noun) ?? {};
    return Object.assign({}, want, Object(id) === id ? id : {}, out) as Record<string, string>;
  };
