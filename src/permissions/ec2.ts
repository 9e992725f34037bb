import type * as Ec2 from '@aws-sdk/client-ec2';
import {
  onAnyResource,
  onResource,
  readOnly,
  requestTags,
  tagsFrom,
  texts,
  type RequiredPermission,
  type Rule,
  type Rules,
} from './required-permission.js';
import { arnOf, existing, made, makes, on, tagging } from './ec2-arns.js';
import { runInstances } from './ec2-launch.js';

/** A rule of a security group is a resource of its own where it is tagged. */
const authorizes: Rule<Ec2.AuthorizeSecurityGroupIngressRequest> = ({ operation, input, context }) => {
  const tags = input.TagSpecifications ?? [];
  const group = texts(input.GroupId).map((id) => existing(`ec2:${operation}`, context, 'security-group', id));
  const rules = tags.map(({ ResourceType = '' }) => made(`ec2:${operation}`, context, ResourceType, tags));
  return [...group, ...rules, ...tagging(operation, context, tags)];
};

/** EC2 looks at what the endpoint will be in, and joins the VPC to the endpoint's private zone, as the caller. */
const createsVpcEndpoint: Rule<Ec2.CreateVpcEndpointRequest> = (call) => {
  const { SubnetIds = [], SecurityGroupIds = [], PrivateDnsEnabled = false } = call.input;
  const rule = makes<Ec2.CreateVpcEndpointRequest>('vpc-endpoint', {
    vpc: 'VpcId',
    'route-table': 'RouteTableIds',
    'security-group': 'SecurityGroupIds',
    subnet: 'SubnetIds',
  });
  return [
    ...rule(call),
    onAnyResource('ec2:DescribeVpcs'),
    ...(SubnetIds.length > 0 ? [onAnyResource('ec2:DescribeSubnets')] : []),
    ...(SecurityGroupIds.length > 0 ? [onAnyResource('ec2:DescribeSecurityGroups')] : []),
    ...(PrivateDnsEnabled ? [onAnyResource('route53:AssociateVPCWithHostedZone')] : []),
  ];
};

const disassociates: Rule<Ec2.DisassociateRouteTableRequest> = ({ operation, input, context }) => {
  const { routeTableId, subnetId } = context.associated(input.AssociationId ?? '');
  const both = { 'route-table': routeTableId, subnet: subnetId };
  return Object.entries(both).flatMap(([type, id]) =>
    texts(id).map((it) => existing(`ec2:${operation}`, context, type, it)),
  );
};

/** Tags of what is there already: no action that makes something is behind it. */
const retags: Rule<Ec2.CreateTagsRequest | Ec2.DeleteTagsRequest> = ({ operation, input, context }) =>
  texts(input.Resources).map((id): RequiredPermission => {
    const it = existing(`ec2:${operation}`, context, typeOf(id), id);
    return { ...it, keys: { ...it.keys, ...requestTags(tagsFrom(input.Tags)) } };
  });

/** What the ids of each type begin with. */
const types: { readonly [prefix: string]: string | undefined } = {
  vpc: 'vpc',
  subnet: 'subnet',
  igw: 'internet-gateway',
  rtb: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  eni: 'network-interface',
  eipalloc: 'elastic-ip',
  nat: 'natgateway',
  vpce: 'vpc-endpoint',
  key: 'key-pair',
  lt: 'launch-template',
  i: 'instance',
  vol: 'volume',
  acl: 'network-acl',
};
const typeOf = (id: string): string => types[id.slice(0, id.indexOf('-'))] ?? '*';

/** In policies a key pair goes by its name. */
const deletesKeyPair: Rule<Ec2.DeleteKeyPairRequest> = ({ operation, input, context }) => {
  const name = input.KeyName ?? context.keyName(input.KeyPairId ?? '') ?? '*';
  return [onResource(`ec2:${operation}`, arnOf(context, 'key-pair', name))];
};

const looks = readOnly('ec2');

/**
 * Amazon EC2. Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 * Of the optional resources of an operation, those that its request names are asked for.
 */
export const ec2: Rules = {
  AllocateAddress: makes<Ec2.AllocateAddressRequest>('elastic-ip'),
  AssociateAddress: on<Ec2.AssociateAddressRequest>({
    'elastic-ip': 'AllocationId',
    instance: 'InstanceId',
    'network-interface': 'NetworkInterfaceId',
  }),
  AssociateRouteTable: on<Ec2.AssociateRouteTableRequest>({
    'route-table': 'RouteTableId',
    subnet: 'SubnetId',
    'internet-gateway': 'GatewayId',
  }),
  AssociateVpcCidrBlock: on<Ec2.AssociateVpcCidrBlockRequest>({ vpc: 'VpcId' }),
  AttachInternetGateway: on<Ec2.AttachInternetGatewayRequest>({
    'internet-gateway': 'InternetGatewayId',
    vpc: 'VpcId',
  }),
  AuthorizeSecurityGroupEgress: authorizes,
  AuthorizeSecurityGroupIngress: authorizes,
  CreateInternetGateway: makes<Ec2.CreateInternetGatewayRequest>('internet-gateway'),
  CreateLaunchTemplate: makes<Ec2.CreateLaunchTemplateRequest>('launch-template'),
  CreateLaunchTemplateVersion: on<Ec2.CreateLaunchTemplateVersionRequest>({ 'launch-template': 'LaunchTemplateId' }),
  CreateNatGateway: makes<Ec2.CreateNatGatewayRequest>('natgateway', {
    subnet: 'SubnetId',
    'elastic-ip': 'AllocationId',
  }),
  CreateNetworkAcl: makes<Ec2.CreateNetworkAclRequest>('network-acl', { vpc: 'VpcId' }),
  CreateNetworkAclEntry: on<Ec2.CreateNetworkAclEntryRequest>({ 'network-acl': 'NetworkAclId' }),
  CreateNetworkInterface: makes<Ec2.CreateNetworkInterfaceRequest>('network-interface', {
    subnet: 'SubnetId',
    'security-group': 'Groups',
  }),
  CreateRoute: on<Ec2.CreateRouteRequest>({ 'route-table': 'RouteTableId' }),
  CreateRouteTable: makes<Ec2.CreateRouteTableRequest>('route-table', { vpc: 'VpcId' }),
  CreateSecurityGroup: makes<Ec2.CreateSecurityGroupRequest>('security-group', { vpc: 'VpcId' }),
  CreateSubnet: makes<Ec2.CreateSubnetRequest>('subnet', { vpc: 'VpcId' }),
  CreateTags: retags,
  CreateVpc: makes<Ec2.CreateVpcRequest>('vpc'),
  CreateVpcEndpoint: createsVpcEndpoint,
  DeleteInternetGateway: on<Ec2.DeleteInternetGatewayRequest>({ 'internet-gateway': 'InternetGatewayId' }),
  DeleteKeyPair: deletesKeyPair,
  DeleteLaunchTemplate: on<Ec2.DeleteLaunchTemplateRequest>({ 'launch-template': 'LaunchTemplateId' }),
  DeleteNatGateway: on<Ec2.DeleteNatGatewayRequest>({ natgateway: 'NatGatewayId' }),
  DeleteNetworkAcl: on<Ec2.DeleteNetworkAclRequest>({ 'network-acl': 'NetworkAclId' }),
  DeleteNetworkAclEntry: on<Ec2.DeleteNetworkAclEntryRequest>({ 'network-acl': 'NetworkAclId' }),
  DeleteNetworkInterface: on<Ec2.DeleteNetworkInterfaceRequest>({ 'network-interface': 'NetworkInterfaceId' }),
  DeleteRoute: on<Ec2.DeleteRouteRequest>({ 'route-table': 'RouteTableId' }),
  DeleteRouteTable: on<Ec2.DeleteRouteTableRequest>({ 'route-table': 'RouteTableId' }),
  DeleteSecurityGroup: on<Ec2.DeleteSecurityGroupRequest>({ 'security-group': 'GroupId' }),
  DeleteSubnet: on<Ec2.DeleteSubnetRequest>({ subnet: 'SubnetId' }),
  DeleteTags: retags,
  DeleteVpc: on<Ec2.DeleteVpcRequest>({ vpc: 'VpcId' }),
  DeleteVpcEndpoints: on<Ec2.DeleteVpcEndpointsRequest>({ 'vpc-endpoint': 'VpcEndpointIds' }),
  DescribeAccountAttributes: looks,
  DescribeAddresses: looks,
  DescribeAddressesAttribute: looks,
  DescribeAvailabilityZones: looks,
  DescribeInstanceAttribute: on<Ec2.DescribeInstanceAttributeRequest>({ instance: 'InstanceId' }),
  DescribeInstanceCreditSpecifications: looks,
  DescribeInstances: looks,
  DescribeInternetGateways: looks,
  DescribeKeyPairs: looks,
  DescribeLaunchTemplateVersions: looks,
  DescribeLaunchTemplates: looks,
  DescribeManagedPrefixLists: looks,
  DescribePrefixLists: looks,
  DescribeNatGateways: looks,
  DescribeNetworkAcls: looks,
  DescribeNetworkInterfaces: looks,
  DescribeRegions: looks,
  DescribeRouteTables: looks,
  DescribeSecurityGroupRules: looks,
  DescribeSecurityGroups: looks,
  DescribeSubnets: looks,
  DescribeVpcAttribute: on<Ec2.DescribeVpcAttributeRequest>({ vpc: 'VpcId' }),
  DescribeVpcEndpoints: looks,
  DescribeVpcs: looks,
  DetachInternetGateway: on<Ec2.DetachInternetGatewayRequest>({
    'internet-gateway': 'InternetGatewayId',
    vpc: 'VpcId',
  }),
  // Which address it is, the request does not say.
  DisassociateAddress: () => [onAnyResource('ec2:DisassociateAddress')],
  DisassociateRouteTable: disassociates,
  DisassociateVpcCidrBlock: looks,
  GetConsoleOutput: on<Ec2.GetConsoleOutputRequest>({ instance: 'InstanceId' }),
  GetInstanceUefiData: on<Ec2.GetInstanceUefiDataRequest>({ instance: 'InstanceId' }),
  ImportKeyPair: makes<Ec2.ImportKeyPairRequest>('key-pair'),
  ModifyInstanceAttribute: on<Ec2.ModifyInstanceAttributeRequest>({
    instance: 'InstanceId',
    'security-group': 'Groups',
  }),
  ModifyLaunchTemplate: on<Ec2.ModifyLaunchTemplateRequest>({ 'launch-template': 'LaunchTemplateId' }),
  ModifySecurityGroupRules: on<Ec2.ModifySecurityGroupRulesRequest>({ 'security-group': 'GroupId' }),
  ModifySubnetAttribute: on<Ec2.ModifySubnetAttributeRequest>({ subnet: 'SubnetId' }),
  ModifyVpcAttribute: on<Ec2.ModifyVpcAttributeRequest>({ vpc: 'VpcId' }),
  ModifyVpcEndpoint: on<Ec2.ModifyVpcEndpointRequest>({
    'vpc-endpoint': 'VpcEndpointId',
    'route-table': 'AddRouteTableIds',
    'security-group': 'AddSecurityGroupIds',
    subnet: 'AddSubnetIds',
  }),
  RebootInstances: on<Ec2.RebootInstancesRequest>({ instance: 'InstanceIds' }),
  ReleaseAddress: on<Ec2.ReleaseAddressRequest>({ 'elastic-ip': 'AllocationId' }),
  ReplaceNetworkAclAssociation: on<Ec2.ReplaceNetworkAclAssociationRequest>({ 'network-acl': 'NetworkAclId' }),
  ReplaceNetworkAclEntry: on<Ec2.ReplaceNetworkAclEntryRequest>({ 'network-acl': 'NetworkAclId' }),
  ReplaceRoute: on<Ec2.ReplaceRouteRequest>({ 'route-table': 'RouteTableId' }),
  RevokeSecurityGroupEgress: on<Ec2.RevokeSecurityGroupEgressRequest>({ 'security-group': 'GroupId' }),
  RevokeSecurityGroupIngress: on<Ec2.RevokeSecurityGroupIngressRequest>({ 'security-group': 'GroupId' }),
  RunInstances: runInstances,
  StartInstances: on<Ec2.StartInstancesRequest>({ instance: 'InstanceIds' }),
  StopInstances: on<Ec2.StopInstancesRequest>({ instance: 'InstanceIds' }),
  TerminateInstances: on<Ec2.TerminateInstancesRequest>({ instance: 'InstanceIds' }),
  UpdateSecurityGroupRuleDescriptionsEgress: on<Ec2.UpdateSecurityGroupRuleDescriptionsEgressRequest>({
    'security-group': 'GroupId',
  }),
  UpdateSecurityGroupRuleDescriptionsIngress: on<Ec2.UpdateSecurityGroupRuleDescriptionsIngressRequest>({
    'security-group': 'GroupId',
  }),
};
