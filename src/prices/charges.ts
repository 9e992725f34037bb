import type { FixedKey, UsageKey } from './price.js';
import type { Thing } from './things.js';
import { instancesFor, type TaskSize } from './instances.js';

/** So much of something that has a price, because of a step. */
export interface Charge {
  readonly key: FixedKey;
  readonly step: string;
  readonly quantity: number;
  /** Without any task, where that is less. */
  readonly least?: number;
}
export interface Charges {
  /** For as long as it exists. */
  readonly fixed: readonly Charge[];
  /** By use: how much is not known beforehand. */
  readonly usage: readonly { readonly key: UsageKey; readonly step: string }[];
  /** What cannot be told, and why. */
  readonly unclear: readonly { readonly step: string; readonly why: string }[];
}

/** What a stack is billed for. */
export function chargesOf(things: readonly Thing[]): Charges {
  const bills = things.map((thing) => ({ step: thing.step, bill: billed[thing.type]?.(thing, things) ?? {} }));
  return {
    fixed: bills.flatMap(({ step, bill: { fixed = [] } }) =>
      fixed.flatMap((it) => (it.quantity > 0 ? [{ ...it, step }] : [])),
    ),
    usage: bills.flatMap(({ step, bill: { usage = [] } }) => usage.map((key) => ({ key, step }))),
    unclear: bills.flatMap(({ step, bill: { unclear } }) => (unclear === undefined ? [] : [{ step, why: unclear }])),
  };
}

type Counted = Omit<Charge, 'step'>;
interface Bill {
  readonly fixed?: readonly Counted[];
  readonly usage?: readonly UsageKey[];
  readonly unclear?: string;
}

/** By noun. What is not here is free: VPC links, gateway endpoints, internet gateways, roles, clusters, parameters. */
const billed: { readonly [noun: string]: (thing: Thing, things: readonly Thing[]) => Bill } = {
  'nat-gateway': () => ({ fixed: [{ key: 'nat-gateway-hour', quantity: 1 }], usage: ['nat-gateway-gb'] }),
  'elastic-ip': () => ({ fixed: [{ key: 'public-ipv4-hour', quantity: 1 }] }),
  'vpc-endpoint': endpoint,
  'load-balancer': loadBalancer,
  'ecs-service': tasks,
  'auto-scaling-group': instances,
  instance: (thing) => ({
    fixed: [...machine(thing), { key: 'public-ipv4-hour', quantity: at(thing, 'AssociatePublicIpAddress') === true ? 1 : 0 }],
  }),
  namespace: () => ({ fixed: [{ key: 'hosted-zone-month', quantity: 1 }] }),
  'cloud-map-service': () => ({ usage: ['discovery-million'] }),
  api: () => ({ usage: ['http-api-million'] }),
  'log-group': () => ({ usage: ['logs-ingest-gb', 'logs-storage-gb-month'] }),
  'ecr-repository': () => ({ usage: ['ecr-gb-month'] }),
  cluster: insights,
};

/** A gateway endpoint is a route, and free. Any other is billed in each zone. */
function endpoint(thing: Thing): Bill {
  if (at(thing, 'VpcEndpointType') === 'Gateway') return {};
  return { fixed: [{ key: 'interface-endpoint-hour', quantity: count(thing, 'SubnetIds') }], usage: ['interface-endpoint-gb'] };
}

/** On the internet it has an address in each of its subnets, which are each in a zone of its own. */
function loadBalancer(thing: Thing): Bill {
  const quantity = at(thing, 'Scheme') === 'internet-facing' ? count(thing, 'Subnets') : 0;
  return { fixed: [{ key: 'alb-hour', quantity: 1 }, { key: 'public-ipv4-hour', quantity }], usage: ['alb-lcu-hour'] };
}

/**
 * On Fargate: CPU and memory of each task, from its start to its end, 20 GB of disk included, and its public address.
 * On instances, those are billed. Source: https://aws.amazon.com/fargate/pricing/
 */
function tasks(service: Thing, things: readonly Thing[]): Bill {
  if (isOnInstances(service, things)) return {};
  const definition = neededBy(service, 'task-definition', things);
  const { cpu, memory } = sizeOf(definition);
  const quantity = number(service, 'desiredCount');
  const processor = definition && at(definition, 'runtimePlatform', 'cpuArchitecture') === 'ARM64' ? 'arm64' : 'x86_64';
  const isPublic = at(service, 'networkConfiguration', 'assignPublicIp') === 'ENABLED';
  return {
    fixed: [
      { key: `fargate-${processor}-vcpu-hour`, quantity: (quantity * cpu) / 1024 },
      { key: `fargate-${processor}-gb-hour`, quantity: (quantity * memory) / 1024 },
      { key: 'public-ipv4-hour', quantity: isPublic ? quantity : 0 },
    ],
  };
}

/** As many as the tasks need, or the least there are. */
function instances(group: Thing, things: readonly Thing[]): Bill {
  const template = neededBy(group, 'launch-template', things);
  if (!template) return {};
  const all = things
    .filter((it) => it.type === 'ecs-service' && isOnInstances(it, things))
    .flatMap((service) => Array<TaskSize>(number(service, 'desiredCount')).fill(sizeOf(neededBy(service, 'task-definition', things))));
  const type = String(at(template, 'InstanceType'));
  const needed = instancesFor(all, type);
  if (needed === undefined) return { unclear: `how many ${type} the tasks need is not known here` };
  const minimum = things.find((it) => it.type === 'auto-scaling-minimum' && it.needs.includes(group.step));
  const least = minimum ? number(minimum, 'MinSize') : 0;
  const most = Math.min(Math.max(needed, least), number(group, 'MaxSize'));
  return {
    fixed: machine(template).map((one) => ({
      ...{ key: one.key, quantity: one.quantity * most },
      ...(least < most && { least: one.quantity * least }),
    })),
  };
}

/** An instance of that type, and its root volume. */
const machine = (it: Thing): Counted[] => [
  { key: `ec2:${String(at(it, 'InstanceType'))}`, quantity: 1 },
  { key: 'gp3-gb-month', quantity: number(it, 'BlockDeviceMappings', 0, 'Ebs', 'VolumeSize') || rootGiB },
];

/** The root volume of Amazon Linux 2023 where none is asked for: as large as its image's snapshot. */
const rootGiB = 8;

/** Container Insights is billed by the metric, with enhanced observability at a price of its own. */
function insights(cluster: Thing): Bill {
  const setting = at(cluster, 'containerInsights');
  if (setting === 'disabled') return {};
  return { usage: [setting === 'enhanced' ? 'enhanced-metric-month' : 'metric-month'] };
}

const isOnInstances = (service: Thing, things: readonly Thing[]) => neededBy(service, 'capacity-provider', things) !== undefined;

const neededBy = ({ needs }: Thing, type: string, things: readonly Thing[]): Thing | undefined =>
  things.find((it) => it.type === type && needs.includes(it.step));

const sizeOf = (definition: Thing | undefined): TaskSize =>
  definition ? { cpu: number(definition, 'cpu'), memory: number(definition, 'memory') } : { cpu: 0, memory: 0 };

const at = ({ want }: Thing, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((it, member) => (typeof it === 'object' && it !== null ? Reflect.get(it, member) : undefined), want);
const number = (thing: Thing, ...path: readonly (string | number)[]): number => Number(at(thing, ...path) ?? 0);
const count = (thing: Thing, ...path: readonly (string | number)[]): number => Object.keys(at(thing, ...path) ?? {}).length;
