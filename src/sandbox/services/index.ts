import type { Service } from '../service.js';
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
import { sts } from './sts.js';

/** All of AWS that the sandbox has. */
export const services: readonly Service[] = [
  ec2,
  autoscaling,
  ecr,
  ecs,
  elbv2,
  iam,
  sts,
  ssm,
  logs,
  apigatewayv2,
  servicediscovery,
];
