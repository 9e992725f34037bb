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
  for (const { name, members } of tasks) {
    const target = `${stack}-${name}`;
    if ('rules' in members && target.length > maxBalancerName)
      members['target'] = { name: shortened(target), ...(members['target'] as object | undefined) };
  }
  const { services = {}, jobs = {}, ...top } = rest;
  const balancer =
    stack.length > maxBalancerName || stack.startsWith('internal-')
      ? { loadBalancer: { name: shortened(`lb-${stack}`) } }
      : {};
  const ingress = hasRules ? { type: 'alb', ...balancer, ...(top['ingress'] as object | undefined) } : { type: 'none' };
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

const existingOf = ({ network }: Data): { public?: readonly unknown[] } | undefined =>
  (network as { existing?: { public?: readonly unknown[] } } | undefined)?.existing;

/** A task that no member was put for is there all the same. */
function membersOf(data: Data, kind: string, name: string): Members {
  const all = (data[kind] ??= {}) as { [name: string]: Members };
  return (all[name] ??= {});
}

const shortened = (name: string): string => cutName(name, maxBalancerName);
