import type { IndexedStep, StepIndex } from './step-index.js';
import type { Arrow, PictureNode } from './picture.js';
import { subnetNouns, type RunningService } from './running-services.js';
import { gatewayOf } from './network-boxes.js';

/** Clients in a range of addresses that a security group's rule allows, and the arrows from them. */
export interface AllowedClient {
  readonly client: PictureNode;
  readonly arrows: readonly Arrow[];
}

const clientsOf = (where: string): PictureNode => ({
  id: `clients ${where}`,
  lines: ['Clients', where],
  ...{ tone: 'plain', shape: 'pill' },
});
export const internetClients = clientsOf('on the internet');

/** An internet gateway is shown twice: where requests come in and where tasks get out. */
export const gatewayInId = (gateway: IndexedStep): string => `${gateway.name} in`;

/** The clients that security groups allow by a range of addresses, for each resource in the group. */
export const allowedClients = (stack: StepIndex): AllowedClient[] =>
  ingressRules(stack).flatMap(({ group, peer, port }) =>
    peer.includes('/') ? guardedBy(stack, group).map((it) => allowedClient(stack, it, peer, port)) : [],
  );

/** The resources in a security group that can be called. */
const guardedBy = (stack: StepIndex, group: IndexedStep): readonly IndexedStep[] =>
  ['load-balancer', 'ecs-service', 'instance'].flatMap((noun) => stack.dependentsOf(group, noun));

/** Clients on the internet come through the internet gateway; other clients have routes that are not shown. */
function allowedClient(stack: StepIndex, to: IndexedStep, range: string, port: string): AllowedClient {
  const subnets = stack.needsOf(to, ...subnetNouns);
  const [gateway] = subnets.flatMap((it) => gatewayOf(stack, it) ?? []);
  const isClosed = !gateway && subnets.every(({ resource }) => resource.type === 'subnet');
  const client = range !== '0.0.0.0/0' ? clientsOf(range) : isClosed ? clientsOf('in the network') : internetClients;
  const last = { to: to.name, tone: 'api', label: [`port ${port}`] } as const;
  if (client !== internetClients || !gateway) return { client, arrows: [{ from: client.id, ...last }] };
  const inner = gatewayInId(gateway);
  return {
    client,
    arrows: [
      { from: client.id, to: inner, tone: 'api' },
      { from: inner, ...last },
    ],
  };
}

/** Services that may call each other, by the name that the called one is found under. */
export const callsBetween = (stack: StepIndex, services: readonly RunningService[]): Arrow[] =>
  ingressRules(stack).flatMap(({ group, peer, port }) => {
    const around = (name: string) =>
      services.filter(({ step }) => stack.needsOf(step, 'security-group').some((it) => it.name === name));
    return around(peer).flatMap((from) =>
      around(group.name).map((to): Arrow => {
        const label = [...(to.discoveryName ? [to.discoveryName.name] : []), `port ${port}`];
        return { from: from.step.name, to: to.step.name, tone: from.tone, label };
      }),
    );
  });

/** `peer`: a range of addresses, or the name of the security group that is let in. */
function ingressRules(stack: StepIndex) {
  return stack.all('security-group-rule').flatMap((rule) => {
    const [around, peer, port] = ['GroupId', 'Peer', 'Port'].map((member) => stack.text(rule, member));
    const group = stack.needsOf(rule, 'security-group').find(({ name }) => name === around);
    const isInward = stack.text(rule, 'Direction') === 'ingress';
    return isInward && group && peer !== undefined && port !== undefined ? [{ group, peer, port }] : [];
  });
}
