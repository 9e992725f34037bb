import type { NamedTask } from '../config/tasks.js';
import type { Step } from '../step.js';
import { serviceTone, type Tone } from './picture.js';

export type TaskName = Pick<NamedTask, 'name' | 'kind'>;

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
const domain: StepGroup = { title: 'Domain and certificate', tone: 'plain' };
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
  [
    shared,
    'cluster existing-cluster role existing-role role-policy role-policy-attachment namespace existing-secret existing-parameter ' +
      'existing-file-system',
  ],
  [
    capacity,
    'ami launch-template auto-scaling-group capacity-provider cluster-capacity-providers instance-profile fargate-capacity-providers',
  ],
  [balancer, 'load-balancer listener existing-load-balancer existing-listener'],
  [api, 'api api-stage vpc-link domain-name'],
  [domain, 'hosted-zone certificate issued-certificate record-set'],
];
/** Of these a service or a job has its own, with names that begin with its own. */
const ofTasks = new Set(
  (
    'log-group security-group security-group-rule cloud-map-service ecr-repository image task-definition target-group ' +
    'listener-rule api-integration api-route ecs-service ecs-task scalable-target scaling-policy scheduled-action'
  ).split(' '),
);

/** @param tasks the services and jobs, in the config's order */
export function groupOf({ name, resource: { type } }: Step, tasks: readonly TaskName[]): StepGroup {
  // `web` and `web-api` may be side by side: the longer name is the one that is meant.
  const [task] = tasks
    .filter((it) => ofTasks.has(type) && name.startsWith(`${it.name}-`))
    .toSorted((a, b) => b.name.length - a.name.length);
  if (task)
    return {
      title: `${task.kind === 'jobs' ? 'Job' : 'Service'} ${task.name}`,
      tone: serviceTone(tasks.indexOf(task)),
    };
  const named = byName.find(([pattern]) => pattern.test(name))?.[1];
  return named ?? byNoun.find(([, nouns]) => nouns.split(' ').includes(type))?.[0] ?? network;
}
