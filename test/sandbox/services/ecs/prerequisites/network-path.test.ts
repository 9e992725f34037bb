import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcEndpointCommand,
  DeleteNatGatewayCommand,
  DeleteVpcEndpointsCommand,
  ModifyVpcAttributeCommand,
  ReplaceRouteCommand,
  RevokeSecurityGroupEgressCommand,
  type CreateVpcEndpointCommandInput,
} from '@aws-sdk/client-ec2';
import { RunTaskCommand, type ContainerDefinition } from '@aws-sdk/client-ecs';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { iam } from '../../../../../src/sandbox/services/iam/index.js';
import { secretsmanager } from '../../../../../src/sandbox/services/secretsmanager/index.js';
import { ssm } from '../../../../../src/sandbox/services/ssm/index.js';
import { ownAcl } from '../../ec2/network-acls/own-acl.js';
import { container, testCloud } from '../cloud.js';

/** In the registry of another account: what is in there the sandbox does not know. */
const privateImage = '111111111111.dkr.ecr.us-east-1.amazonaws.com/web:1';

/** A private subnet in the VPC of `testCloud`, and short words for the ways out of it. */
function withPrivateSubnet() {
  const cloud = testCloud();
  const { any, vpcId: VpcId, groupId, wanted, call, pass, tasks, register } = cloud;
  any(ec2, ModifyVpcAttributeCommand, { VpcId, EnableDnsHostnames: { Value: true } });
  const subnet = { VpcId, CidrBlock: '10.0.8.0/24', AvailabilityZone: 'us-east-1a' };
  const SubnetId = any(ec2, CreateSubnetCommand, subnet).Subnet?.SubnetId ?? '';
  const RouteTableId = any(ec2, CreateRouteTableCommand, { VpcId }).RouteTable?.RouteTableId ?? '';
  any(ec2, AssociateRouteTableCommand, { RouteTableId, SubnetId });
  const group = { GroupName: 'endpoints', Description: 'endpoints', VpcId };
  const endpointGroupId = any(ec2, CreateSecurityGroupCommand, group).GroupId ?? '';
  const endpoint = (service: string, more: Partial<CreateVpcEndpointCommandInput> = {}) =>
    any(ec2, CreateVpcEndpointCommand, {
      VpcId,
      ServiceName: `com.amazonaws.us-east-1.${service}`,
      ...(service === 's3'
        ? { VpcEndpointType: 'Gateway', RouteTableIds: [RouteTableId] }
        : { VpcEndpointType: 'Interface', SubnetIds: [SubnetId], SecurityGroupIds: [endpointGroupId] }),
      ...more,
    }).VpcEndpoint?.VpcEndpointId ?? '';

  return {
    ...cloud,
    SubnetId,
    RouteTableId,
    endpointGroupId,
    endpoint,
    /** HTTPS from the tasks' group to the endpoints. */
    admit: () =>
      any(ec2, AuthorizeSecurityGroupIngressCommand, { GroupId: endpointGroupId, IpPermissions: [httpsTo(groupId)] }),
    /** What becomes of one task: RUNNING, or why it stopped. */
    outcome(containers: Partial<ContainerDefinition> = {}, isPublic = false): string | undefined {
      register({ containerDefinitions: [{ ...container, healthCheck: undefined, ...containers }] });
      const { awsvpcConfiguration: network } = wanted.networkConfiguration;
      const subnets = isPublic ? network.subnets : [SubnetId];
      const assignPublicIp = isPublic ? ('ENABLED' as const) : ('DISABLED' as const);
      const { tasks: [task] = [] } = call(RunTaskCommand, {
        cluster: 'main',
        taskDefinition: 'web',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { ...network, subnets, assignPublicIp } },
      });
      pass(45);
      const [now] = [...tasks(), ...tasks('STOPPED')].filter(({ taskArn }) => taskArn === task?.taskArn);
      return now?.stoppedReason ?? now?.lastStatus;
    },
  };
}

const httpsTo = (GroupId: string) => ({
  IpProtocol: 'tcp',
  FromPort: 443,
  ToPort: 443,
  UserIdGroupPairs: [{ GroupId }],
});

test('out of a private subnet a task gets through a NAT gateway that is available and itself has a way out', () => {
  const { any, outcome, subnetIds, SubnetId, RouteTableId, pass } = withPrivateSubnet();
  const nat = (subnetId: string | undefined) => {
    const { AllocationId } = any(ec2, AllocateAddressCommand, {});
    const request = { AllocationId, SubnetId: subnetId };
    return any(ec2, CreateNatGatewayCommand, request).NatGateway?.NatGatewayId;
  };
  expect(outcome()).toMatch(/^CannotPullContainerError: .*public\.ecr\.aws/);
  const NatGatewayId = nat(subnetIds[0]);
  any(ec2, CreateRouteCommand, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });
  expect(outcome()).toMatch(/^CannotPullContainerError/);
  pass(114);
  expect(outcome()).toBe('RUNNING');
  expect(outcome({ image: privateImage })).toBe('RUNNING');
  any(ec2, DeleteNatGatewayCommand, { NatGatewayId });
  expect(outcome()).toMatch(/^CannotPullContainerError/);

  const inVain = nat(SubnetId);
  pass(114);
  any(ec2, ReplaceRouteCommand, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: inVain });
  expect(outcome()).toMatch(/^CannotPullContainerError/);
});

test('isolated, a private image takes three endpoints and a log a fourth: each one that is missing has its words', () => {
  const { outcome, endpoint, admit, pass } = withPrivateSubnet();
  const image = { image: privateImage };
  admit();
  const steps = [
    ['ecr.api', /^ResourceInitializationError: .*registry auth from Amazon ECR: There is a connection issue/],
    ['ecr.dkr', /^CannotPullContainerError: .*Head "https:\/\/111111111111\.dkr\.ecr\.us-east-1/],
    ['s3', /^CannotPullContainerError: ref pull .*prod-us-east-1-starport-layer-bucket\.s3\.us-east-1/],
    ['logs', /^ResourceInitializationError: failed to validate logger args: .*connection issue.*signal: killed$/],
  ] as const;
  for (const [service, words] of steps) {
    expect(outcome(image)).toMatch(words);
    endpoint(service);
    pass(43);
  }
  expect(outcome(image)).toBe('RUNNING');
  expect(outcome()).toMatch(/^CannotPullContainerError: .*public\.ecr\.aws/);
  const elsewhere = image.image.replace('us-east-1', 'eu-west-1');
  expect(outcome({ image: elsewhere })).toMatch(/^ResourceInitializationError: .*api\.ecr\.eu-west-1/);
});

test('an endpoint helps no sooner than it is available, under its private name, in a group that admits the task', () => {
  const { any, outcome, endpoint, admit, pass } = withPrivateSubnet();
  const image = { image: privateImage, logConfiguration: undefined };
  for (const service of ['ecr.dkr', 's3']) endpoint(service);
  const nameless = endpoint('ecr.api', { PrivateDnsEnabled: false });
  pass(43);
  expect(outcome(image)).toMatch(/registry auth/);
  admit();
  expect(outcome(image)).toMatch(/registry auth/);
  any(ec2, DeleteVpcEndpointsCommand, { VpcEndpointIds: [nameless] });
  endpoint('ecr.api');
  expect(outcome(image)).toMatch(/registry auth/);
  pass(43);
  expect(outcome(image)).toBe('RUNNING');
});

test('a task need be let out no further than to the endpoints and the list of S3', () => {
  const { any, outcome, endpoint, admit, pass, groupId: GroupId, endpointGroupId } = withPrivateSubnet();
  const image = { image: privateImage };
  admit();
  for (const service of ['ecr.api', 'ecr.dkr', 's3', 'logs']) endpoint(service);
  pass(43);
  const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  any(ec2, RevokeSecurityGroupEgressCommand, { GroupId, IpPermissions: everything });
  expect(outcome(image)).toMatch(/registry auth/);
  any(ec2, AuthorizeSecurityGroupEgressCommand, { GroupId, IpPermissions: [httpsTo(endpointGroupId)] });
  expect(outcome(image)).toMatch(/starport-layer-bucket/);
  const toS3 = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId: 'pl-63a5400a' }] };
  any(ec2, AuthorizeSecurityGroupEgressCommand, { GroupId, IpPermissions: [toS3] });
  expect(outcome(image)).toBe('RUNNING');
});

test('a private name is for the whole VPC: tasks in public subnets have to be admitted too', () => {
  const { outcome, endpoint, admit, pass } = withPrivateSubnet();
  const image = { image: privateImage };
  expect(outcome(image, true)).toBe('RUNNING');
  endpoint('ecr.api');
  expect(outcome(image, true)).toBe('RUNNING');
  expect(outcome(image, true)).toMatch(/registry auth/);
  admit();
  expect(outcome(image, true)).toBe('RUNNING');
  endpoint('logs', { SecurityGroupIds: [] });
  pass(43);
  expect(outcome(image, true)).toMatch(/^ResourceInitializationError: failed to validate logger args/);
});

test('secrets and parameters each have an endpoint of their own', () => {
  const { outcome, endpoint, admit, pass, any } = withPrivateSubnet();
  admit();
  for (const service of ['ecr.api', 'ecr.dkr', 's3', 'logs']) endpoint(service);
  pass(43);
  const secret = {
    name: 'A',
    valueFrom: any(secretsmanager, CreateSecretCommand, { Name: 'db', SecretString: 'x' }).ARN,
  };
  any(ssm, PutParameterCommand, { Name: '/shop/db', Value: 'x', Type: 'String' });
  const reading = { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue', 'ssm:GetParameters'], Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: reading });
  any(iam, PutRolePolicyCommand, { RoleName: 'execution', PolicyName: 'secrets', PolicyDocument });
  const parameter = { name: 'B', valueFrom: '/shop/db' };
  const withSecrets = { image: privateImage, secrets: [parameter, secret] };
  expect(outcome(withSecrets)).toMatch(/unable to retrieve secrets from ssm: .*Parameter Store/);
  endpoint('ssm');
  pass(43);
  expect(outcome(withSecrets)).toContain(`failed to fetch secret ${secret.valueFrom} from secrets manager`);
  endpoint('secretsmanager');
  pass(43);
  expect(outcome(withSecrets)).toBe('RUNNING');
});

const https = { ports: [443, 443] } as const;

test('an ACL without ephemeral ports keeps a public task from its image: the answers are dropped', () => {
  const cloud = withPrivateSubnet();
  const acls = cloud.subnetIds.map((subnetId) => ownAcl(cloud.any, subnetId, [https]));
  expect(cloud.outcome({}, true)).toMatch(/^CannotPullContainerError: .*dial tcp: i\/o timeout/);
  for (const acl of acls) acl.add(2, { ports: [32768, 61000], directions: ['in'] });
  expect(cloud.outcome({}, true)).toBe('RUNNING');
});

test('the way through a NAT gateway takes what the ACLs of both subnets let through, in both directions', () => {
  const { any, outcome, subnetIds, SubnetId, RouteTableId, pass } = withPrivateSubnet();
  const { AllocationId } = any(ec2, AllocateAddressCommand, {});
  const nat = any(ec2, CreateNatGatewayCommand, { AllocationId, SubnetId: subnetIds[0] });
  const NatGatewayId = nat.NatGateway?.NatGatewayId;
  pass(114);
  any(ec2, CreateRouteCommand, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });
  const answers = { ports: [1024, 65535] } as const;
  const gateways = ownAcl(any, subnetIds[0] ?? '', [https, answers]);
  const tasks = ownAcl(any, SubnetId, [https, answers]);
  expect(outcome()).toBe('RUNNING');
  // Each of these lets what the other way round needs: the task's own ports, then those of the gateway.
  for (const { acl, number, enough, short } of [
    { acl: tasks, number: 1, enough: { ...https, directions: ['out'] }, short: { ...https, cidr: '10.0.0.0/16' } },
    { acl: tasks, number: 2, enough: { ports: [32768, 61000], directions: ['in'] }, short: { ports: [32768, 60000] } },
    { acl: gateways, number: 1, enough: https, short: { ...https, cidr: '10.0.0.0/16' } },
    { acl: gateways, number: 2, enough: answers, short: { ports: [32768, 61000] } },
  ] as const) {
    acl.remove(number);
    expect(outcome()).toMatch(/^CannotPullContainerError/);
    acl.add(number, short);
    expect(outcome()).toMatch(/^CannotPullContainerError/);
    acl.remove(number);
    acl.add(number, enough);
    expect(outcome()).toBe('RUNNING');
  }
});

test('S3 behind its gateway endpoint is outside the VPC: an ACL for the range of the VPC lets no layer in', () => {
  const { outcome, endpoint, admit, pass, any, SubnetId } = withPrivateSubnet();
  const image = { image: privateImage };
  admit();
  for (const service of ['ecr.api', 'ecr.dkr', 's3', 'logs']) endpoint(service);
  pass(43);
  const acl = ownAcl(any, SubnetId, [{ cidr: '10.0.0.0/16' }]);
  expect(outcome(image)).toMatch(/starport-layer-bucket.*i\/o timeout/);
  for (const [index, cidr] of ['198.51.100.0/24', '203.0.113.0/24'].entries()) acl.add(index + 2, { cidr });
  expect(outcome(image)).toBe('RUNNING');
  expect(outcome()).toMatch(/public\.ecr\.aws/);
});
