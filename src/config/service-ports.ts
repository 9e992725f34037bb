import type { Path } from './member-path.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The ports of services: the own one of each, and its further ones. Rules of the config and steps both take them from here. */

type Service = Shape['services'][string];
type Checked = ValidPart<Pick<Shape, 'services'>>;
/** What is sent to a port, and who may send it. */
export type PortMembers = ValidPart<Pick<Service, 'port' | 'rules' | 'allow' | 'calledBy'>> & {
  readonly target?: ValidPart<Service['ports'][string]['target']> | undefined;
};

export interface NamedPort {
  readonly service: string;
  /** Its name in `ports`; undefined for the service's own, which a worker has without a number. */
  readonly key: string | undefined;
  /** What its steps and its target group are named by. */
  readonly name: string;
  /** Where its members are in the config. */
  readonly at: Path;
  /** The name of the container that listens on it. */
  readonly container: string;
  readonly protocol: 'tcp' | 'udp';
  readonly members: PortMembers;
}

/** `web`, or `web-admin` for a further port. */
export const portPartName = (service: string, key: string | undefined): string =>
  key === undefined ? service : `${service}-${key}`;

/** The path of the members of a port. */
export const portPath = (service: string, key: string | undefined): Path =>
  key === undefined ? ['services', service] : ['services', service, 'ports', key];

/** By services: some twenty rules ask for the same ones. */
const known = new WeakMap<NonNullable<Checked['services']>, readonly NamedPort[]>();

/** The ports of all services, each service's own one first. */
export function portsOf({ services }: Checked): readonly NamedPort[] {
  if (!services) return [];
  let ports = known.get(services);
  if (!ports) {
    ports = Object.entries(services).flatMap(([name, service]) => (service ? portsOfService(name, service) : []));
    known.set(services, ports);
  }
  return ports;
}

/** The ports of one service, its own one first. */
export function portsOfService(service: string, members: ValidPart<Service>): NamedPort[] {
  const own: NamedPort = { ...placeOf(service, undefined), container: service, protocol: 'tcp', members };
  const further = Object.entries(members.ports ?? {}).flatMap(([key, port]): NamedPort[] => {
    if (!port) return [];
    const { container = service, protocol = 'tcp' } = port;
    return [{ ...placeOf(service, key), container, protocol, members: port }];
  });
  return [own, ...further];
}

const placeOf = (service: string, key: string | undefined) => ({
  ...{ service, key, name: portPartName(service, key), at: portPath(service, key) },
});

/** The port that the SRV records of a service lead to; undefined where it has none of that name. */
export const discoveredPort = ({ port, ports, discovery }: ValidPart<Service>): number | undefined =>
  discovery?.port === undefined ? port : ports?.[discovery.port]?.port;
