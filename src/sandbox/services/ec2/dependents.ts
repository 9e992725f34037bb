import { AwsError, type Context } from '../../service.js';
import type { Table } from '../../table.js';
import { dependencyViolation } from './refusals.js';
import {
  internetGateways,
  networkAcls,
  networkInterfaces,
  routeTables,
  rules,
  securityGroups,
  subnets,
  vpcEndpoints,
} from './tables.js';

/** Whether some resource keeps this VPC, subnet or group from being deleted. */
type Holds = (context: Context, id: string) => boolean;

const someRow =
  <Row>(table: (context: Context) => Table<Row>, uses: (row: Row, id: string) => boolean): Holds =>
  (context, id) =>
    table(context).find((row) => uses(row, id)) !== undefined;

/** What lives in a VPC. Its main route table, default group and default ACL go with it. A new kind of resource adds a line. */
const holdsVpc: readonly Holds[] = [
  someRow(subnets, ({ VpcId }, id) => VpcId === id),
  someRow(internetGateways, ({ Attachments }, id) => Attachments.some(({ VpcId }) => VpcId === id)),
  someRow(routeTables, ({ VpcId, Associations }, id) => VpcId === id && !Associations.some(({ Main }) => Main)),
  someRow(securityGroups, ({ VpcId, GroupName }, id) => VpcId === id && GroupName !== 'default'),
  someRow(networkInterfaces, ({ VpcId }, id) => VpcId === id),
  someRow(vpcEndpoints, ({ VpcId }, id) => VpcId === id),
  someRow(networkAcls, ({ VpcId, IsDefault }, id) => VpcId === id && !IsDefault),
];

/** What lives in a subnet. Its route table association goes with it. A new kind of resource adds a line. */
const holdsSubnet: readonly Holds[] = [someRow(networkInterfaces, ({ SubnetId }, id) => SubnetId === id)];

/** What uses a security group; its own rules may well name itself. A new kind of resource adds a line. */
const holdsGroup: readonly Holds[] = [
  someRow(networkInterfaces, ({ Groups }, id) => Groups.some(({ GroupId }) => GroupId === id)),
  someRow(vpcEndpoints, ({ Groups }, id) => Groups.some(({ GroupId }) => GroupId === id)),
  someRow(rules, ({ GroupId, ReferencedGroupInfo }, id) => ReferencedGroupInfo?.GroupId === id && GroupId !== id),
];

/** @throws AwsError DependencyViolation */
export function refuseVpcInUse(context: Context, id: string): void {
  if (holdsVpc.some((holds) => holds(context, id))) throw dependencyViolation('vpc', id);
}

/** @throws AwsError DependencyViolation */
export function refuseSubnetInUse(context: Context, id: string): void {
  if (holdsSubnet.some((holds) => holds(context, id))) throw dependencyViolation('subnet', id);
}

/** @throws AwsError DependencyViolation */
export function refuseSecurityGroupInUse(context: Context, id: string): void {
  if (holdsGroup.some((holds) => holds(context, id)))
    throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
}
