import { portsOf, type NamedPort } from './service-ports.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

type Checked = ValidPart<Pick<Shape, 'services'>>;

/**
 * The ports that the load balancer sends requests to: those with rules, and those of services with a share of a rule. Each has a
 * target group.
 */
export function balancedPorts(config: Checked): NamedPort[] {
  const ports = portsOf(config);
  const sharing = new Set(
    ports.flatMap(({ members }) => (members.rules ?? []).flatMap((rule) => Object.keys(rule?.weights ?? {}))),
  );
  return ports.filter(
    ({ members, service, key }) => (members.rules ?? []).length > 0 || (key === undefined && sharing.has(service)),
  );
}

/** The names of the services that the load balancer sends requests to, at whatever port. */
export const balancedServices = (config: Checked): ReadonlySet<string> =>
  new Set(balancedPorts(config).map(({ service }) => service));
