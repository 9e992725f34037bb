import { serviceOfSecret } from '../src/config/secret-arn.js';
import type { Config } from '../src/config/schema.js';
import { capacity, hosts, type Hosts } from './capacity.js';
import { consumer } from './consumer.js';
import { calls, runningService, serviceParts, type ServiceParts } from './container-service.js';
import { endpoints, type EndpointClient, type Endpoints } from './endpoints.js';
import { httpApi } from './http-api.js';
import { loadBalancing } from './load-balancing.js';
import type { Network } from './network-parts.js';
import { network } from './network.js';
import { platform, type Platform } from './platform.js';
import { output, type Stack, type TagOf, type Where } from './stack.js';

export type { Output, Stack, TagOf, Where } from './stack.js';

/** For who wants the steps' names alone: what images are called then does not matter. */
export const namesOnly: TagOf = () => undefined;

/**
 * Turns a config into the steps that make it real: network, capacity, services and ingress are options that are put
 * together here, each from a file of its own. The same config in the same place always gives the same steps.
 * @param config validated: every combination in it is possible
 * @param tagOf what is built for each service; only needed where something is
 * @throws Error when it is not
 */
export function stackOf(config: Config, where: Where, tagOf: TagOf = namesOnly): Stack {
  const net = network(config);
  const base = platform(config, where, net);
  const kind = hostsOf(config, where, net, base);
  const parts = Object.keys(config.services).map((name) => serviceParts(name, config, where, { net, base, tagOf }));
  const doors = endpointsOf(config, where, { net, parts, kind });
  const instances = kind && capacityOf(config, kind, { net, base, doors });
  const balancing = loadBalancing(config, net, parts);
  const running = parts.map((service) => {
    const paths = [...(doors?.paths[service.name] ?? []), ...(doors?.paths['instances'] ?? [])];
    return runningService(service, { base, paths, balancing, capacity: instances });
  });
  const front = ingress(config, net, parts, { balancing, running });
  const beside = config.consumer ? consumer({ ...config.consumer, ...where, name: config.name }).steps : [];
  return {
    steps: [
      ...[...net.steps, ...base.steps, ...(kind?.steps ?? [])],
      ...parts.flatMap(({ steps }) => steps),
      ...[...calls(parts), ...(doors?.steps ?? []), ...(instances?.steps ?? []), ...(balancing?.steps ?? [])],
      ...[...running, ...front.steps, ...beside],
    ],
    outputs: front.outputs,
  };
}

function hostsOf({ name, cluster }: Config, { region, partition }: Where, { vpc }: Network, base: Platform): Hosts | undefined {
  if (cluster.capacity !== 'ec2') return undefined;
  const { type: instanceType, volumeGiB } = cluster.instances;
  return hosts({ vpc, cluster: base.cluster }, { name, region, partition, instanceType, volumeGiB });
}

function capacityOf(
  { name, cluster: { instances } }: Config,
  kind: Hosts,
  { net, base: { cluster }, doors }: { net: Network; base: Platform; doors: Endpoints | undefined },
) {
  const { subnets, ways } = net.private;
  return capacity(kind, { subnets, ways, doors: doors?.paths['instances'] ?? [], cluster }, { name, ...instances });
}

/**
 * The doors to AWS's services, where they are the only ways out. On instances, the ECS agent has some of its own.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
function endpointsOf(
  { name, network: { egress, existing, endpoints: extra }, services }: Config,
  { region }: Where,
  { net, parts, kind }: { net: Network; parts: readonly ServiceParts[]; kind: Hosts | undefined },
) {
  if (egress !== 'endpoints' || existing) return undefined;
  const secrets = Object.values(services).flatMap((service) => Object.values(service.secrets).map(serviceOfSecret));
  const agents = kind ? ['ecs', 'ecs-agent', 'ecs-telemetry'] : [];
  const all = new Set(['ecr.api', 'ecr.dkr', 'logs', ...secrets.toSorted(), ...agents, ...extra]);
  const clients: EndpointClient[] = [
    ...parts.map((it) => ({ name: it.name, group: it.group, isPrivate: it.placement === 'private' })),
    ...(kind ? [{ name: 'instances', group: kind.group, isPrivate: false }] : []),
  ];
  const { vpc, private: { subnets, tables } } = net;
  return endpoints([...all], { vpc, subnets, tables, clients }, { stackName: name, region });
}

function ingress(config: Config, net: Network, parts: readonly ServiceParts[], around: Parameters<typeof httpApi>[3]): Stack {
  if (config.ingress.type === 'http-api') return httpApi(config, net, parts, around);
  const { balancing } = around;
  if (!balancing) return { steps: [], outputs: {} };
  const url = output(balancing.balancer, ({ dnsName }) => `http://${dnsName}`, balancing.listener);
  return { steps: [], outputs: { LoadBalancerUrl: url } };
}
