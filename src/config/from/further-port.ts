import { portName } from '../names.js';
import { Target } from './draft.js';
import { reasons } from './reasons.js';
import type { Value } from './source.js';

/** A port beside the one that a service or a container has as its `port`. */
export interface FurtherPort {
  readonly port: number;
  readonly protocol?: 'tcp' | 'udp' | undefined;
  /** What it is called in the file, where it has a name. */
  readonly name?: string | undefined;
  /** The container that listens on it, where that is known to be another than that of `target`. */
  readonly container?: string | undefined;
}

/**
 * Puts a further port into `ports` of the service, once.
 * @param target of the service, or of a container of it
 * @returns where the members of the port go; undefined where there is no place for it, and then it is left
 */
export function putFurtherPort(
  target: Target,
  { port, protocol = 'tcp', name, container = containerOf(target) }: FurtherPort,
  from: Value,
  how?: string,
): Target | undefined {
  const service = serviceOf(target);
  if (service.path[0] !== 'services' || service.schema('ports') === undefined) {
    target.leave(from, reasons.portOfJob);
    return undefined;
  }
  const given = furtherPortsOf(service).find((it) => it.port === port && it.protocol === protocol);
  if (given) {
    target.hold(from, `port ${port} is there as ports.${given.key}`);
    return service.in('ports', given.key);
  }
  const key = freeName(service, [...(name === undefined ? [] : [name]), `port-${port}`, `port-${port}-${protocol}`]);
  const inside = service.in('ports', key);
  inside.put(['port'], port, from, how ?? `a further port: ports.${key}`);
  if (protocol !== 'tcp') inside.put(['protocol'], protocol, []);
  if (container !== undefined && container !== service.path[1]) inside.put(['container'], container, []);
  return inside;
}

/** The service that a container or a port is of. */
export const serviceOf = ({ draft, path, place, depth }: Target): Target =>
  new Target(draft, path.slice(0, 2), place, depth);

/** The further ports that a service has by now. */
export function furtherPortsOf({ draft, path }: Target): { key: string; port: unknown; protocol: string }[] {
  const members = draft.within([...path.slice(0, 2), 'ports']);
  const value = (key: unknown, member: string) => members.find(({ to }) => to[3] === key && to[4] === member)?.value;
  const keys = [...new Set(members.map(({ to }) => String(to[3])))];
  return keys.map((key) => ({
    key,
    port: value(key, 'port'),
    protocol: value(key, 'protocol') === 'udp' ? 'udp' : 'tcp',
  }));
}

const containerOf = ({ path: [, , place, name] }: Target): string | undefined =>
  place === 'containers' ? String(name) : undefined;

function freeName(service: Target, names: readonly string[]): string {
  const taken = furtherPortsOf(service).map(({ key }) => key);
  const free = names.find((it) => portName.objection(it) === undefined && !taken.includes(it));
  return free ?? `port-${taken.length + 1}-more`;
}
