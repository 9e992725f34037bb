import { idOf, type Step } from '../../src/step.js';
import { capacity, hosts } from '../../steps/capacity.js';
import { cluster } from '../../steps/cluster.js';
import { consumer } from '../../steps/consumer.js';
import { ecrRepository } from '../../steps/ecr-repository.js';
import { elasticIp } from '../../steps/elastic-ip.js';
import { existingSubnet } from '../../steps/existing-subnet.js';
import { existingVpc } from '../../steps/existing-vpc.js';
import { image } from '../../steps/image.js';
import { listenerRule } from '../../steps/listener-rule.js';
import { listener } from '../../steps/listener.js';
import { loadBalancer } from '../../steps/load-balancer.js';
import { natGateway } from '../../steps/nat-gateway.js';
import { prefixList } from '../../steps/prefix-list.js';
import { secretsPolicy } from '../../steps/role-policy.js';
import { executionRole } from '../../steps/role.js';
import { routeTable } from '../../steps/route-table.js';
import { securityGroup } from '../../steps/security-group.js';
import { targetGroup } from '../../steps/target-group.js';
import { gatewayEndpoint } from '../../steps/vpc-endpoint.js';

const vpc = existingVpc('existing-vpc', { vpcId: 'vpc-1', needsDns: true });
const subnet = existingSubnet('existing-subnet', { vpc }, { subnetId: 'subnet-1' });
const address = elasticIp('elastic-ip');
const table = routeTable('route-table', { vpc });
const s3 = { service: 's3', region: 'us-east-1' };

const stack = { name: 'demo', region: 'us-east-1', partition: 'aws' };
const theCluster = cluster('cluster', { clusterName: 'demo', containerInsights: 'enabled' });
const role = executionRole('role', { roleName: 'demo-exec', account: '123456789012', ...stack });
const secrets = ['arn:aws:secretsmanager:us-east-1:123456789012:secret:demo-AbCdEf'];
const kind = hosts({ vpc, cluster: theCluster }, { ...stack, instanceType: 'c5.xlarge', volumeGiB: 50 });
const instances = capacity(kind, { subnets: [subnet], ways: [], cluster: theCluster }, { name: 'demo', min: 1, max: 10 });
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
const port = listener('listener', { balancer: idOf(balancer) }, { port: 80 });

/** One step for each noun that the config of the tests has no use for. */
export const moreSteps: readonly Step[] = [
  vpc,
  subnet,
  address,
  natGateway('nat-gateway', { subnet, address }),
  prefixList('prefix-list', s3),
  gatewayEndpoint('vpc-endpoint', { vpc, tables: [table] }, s3),
  balancer,
  target,
  port,
  listenerRule('listener-rule', { listener: port, group: target }, { paths: ['/'], priority: 1, serviceName: 'web' }),
  secretsPolicy('role-policy', { role }, { policyName: 'secrets', secrets }),
  repository,
  image('image', { repository }, { imageTag: '1.0', directory: '/app' }),
  ...kind.steps,
  ...instances.steps,
  ...consumer({ ...stack, cidr: '10.1.0.0/16', instanceType: 't3.nano', ssh }).steps,
];
