import { all } from '../all.js';
import { parseArn, type Arn } from '../arn.js';
import { listTagged, type Listed } from '../cloud/list-tagged.js';
import { FailureError, type Failure } from '../failure.js';
import type { Marks, Resource, Seen, Tags } from '../step.js';
import { attempt } from './attempt.js';
import type { Job, Run } from './run.js';
import { readDeadline, readOnce } from './wait.js';

/** Something that is there: it bears the tags that were asked for, or it is a part of what does. */
export interface Thing {
  readonly type: string;
  readonly id: unknown;
  readonly seen: Exclude<Seen, { is: 'absent' }>;
  /** Absent where it cannot be tagged. */
  readonly tags?: Tags;
  /** Absent where it is not known by one. */
  readonly arn?: string;
  /** What it is a part of, or was made for, where it has no tags of its own. */
  readonly partOf?: Whole;
}
/** What something is known by, whether it is there or not. */
export type Whole = Pick<Thing, 'type' | 'id' | 'tags'>;
export interface Inventory {
  readonly found: readonly Thing[];
  /** What is listed still and is there no more. */
  readonly gone: readonly Whole[];
  /** What is listed and is of no noun of ours. It may be gone. */
  readonly others: readonly Listed[];
  /** Why nothing could be listed: no permission, or an endpoint that has no such service. */
  readonly unlisted?: Failure;
}

/** The step that calls are shown with which belong to the whole stack. */
export const inventoryStep = 'inventory';

/**
 * Finds everything in the region that bears certain tags. The Resource Groups Tagging API lists what has been deleted
 * for hours, so each thing that it lists is looked at: somebody else may have made another one of that name. It lists
 * neither IAM's roles nor Auto Scaling groups, nor what has no tags.
 * Sources: https://github.com/boto/boto3/issues/3341 (what is deleted is listed),
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html (what is left out)
 * @throws FailureError, Stopped
 */
export async function inventoryOf(run: Run, marks: Marks): Promise<Inventory> {
  const { listed, unlisted } = await list(run, marks);
  const looked = await all(listed.map(async (it) => ({ it, is: await look(run, it, marks) })));
  return {
    found: looked.flatMap(({ is }) => (typeof is === 'object' && 'seen' in is ? is : [])),
    gone: looked.flatMap(({ is }) => (typeof is === 'object' && !('seen' in is) ? is : [])),
    others: looked.flatMap(({ it, is }) => (is === 'unknown' ? it : [])),
    ...(unlisted && { unlisted }),
  };
}

async function list(
  run: Run,
  marks: Marks,
): Promise<{ readonly listed: readonly Listed[]; readonly unlisted?: Failure }> {
  try {
    const tag = { type: 'tag' } as Resource;
    const asked = await attempt(run, jobFor(tag), 'find', readDeadline(run), (cloud) => listTagged(cloud, marks));
    return { listed: asked.is === 'done' ? asked.value : [] };
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : undefined;
    // Without an operation it is no answer of AWS's, but a mistake of ours.
    if (failure?.code !== 'step-rejected' || failure.operation === undefined) throw error;
    return { listed: [], unlisted: failure };
  }
}

async function look(run: Run, { arn, tags }: Listed, marks: Marks): Promise<Thing | Whole | 'unknown' | 'foreign'> {
  const parsed = parseArn(arn);
  if (!parsed) return 'unknown';
  for (const resource of run.resources.values()) {
    const id = await idFrom(run, resource, parsed);
    if (id === undefined) continue;
    const seen = await readOnce(run, jobFor(resource), id, readDeadline(run));
    if (seen.is === 'absent') return { type: resource.type, id, tags };
    const live = (seen.is === 'ready' ? seen.tags : undefined) ?? tags;
    return bears(live, marks) ? { type: resource.type, id, arn, tags: live, seen } : 'foreign';
  }
  return 'unknown';
}

const bears = (tags: Tags, marks: Marks): boolean =>
  Object.entries(marks).every(
    ([key, value]) => tags[key] !== undefined && (value === undefined || tags[key] === value),
  );

async function idFrom(run: Run, resource: Resource, arn: Arn): Promise<unknown> {
  if (!resource.fromArn) return undefined;
  const asked = await attempt(run, jobFor(resource), 'find', readDeadline(run), async (cloud) =>
    resource.fromArn?.(arn, cloud),
  );
  return asked.is === 'done' ? asked.value : undefined;
}

const jobFor = (resource: Resource): Job => ({ step: inventoryStep, resource, token: '', tags: {} });
