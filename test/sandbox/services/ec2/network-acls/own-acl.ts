import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclAssociationCommand,
  ReplaceNetworkAclEntryCommand,
} from '@aws-sdk/client-ec2';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import type { TestContext } from '../../../context.js';

/** An entry in both directions: `allow tcp 443`, from and to everywhere unless a range is given. */
export interface Entry {
  readonly ports?: readonly [number, number];
  readonly cidr?: string;
  readonly protocol?: string;
  readonly action?: 'allow' | 'deny';
  readonly directions?: readonly ('in' | 'out')[];
}

/**
 * Gives a subnet a network ACL of its own.
 * @returns how its entries are changed, by their numbers: the first one is 1
 */
export function ownAcl(call: TestContext['call'], subnetId: string, entries: readonly Entry[]) {
  const Filters = [{ Name: 'association.subnet-id', Values: [subnetId] }];
  const was = call(ec2, DescribeNetworkAclsCommand, { Filters }).NetworkAcls?.[0];
  const AssociationId = was?.Associations?.find((it) => it.SubnetId === subnetId)?.NetworkAclAssociationId;
  const NetworkAclId = call(ec2, CreateNetworkAclCommand, { VpcId: was?.VpcId }).NetworkAcl?.NetworkAclId;
  const requestsOf = (RuleNumber: number, { ports: [From, To] = [0, 65535], ...entry }: Entry) =>
    (entry.directions ?? ['in', 'out']).map((direction) => ({
      ...{ NetworkAclId, RuleNumber, Egress: direction === 'out', RuleAction: entry.action ?? 'allow' },
      ...{ Protocol: entry.protocol ?? '6', CidrBlock: entry.cidr ?? '0.0.0.0/0', PortRange: { From, To } },
    }));
  const add = (number: number, entry: Entry) => {
    for (const request of requestsOf(number, entry)) call(ec2, CreateNetworkAclEntryCommand, request);
  };
  entries.forEach((entry, index) => add(index + 1, entry));
  call(ec2, ReplaceNetworkAclAssociationCommand, { AssociationId, NetworkAclId });
  return {
    add,
    replace(number: number, entry: Entry) {
      for (const request of requestsOf(number, entry)) call(ec2, ReplaceNetworkAclEntryCommand, request);
    },
    remove(RuleNumber: number, directions: readonly ('in' | 'out')[] = ['in', 'out']) {
      for (const direction of directions)
        call(ec2, DeleteNetworkAclEntryCommand, { NetworkAclId, RuleNumber, Egress: direction === 'out' });
    },
  };
}
