import { AllocateAddressCommand, CreateVpcEndpointCommand, DescribeImagesCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../../src/sandbox/service.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { resourceKinds } from '../../../../src/sandbox/services/ec2/resource-kinds.js';
import { testNetwork } from './network.js';

/** Members that name a resource, less `Id` or `Ids`, and what its ids begin with. */
const prefixes: { readonly [member: string]: string } = {
  Vpc: 'vpc',
  Subnet: 'subnet',
  InternetGateway: 'igw',
  RouteTable: 'rtb',
  NetworkAcl: 'acl',
  Group: 'sg',
  SecurityGroup: 'sg',
  SecurityGroupRule: 'sgr',
  NetworkInterface: 'eni',
  Allocation: 'eipalloc',
  NatGateway: 'nat',
  VpcEndpoint: 'vpce',
  KeyPair: 'key',
  LaunchTemplate: 'lt',
  Instance: 'i',
  Volume: 'vol',
};

/**
 * Deleting a key pair that is not there succeeds, whatever it is called. A NAT gateway names a VPC only without a subnet.
 * A route has a code of its own for a NAT gateway that is none. What a launch template says is looked at when something is
 * started from it, and the VPC beside another group is not looked at (both believed). Instances are placed in groups of another
 * kind, and have volumes of their own.
 */
const others =
  /^DeleteKeyPair\.KeyPairId$|^CreateNatGateway\.VpcId$|Route\.NatGatewayId$|\.LaunchTemplateData\.|Placement\.GroupId|Ebs\.VolumeId|GroupPairs\.VpcId/;

/** What else each operation has to be told before it looks at the id, by what the operation's name matches. */
function around() {
  const it = testNetwork();
  const vpcId = it.vpc();
  const [SubnetId, InternetGatewayId] = [it.subnet(vpcId), it.gateway(vpcId)];
  const { RouteTableId, AssociationId } = it.route(vpcId, SubnetId, InternetGatewayId);
  const endpoint = (service: string, more: object) => ({
    VpcId: vpcId,
    ServiceName: `com.amazonaws.us-east-1.${service}`,
    ...more,
  });
  const made = (service: string, more: object) =>
    it.call(CreateVpcEndpointCommand, endpoint(service, more)).VpcEndpoint?.VpcEndpointId;
  const [gateway, own] = [{ VpcEndpointType: 'Gateway' }, { VpcEndpointType: 'Interface', PrivateDnsEnabled: false }];
  const image = it.call(DescribeImagesCommand, { Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] });
  const members: readonly (readonly [RegExp, object])[] = [
    [/tachInternetGateway/, { InternetGatewayId }],
    [/(Create|Replace)Route\./, { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' }],
    [/^AssociateRouteTable/, { RouteTableId }],
    [/ReplaceRouteTableAssociation/, { AssociationId }],
    [/CreateSecurityGroup/, { GroupName: 'web', Description: 'web' }],
    [/^Revoke.*RuleIds/, { GroupId: it.group(vpcId) }],
    [/AssociateAddress/, { AllocationId: it.call(AllocateAddressCommand, { Domain: 'vpc' }).AllocationId }],
    [/CreateNatGateway/, { SubnetId }],
    [/CreateVpcEndpoint.*RouteTable/, endpoint('s3', gateway)],
    [/CreateVpcEndpoint.*(Subnet|Group)/, endpoint('logs', own)],
    [/ModifyVpcEndpoint.*RouteTable/, { VpcEndpointId: made('dynamodb', gateway) }],
    [/ModifyVpcEndpoint.*(Subnet|Group)/, { VpcEndpointId: made('ecs', { ...own, SubnetIds: [SubnetId] }) }],
    [/RunInstances/, { ImageId: image.Images?.[0]?.ImageId, MinCount: 1, MaxCount: 1 }],
    [/RunInstances\.(?!NetworkInterfaces)/, { SubnetId }],
    [/RunInstances\.NetworkInterfaces/, { NetworkInterfaces: [{ DeviceIndex: 0 }] }],
    [/IpPermissions/, { GroupId: it.group(vpcId, 'guarded'), IpPermissions: [https] }],
    [/IpPermissions\..*VpcId/, { IpPermissions: [{ UserIdGroupPairs: [{ GroupId: it.group(vpcId, 'other') }] }] }],
    [
      /ModifySecurityGroupRules\./,
      { GroupId: it.group(vpcId, 'changed'), SecurityGroupRules: [{ SecurityGroupRule: https }] },
    ],
    [/RuleDescriptions\./, { GroupId: it.group(vpcId, 'described') }],
    [/RuleDescriptions\.Security/, { SecurityGroupRuleDescriptions: [{ Description: 'a' }] }],
    [/DescribeInstanceAttribute/, { Attribute: 'userData' }],
    [/^(Create|Replace|Delete)NetworkAclEntry/, { RuleNumber: 1, Egress: false }],
  ];
  const matching = (call: string) => members.filter(([name]) => name.test(call)).map(([, more]) => more);
  return { ...it, more: (call: string): object => matching(call).reduce(merged, {}) };
}

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

/** Both, member by member; of lists, the first entries. */
function merged(one: object, other: object): object {
  const all: { [member: string]: unknown } = { ...one };
  for (const [name, value] of Object.entries(other) as [string, unknown][]) {
    const was = all[name];
    const isList = Array.isArray(was) && Array.isArray(value) && typeof value[0] === 'object';
    if (isList) all[name] = [merged(was[0] as object, value[0] as object)];
    else all[name] = value;
  }
  return all;
}

/** Schemas of structures and lists, as far as the SDK's own are read here. */
interface Schema {
  /** The kind: 1 for lists, 3 for structures. */
  readonly 0: number;
  readonly 4: readonly string[] | Lazy;
  readonly 5: readonly Lazy[];
}
type Lazy = Schema | readonly [Lazy, object] | (() => Schema);
const schemaOf = (lazy: Lazy | undefined): Schema | undefined => {
  const it = typeof lazy === 'function' ? lazy() : lazy;
  return Array.isArray(it) && typeof it[0] !== 'number' ? schemaOf(it[0] as Lazy) : (it as Schema | undefined);
};

interface NamedId {
  readonly name: string;
  readonly noun: string;
  readonly input: object;
}

/** The members that name a resource, in structures and their lists too: each with an input that has a wrong id there. */
function idsIn(lazy: Lazy, depth = 3): NamedId[] {
  const schema = schemaOf(lazy);
  if (depth === 0 || !Array.isArray(schema) || (schema[0] as unknown) !== 3) return [];
  return (schema[4] as readonly string[]).flatMap((member, at): NamedId[] => {
    const [, noun, isList] = /^(?:Add|Remove)?(.*?)Id(s?)$/.exec(member) ?? [];
    if (noun !== undefined) return [{ name: member, noun, input: { [member]: isList ? ['nope'] : 'nope' } }];
    const inside = schemaOf(schema[5][at]);
    const isMany = Array.isArray(inside) && (inside[0] as unknown) === 1;
    return idsIn((isMany ? inside[4] : inside) as Lazy, depth - 1).map((it) => ({
      name: `${member}.${it.name}`,
      noun: it.noun,
      input: { [member]: isMany ? [it.input] : it.input },
    }));
  });
}

test('an id that is none has the code of its kind, in each operation and in each member that names a resource', () => {
  const it = around();
  const [wrong, asked]: [string[], string[]] = [[], []];
  for (const { schema, handle } of ec2.operations) {
    const [, , operation, , lazy] = schema;
    for (const { name, noun, input } of idsIn(lazy as unknown as Lazy)) {
      const kind = resourceKinds.find(({ prefix }) => prefix === prefixes[noun]);
      const call = `${operation}.${name}`;
      if (!kind || others.test(call)) continue;
      const code = codeOf(() => handle(merged(it.more(call), input), it.context()));
      asked.push(call);
      if (code !== kind.malformed && code !== 'NotImplemented') wrong.push(`${call}: ${code}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(asked.length).toBeGreaterThan(100);
});

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
  return 'none';
}
