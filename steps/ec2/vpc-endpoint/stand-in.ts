import {
  AssociateVpcCidrBlockCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { all } from '../../../src/all.js';
import { required, type Cloud } from '../../../src/step.js';
import type { VpcEndpointWant } from './settings.js';

/**
 * Makes subnets and groups in the place of those that somebody has exchanged ours for. ModifyVpcEndpoint takes away what is
 * there, so a rehearsal needs them there.
 * @returns by real id: the one that was made
 */
export async function standInForOthers(
  { ec2 }: Cloud,
  { VpcId, SubnetIds = {}, SecurityGroupIds = {} }: Partial<VpcEndpointWant>,
): Promise<ReadonlyMap<string, string>> {
  const Filters = [{ Name: 'vpc-id', Values: [required(VpcId, 'VpcId')] }];
  const [{ Subnets = [] }, { SecurityGroups = [] }] = await all([
    ec2.send(new DescribeSubnetsCommand({ Filters })),
    ec2.send(new DescribeSecurityGroupsCommand({ Filters })),
  ]);
  const unknown = (ids: object, known: readonly (string | undefined)[]) =>
    Object.keys(ids).filter((id) => !known.includes(id));
  const subnets = unknown(
    SubnetIds,
    Subnets.map((it) => it.SubnetId),
  );
  const groups = unknown(
    SecurityGroupIds,
    SecurityGroups.map((it) => it.GroupId),
  );
  // An endpoint has one subnet of a zone.
  const taken = Subnets.filter((it) => Object.hasOwn(SubnetIds, String(it.SubnetId))).map((it) => it.AvailabilityZone);
  const zones = [...new Set(Subnets.map((it) => it.AvailabilityZone))].filter((it) => !taken.includes(it));
  const range = subnets.length > 0 ? await anotherRange({ ec2 }, required(VpcId, 'VpcId')) : '';
  const before = Subnets.filter((it) => it.CidrBlock?.startsWith(`${range}.`)).length;
  const made = await all([
    ...subnets.map(async (real, at) => {
      const CidrBlock = `${range}.${(before + at) * 16}/28`;
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone: zones[at] }));
      return [real, required(Subnet?.SubnetId, 'SubnetId')] as const;
    }),
    ...groups.map(async (real) => {
      const about = { GroupName: `in place of ${real}`, Description: 'of somebody else', VpcId };
      const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(about));
      return [real, required(GroupId, 'GroupId')] as const;
    }),
  ]);
  return new Map(made);
}

/** Gives the VPC 256 addresses that no subnet of ours has, unless it has them already. @returns the first three of their four numbers */
async function anotherRange({ ec2 }: Pick<Cloud, 'ec2'>, VpcId: string): Promise<string> {
  const { Vpcs: [vpc] = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }));
  const range = vpc?.CidrBlock?.startsWith('100.64.') ? '100.65.0' : '100.64.0';
  const CidrBlock = `${range}.0/24`;
  if (!vpc?.CidrBlockAssociationSet?.some((it) => it.CidrBlock === CidrBlock))
    await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }));
  return range;
}
