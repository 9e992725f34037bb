import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateVpcLinkCommand,
  type CreateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import { CreateSecurityGroupCommand, CreateSubnetCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import {
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand,
  ListNamespacesCommand,
} from '@aws-sdk/client-servicediscovery';
import { apigatewayv2 } from '../../../../src/sandbox/services/apigatewayv2/index.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { servicediscovery } from '../../../../src/sandbox/services/servicediscovery/index.js';
import { testContext } from '../../context.js';

/** A VPC with a subnet in each of two zones that have VPC links, and a group. */
export function network() {
  const it = testContext();
  const vpcId = it.call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const subnet = (zone: string, CidrBlock: string) =>
    it.call(ec2, CreateSubnetCommand, { VpcId: vpcId, AvailabilityZone: zone, CidrBlock }).Subnet?.SubnetId ?? '';
  const subnetIds = [subnet('us-east-1a', '10.0.0.0/24'), subnet('us-east-1b', '10.0.1.0/24')];
  const group = { VpcId: vpcId, GroupName: 'link', Description: 'VPC link' };
  const groupId = it.call(ec2, CreateSecurityGroupCommand, group).GroupId ?? '';
  const link = (Name = 'shop') => {
    const wanted = { Name, SubnetIds: subnetIds, SecurityGroupIds: [groupId], Tags: { 'provision:stack': 'shop' } };
    return it.call(apigatewayv2, CreateVpcLinkCommand, wanted);
  };
  return { ...it, vpcId, subnet, subnetIds, groupId, link };
}

/** The same with a Cloud Map service, a VPC link and an API: all that an integration needs. */
export function httpApi() {
  const it = network();
  it.call(servicediscovery, CreatePrivateDnsNamespaceCommand, { Name: 'internal', Vpc: it.vpcId });
  it.pass(300);
  const NamespaceId = it.call(servicediscovery, ListNamespacesCommand, {}).Namespaces?.[0]?.Id ?? '';
  const DnsConfig = { DnsRecords: [{ Type: 'SRV', TTL: 0 } as const] };
  const { Service } = it.call(servicediscovery, CreateServiceCommand, { Name: 'web', NamespaceId, DnsConfig });
  const ApiId = it.call(apigatewayv2, CreateApiCommand, { Name: 'shop', ProtocolType: 'HTTP' }).ApiId ?? '';
  const integration: CreateIntegrationRequest = {
    ApiId,
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    ConnectionType: 'VPC_LINK',
    ConnectionId: it.link().VpcLinkId,
    IntegrationUri: Service?.Arn,
    PayloadFormatVersion: '1.0',
  };
  const integrate = () => it.call(apigatewayv2, CreateIntegrationCommand, integration).IntegrationId ?? '';
  const route = (RouteKey: string, integrationId: string) => {
    const wanted = { ApiId, RouteKey, Target: `integrations/${integrationId}` };
    return it.call(apigatewayv2, CreateRouteCommand, wanted).RouteId ?? '';
  };
  return { ...it, ApiId, integration, integrate, route };
}
