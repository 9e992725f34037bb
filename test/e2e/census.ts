import { balancing } from './census/balancing.js';
import { containers } from './census/containers.js';
import { discovery } from './census/discovery.js';
import { domains } from './census/domains.js';
import { gateway } from './census/gateway.js';
import { instances } from './census/instances.js';
import { network } from './census/network.js';
import { others } from './census/others.js';
import { permissions } from './census/permissions.js';
import { scaling } from './census/scaling.js';
import { schedules } from './census/schedules.js';
import { ways } from './census/ways.js';
import type { Rig } from './rig.js';

/** All that there is in the account, by what one would recognise it by; ids are left out, they differ. */
export type Census = { readonly [kind: string]: readonly string[] };
export type Clients = Rig['clients'];

const parts = [
  network,
  ways,
  discovery,
  containers,
  scaling,
  schedules,
  balancing,
  instances,
  permissions,
  gateway,
  domains,
  others,
];

/** Asks AWS, not our state, for everything that a stack can leave behind. */
export async function census({ clients }: Pick<Rig, 'clients'>): Promise<Census> {
  const counted = await Promise.all(parts.map((ask) => ask(clients)));
  const all = Object.assign({}, ...counted) as { [kind: string]: string[] };
  return Object.fromEntries(Object.entries(all).map(([kind, names]) => [kind, names.sort()]));
}

/** The kinds of which there is anything. */
export const left = (it: Census): Census =>
  Object.fromEntries(Object.entries(it).filter(([, names]) => names.length > 0));

/** What differs between two of them, kind by kind; empty where nothing does. */
export function differing(before: Census, after: Census): { [kind: string]: { less: string[]; more: string[] } } {
  const kinds = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const pairs = kinds.map((kind) => {
    const [was, is] = [before[kind] ?? [], after[kind] ?? []];
    return [kind, { less: without(was, is), more: without(is, was) }] as const;
  });
  return Object.fromEntries(pairs.filter(([, { less, more }]) => less.length + more.length > 0));
}

/** Of two alike, one that has a partner takes that along. */
function without(names: readonly string[], others: readonly string[]): string[] {
  const partners = [...others];
  return names.filter((name) => {
    const at = partners.indexOf(name);
    if (at >= 0) partners.splice(at, 1);
    return at < 0;
  });
}
