import type { RequiredPermission } from '../permissions/required-permission.js';
import { narrow, type Condition, type Narrowing, type Scope } from './condition.js';

/** Actions on resources, under one condition. */
export interface Grant {
  readonly service: string;
  readonly scope: Scope;
  readonly condition: Condition;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}
interface Group {
  readonly service: string;
  readonly scope: Scope;
  condition: Condition;
  /** By action. */
  readonly resources: Map<string, Set<string>>;
}

/**
 * The fewest grants that give the required permissions and nothing more.
 * @param stack its name, which is in its tags
 */
export function grantsFor(demands: readonly RequiredPermission[], stack: string): Grant[] {
  const resourceTypes = resourceTypesByAction(demands);
  return groupsOf(demands, stack).flatMap(({ resources, ...group }) => {
    const buckets = groupByResources(resources);
    // The stack may do with its own what it does with any of its own.
    const mergedBuckets =
      group.scope === 'Own' && buckets.length > 1 ? [mergeBuckets(buckets)] : mergeHarmless(buckets, resourceTypes);
    return mergedBuckets.map((it) => ({ ...group, ...it, resources: withoutCovered(it.resources) }));
  });
}

/** Demands of one service under the same condition. */
function groupsOf(demands: readonly RequiredPermission[], stack: string): Group[] {
  const groups = new Map<string, Group>();
  for (const demand of demands) {
    const { scope, condition, listed } = narrow(demand, stack);
    const [service = ''] = demand.action.split(':');
    const key = JSON.stringify([service, scope, condition]);
    const group = groups.get(key) ?? { service, scope, condition, resources: new Map<string, Set<string>>() };
    groups.set(key, group);
    group.resources.set(demand.action, (group.resources.get(demand.action) ?? new Set()).add(demand.pattern));
    if (listed) group.condition = withValue(group.condition, listed);
  }
  return [...groups.values()];
}

function withValue(condition: Condition, { operator, key, values }: NonNullable<Narrowing['listed']>): Condition {
  const known = condition[operator] ?? {};
  const all = [...new Set([known[key] ?? [], values].flat())].toSorted();
  return { ...condition, [operator]: { ...known, [key]: all } };
}

interface Bucket {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Actions that are demanded on exactly the same resources. */
function groupByResources(resources: ReadonlyMap<string, ReadonlySet<string>>): Bucket[] {
  const buckets = new Map<string, string[]>();
  for (const [action, on] of resources) {
    const key = JSON.stringify([...on].toSorted());
    buckets.set(key, [...(buckets.get(key) ?? []), action]);
  }
  return [...buckets].map(([key, actions]) => ({
    actions: actions.toSorted(),
    resources: JSON.parse(key) as string[],
  }));
}

type ResourceTypes = ReadonlyMap<string, ReadonlySet<string>>;

/** Merges buckets where no action is then allowed on a resource that it works on and was not required for. */
function mergeHarmless(buckets: readonly Bucket[], resourceTypes: ResourceTypes): Bucket[] {
  const done: Bucket[] = [];
  for (const bucket of buckets) {
    const index = done.findIndex((it) => isHarmless(it, bucket, resourceTypes));
    const other = done[index];
    if (other) done[index] = mergeBuckets([other, bucket]);
    else done.push(bucket);
  }
  return done;
}

const mergeBuckets = (buckets: readonly Bucket[]): Bucket => ({
  actions: [...new Set(buckets.flatMap(({ actions }) => actions))].toSorted(),
  resources: [...new Set(buckets.flatMap(({ resources }) => resources))].toSorted(),
});

/** Without those that another one covers: `*` reaches over slashes. */
const withoutCovered = (resources: readonly string[]): string[] =>
  resources.filter(
    (it) => !resources.some((other) => other !== it && other.endsWith('/*') && it.startsWith(other.slice(0, -1))),
  );

const isHarmless = (a: Bucket, b: Bucket, resourceTypes: ResourceTypes): boolean =>
  givesNothing(a, b, resourceTypes) && givesNothing(b, a, resourceTypes);

function givesNothing({ actions }: Bucket, { resources }: Bucket, resourceTypes: ResourceTypes): boolean {
  return actions.every((action) => {
    const known = resourceTypes.get(action);
    return !known?.has('*') && resources.every((it) => it !== '*' && !known?.has(resourceTypeOf(it)));
  });
}

/** Which kinds of resource each action was demanded on, under whatever condition. */
function resourceTypesByAction(demands: readonly RequiredPermission[]): ResourceTypes {
  const resourceTypes = new Map<string, Set<string>>();
  for (const { action, pattern } of demands)
    resourceTypes.set(action, (resourceTypes.get(action) ?? new Set()).add(resourceTypeOf(pattern)));
  return resourceTypes;
}

/** `subnet`, `role`, …; API Gateway's actions work on all that it has. */
function resourceTypeOf(pattern: string): string {
  if (pattern === '*') return '*';
  const [, , service, , , ...rest] = pattern.split(':');
  return service === 'apigateway' ? service : (rest.join(':').split(/[/:]/)[0] ?? '');
}
