import { portsOfService, type NamedPort } from '../../src/config/service-ports.js';
import { required } from '../../src/step.js';
import type { ServiceParts, ServiceSettings } from './service-parts.js';

/** A port of a service, with what is sent to it and who may send it. */
export interface PortParts extends Pick<NamedPort, 'key' | 'name' | 'at' | 'container' | 'protocol'> {
  readonly service: string;
  readonly number: number;
  readonly settings: Pick<ServiceSettings, 'rules' | 'allow' | 'calledBy'> & {
    readonly target: Omit<ServiceSettings['target'], 'grace'>;
  };
  readonly named: NamedPort;
}

/** The ports of a service, its own one first. A worker has no own one. */
export const portParts = (name: string, settings: ServiceSettings): PortParts[] =>
  portsOfService(name, settings).flatMap((named): PortParts[] => {
    const { key, container, protocol, service, at } = named;
    const own = key === undefined ? settings : required(settings.ports[key], `services.${name}.ports.${key}`);
    const { port: number } = own;
    if (number === undefined) return [];
    return [{ ...{ key, name: named.name, at, container, protocol, service, number, named }, settings: own }];
  });

/** A port that a load balancer sends requests to, with the service that it is of. */
export interface BalancedPort extends PortParts {
  readonly parts: ServiceParts;
}

/** The numbers at which a load balancer reaches a port: its own, and the one at which it is checked, where that is another. */
export const checkedPorts = ({ number, settings }: PortParts): number[] => [
  ...new Set([number, settings.target.health.port ?? number]),
];
