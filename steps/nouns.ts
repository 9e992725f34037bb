import type { Resource } from '../src/step.js';
import { apigatewayv2 } from './apigatewayv2/index.js';
import { autoscaling } from './autoscaling/index.js';
import { ec2 } from './ec2/index.js';
import { ecr } from './ecr/index.js';
import { ecs } from './ecs/index.js';
import { elbv2 } from './elbv2/index.js';
import { iam } from './iam/index.js';
import { logs } from './logs/index.js';
import { servicediscovery } from './servicediscovery/index.js';
import { ssm } from './ssm/index.js';

/**
 * All nouns, in the order of teaching: network, permissions, containers, instances, endpoints. `down` and `status` find
 * the noun of each record in the state here, so they need no config.
 */
export const resources: readonly Resource[] = [
  ...ec2,
  ...iam,
  ...logs,
  ...servicediscovery,
  ...ecr,
  ...ecs,
  ...ssm,
  ...autoscaling,
  ...elbv2,
  ...apigatewayv2,
];

/** All nouns by the name that records in the state have. */
export const resourcesByType: ReadonlyMap<string, Resource> = new Map(resources.map((it) => [it.type, it]));
