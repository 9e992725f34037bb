import type { Step } from '../step.js';
import type { Inventory } from './inventory.js';
import type { Arrow, PictureNode } from './picture.js';
import { subnetNouns, type Running } from './running.js';
import { gatewayOf } from './sites.js';

/** A way in that a rule of a security group opens to a range of addresses. */
export interface Door {
  readonly client: PictureNode;
  readonly arrows: readonly Arrow[];
}

const clientsOf = (where: string): PictureNode => ({
  id: `clients ${where}`,
  lines: ['Clients', where],
  ...{ tone: 'plain', shape: 'pill' },
});
export const anybody = clientsOf('on the internet');

/** An internet gateway is shown twice: where requests come in and where tasks get out. */
export const wayInId = (gateway: Step): string => `${gateway.name} in`;

/** What security groups let in from ranges of addresses, to what they are around. */
export const openDoors = (stack: Inventory): Door[] =>
  inwardRules(stack).flatMap(({ group, peer, port }) =>
    peer.includes('/') ? behind(stack, group).map((it) => doorTo(stack, it, peer, port)) : [],
  );

/** What a security group is around, of all that can be called. */
const behind = (stack: Inventory, group: Step): readonly Step[] =>
  ['load-balancer', 'ecs-service', 'instance'].flatMap((noun) => stack.needing(group, noun));

/** The internet comes through the internet gateway; what comes from elsewhere has ways of its own. */
function doorTo(stack: Inventory, to: Step, range: string, port: string): Door {
  const subnets = stack.needed(to, ...subnetNouns);
  const [gateway] = subnets.flatMap((it) => gatewayOf(stack, it) ?? []);
  const isClosed = !gateway && subnets.every(({ resource }) => resource.type === 'subnet');
  const client = range !== '0.0.0.0/0' ? clientsOf(range) : isClosed ? clientsOf('in the network') : anybody;
  const last = { to: to.name, tone: 'api', label: [`port ${port}`] } as const;
  if (client !== anybody || !gateway) return { client, arrows: [{ from: client.id, ...last }] };
  const inner = wayInId(gateway);
  return { client, arrows: [{ from: client.id, to: inner, tone: 'api' }, { from: inner, ...last }] };
}

/** Services that may call each other, by the name that the called one is found under. */
export const callsBetween = (stack: Inventory, services: readonly Running[]): Arrow[] =>
  inwardRules(stack).flatMap(({ group, peer, port }) => {
    const around = (name: string) =>
      services.filter(({ step }) => stack.needed(step, 'security-group').some((it) => it.name === name));
    return around(peer).flatMap((from) =>
      around(group.name).map((to): Arrow => {
        const label = [...(to.foundAs ? [to.foundAs.name] : []), `port ${port}`];
        return { from: from.step.name, to: to.step.name, tone: from.tone, label };
      }),
    );
  });

/** `peer`: a range of addresses, or the name of the security group that is let in. */
function inwardRules(stack: Inventory) {
  return stack.all('security-group-rule').flatMap((rule) => {
    const [around, peer, port] = ['GroupId', 'Peer', 'Port'].map((member) => stack.text(rule, member));
    const group = stack.needed(rule, 'security-group').find(({ name }) => name === around);
    const isInward = stack.text(rule, 'Direction') === 'ingress';
    return isInward && group && peer !== undefined && port !== undefined ? [{ group, peer, port }] : [];
  });
}
