import { furtherPort, isHttp, portOfImage, portsIn, wayIn, type PublishedPort } from './compose-ports.js';
import type { Draft, Target } from './draft.js';
import { furtherPortsOf } from './further-port.js';
import { resolved } from './variables-in.js';
import { isMap, nameOf, partsOf, within, type Value } from './source.js';
import { namespace, withAddresses } from './addresses.js';
import { plainText } from '../../plain-text.js';

/**
 * How the services of a compose file reach each other, and who reaches them. In compose all services of a network reach each other
 * at any port, by their names. Here each lets in the others, at its port, and has a name in the namespace of the stack.
 */
export function connect(services: readonly Value[], names: ReadonlyMap<string, string>, draft: Draft): void {
  const all = services.flatMap((from): Peer[] => {
    const name = names.get(nameOf(from)) ?? '';
    const task = draft.tasks.find((it) => it.name === name);
    if (!task) return [];
    const target = draft.task(task.kind, name, from);
    return [{ from, name, kind: task.kind, target, networks: networksOf(from) }];
  });
  const published = all.flatMap((peer) => (peer.kind === 'services' ? givePort(peer) : []));
  const [first, ...others] = published.toSorted((a, b) => rank(b) - rank(a));
  if (first) {
    first.target.add(['rules'], { path: '$default' }, first.port.from, 'a load balancer leads to it');
    for (const { target, port, name } of others)
      target.hold(
        port.from,
        `the load balancer leads to ${first.name}; \`rules: [{path: /${name}*, priority: 1}]\` leads to ${name}, too`,
      );
  }
  for (const peer of all) letIn(peer, all, draft);
  for (const peer of all) dependencies(peer, all);
  withAddresses(
    draft,
    new Map(
      all
        .filter((it) => isReached(it, draft))
        .flatMap((it) =>
          [nameOf(it.from), ...aliasesOf(it.from)].map((host) => [host, `${it.name}.${namespace}`] as const),
        ),
    ),
  );
}

interface Peer {
  readonly from: Value;
  readonly name: string;
  readonly kind: 'services' | 'jobs';
  readonly target: Target;
  readonly networks: readonly string[];
}
interface Published {
  readonly target: Target;
  readonly name: string;
  readonly port: PublishedPort;
}

/** The one that all requests are for: at the ports of the web, and else the first. */
const rank = ({ port: { published } }: Published): number => (published === 80 || published === 443 ? 1 : 0);

/** @returns the port, where it is published and may be one of HTTP */
function givePort({ from, name, target }: Peer): Published[] {
  const ports = within(from, 'ports');
  const entries = portsIn(ports);
  if (ports.value !== undefined && !Array.isArray(ports.value)) target.unknown(ports);
  const known = entries.flatMap((entry) => entry.ports).filter(({ protocol }) => protocol === 'tcp');
  const own = wayIn(known);
  for (const entry of entries) furtherPorts(entry, own, target);
  const exposed = partsOf(within(from, 'expose'));
  if (own) {
    const how = own.isLocal
      ? 'only other services reach it, as only this machine did'
      : `port ${own.target} of the container`;
    target.put(['port'], own.target, own.from, how);
    for (const other of exposed) more(other, own.target, target);
    return own.isLocal ? [] : isHttp(own.target) ? [{ target, name, port: own }] : notHttp(own, target);
  }
  const [first, ...rest] = exposed;
  const port = Number.parseInt(resolved(first?.value ?? '') ?? '', 10);
  if (first && port > 0) target.put(['port'], port, first);
  else if (first) target.unknown(first);
  else {
    const implied = portOfImage(within(from, 'image').value);
    if (implied !== undefined) target.put(['port'], implied, [], 'the image listens on it');
  }
  for (const other of rest) more(other, port, target);
  return [];
}

function notHttp({ from }: PublishedPort, target: Target): [] {
  target.hold(from, 'a load balancer takes HTTP only: other services reach it, and `allow` lets in addresses');
  return [];
}

/** @param own the port of the service, which is one of them, or one of another entry */
function furtherPorts({ from, ports }: ReturnType<typeof portsIn>[number], own: PublishedPort | undefined, to: Target) {
  if (ports.length === 0) to.leave(from, { because: 'it is no port that is known', instead: 'write `port`' });
  for (const port of ports)
    if (port === own) continue;
    else if (port.target === own?.target && port.protocol === own.protocol)
      to.hold(from, `port ${own.target} of the container`);
    else furtherPort(port, ports.length, to);
}

/** An entry of `expose`: it may have a protocol. */
function more(from: Value, own: number, target: Target): void {
  const [, number = '', protocol = 'tcp'] = /^(\d+)(?:\/(\w+))?$/.exec(resolved(from.value) ?? '') ?? [];
  const port = Number(number);
  if (number === '') target.unknown(from);
  else if (port === own && protocol === 'tcp') target.hold(from);
  else furtherPort({ from, target: port, protocol }, 1, target);
}

const networksOf = (service: Value): readonly string[] => {
  const networks = within(service, 'networks');
  const named = Array.isArray(networks.value) ? networks.value.map(plainText) : partsOf(networks).map(nameOf);
  return named.length > 0 ? named : ['default'];
};

/** Other names that a service is found by: its container has one, too. */
export const aliasesOf = (service: Value): readonly string[] => [
  ...[within(service, 'container_name').value].filter((name) => typeof name === 'string'),
  ...partsOf(within(service, 'networks')).flatMap((network) =>
    partsOf(within(network, 'aliases')).map(({ value }) => plainText(value)),
  ),
];

const portOf = ({ target }: Peer, { members }: Draft): unknown =>
  members.find(({ to }) => to.length === 3 && to[1] === target.path[1] && to[2] === 'port')?.value;
const isReached = (peer: Peer, draft: Draft): boolean =>
  draft.members.some(({ to }) => to[1] === peer.name && to[2] === 'discovery');

function letIn(peer: Peer, all: readonly Peer[], draft: Draft): void {
  const callers = all.filter(
    (it) => it !== peer && !isStore(it) && it.networks.some((network) => peer.networks.includes(network)),
  );
  const networks = within(peer.from, 'networks');
  if (Array.isArray(networks.value)) for (const it of partsOf(networks)) peer.target.hold(it, oneNetwork);
  else
    for (const network of partsOf(networks))
      if (!isMap(network.value)) peer.target.hold(network, oneNetwork);
      else
        for (const part of partsOf(network))
          if (nameOf(part) === 'aliases') peer.target.hold(part, 'in `environment` it is the name in the namespace');
          else peer.target.unknown(part);
  const hasPort = portOf(peer, draft) !== undefined;
  const further = furtherPortsOf(peer.target);
  if ((!hasPort && further.length === 0) || callers.length === 0) return;
  peer.target.put(['discovery'], { type: 'a' }, []);
  const calledBy = callers.map(({ name }) => name);
  if (hasPort) peer.target.put(['calledBy'], calledBy, []);
  for (const { key } of further) peer.target.put(['ports', key, 'calledBy'], calledBy, []);
}

/** Databases and the like call nobody. */
function isStore({ from }: Peer): boolean {
  const port = portOfImage(within(from, 'image').value);
  return port !== undefined && !isHttp(port);
}

const oneNetwork = 'services that share a network let each other in: calledBy';
const atOnce = {
  because: 'services of a stack start at the same time',
  instead: 'let the program wait for what it needs',
};

/** A service that must have ended is a job, which runs before the others are deployed. */
function waitFor(condition: Value, host: string, peers: readonly Peer[], { draft }: Target): void {
  const job = peers.find(({ from }) => nameOf(from) === host);
  if (!job) return draft.top.hold(condition, 'there is no such service');
  const [given] = draft.within([...job.target.path, 'before']);
  if (given) draft.top.hold(condition, 'it is a job, with `before: deploy`');
  else job.target.put(['before'], 'deploy', condition, 'it is a job, with `before: deploy`');
}

function dependencies({ from, target }: Peer, peers: readonly Peer[]): void {
  const links = within(from, 'links');
  for (const link of partsOf(links)) target.hold(link, 'who may call whom is in `calledBy`');
  const all = within(from, 'depends_on');
  for (const one of partsOf(all)) {
    if (!isMap(one.value)) {
      target.hold(one, 'services start at the same time; who may call whom is in `calledBy`');
      continue;
    }
    for (const part of partsOf(one)) {
      if (part.value === 'service_completed_successfully') waitFor(part, nameOf(one), peers, target);
      else if (part.value === 'service_started' || part.value === false || nameOf(part) === 'required')
        target.hold(part, 'services start at the same time; who may call whom is in `calledBy`');
      else target.leave(part, atOnce);
    }
  }
}
