import type { Probe } from '../probe.js';
import { apigatewayv2 } from './apigatewayv2.js';
import { autoscaling } from './autoscaling.js';
import { launchTemplates } from './ec2-launch-templates.js';
import { networkAcls } from './ec2-network-acls.js';
import { ec2 } from './ec2.js';
import { ecr } from './ecr.js';
import { ecsOperations } from './ecs-operations.js';
import { ecs } from './ecs.js';
import { elbv2 } from './elbv2.js';
import { iamPolicies } from './iam-policies.js';
import { iamRoles } from './iam-roles.js';
import { iam } from './iam.js';
import { logsAnswers } from './logs-answers.js';
import { logs } from './logs.js';
import { s3 } from './s3.js';
import { secretsmanager } from './secretsmanager.js';
import { servicediscovery } from './servicediscovery.js';
import { servicequotas } from './servicequotas.js';
import { ssm } from './ssm.js';
import { sts } from './sts.js';
import { tagging } from './tagging.js';

/** All probes. What takes AWS long comes first, so that the rest runs beside it. */
export const probes: readonly Probe[] = [
  ...sts,
  ...[
    ...apigatewayv2,
    ...autoscaling,
    ...ec2,
    ...launchTemplates,
    ...networkAcls,
    ...ecs,
    ...ecsOperations,
    ...elbv2,
    ...servicediscovery,
  ].toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0)),
  ...[
    ...ecr,
    ...iam,
    ...iamPolicies,
    ...iamRoles,
    ...logs,
    ...logsAnswers,
    ...s3,
    ...secretsmanager,
    ...servicequotas,
    ...ssm,
    ...tagging,
  ],
];
