import type { Step } from '../step.js';
import { serviceTone, type Tone } from './picture.js';

/** What a step is part of: a box of the dependency graph, with a colour of its own. */
export interface StepGroup {
  readonly title: string;
  readonly tone: Tone;
}

const network: StepGroup = { title: 'Network', tone: 'network' };
const shared: StepGroup = { title: 'Cluster, roles, namespace', tone: 'platform' };
const capacity: StepGroup = { title: 'Instances', tone: 'capacity' };
const endpoints: StepGroup = { title: 'VPC endpoints', tone: 'endpoints' };
const balancer: StepGroup = { title: 'Load balancer', tone: 'balancer' };
const api: StepGroup = { title: 'HTTP API', tone: 'api' };
const consumer: StepGroup = { title: 'Consumer', tone: 'consumer' };

/** In this order the first that fits counts; what is not named here is told by its noun. */
const byName: readonly (readonly [RegExp, StepGroup])[] = [
  [/^(consumer|bastion)-/, consumer],
  [/^instances-/, capacity],
  [/^(vpc-link|api)-/, api],
  [/^endpoints-/, endpoints],
  [/^load-balancer-(integration|route)/, api],
  [/^load-balancer-/, balancer],
];
const byNoun: readonly (readonly [StepGroup, string])[] = [
  [endpoints, 'vpc-endpoint prefix-list'],
  [shared, 'cluster role role-policy role-policy-attachment namespace existing-secret existing-parameter'],
  [capacity, 'ami launch-template auto-scaling-group capacity-provider cluster-capacity-providers instance-profile'],
  [balancer, 'load-balancer listener'],
  [api, 'api api-stage vpc-link'],
];
/** Of these a service has its own, with names that begin with its own. */
const ofServices = new Set(
  (
    'log-group security-group security-group-rule cloud-map-service ecr-repository image task-definition target-group ' +
    'listener-rule api-integration api-route ecs-service scalable-target scaling-policy scheduled-action'
  ).split(' '),
);

/** @param services the names of the services, in the config's order */
export function groupOf({ name, resource: { type } }: Step, services: readonly string[]): StepGroup {
  // `web` and `web-api` may be side by side: the longer name is the one that is meant.
  const [service] = services
    .filter((it) => ofServices.has(type) && name.startsWith(`${it}-`))
    .toSorted((a, b) => b.length - a.length);
  if (service !== undefined) return { title: `Service ${service}`, tone: serviceTone(services.indexOf(service)) };
  const named = byName.find(([pattern]) => pattern.test(name))?.[1];
  return named ?? byNoun.find(([, nouns]) => nouns.split(' ').includes(type))?.[0] ?? network;
}
