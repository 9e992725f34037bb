import { all } from '../all.js';
import type { Failure } from '../failure.js';
import type { Found, Marks, Part, Resource, Tags } from '../step.js';
import { attempt } from './attempt.js';
import { inventoryOf, inventoryStep, type Inventory, type Thing } from './inventory.js';
import { waitForAws, type Job, type Run } from './run.js';
import { isSameId } from './same-id.js';
import { readDeadline, readOnce } from './wait.js';

export interface Everything {
  readonly things: readonly Thing[];
  readonly gone: Inventory['gone'];
  /** Listed, and of no noun of ours: tasks, network interfaces, volumes. Each belongs to something else, or to nobody. */
  readonly others: Inventory['others'];
  readonly unlisted?: Failure;
}

/** ms after which the Resource Groups Tagging API is asked once more: it follows the services with a delay (believed). */
const tagsLagMs = 30_000;

/**
 * Finds everything that bears certain tags, and the parts of it that bear none. What the Resource Groups Tagging API does
 * not list, the nouns find themselves. It takes half a minute, because that API lags.
 * @throws FailureError, Stopped
 */
export async function everythingOf(run: Run, marks: Marks): Promise<Everything> {
  const first = await inventoryOf(run, marks);
  if (!first.unlisted) await waitForTags(run);
  const [listed, unlistedNouns] = await all([
    first.unlisted ? first : inventoryOf(run, marks),
    all([...run.resources.values()].map((it) => findUnlisted(run, it, marks))),
  ]);
  const tagged = distinct([...listed.found, ...first.found, ...unlistedNouns.flat()]);
  const parts = await all(tagged.map((it) => partsOf(run, it)));
  const { others, gone } = listed;
  return { things: [...tagged, ...distinct(parts.flat())], gone, others, ...unlistedIn(listed) };
}

const unlistedIn = ({ unlisted }: Inventory) => (unlisted ? { unlisted } : {});

async function waitForTags(run: Run): Promise<void> {
  run.emit({ type: 'wait', step: inventoryStep, why: 'tags are listed with a delay', seconds: 0 });
  await waitForAws(run, inventoryStep, tagsLagMs);
}

/**
 * The earliest time at which any of these is known to have been made. A stack without an id was begun by then, and nothing
 * else tells when. @returns undefined where of none that is known
 */
export function earliestOf(things: readonly Thing[]): Date | undefined {
  const times = things.flatMap(({ seen }) => (seen.is === 'ready' ? (seen.since?.getTime() ?? []) : []));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** Each thing once. What was seen last comes first. */
function distinct(things: readonly Thing[]): Thing[] {
  const kept: Thing[] = [];
  for (const it of things) if (!kept.some((other) => isSame(other, it))) kept.push(it);
  return kept;
}

type Known = Pick<Thing, 'type' | 'id' | 'arn'>;

/** Whether both are one resource. */
const isSame = (one: Known, other: Known): boolean =>
  one.type === other.type && ((one.arn !== undefined && one.arn === other.arn) || isSameId(one.id, other.id));

async function findUnlisted(run: Run, resource: Resource, marks: Marks): Promise<Thing[]> {
  const { findTagged } = resource;
  if (!findTagged) return [];
  const job = jobFor(resource);
  const asked = await attempt(run, job, 'find', readDeadline(run), (cloud) => findTagged(cloud, marks));
  return lookAtAll(run, resource, asked.is === 'done' ? asked.value : []);
}

async function lookAtAll(run: Run, resource: Resource, found: readonly Found[]): Promise<Thing[]> {
  const looked = await all(found.map(({ id, tags }) => lookAt(run, resource, id, tags)));
  return looked.flatMap((it) => it ?? []);
}

/** Looks at one resource once. @returns undefined where it is not there */
export async function lookAt(run: Run, resource: Resource, id: unknown, tags?: Tags): Promise<Thing | undefined> {
  const seen = await readOnce(run, jobFor(resource), id, readDeadline(run));
  if (seen.is === 'absent') return undefined;
  const live = (seen.is === 'ready' ? seen.tags : undefined) ?? tags;
  return { type: resource.type, id: ('id' in seen ? seen.id : undefined) ?? id, seen, ...(live && { tags: live }) };
}

async function partsOf(run: Run, whole: Thing): Promise<Thing[]> {
  const resource = run.resources.get(whole.type);
  const { parts } = resource ?? {};
  if (!resource || !parts) return [];
  const asked = await attempt(run, jobFor(resource), 'find', readDeadline(run), (cloud) => parts(cloud, whole.id));
  const found: readonly Part[] = asked.is === 'done' ? asked.value : [];
  const looked = await all(
    found.map(async ({ type, id }) => {
      const noun = run.resources.get(type);
      const thing = noun && (await lookAt(run, noun, id));
      return thing && { ...thing, partOf: whole };
    }),
  );
  return looked.flatMap((it) => it ?? []);
}

const jobFor = (resource: Resource): Job => ({ step: inventoryStep, resource, token: '', tags: {} });
