import {
  AuthorizeSecurityGroupEgressCommand,
  CreateRouteCommand,
  DeleteRouteCommand,
  DescribeManagedPrefixListsCommand,
  DescribePrefixListsCommand,
  DescribeSecurityGroupsCommand,
  GetManagedPrefixListEntriesCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { testNetwork } from '../network.js';

test('AWS keeps a list of addresses for each gateway service', () => {
  const cloud = testNetwork();
  const Filters = [{ Name: 'prefix-list-name', Values: ['com.amazonaws.us-east-1.s3'] }];
  const { PrefixLists } = cloud.call(DescribeManagedPrefixListsCommand, { Filters });
  expect(PrefixLists).toMatchObject([
    {
      PrefixListId: 'pl-63a5400a',
      PrefixListArn: 'arn:aws:ec2:us-east-1:aws:prefix-list/pl-63a5400a',
      OwnerId: 'AWS',
      State: 'create-complete',
    },
  ]);
  const PrefixListId = 'pl-63a5400a';
  const [list] = cloud.call(DescribePrefixListsCommand, { PrefixListIds: [PrefixListId] }).PrefixLists ?? [];
  const { Entries = [] } = cloud.call(GetManagedPrefixListEntriesCommand, { PrefixListId });
  expect(list?.Cidrs).toEqual(Entries.map(({ Cidr }) => Cidr));
  expect(cloud.refused(GetManagedPrefixListEntriesCommand, { PrefixListId: 'pl-00000000' })[0]).toBe(
    'InvalidPrefixListID.NotFound',
  );
});

test('a prefix list whose id is not published has an id that is always the same', () => {
  const ids = (region: string) =>
    testNetwork(region)
      .call(DescribePrefixListsCommand, {})
      .PrefixLists?.map(({ PrefixListId }) => PrefixListId);
  expect(ids('eu-south-2')).toEqual([expect.stringMatching(/^pl-[0-9a-f]{8}$/), expect.any(String)]);
  expect(ids('eu-south-2')).toEqual(ids('eu-south-2'));
  expect(ids('eu-south-2')).not.toEqual(ids('eu-south-1'));
});

test('a group lets out to a list as to any other peer', () => {
  const cloud = testNetwork();
  const GroupId = cloud.group(cloud.vpc());
  const toList = (PrefixListId: string) => ({
    GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, PrefixListIds: [{ PrefixListId }] }],
  });
  const made = cloud.call(AuthorizeSecurityGroupEgressCommand, toList('pl-63a5400a'));
  expect(made.SecurityGroupRules).toMatchObject([{ PrefixListId: 'pl-63a5400a', IsEgress: true, FromPort: 443 }]);
  expect(cloud.refused(AuthorizeSecurityGroupEgressCommand, toList('pl-63a5400a'))).toEqual([
    'InvalidPermission.Duplicate',
    'the specified rule "peer: pl-63a5400a, TCP, from port: 443, to port: 443, ALLOW" already exists',
  ]);
  expect(cloud.refused(AuthorizeSecurityGroupEgressCommand, toList('pl-00000000'))).toEqual([
    'InvalidPrefixListID.NotFound',
    "The prefix list ID 'pl-00000000' does not exist",
  ]);
  const shown = () => cloud.call(DescribeSecurityGroupsCommand, { GroupIds: [GroupId] }).SecurityGroups?.[0];
  expect(shown()?.IpPermissionsEgress?.[1]?.PrefixListIds).toEqual([{ PrefixListId: 'pl-63a5400a' }]);
  cloud.call(RevokeSecurityGroupEgressCommand, toList('pl-63a5400a'));
  expect(shown()?.IpPermissionsEgress).toHaveLength(1);
});

test('a route may go by a list', () => {
  const cloud = testNetwork();
  const VpcId = cloud.vpc();
  const RouteTableId = cloud.table(VpcId);
  const route = { RouteTableId, DestinationPrefixListId: 'pl-02cd2c6b' };
  const GatewayId = cloud.gateway(VpcId);
  cloud.call(CreateRouteCommand, { ...route, GatewayId });
  expect(cloud.refused(CreateRouteCommand, { ...route, GatewayId })[0]).toBe('RouteAlreadyExists');
  expect(cloud.refused(CreateRouteCommand, { ...route, GatewayId, DestinationCidrBlock: '0.0.0.0/0' })[0]).toBe(
    'InvalidParameterCombination',
  );
  cloud.call(DeleteRouteCommand, route);
  expect(cloud.refused(DeleteRouteCommand, route)).toEqual([
    'InvalidRoute.NotFound',
    `no route with destination-prefix-list-id pl-02cd2c6b in route table ${RouteTableId}`,
  ]);
});
