import type { Probe } from '../probe.js';
import { acm } from './acm.js';
import { domainNames } from './apigatewayv2-domains.js';
import { apigatewayv2 } from './apigatewayv2.js';
import { autoscaling } from './autoscaling.js';
import { launchTemplates } from './ec2-launch-templates.js';
import { networkAcls } from './ec2-network-acls.js';
import { answers } from './ec2-answers.js';
import { endpoints } from './ec2-endpoints.js';
import { instances } from './ec2-instances.js';
import { internetGateways } from './ec2-internet-gateways.js';
import { natGateways } from './ec2-nat-gateways.js';
import { routeTables } from './ec2-route-tables.js';
import { ruleChanges } from './ec2-rule-changes.js';
import { securityGroups } from './ec2-security-groups.js';
import { subnets } from './ec2-subnets.js';
import { launchTemplateVersions } from './ec2-template-versions.js';
import { vpcs } from './ec2-vpcs.js';
import { ecr } from './ecr.js';
import { ecsOperations } from './ecs-operations.js';
import { ecsFirelens } from './ecs-firelens.js';
import { ecsRevisions } from './ecs-revisions.js';
import { ecsVolumes } from './ecs-volumes.js';
import { ecs } from './ecs.js';
import { efs } from './efs.js';
import { elbv2 } from './elbv2.js';
import { elbv2Shared } from './elbv2-shared.js';
import { iamPolicies } from './iam-policies.js';
import { iamRoles } from './iam-roles.js';
import { iam } from './iam.js';
import { logsAnswers } from './logs-answers.js';
import { logs } from './logs.js';
import { route53 } from './route53.js';
import { s3 } from './s3.js';
import { scheduler } from './scheduler.js';
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
    ...acm,
    ...apigatewayv2,
    ...domainNames,
    ...autoscaling,
    ...answers,
    ...vpcs,
    ...subnets,
    ...internetGateways,
    ...routeTables,
    ...securityGroups,
    ...ruleChanges,
    ...instances,
    ...endpoints,
    ...natGateways,
    ...launchTemplateVersions,
    ...launchTemplates,
    ...networkAcls,
    ...ecs,
    ...ecsOperations,
    ...ecsFirelens,
    ...ecsRevisions,
    ...ecsVolumes,
    ...efs,
    ...elbv2,
    ...elbv2Shared,
    ...route53,
    ...scheduler,
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
