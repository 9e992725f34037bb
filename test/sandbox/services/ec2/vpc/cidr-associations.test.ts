import {
  AssociateVpcCidrBlockCommand,
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
  DisassociateVpcCidrBlockCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { setQuotas } from '../../../../../src/sandbox/quotas.js';
import { testNetwork } from '../network.js';

function withSecondRange() {
  const cloud = testNetwork();
  const VpcId = cloud.vpc('10.0.0.0/16');
  const made = cloud.call(AssociateVpcCidrBlockCommand, { VpcId, CidrBlock: '10.1.0.0/16' }).CidrBlockAssociation;
  const ranges = () =>
    cloud
      .call(DescribeVpcsCommand, { VpcIds: [VpcId] })
      .Vpcs?.[0]?.CidrBlockAssociationSet?.map((it) => [it.CidrBlock, it.CidrBlockState?.State]);
  const localTo = () =>
    cloud
      .call(DescribeRouteTablesCommand, { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] })
      .RouteTables?.map(({ Routes = [] }) => Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock));
  return { ...cloud, VpcId, id: made?.AssociationId ?? '', made, ranges, localTo };
}

test('a second range is there a moment later, and every route table keeps its traffic in the VPC', () => {
  const { VpcId, made, ranges, localTo, pass, table } = withSecondRange();
  expect(made?.CidrBlockState?.State).toBe('associating');
  pass(1);
  expect(ranges()).toEqual([
    ['10.0.0.0/16', 'associated'],
    ['10.1.0.0/16', 'associated'],
  ]);
  table(VpcId);
  expect(localTo()).toEqual([
    ['10.0.0.0/16', '10.1.0.0/16'],
    ['10.0.0.0/16', '10.1.0.0/16'],
  ]);
});

test('subnets may be in either range, and in nothing else', () => {
  const { VpcId, subnet, refused } = withSecondRange();
  subnet(VpcId, '10.0.1.0/24');
  subnet(VpcId, '10.1.1.0/24');
  expect(refused(CreateSubnetCommand, { VpcId, CidrBlock: '10.2.0.0/24' })[0]).toBe('InvalidSubnet.Range');
  expect(refused(CreateSubnetCommand, { VpcId, CidrBlock: '10.1.0.0/20' })[0]).toBe('InvalidSubnet.Conflict');
});

test('a range goes when no subnet is in it; the first one never goes', () => {
  const { VpcId, id, subnet, call, refused, pass, ranges, localTo } = withSecondRange();
  const SubnetId = subnet(VpcId, '10.1.1.0/24');
  expect(refused(DisassociateVpcCidrBlockCommand, { AssociationId: id })[0]).toBe('InvalidCidrBlock.InUse');
  call(DeleteSubnetCommand, { SubnetId });
  const { CidrBlockAssociation } = call(DisassociateVpcCidrBlockCommand, { AssociationId: id });
  expect(CidrBlockAssociation?.CidrBlockState?.State).toBe('disassociating');
  pass(1);
  expect(ranges()).toEqual([['10.0.0.0/16', 'associated']]);
  expect(localTo()).toEqual([['10.0.0.0/16']]);
  const first = call(DescribeVpcsCommand, {}).Vpcs?.[0]?.CidrBlockAssociationSet?.[0]?.AssociationId ?? '';
  expect(refused(DisassociateVpcCidrBlockCommand, { AssociationId: first })[0]).toBe('OperationNotPermitted');
  expect(refused(DisassociateVpcCidrBlockCommand, { AssociationId: id })[0]).toBe(
    'InvalidVpcCidrBlockAssociationID.NotFound',
  );
});

test.each([
  ['10.0.128.0/17', 'InvalidVpc.Conflict'],
  ['172.16.0.0/16', 'InvalidVpc.Range'],
  ['192.168.0.0/16', 'InvalidVpc.Range'],
  ['10.2.0.0/8', 'InvalidVpc.Range'],
  ['nonsense', 'InvalidParameterValue'],
])('%s beside 10.0.0.0/16 is refused: %s', (CidrBlock, code) => {
  const { VpcId, refused } = withSecondRange();
  expect(refused(AssociateVpcCidrBlockCommand, { VpcId, CidrBlock })[0]).toBe(code);
});

test('100.64.0.0/10 goes with any range, and a VPC has five ranges at most', () => {
  const cloud = withSecondRange();
  const { VpcId, call, refused } = cloud;
  for (const CidrBlock of ['100.64.0.0/16', '10.3.0.0/16', '10.4.0.0/16'])
    call(AssociateVpcCidrBlockCommand, { VpcId, CidrBlock });
  const sixth = { VpcId, CidrBlock: '10.5.0.0/16' };
  expect(refused(AssociateVpcCidrBlockCommand, sixth)).toEqual([
    'CidrLimitExceeded',
    `This network '${VpcId}' has met its maximum number of allowed CIDRs: 5`,
  ]);
  setQuotas(cloud, { 'cidr-blocks': 6 });
  expect(call(AssociateVpcCidrBlockCommand, sixth).VpcId).toBe(VpcId);
});
