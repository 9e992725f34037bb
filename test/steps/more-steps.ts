import type { Condition } from '../../src/listener-conditions.js';
import { idOf, startsAfter, type Step } from '../../src/step.js';
import { applicationautoscaling } from '../../steps/applicationautoscaling/index.js';
import { fargateCapacityProviders } from '../../steps/ecs/fargate-capacity-providers/resource.js';
import { capacity, instanceParts } from '../../steps/stack/capacity.js';
import { domainOf } from '../../steps/stack/domain.js';
import { cluster } from '../../steps/ecs/cluster/resource.js';
import { existingCluster } from '../../steps/ecs/existing-cluster/resource.js';
import { scheduler } from '../../steps/scheduler/index.js';
import { consumer } from '../../steps/stack/consumer.js';
import { ecrRepository } from '../../steps/ecr/ecr-repository/resource.js';
import { ecsTask } from '../../steps/ecs/ecs-task/resource.js';
import { taskDefinition } from '../../steps/ecs/task-definition/resource.js';
import { logGroup } from '../../steps/logs/log-group/resource.js';
import { elasticIp } from '../../steps/ec2/elastic-ip/resource.js';
import { existingSubnet } from '../../steps/ec2/existing-subnet/resource.js';
import { existingSecurityGroup } from '../../steps/ec2/existing-security-group/resource.js';
import { availabilityZones } from '../../steps/ec2/availability-zones/resource.js';
import { existingVpc } from '../../steps/ec2/existing-vpc/resource.js';
import { image } from '../../steps/ecr/image/resource.js';
import { existingListener } from '../../steps/elbv2/existing-listener/resource.js';
import { existingLoadBalancer } from '../../steps/elbv2/existing-load-balancer/resource.js';
import { listenerRule } from '../../steps/elbv2/listener-rule/resource.js';
import { httpsListener, listener, redirectListener } from '../../steps/elbv2/listener/resource.js';
import { loadBalancer } from '../../steps/elbv2/load-balancer/resource.js';
import { natGateway } from '../../steps/ec2/nat-gateway/resource.js';
import { prefixList } from '../../steps/ec2/prefix-list/resource.js';
import { taskManagedPolicy } from '../../steps/iam/role-policy-attachment/resource.js';
import { secretsPolicy } from '../../steps/iam/secrets-policy.js';
import { taskPolicy } from '../../steps/iam/task-policy.js';
import { existingFileSystem } from '../../steps/efs/existing-file-system/resource.js';
import { existingRole } from '../../steps/iam/existing-role/resource.js';
import { executionRole, taskRole } from '../../steps/iam/role/resource.js';
import { existingSecret } from '../../steps/secretsmanager/existing-secret/resource.js';
import { existingParameter } from '../../steps/ssm/existing-parameter/resource.js';
import { routeTable } from '../../steps/ec2/route-table/resource.js';
import { securityGroup } from '../../steps/ec2/security-group/resource.js';
import { targetGroup } from '../../steps/elbv2/target-group/resource.js';
import { apiMapping } from '../../steps/apigatewayv2/api-mapping/resource.js';
import { apiStage } from '../../steps/apigatewayv2/api-stage/resource.js';
import { api } from '../../steps/apigatewayv2/api/resource.js';
import { domainName } from '../../steps/apigatewayv2/domain-name/resource.js';
import { apiAlias, balancerAlias } from '../../steps/route53/record-set/resource.js';
import { gatewayEndpoint } from '../../steps/ec2/vpc-endpoint/resource.js';
import { stackOf } from '../../steps/stack/index.js';
import { configOf, where } from './config.js';

const vpc = existingVpc('existing-vpc', { vpcId: 'vpc-1', needsDns: true });
const subnet = existingSubnet('existing-subnet', { vpc }, { subnetId: 'subnet-1' });
const address = elasticIp('elastic-ip');
const table = routeTable('route-table', { vpc });
const s3 = { service: 's3', region: 'us-east-1' };

const stack = { name: 'demo', region: 'us-east-1', partition: 'aws' };
const theCluster = cluster('cluster', { clusterName: 'demo', containerInsights: 'enabled' });
const role = executionRole('role', { roleName: 'demo-exec', account: '123456789012', ...stack });
const ofTasks = taskRole('web', { roleName: 'demo-web', account: '123456789012', ...stack });
const statement = { effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'], conditions: {} } as const;
/** More than one policy holds. */
const manyStatements = Array.from({ length: 300 }, (_, i) => ({
  ...statement,
  resources: [`arn:aws:s3:::a-bucket-with-a-name-${i}/*`],
}));
const zones = availabilityZones('availability-zones', { count: 3, forVpcLink: false });
const secret = existingSecret('existing-secret', { id: 'shop/db' });
const parameter = existingParameter('existing-parameter', { id: '/shop/db' });
const secrets = ['secretsmanager:shop/db', '/shop/db'];
const kind = instanceParts({ vpc, cluster: theCluster }, { ...stack, instanceType: 'c5.xlarge', volumeGiB: 50 });
const instances = capacity(
  kind,
  { subnets: [subnet], routes: [], cluster: theCluster },
  { name: 'demo', min: 1, max: 10 },
);
const ssh = { publicKey: 'ssh-ed25519 AAAA me@home', cidr: '203.0.113.7/32' };

const repository = ecrRepository('ecr-repository', { repositoryName: 'demo' });

const group = securityGroup('security-group', { vpc }, { groupName: 'demo', description: 'Around it', egress: 'none' });
const balancer = loadBalancer(
  'load-balancer',
  { subnets: [subnet], group, first: [] },
  { balancerName: 'demo', scheme: 'internal', idleTimeout: 60 },
);
const healthCheck = { path: '/', interval: 30, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2, matcher: '200' };
const target = targetGroup('target-group', { vpc }, { groupName: 'demo-web', healthCheck, deregistrationDelay: 30 });
const sticky = targetGroup(
  'sticky-target-group',
  { vpc },
  { groupName: 'demo-sticky', healthCheck, deregistrationDelay: 30, stickiness: { duration: 60 } },
);
const grpc = targetGroup(
  'grpc-target-group',
  { vpc },
  {
    ...{ groupName: 'demo-grpc', healthCheck: { ...healthCheck, matcher: '12' }, deregistrationDelay: 30 },
    ...{ version: 'grpc', stickiness: { cookie: 'SESSION', duration: 60 } },
  },
);
const conditions: readonly Condition[] = [
  { field: 'path', values: ['/', '/a*'] },
  { field: 'host', values: ['a.example.com', '*.example.com'] },
  { field: 'methods', values: ['GET', 'HEAD'] },
  { field: 'headers', name: 'X-A', values: ['a', 'b'] },
  { field: 'query', name: 'v', values: ['1', '2'] },
  { field: 'sourceIps', values: ['10.0.0.0/8', '192.168.0.0/16'] },
];
const port = listener('listener', { balancer: idOf(balancer) }, { port: 80 });

/** A service that is scaled by all that can scale one. */
const scaling = {
  ...{ minimum: 1, maximum: 10, cpu: 60, memory: 70, requestsPerTarget: 500 },
  schedules: [{ name: 'night', schedule: 'cron(0 22 * * ? *)', minimum: 2 }],
};
const scaled = configOf({
  ingress: { type: 'alb' },
  services: {
    web: { image: 'nginx:1.27', port: 80, rules: [{ path: '$default' }, { path: '/a', priority: 1 }], scaling },
  },
});
const scalingSteps = stackOf(scaled, where).steps.filter(({ resource }) => applicationautoscaling.includes(resource));
const timed = configOf({
  ingress: { type: 'none' },
  services: {},
  jobs: {
    report: { image: 'app:1', schedule: 'cron(0 6 ? * MON *)', timezone: 'Europe/Berlin', permissions: {} },
  },
});
const scheduleSteps = stackOf(timed, where).steps.filter(({ resource }) => scheduler.includes(resource));
const domain = domainOf(
  configOf({
    ingress: { domain: { name: 'api.example.com', alternativeNames: ['*.api.example.com'], zone: 'example.com' } },
  }),
);
const zone = domain?.zone;
if (!domain || !zone) throw new Error('not reached');
const secure = httpsListener(
  'https',
  { balancer: idOf(balancer), certificate: domain.certificate, requested: domain.requested, group: target },
  { port: 443 },
);
const served = apiStage('stage', {
  ...{ api: api('the-api', { apiName: 'demo' }), routes: [] },
  logs: logGroup('logs', { logGroupName: 'demo', retentionDays: 30, why: 'Logs' }),
});
const { certificate, requested } = domain;
const ownName = domainName('domain-name', { certificate, requested }, { domain: 'api.example.com' });
const theApi = api('mapped-api', { apiName: 'demo' });
const mapping = apiMapping('api-mapping', { domainName: ownName, api: theApi, stage: served });

const logs = logGroup('log-group', { logGroupName: '/ecs/demo/migrate', retentionDays: 30, why: 'Keeps its output' });
const container = { name: 'migrate', image: 'ruby', environment: {} };
const definition = taskDefinition(
  'task-definition',
  { role, logs },
  { container, cpu: 256, memory: 512, region: 'us-east-1' },
);
const task = ecsTask(
  'ecs-task',
  { cluster: theCluster, taskDefinition: definition, subnets: [subnet], group, routes: [], policies: [], logs },
  { container: 'migrate', isPublic: false, exec: false, seconds: 3600 },
);

const shared = existingCluster('existing-cluster', {
  arn: 'arn:aws:ecs:us-east-1:123456789012:cluster/shared',
  capacityProviders: ['FARGATE_SPOT', 'FARGATE'],
});

const sharedBalancer = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/0123456789abcdef';
const sharedFront = existingLoadBalancer('existing-load-balancer', {
  ...{ arn: sharedBalancer, vpcId: 'vpc-1' },
  targets: [{ Service: 'web', Port: 80, Subnets: ['subnet-1'], SecurityGroups: ['sg-2'] }],
});
const behindShared = targetGroup(
  'behind-shared',
  { vpc },
  {
    ...{ groupName: 'behind-shared', deregistrationDelay: 30, loadBalancer: sharedBalancer },
    healthCheck: { path: '/', interval: 30, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2, matcher: '200' },
  },
);
const sharedListener = existingListener('existing-listener', {
  ...{ loadBalancerArn: sharedBalancer, port: 443, isHttps: true, names: ['api.example.com'] },
  rules: { 'web-rule-for-api': { priority: 2000, isSaid: false, conditions: [{ field: 'path', values: ['/api/*'] }] } },
});

/** One step for each noun that the config of the tests has no use for. */
export const moreSteps: readonly Step[] = [
  shared,
  sharedFront,
  sharedListener,
  behindShared,
  vpc,
  subnet,
  address,
  natGateway('nat-gateway', { subnet, address }),
  prefixList('prefix-list', s3),
  gatewayEndpoint('vpc-endpoint', { vpc, tables: [table] }, s3),
  balancer,
  target,
  sticky,
  grpc,
  port,
  listenerRule('listener-rule', { listener: port, group: target }, { conditions, priority: 1, serviceName: 'web' }),
  secret,
  parameter,
  existingSecurityGroup('existing-security-group', { groupId: 'sg-2', vpcId: 'vpc-1' }),
  existingFileSystem(
    'existing-file-system',
    { zones },
    { fileSystemId: 'fs-01234567', accessPointIds: [], groupIds: [] },
  ),
  existingRole('existing-role', { arn: 'arn:aws:iam::123456789012:role/team/program' }),
  ...secretsPolicy('role-policy', role, {
    ...{ secrets, roleName: 'demo-exec', where: { ...stack, account: '123456789012' } },
    lookups: new Map<string, typeof secret | typeof parameter>([
      ['secretsmanager:shop/db', secret],
      ['ssm:/shop/db', parameter],
    ]),
  }).steps,
  ...domain.steps,
  secure,
  redirectListener('redirect', { balancer: idOf(balancer), https: startsAfter(secure) }, { port: 80, to: 443 }),
  balancerAlias('to-balancer', { zone, balancer, served: [secure] }, { domain: 'api.example.com' }),
  ownName,
  mapping,
  apiAlias('to-api', { zone, domainName: ownName, served: [mapping] }, { domain: 'api.example.com' }),
  ofTasks,
  ...taskPolicy('task-policy', ofTasks, {
    ...{ statements: [statement, ...manyStatements], managedPolicies: 1, exec: true },
    ...{ roleName: 'demo-web', service: 'web' },
  }).steps,
  taskManagedPolicy('task-managed', { role: ofTasks }, stack, { policy: 'AmazonS3ReadOnlyAccess', service: 'web' }),
  repository,
  image('image', { repository }, { imageTag: '1.0', directory: '/app' }),
  ...scalingSteps,
  ...scheduleSteps,
  ...[logs, definition, task],
  ...kind.steps,
  ...instances.steps,
  fargateCapacityProviders('fargate-capacity-providers', { cluster: theCluster }),
  ...consumer({ ...stack, cidr: '10.1.0.0/16', instanceType: 't3.nano', ssh }).steps,
];
