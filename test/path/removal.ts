import type { Way } from '../../src/hops.js';
import type { Facts } from '../../src/path/facts.js';

/** Facts of which something is taken away, and the hops at which a request may end for it. */

export type Path = readonly (string | number)[];
/** Each entry of each list in there. */
export function entriesIn(value: unknown, at: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((it, i) => [[...at, i], ...entriesIn(it, [...at, i])]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => entriesIn(it, [...at, name]));
}
export function without(facts: Facts, path: Path): Facts {
  const copy = structuredClone(facts);
  const list = path.slice(0, -1).reduce<unknown>((it, key) => (it as Record<string | number, unknown>)[key], copy);
  (list as unknown[]).splice(Number(path.at(-1)), 1);
  return copy;
}
const at = (facts: Facts, path: Path): unknown =>
  path.reduce<unknown>((it, key) => (it as Record<string | number, unknown>)[key], facts);

/** Whether the way has passed it: by its id, or by the rule of its that let the request pass. */
export const isOnTheWay = (entry: unknown, { hops }: Way): boolean => {
  const texts = typeof entry === 'object' ? Object.values(entry ?? {}) : [entry];
  return hops.some(({ id, rule }) => texts.includes(id) || (rule !== undefined && texts.includes(rule)));
};

/** Where it is taken from what a rule of a listener says, that rule. */
export const isOrOf = (facts: Facts, entry: Path): unknown => {
  const inside = entry.indexOf('Conditions');
  return at(facts, inside < 0 ? entry : entry.slice(0, inside));
};

/** By the list that it is taken from: the hops at which a request may end where an entry of it is gone. */
const namedAt: { readonly [list: string]: RegExp } = {
  apis: /^name$/,
  stages: /^stage$/,
  routes: /^route$/,
  integrations: /^integration$/,
  vpcLinks: /^vpc-link$/,
  SubnetIds: /^(security-group|route-table|network-acl)$/,
  cloudMapServices: /^cloud-map-service$/,
  instances: /^cloud-map-service$/,
  loadBalancers: /^(name|listener)$/,
  listeners: /^listener$/,
  Actions: /^target-group$/,
  TargetGroupArns: /^target-group$/,
  targetGroups: /^target-group$/,
  targets: /^target-group$/,
  networkInterfaces: /^network-interface$/,
  securityGroups: /^security-group$/,
  Groups: /^security-group$/,
  rules: /^(security-group|listener-rule)$/,
  networkAcls: /^network-acl$/,
  Entries: /^network-acl$/,
  routeTables: /^route-table$/,
  vpcEndpoints: /^vpc-endpoint$/,
  natGateways: /^nat-gateway$/,
  prefixLists: /^route-table$/,
  Cidrs: /^route-table$/,
  Routes: /^route-table$/,
  containers: /^container$/,
  ports: /^container$/,
};
export const hopsOf = (entry: Path): RegExp => namedAt[String(entry.findLast((it) => typeof it === 'string'))] ?? /^$/;
