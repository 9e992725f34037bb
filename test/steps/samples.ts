import type { Step } from '../../src/step.js';
import { dependenciesOf, resolveNeeds } from '../../src/step-dependencies.js';

/** What a step of each noun gives when it is ready. */
const outs: { readonly [type: string]: unknown } = {
  'availability-zones': { zoneIds: ['use1-az1', 'use1-az2', 'use1-az4'] },
  vpc: { vpcId: 'vpc-1' },
  'existing-cluster': { clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/shared', clusterName: 'shared' },
  'existing-load-balancer': {
    loadBalancerArn: 'arn:lb',
    loadBalancerFullName: 'app/shared/0123456789abcdef',
    dnsName: 'shared.elb.amazonaws.com',
    canonicalHostedZoneId: 'Z1',
    groupId: 'sg-3',
  },
  'existing-listener': {
    ...{ listenerArn: 'arn:listener', protocol: 'HTTPS', port: 443, dnsName: 'shared.elb.amazonaws.com' },
    ...{ priorities: { 'web-rule-for-api': 2001 }, taken: [2000] },
  },
  'existing-vpc': { vpcId: 'vpc-1', cidr: '10.0.0.0/16' },
  subnet: { subnetId: 'subnet-1' },
  'existing-subnet': { subnetId: 'subnet-1' },
  'internet-gateway': { internetGatewayId: 'igw-1' },
  'internet-gateway-attachment': { internetGatewayId: 'igw-1' },
  'route-table': { routeTableId: 'rtb-1' },
  route: { routeTableId: 'rtb-1' },
  'route-table-association': { associationId: 'rtbassoc-1' },
  'elastic-ip': { allocationId: 'eipalloc-1', publicIp: '198.51.100.1' },
  'nat-gateway': { natGatewayId: 'nat-1' },
  'prefix-list': { prefixListId: 'pl-1' },
  'security-group': { groupId: 'sg-1' },
  'security-group-rule': { ruleId: 'sgr-1' },
  'vpc-endpoint': { vpcEndpointId: 'vpce-1' },
  namespace: { namespaceId: 'ns-1' },
  'cloud-map-service': { serviceId: 'srv-1', serviceArn: 'arn:srv' },
  cluster: { clusterArn: 'arn:cluster', clusterName: 'demo' },
  ami: { imageId: 'ami-1' },
  'existing-secret': { asked: 'shop/db', arn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/db-AbCdEf' },
  'existing-security-group': { groupId: 'sg-2' },
  'existing-file-system': { fileSystemId: 'fs-01234567' },
  'existing-role': { roleArn: 'arn:aws:iam::123456789012:role/team/program' },
  'existing-parameter': { asked: '/shop/db', arn: 'arn:aws:ssm:us-east-1:123456789012:parameter/shop/db' },
  'launch-template': { launchTemplateId: 'lt-1', defaultVersion: 1, latestVersion: 1 },
  'auto-scaling-group': { autoScalingGroupName: 'demo-instances', autoScalingGroupArn: 'arn:group' },
  'capacity-provider': { capacityProviderName: 'demo' },
  'cluster-capacity-providers': { clusterArn: 'arn:cluster' },
  'fargate-capacity-providers': { clusterArn: 'arn:cluster' },
  'instance-profile': { instanceProfileName: 'demo-host-us-east-1' },
  'key-pair': { keyName: 'demo-bastion' },
  instance: { instanceId: 'i-1', publicIp: '198.51.100.2' },
  policy: { policyArn: 'arn:aws:iam::123456789012:policy/demo-1' },
  'role-policy': { policyName: 'secrets' },
  role: { roleName: 'demo-execution', roleArn: 'arn:role' },
  'role-policy-attachment': { policyArn: 'arn:policy' },
  'ecr-repository': { repositoryName: 'demo', repositoryUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/demo' },
  image: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/demo:1.0', imageDigest: 'sha256:1' },
  'log-group': { logGroupName: '/logs', logGroupArn: 'arn:logs' },
  'task-definition': { taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1' },
  'hosted-zone': { hostedZoneId: 'Z1', zoneName: 'example.com', nameServers: ['ns-1.awsdns-1.com'] },
  certificate: {
    certificateArn: 'arn:certificate',
    // Of whichever names a config has.
    records: Object.fromEntries(
      ['example.com', 'api.example.com', 'a-b.example.com', 'www.example.com'].map((domain) => [
        domain,
        { name: `_1.${domain}.`, value: '_2.acm-validations.aws.' },
      ]),
    ),
  },
  'issued-certificate': { certificateArn: 'arn:certificate' },
  'record-set': { name: 'api.example.com' },
  'load-balancer': {
    loadBalancerArn: 'arn:lb',
    loadBalancerFullName: 'app/demo/1',
    dnsName: 'demo-1.elb.example',
    canonicalHostedZoneId: 'Z1',
  },
  'target-group': { targetGroupArn: 'arn:tg', targetGroupFullName: 'targetgroup/web/1' },
  listener: { listenerArn: 'arn:listener' },
  'listener-rule': { ruleArn: 'arn:rule' },
  'ecs-service': { serviceArn: 'arn:service', serviceName: 'web' },
  'scalable-target': { resourceId: 'service/demo/web' },
  'scaling-policy': { policyName: 'provision-cpu' },
  'scheduled-action': {},
  'schedule-group': { groupName: 'demo', groupArn: 'arn:aws:scheduler:us-east-1:123456789012:schedule-group/demo' },
  schedule: {},
  'ecs-task': { taskArn: 'arn:task' },
  'vpc-link': { vpcLinkId: 'link-1' },
  api: { apiId: 'api-1', apiUrl: 'https://api-1.example' },
  'api-integration': { integrationId: 'int-1' },
  'api-route': { routeId: 'route-1' },
  'api-stage': { stageName: '$default' },
  'domain-name': {
    ...{ domainName: 'api.example.com', apiGatewayDomainName: 'd-1.execute-api.us-east-1.amazonaws.com' },
    hostedZoneId: 'Z1UJRXOUMOOFQ8',
  },
  'api-mapping': { apiMappingId: 'map-1' },
};

/** The steps that a step needs, at once and by way of others. */
export const needsOf = (step: Step): Step[] => dependenciesOf(step).map(({ to }) => to);
export const allNeedsOf = (step: Step): Step[] => needsOf(step).flatMap((need) => [need, ...allNeedsOf(need)]);

type OutOf = (need: Step, onlyId: boolean) => unknown;
const sampleOf: OutOf = ({ resource: { type } }, onlyId) => (onlyId ? `the id of a ${type}` : outs[type]);

/** What a step wants, given what the steps it needs gave, or their ids: a sample for each noun unless told. */
export function wantOf(step: Step, outOf: OutOf = sampleOf): unknown {
  return step.want(resolveNeeds(step, outOf));
}
