import { loopback, withAddresses } from './addresses.js';
import { aliasesOf } from './compose-network.js';
import { furtherPort, isHttp, portsIn, wayIn } from './compose-ports.js';
import type { Target } from './draft.js';
import { held, map } from './rows.js';
import { isMap, nameOf, partsOf, within, type Value } from './source.js';
import { plainText } from '../../plain-text.js';

const conditions: { readonly [theirs: string]: string } = {
  service_started: 'START',
  service_healthy: 'HEALTHY',
  service_completed_successfully: 'SUCCESS',
};
const overLocalhost = held('containers of a task talk over localhost');

/**
 * Services of a compose file that are containers of one task: they reach each other over localhost, and wait for each other.
 * @param names of the containers, by those of the services
 */
export function connectContainers(services: readonly Value[], names: ReadonlyMap<string, string>, task: Target): void {
  for (const service of services) {
    const name = names.get(nameOf(service));
    const target = (name === task.path[1] ? task : task.in('containers', name ?? '')).from(service.path.length);
    const entries = portsIn(within(service, 'ports'));
    const own = wayIn(entries.flatMap(({ ports }) => ports).filter(({ protocol }) => protocol === 'tcp'));
    for (const { from, ports } of entries) {
      if (ports.length === 0) target.leave(from, { because: 'it is no port that is known', instead: 'write `port`' });
      for (const port of ports) if (port !== own) furtherPort(port, ports.length, target);
      if (!own || !ports.includes(own)) continue;
      target.put(['port'], own.target, from, `port ${own.target} of the container`);
      if (target.path.length === 2 && !own.isLocal && isHttp(own.target))
        target.add(['rules'], { path: '$default' }, from, 'a load balancer leads to it');
    }
    for (const port of partsOf(within(service, 'expose'))) overLocalhost(port, target);
    for (const link of partsOf(within(service, 'links'))) overLocalhost(link, target);
    if (within(service, 'networks').value !== undefined) overLocalhost(within(service, 'networks'), target);
    for (const one of partsOf(within(service, 'depends_on'))) dependency(one, names, target);
  }
  const hosts = services.flatMap((service) => [nameOf(service), ...aliasesOf(service)]);
  withAddresses(task.draft, new Map(hosts.map((host) => [host, loopback] as const)));
}

function dependency(one: Value, names: ReadonlyMap<string, string>, target: Target): void {
  const name = names.get(isMap(one.value) ? nameOf(one) : plainText(one.value));
  if (name === undefined) return target.hold(one, 'there is no such service');
  if (!isMap(one.value)) return target.put(['dependsOn', name], 'START', one, 'START: it has started');
  map({
    condition: (value) => {
      const condition = conditions[plainText(value.value)] ?? plainText(value.value);
      target.put(['dependsOn', name], condition, value, condition);
    },
    required: held('a container that others wait for is there'),
  })(one, target);
}
