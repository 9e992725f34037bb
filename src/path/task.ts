import type { Facts, Target } from './facts.js';
import { dropped, type Dropped, type Hop, type Way } from '../hops.js';
import { interfaceEnd, type End } from './end.js';
import { connect } from './network.js';

/** The last part of a way: to an address and a port, where a container of a task listens. */

/** An address that a request is sent on to. */
export type Address = Pick<Target, 'Id' | 'Port'>;

interface Sent {
  /** What was passed before. */
  readonly before: readonly Hop[];
  /** The interfaces of a VPC link or a load balancer. */
  readonly senders: readonly End[];
  readonly to: Address;
  /** Who is at that address, in words. */
  readonly called: string;
  readonly seen: Seen;
}

/**
 * Follows a request from network interfaces to a task. Which of several interfaces sends it is not known, so all of them must get
 * there: else some of the requests fail.
 */
export function toTask(facts: Facts, { before, senders, to, called, seen }: Sent): Way {
  // Another VPC may have the same addresses.
  const vpcs = senders.flatMap((it) => it.own?.VpcId ?? []);
  const own = facts.networkInterfaces.find(
    ({ PrivateIpAddress, VpcId }) => PrivateIpAddress === to.Id && (vpcs.length === 0 || vpcs.includes(VpcId)),
  );
  if (!own)
    return endsWith(before, {
      ...{ is: 'dropped', at: 'network-interface', id: to.Id, seen: seen.unreachable },
      why: `no network interface has the address ${to.Id} any more`,
      repair: `a running task at ${to.Id}: the registration of one that has ended stays for a moment`,
    });
  const receiver = interfaceEnd(own, called);
  const hops: Hop[] = [...before];
  for (const [at, from] of senders.entries()) {
    const leg = connect(facts, { from, to: receiver, port: to.Port, seen: seen.unreachable });
    if (leg.dropped) return endsWith([...hops, ...leg.hops], leg.dropped);
    if (at === 0) hops.push(...leg.hops);
  }
  hops.push({ at: 'network-interface', id: own.NetworkInterfaceId, why: `has the address ${to.Id}` });
  return listening(facts, hops, { to, own: own.NetworkInterfaceId, seen });
}

/** What a client sees where a connection is not made, and where it is refused. */
export interface Seen {
  readonly unreachable: Dropped['seen'];
  readonly refused: Dropped['seen'];
}

function listening(
  { tasks }: Facts,
  hops: Hop[],
  { to, own, seen }: { readonly to: Address; readonly own: string; readonly seen: Seen },
): Way {
  const address = `${to.Id}:${to.Port}`;
  const task = tasks.find(({ NetworkInterfaceId }) => NetworkInterfaceId === own);
  // An instance, or a task that ECS does not tell of: who answers there is not known.
  if (!task)
    return {
      hops,
      ending: { is: 'answered', by: 'task', id: address, address, why: 'it is up to what listens there' },
    };
  const id = task.TaskArn;
  if (task.LastStatus !== 'RUNNING')
    return endsWith(hops, {
      ...{ is: 'dropped', at: 'task', id, seen: seen.refused, why: `the task is ${task.LastStatus}` },
      repair: 'wait until it runs; provision status says why it does not',
    });
  hops.push({ at: 'task', id, why: 'it is RUNNING' });
  const container = task.containers.find(({ ports }) => ports.includes(to.Port));
  if (!container)
    return endsWith(hops, {
      ...{
        is: 'dropped',
        at: 'container',
        id,
        seen: seen.refused,
        why: `no container of the task has port ${to.Port}`,
      },
      repair: `the port that its program listens on: services.*.port, as in ${portsOf(task.containers)}`,
    });
  if (container.LastStatus !== 'RUNNING')
    return endsWith(hops, {
      ...{
        is: 'dropped',
        at: 'container',
        id,
        seen: seen.refused,
        why: `${container.Name} is ${container.LastStatus}`,
      },
      repair: 'look into its log group why it ended',
    });
  hops.push({ at: 'container', id: container.Name, why: `has port ${to.Port}` });
  return { hops, ending: { is: 'answered', by: 'task', id, address, why: `what ${container.Name} answers` } };
}

const portsOf = (containers: readonly { readonly ports: readonly number[] }[]): string =>
  containers.flatMap(({ ports }) => ports).join(', ') || 'none';

export const endsWith = (hops: readonly Hop[], ending: Way['ending']): Way => ({ hops, ending });
export const stops = (hops: readonly Hop[], ...given: Parameters<typeof dropped>): Way =>
  endsWith(hops, dropped(...given));
