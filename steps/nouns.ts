import { isMachine } from '../src/lessons/order.js';
import type { Resource } from '../src/step.js';
import { acm } from './acm/index.js';
import { apigatewayv2 } from './apigatewayv2/index.js';
import { applicationautoscaling } from './applicationautoscaling/index.js';
import { autoscaling } from './autoscaling/index.js';
import { ec2 } from './ec2/index.js';
import { ecr } from './ecr/index.js';
import { ecs } from './ecs/index.js';
import { efs } from './efs/index.js';
import { elbv2 } from './elbv2/index.js';
import { iam } from './iam/index.js';
import { logs } from './logs/index.js';
import { route53 } from './route53/index.js';
import { scheduler } from './scheduler/index.js';
import { servicediscovery } from './servicediscovery/index.js';
import { secretsmanager } from './secretsmanager/index.js';
import { ssm } from './ssm/index.js';

/** Of instances and what they are made of, which are nouns of four services. */
const machineArea = 'instances';

/** The nouns by what they are about, in the order of teaching: a long plan is shown in these parts. */
const areas: { readonly [area: string]: readonly Resource[] } = {
  network: ec2,
  permissions: iam,
  logs,
  discovery: servicediscovery,
  images: ecr,
  secrets: [...secretsmanager, ...ssm.filter(({ type }) => !isMachine(type))],
  files: efs,
  containers: ecs,
  [machineArea]: [...ssm.filter(({ type }) => isMachine(type)), ...autoscaling],
  'names and certificates': [...acm, ...route53],
  'load balancing': elbv2,
  scaling: applicationautoscaling,
  schedules: scheduler,
  API: apigatewayv2,
};

/**
 * All nouns, in the order of teaching: network, permissions, containers, instances, endpoints. `down` and `status` find
 * the noun of each record in the state here, so they need no config.
 */
export const resources: readonly Resource[] = Object.values(areas).flat();

/** All nouns by the name that records in the state have. */
export const resourcesByType: ReadonlyMap<string, Resource> = new Map(resources.map((it) => [it.type, it]));

/** By noun: the part of a plan that it is shown in. */
export const areasByType: ReadonlyMap<string, string> = new Map(
  Object.entries(areas).flatMap(([area, nouns]) =>
    nouns.map(({ type }) => [type, isMachine(type) ? machineArea : area] as const),
  ),
);
