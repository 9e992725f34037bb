import { namespace } from './addresses.js';
import type { Data } from './destination.js';
import { cutName } from './cut-name.js';
import type { Draft } from './draft.js';
import { publicSubnets } from './subnets.js';

/** A member that no file says. */
export interface Chosen {
  readonly path: string;
  readonly why: string;
}

type Members = { [member: string]: unknown };
const maxBalancerName = 32;

/** Writes into a config what the files do not say, and what follows from the rest. @returns what of it people should know */
export function frameOf(data: Data, draft: Draft, stack: string): { chosen: readonly Chosen[] } {
  const chosen: Chosen[] = draft.members.flatMap(({ to, from, how }) =>
    from.length === 0 && how !== undefined ? [{ path: to.join('.'), why: how }] : [],
  );
  const rest = { ...data };
  for (const name of Object.keys(data)) delete data[name];
  data['name'] = stack;
  delete rest['name'];
  const tasks = draft.tasks.map(({ kind, name }) => ({
    at: `${kind}.${name}`,
    name,
    kind,
    members: membersOf(rest, kind, name),
  }));
  for (const { at, name, members } of tasks) {
    if (['image', 'imageOf'].some((it) => it in members)) continue;
    const hasBuild = 'build' in members;
    const others = { ...members };
    for (const member of Object.keys(members)) delete members[member];
    Object.assign(members, { repository: `${stack}/${name}` }, hasBuild ? {} : { tag: 'latest' }, others);
    const why = hasBuild
      ? 'what is built is pushed there'
      : 'no image is given that is one: push it there, or write `image`';
    chosen.push({ path: `${at}.repository`, why });
  }
  const sized = tasks.filter(({ members }) => !('cpu' in members) && !('memory' in members));
  if (sized.length > 0)
    chosen.push({ path: sized.map(({ at }) => at).join(', '), why: '256 CPU units and 512 MiB, which is the default' });
  const isFound = tasks.some(({ members }) => 'discovery' in members);
  const hasRules = tasks.some(({ members }) => 'rules' in members);
  if (isFound && !('namespace' in rest))
    chosen.push({ path: 'namespace', why: 'services find each other by <name>.internal' });
  chosen.push(
    hasRules
      ? { path: 'ingress.type', why: 'alb: a load balancer takes requests from the internet' }
      : { path: 'ingress.type', why: 'none: nothing says that requests come from the internet' },
  );
  for (const { name, members } of tasks) nameTarget(members, name, stack);
  const { services = {}, jobs = {}, ...top } = rest;
  const ingress = hasRules
    ? balanced(top['ingress'], stack)
    : { type: 'none', ...(top['ingress'] as object | undefined) };
  const existing = existingOf(rest);
  const isShared = draft.within(['ingress', 'loadBalancer', 'arn']).length > 0;
  const given = hasRules && !isShared && existing ? publicSubnets(existing.public ?? []) : undefined;
  if (existing && given) {
    existing.public = given.subnets;
    chosen.push({ path: 'network.existing.public', why: given.why });
  }
  Object.assign(data, isFound ? { namespace } : {}, top, { ingress });
  if (Object.keys(services as object).length > 0) data['services'] = services;
  if (Object.keys(jobs as object).length > 0) data['jobs'] = jobs;
  return { chosen };
}

/** A way in through a load balancer of the stack, whose name cannot be each name of a stack. */
function balanced(ingress: unknown, stack: string): object {
  return {
    type: 'alb',
    ...(!isBalancerName(stack) && { loadBalancer: { name: shortened(`lb-${stack}`) } }),
    ...(ingress as object | undefined),
  };
}

/** A target group has the name of stack and service, where that can be one. */
function nameTarget(members: Members, name: string, stack: string): void {
  const target = `${stack}-${name}`;
  if (!('rules' in members) || isBalancerName(target)) return;
  const other = target.startsWith('internal-') ? `tg-${target}` : target;
  members['target'] = { name: shortened(other), ...(members['target'] as object | undefined) };
}

const isBalancerName = (name: string): boolean => name.length <= maxBalancerName && !name.startsWith('internal-');

/** As `frameOf`, of what lies over a config without a way in: where it has rules, it has a load balancer as well. */
export function frameOverlay(data: Data, stack: string): void {
  const services = Object.entries((data['services'] ?? {}) as { readonly [name: string]: Members });
  const withRules = services.filter(([, members]) => (members['rules'] ?? undefined) !== undefined);
  if (withRules.length === 0) return;
  data['ingress'] = balanced(data['ingress'], stack);
  for (const [name, members] of withRules) nameTarget(members, name, stack);
}

const existingOf = ({ network }: Data): { public?: readonly unknown[] } | undefined =>
  (network as { existing?: { public?: readonly unknown[] } } | undefined)?.existing;

/** A task that no member was put for is there all the same. */
function membersOf(data: Data, kind: string, name: string): Members {
  const all = (data[kind] ??= {}) as { [name: string]: Members };
  return (all[name] ??= {});
}

const shortened = (name: string): string => cutName(name, maxBalancerName);
