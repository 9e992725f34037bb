import type { ServiceId } from '../../aws/services.js';
import type { Service } from '../service.js';
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
import { s3 } from './s3/index.js';
import { scheduler } from './scheduler/index.js';
import { secretsmanager } from './secretsmanager/index.js';
import { servicediscovery } from './servicediscovery/index.js';
import { servicequotas } from './servicequotas/index.js';
import { ssm } from './ssm/index.js';
import { sts } from './sts/index.js';
import { taggingOf } from './tagging.js';

/**
 * By the services' ids. One that is not among them is answered with 501. What several of them do about one event, they
 * do in this order.
 */
const present: { readonly [service in ServiceId]?: Service } = {
  ec2,
  autoscaling,
  ecr,
  efs,
  ecs,
  applicationautoscaling,
  scheduler,
  elbv2,
  iam,
  sts,
  ssm,
  secretsmanager,
  logs,
  apigatewayv2,
  servicediscovery,
  acm,
  route53,
  s3,
  servicequotas,
  tagging: taggingOf(() => services),
};

/** All services of the sandbox. */
export const services: readonly Service[] = Object.values(present);
