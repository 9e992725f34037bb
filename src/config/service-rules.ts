import { instanceIdLength, maxDomainName } from '../facts/name-limits.js';
import { didYouMean, nearest } from '../nearest.js';
import type { Finding } from './finding.js';
import { discoveredPort, portsOf } from './service-ports.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';
import { discoveryName } from './stack-names.js';

/** The rules within each service, and between its name and the namespace's. */

/** What is sent to a service arrives at a port; one without is a worker. */
export function trafficToNoPort({ services }: ValidPart<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (!service || service.port !== undefined) return [];
    const at = ['services', name];
    const first = (['rules', 'allow', 'calledBy'] as const).find((it) => (service[it] ?? []).length > 0);
    const isDiscovered = discoveredPort(service) !== undefined;
    const isRouted = (service.routes ?? []).length > 0 && !isDiscovered;
    const member =
      first || isRouted
        ? [first ?? 'routes']
        : service.discovery?.type === 'srv' && !isDiscovered
          ? ['discovery', 'type']
          : undefined;
    if (!member) return [];
    return [
      {
        at: [[...at, ...member], at],
        message: `${name} has no port that anything could be sent to`,
        hint: 'add `port: 80`, or the port that its container listens on',
        restsOn: [[...at, 'port']],
      },
    ];
  });
}

export function unknownCallers({ services, jobs }: ValidPart<Shape>): Finding[] {
  const names = [...Object.keys(services ?? {}), ...Object.keys(jobs ?? {})];
  return portsOf({ services }).flatMap(({ service: name, at: around, members }) =>
    (members.calledBy ?? []).flatMap((caller, i): Finding[] => {
      if (caller === undefined || (caller !== name && names.includes(caller))) return [];
      const at = [...around, 'calledBy', i];
      if (caller === name)
        return [{ at: [at], message: `${name} cannot be listed in its own "calledBy"`, hint: 'remove it' }];
      return [
        {
          at: [at],
          message: `there is no service or job ${JSON.stringify(caller)}`,
          hint: didYouMean(nearest(caller, names)) ?? `there is: ${names.join(', ')}`,
        },
      ];
    }),
  );
}

export function longDomainNames({ namespace, services }: ValidPart<Shape>): Finding[] {
  return Object.entries(services ?? {}).flatMap(([name, service]): Finding[] => {
    if (namespace === undefined || !service?.discovery) return [];
    const length = instanceIdLength + `.${discoveryName(name, service.discovery)}.${namespace}`.length;
    if (length <= maxDomainName) return [];
    return [
      {
        at: [['namespace']],
        message: `the DNS names of the tasks of ${name} would have ${length} characters: at most ${maxDomainName}`,
        hint: `shorten the namespace by ${length - maxDomainName} or more`,
      },
    ];
  });
}
