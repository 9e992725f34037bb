import type { Demand } from '../permissions/demand.js';
import { narrowed, type Condition, type Scope } from './condition.js';

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

/** The fewest grants that give what is demanded and nothing more. @param stack its name, which is in its tags */
export function grantsFor(demands: readonly Demand[], stack: string): Grant[] {
  const kinds = kindsByAction(demands);
  return groupsOf(demands, stack).flatMap(({ resources, ...group }) => {
    const buckets = alike(resources);
    // The stack may do with its own what it does with any of its own.
    const fewer = group.scope === 'Own' && buckets.length > 1 ? [together(buckets)] : merged(buckets, kinds);
    return fewer.map((it) => ({ ...group, ...it, resources: uncovered(it.resources) }));
  });
}

/** Demands of one service under the same condition. */
function groupsOf(demands: readonly Demand[], stack: string): Group[] {
  const groups = new Map<string, Group>();
  for (const demand of demands) {
    const { scope, condition, listed } = narrowed(demand, stack);
    const [service = ''] = demand.action.split(':');
    const key = JSON.stringify([service, scope, condition]);
    const group = groups.get(key) ?? { service, scope, condition, resources: new Map<string, Set<string>>() };
    groups.set(key, group);
    group.resources.set(demand.action, (group.resources.get(demand.action) ?? new Set()).add(demand.pattern));
    if (listed) group.condition = withValue(group.condition, listed);
  }
  return [...groups.values()];
}

function withValue(condition: Condition, { key, value }: { key: string; value: string }): Condition {
  const { StringEquals = {} } = condition;
  const values = [...new Set([StringEquals[key] ?? [], value].flat())].toSorted();
  return { ...condition, StringEquals: { ...StringEquals, [key]: values } };
}

interface Bucket {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Actions that are demanded on exactly the same resources. */
function alike(resources: ReadonlyMap<string, ReadonlySet<string>>): Bucket[] {
  const buckets = new Map<string, string[]>();
  for (const [action, on] of resources) {
    const key = JSON.stringify([...on].toSorted());
    buckets.set(key, [...(buckets.get(key) ?? []), action]);
  }
  return [...buckets].map(([key, actions]) => ({ actions: actions.toSorted(), resources: JSON.parse(key) as string[] }));
}

type Kinds = ReadonlyMap<string, ReadonlySet<string>>;

/** Puts buckets together where no action comes by a resource that it could be used on and was not demanded for. */
function merged(buckets: readonly Bucket[], kinds: Kinds): Bucket[] {
  const done: Bucket[] = [];
  for (const bucket of buckets) {
    const index = done.findIndex((it) => isHarmless(it, bucket, kinds));
    const other = done[index];
    if (other) done[index] = together([other, bucket]);
    else done.push(bucket);
  }
  return done;
}

const together = (buckets: readonly Bucket[]): Bucket => ({
  actions: [...new Set(buckets.flatMap(({ actions }) => actions))].toSorted(),
  resources: [...new Set(buckets.flatMap(({ resources }) => resources))].toSorted(),
});

/** Without those that another one covers: `*` reaches over slashes. */
const uncovered = (resources: readonly string[]): string[] =>
  resources.filter((it) => !resources.some((other) => other !== it && other.endsWith('/*') && it.startsWith(other.slice(0, -1))));

const isHarmless = (a: Bucket, b: Bucket, kinds: Kinds): boolean => givesNothing(a, b, kinds) && givesNothing(b, a, kinds);

function givesNothing({ actions }: Bucket, { resources }: Bucket, kinds: Kinds): boolean {
  return actions.every((action) => {
    const known = kinds.get(action);
    return !known?.has('*') && resources.every((it) => it !== '*' && !known?.has(kindOf(it)));
  });
}

/** Which kinds of resource each action was demanded on, under whatever condition. */
function kindsByAction(demands: readonly Demand[]): Kinds {
  const kinds = new Map<string, Set<string>>();
  for (const { action, pattern } of demands) kinds.set(action, (kinds.get(action) ?? new Set()).add(kindOf(pattern)));
  return kinds;
}

/** `subnet`, `role`, …; API Gateway's actions work on all that it has. */
function kindOf(pattern: string): string {
  if (pattern === '*') return '*';
  const [, , service, , , ...rest] = pattern.split(':');
  return service === 'apigateway' ? service : (rest.join(':').split(/[/:]/)[0] ?? '');
}
