import {
  CreateVpcLinkCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  DeleteVpcLinkCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  UpdateVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DescribeNetworkInterfacesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { apigatewayv2 } from '../../../../src/sandbox/services/apigatewayv2/index.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { httpApi, network } from './network.js';

test('a link is pending for two minutes and then available', () => {
  const { call, link, pass, subnetIds, groupId } = network();
  const { VpcLinkId } = link();
  const status = () => call(apigatewayv2, GetVpcLinkCommand, { VpcLinkId }).VpcLinkStatus;

  pass(119);
  expect(status()).toBe('PENDING');
  pass(1);
  expect(call(apigatewayv2, GetVpcLinkCommand, { VpcLinkId })).toMatchObject({
    Name: 'shop',
    SubnetIds: subnetIds,
    SecurityGroupIds: [groupId],
    Tags: { 'provision:stack': 'shop' },
    VpcLinkStatus: 'AVAILABLE',
    VpcLinkStatusMessage: 'VPC link is ready to route traffic',
    VpcLinkVersion: 'V2',
  });
});

test('a link holds an interface in each subnet until it is really gone, and with them subnets and group', () => {
  const { call, refusal, link, pass, subnetIds, groupId } = network();
  const { VpcLinkId } = link();
  const interfaces = () => call(ec2, DescribeNetworkInterfacesCommand, {}).NetworkInterfaces ?? [];

  pass(120);
  expect(interfaces().map(({ SubnetId }) => SubnetId)).toEqual(subnetIds);
  expect(interfaces()[0]).toMatchObject({ InterfaceType: 'api_gateway_managed', RequesterManaged: true });

  call(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId });
  pass(119);
  expect(call(apigatewayv2, GetVpcLinkCommand, { VpcLinkId }).VpcLinkStatus).toBe('DELETING');
  expect(refusal(ec2, DeleteSubnetCommand, { SubnetId: subnetIds[0] }).code).toBe('DependencyViolation');
  expect(refusal(ec2, DeleteSecurityGroupCommand, { GroupId: groupId }).code).toBe('DependencyViolation');

  pass(1);
  expect(refusal(apigatewayv2, GetVpcLinkCommand, { VpcLinkId }).code).toBe('NotFoundException');
  expect(interfaces()).toEqual([]);
  call(ec2, DeleteSubnetCommand, { SubnetId: subnetIds[0] });
});

test('a link deleted while it is pending never becomes available', () => {
  const { call, refusal, link, pass } = network();
  const { VpcLinkId } = link();
  pass(60);
  call(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId });
  call(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId });

  pass(60);
  expect(call(apigatewayv2, GetVpcLinkCommand, { VpcLinkId }).VpcLinkStatus).toBe('DELETING');
  pass(60);
  expect(refusal(apigatewayv2, GetVpcLinkCommand, { VpcLinkId }).code).toBe('NotFoundException');
});

test('only zones that have VPC links will do', () => {
  const { refusal, subnet, subnetIds } = network();
  const SubnetIds = [...subnetIds, subnet('us-east-1e', '10.0.2.0/24')];

  expect(refusal(apigatewayv2, CreateVpcLinkCommand, { Name: 'shop', SubnetIds })).toMatchObject({
    code: 'BadRequestException',
    message: "Subnet is in Availability Zone 'use1-az3' where service is not available",
  });
});

test('subnets and groups must exist, in one VPC, and nothing is made where they do not', () => {
  const { call, refusal, subnetIds } = network();
  const other = call(ec2, CreateVpcCommand, { CidrBlock: '10.1.0.0/16' }).Vpc?.VpcId ?? '';
  const group = { VpcId: other, GroupName: 'far', Description: 'far away' };
  const far = call(ec2, CreateSecurityGroupCommand, group).GroupId ?? '';
  const said = (SubnetIds: string[], SecurityGroupIds: string[] = []) =>
    refusal(apigatewayv2, CreateVpcLinkCommand, { Name: 'shop', SubnetIds, SecurityGroupIds }).message;

  expect(said([])).toMatch(/SubnetIds/);
  expect(said(['subnet-0'])).toBe("The subnet ID 'subnet-0' does not exist");
  expect(said(subnetIds, ['sg-0'])).toBe("The security group 'sg-0' does not exist");
  expect(said(subnetIds, [far])).toMatch(/not in the VPC/);
  expect(call(apigatewayv2, GetVpcLinksCommand, {}).Items).toEqual([]);
  expect(call(ec2, DescribeNetworkInterfacesCommand, {}).NetworkInterfaces).toEqual([]);
});

test('a region has room for ten links', () => {
  const { refusal, link, subnetIds } = network();
  for (let i = 0; i < 10; i++) link(`link-${i}`);

  const eleventh = { Name: 'one-more', SubnetIds: subnetIds };
  expect(refusal(apigatewayv2, CreateVpcLinkCommand, eleventh)).toMatchObject({
    code: 'BadRequestException',
    message: 'There are too many Vpc Links defined for this account. Limit is 10.',
  });
});

test('nothing but the name of a link can change', () => {
  const { call, link, subnetIds } = network();
  const { VpcLinkId } = link();

  call(apigatewayv2, UpdateVpcLinkCommand, { VpcLinkId, Name: 'renamed' });

  expect(call(apigatewayv2, GetVpcLinksCommand, {}).Items).toMatchObject([{ Name: 'renamed', SubnetIds: subnetIds }]);
});

test('a link stays while an integration refers to it', () => {
  const { call, refusal, pass, ApiId, integration, integrate, route } = httpApi();
  const IntegrationId = integrate();
  const RouteId = route('$default', IntegrationId);
  const VpcLinkId = integration.ConnectionId;
  pass(120);

  const routed = refusal(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId });
  call(apigatewayv2, DeleteRouteCommand, { ApiId, RouteId });
  const unrouted = refusal(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId });
  call(apigatewayv2, DeleteIntegrationCommand, { ApiId, IntegrationId });
  call(apigatewayv2, DeleteVpcLinkCommand, { VpcLinkId });

  expect(routed).toMatchObject({
    code: 'BadRequestException',
    message:
      `Cannot delete vpc link. Vpc link '${VpcLinkId}', ` +
      `is referenced in [ANY:${RouteId}] in format of [Method:Resource].`,
  });
  expect(unrouted.message).toContain(`[ANY:${IntegrationId}]`);
  pass(120);
  expect(refusal(apigatewayv2, GetVpcLinkCommand, { VpcLinkId }).code).toBe('NotFoundException');
});
