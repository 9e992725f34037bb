import type { Service } from '../service.js';
import { apigatewayv2 } from './apigatewayv2/index.js';
import { ec2 } from './ec2/index.js';
import { ecs } from './ecs/index.js';
import { iam } from './iam/index.js';
import { logs } from './logs/index.js';
import { servicediscovery } from './servicediscovery/index.js';
import { sts } from './sts.js';

/** All of AWS that the sandbox has. */
export const services: readonly Service[] = [ec2, ecs, iam, sts, logs, apigatewayv2, servicediscovery];
