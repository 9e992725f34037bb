import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AssociateVpcCidrBlockCommand,
  AuthorizeSecurityGroupIngressCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand } from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AttachRolePolicyCommand, CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { required } from '../../src/step.js';
import { rolesOfOthers } from './any-service.js';
import { certificateOf, zoneIn } from './domain-bed.js';
import {
  CreateAccessPointCommand,
  CreateFileSystemCommand,
  CreateMountTargetCommand,
  DescribeAccessPointsCommand,
} from '@aws-sdk/client-efs';
import { existingIds } from './existing-ids.js';
import type { Rig } from './rig.js';

type Ec2 = Rig['clients']['ec2'];
/** The range that the VPC is made with. */
const ownRange = '10.7';
const zones = ['use1-az1', 'use1-az2', 'use1-az4'];

/**
 * Makes a network as somebody else would have it: three public subnets, and three behind a NAT gateway, or behind
 * nothing.
 * @param range the first two bytes of the subnets' addresses: in the VPC's own range, or in a second one
 * @returns the real id for each of `existingIds`
 */
export async function makeNetwork(
  { clients: { ec2 } }: Rig,
  { hasWayOut = true, range = ownRange } = {},
): Promise<ReadonlyMap<string, string>> {
  const vpc = await vpcWithDns(ec2);
  if (range !== ownRange)
    await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: vpc, CidrBlock: `${range}.0.0/16` }));
  const open = await subnetsIn(ec2, vpc, `${range}.1`);
  const closed = await subnetsIn(ec2, vpc, `${range}.2`);
  await leadTo(ec2, { vpc, subnets: open, target: { GatewayId: await internetGateway(ec2, vpc) } });
  if (hasWayOut) await leadTo(ec2, { vpc, subnets: closed, target: { NatGatewayId: await natGateway(ec2, open[0]) } });
  const groups = await Promise.all(existingIds.groups.map((it) => groupIn(ec2, vpc, it)));
  const pairs = (ids: readonly string[], real: readonly string[]) => ids.map((id, i) => [id, real[i] ?? ''] as const);
  return new Map([
    [existingIds.vpc, vpc],
    ...pairs(existingIds.public, open),
    ...pairs(existingIds.private, closed),
    ...pairs(existingIds.groups, groups),
  ]);
}

/**
 * A file system with an access point, and a mount target in each zone of the network, which everybody in the network may mount.
 * @param network the real id for each of `existingIds`
 * @returns the same of the file system
 */
export async function makeFileSystem(
  { clients: { ec2, efs } }: Rig,
  network: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const { FileSystemId = '' } = await efs.send(new CreateFileSystemCommand({ CreationToken: 'of the landlord' }));
  const VpcId = network.get(existingIds.vpc);
  const group = new CreateSecurityGroupCommand({ VpcId, GroupName: 'nfs', Description: 'of the landlord' });
  const { GroupId = '' } = await ec2.send(group);
  const rule = { IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049, CidrIp: '10.0.0.0/8' };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...rule }));
  for (const id of existingIds.public) {
    const SubnetId = network.get(id);
    await efs.send(new CreateMountTargetCommand({ FileSystemId, SubnetId, SecurityGroups: [GroupId] }));
  }
  const { AccessPointId = '' } = await efs.send(new CreateAccessPointCommand({ FileSystemId, ClientToken: 'a' }));
  // The access point is known at the next look.
  await efs.send(new DescribeAccessPointsCommand({ FileSystemId }));
  return new Map([
    [existingIds.fileSystem, FileSystemId],
    [existingIds.accessPoint, AccessPointId],
  ]);
}

async function vpcWithDns(ec2: Ec2): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: `${ownRange}.0.0/16` }));
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: Vpc?.VpcId, EnableDnsHostnames: { Value: true } }));
  return required(Vpc?.VpcId, 'VpcId');
}

const subnetsIn = (ec2: Ec2, VpcId: string, from: string): Promise<string[]> =>
  Promise.all(
    zones.map(async (AvailabilityZoneId, i) => {
      const CidrBlock = `${from}${i}.0/24`;
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, AvailabilityZoneId, CidrBlock }));
      return required(Subnet?.SubnetId, 'SubnetId');
    }),
  );

async function groupIn(ec2: Ec2, VpcId: string, called: string): Promise<string> {
  const made = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName: `of-${called}`, Description: 'of the landlord' }),
  );
  return required(made.GroupId, 'GroupId');
}

async function internetGateway(ec2: Ec2, VpcId: string): Promise<string> {
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const InternetGatewayId = required(InternetGateway?.InternetGatewayId, 'InternetGatewayId');
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  return InternetGatewayId;
}

async function natGateway(ec2: Ec2, SubnetId: string | undefined): Promise<string> {
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  return required(NatGateway?.NatGatewayId, 'NatGatewayId');
}

/** Gives the subnets a table of their own, with a default route. */
async function leadTo(
  ec2: Ec2,
  {
    vpc,
    subnets,
    target,
  }: { vpc: string; subnets: readonly string[]; target: { GatewayId?: string; NatGatewayId?: string } },
): Promise<void> {
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }));
  const RouteTableId = required(RouteTable?.RouteTableId, 'RouteTableId');
  await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...target }));
  for (const SubnetId of subnets) await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
}

/**
 * Makes the hosted zone example.com, and a certificate for names in it.
 * @returns the real id for each of `existingIds`
 */
export async function makeDomain(rig: Rig): Promise<ReadonlyMap<string, string>> {
  const zone = await zoneIn(rig);
  const certificate = await certificateOf(rig, zone, 'example.com', '*.example.com', '*.api.example.com');
  return new Map([
    [existingIds.zone, zone.replace('/hostedzone/', '')],
    [existingIds.certificate, certificate],
  ]);
}

/** The secrets and parameters that configs name. */
export async function makeSecrets({ clients: { secretsmanager, ssm } }: Rig): Promise<void> {
  const SecretString = '{"password":"p"}';
  await secretsmanager.send(new CreateSecretCommand({ Name: 'shop/db', SecretString }));
  for (const Name of ['/shop/db', 'shop-db'])
    await ssm.send(new PutParameterCommand({ Name, Type: 'SecureString', Value: 'p' }));
}

/** The roles that configs name: each may do what an execution role does, and read any secret. */
/** Makes a cluster that stacks may share, with the capacity providers of Fargate. */
export const makeCluster = ({ clients: { ecs } }: Rig) =>
  ecs.send(new CreateClusterCommand({ clusterName: 'shared', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] }));

/**
 * Makes a load balancer that stacks may share, in the public subnets of the network, with a listener that answers 404, a security
 * group that lets it out anywhere, and a rule of somebody else.
 * @param ids what `makeNetwork` has made; with the certificate of `makeDomain`, the listener is one of HTTPS
 * @returns the real ARN for that of `existingIds`
 */
export async function makeBalancer(
  { clients: { ec2, elbv2 } }: Rig,
  ids: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const real = (id: string) => required(ids.get(id), id);
  const GroupName = 'of-the-balancer';
  const group = { VpcId: real(existingIds.vpc), GroupName, Description: 'of the landlord' };
  const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand(group));
  const { LoadBalancers: [made] = [] } = await elbv2.send(
    new CreateLoadBalancerCommand({ Name: 'shared', Subnets: existingIds.public.map(real), SecurityGroups: [GroupId] }),
  );
  // It is provisioned in three minutes, and so much goes by with each look.
  for (let i = 0; i < 3; i++) await elbv2.send(new DescribeLoadBalancersCommand({}));
  const LoadBalancerArn = required(made?.LoadBalancerArn, 'LoadBalancerArn');
  const CertificateArn = ids.get(existingIds.certificate);
  const served = CertificateArn
    ? { Protocol: 'HTTPS' as const, Port: 443, Certificates: [{ CertificateArn }] }
    : { Protocol: 'HTTP' as const, Port: 80 };
  const { Listeners: [listener] = [] } = await elbv2.send(
    new CreateListenerCommand({ LoadBalancerArn, ...served, DefaultActions: [notFound] }),
  );
  const Conditions = [{ Field: 'host-header', HostHeaderConfig: { Values: ['blog.example.com'] } }];
  const { ListenerArn } = listener ?? {};
  await elbv2.send(new CreateRuleCommand({ ListenerArn, Priority: 10, Conditions, Actions: [notFound] }));
  return new Map([[existingIds.balancer, LoadBalancerArn]]);
}
const notFound = { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } };

export async function makeRoles({ clients: { iam } }: Rig): Promise<void> {
  for (const arn of rolesOfOthers) await makeRole(iam, arn);
}

/** A role that somebody else has made, and that may be taken on by tasks. @param trusted what else may, in its place */
export async function makeRole(iam: Rig['clients']['iam'], arn: string, trusted = 'ecs-tasks.amazonaws.com') {
  const [, Path = '/', RoleName = ''] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const trust = { Effect: 'Allow', Principal: { Service: trusted }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument }));
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const actions = ['secretsmanager:GetSecretValue', 'ssm:GetParameters', 's3:GetObject'];
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
  return RoleName;
}
