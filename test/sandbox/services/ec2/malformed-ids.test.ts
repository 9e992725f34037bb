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
  AddSubnet: 'subnet',
  InternetGateway: 'igw',
  RouteTable: 'rtb',
  AddRouteTable: 'rtb',
  NetworkAcl: 'acl',
  Group: 'sg',
  SecurityGroup: 'sg',
  AddSecurityGroup: 'sg',
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
 * A route has a code of its own for a NAT gateway that is none.
 */
const others = [
  'DeleteKeyPair.KeyPairId',
  'CreateNatGateway.VpcId',
  'CreateRoute.NatGatewayId',
  'ReplaceRoute.NatGatewayId',
];

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
    [/RunInstances/, { ImageId: image.Images?.[0]?.ImageId, MinCount: 1, MaxCount: 1, SubnetId }],
    [/DescribeInstanceAttribute/, { Attribute: 'userData' }],
    [/^(Create|Replace|Delete)NetworkAclEntry/, { RuleNumber: 1, Egress: false }],
  ];
  const matching = (call: string) => members.filter(([name]) => name.test(call)).map(([, more]) => more);
  return { ...it, more: (call: string): object => Object.assign({}, ...matching(call)) as object };
}

interface Structure {
  readonly 4: readonly string[];
}

test('an id that is none has the code of its kind, in each operation and in each member that names a resource', () => {
  const it = around();
  const [wrong, asked]: [string[], string[]] = [[], []];
  for (const { schema, handle } of ec2.operations) {
    const [, , operation, , lazy] = schema;
    const input = (typeof lazy === 'function' ? lazy() : lazy) as unknown as Structure;
    for (const member of input[4]) {
      const [, noun = '', isList] = /^(.*?)Id(s?)$/.exec(member) ?? [];
      const kind = resourceKinds.find(({ prefix }) => prefix === prefixes[noun]);
      const call = `${operation}.${member}`;
      if (!kind || others.includes(call)) continue;
      const code = codeOf(() => handle({ ...it.more(call), [member]: isList ? ['nope'] : 'nope' }, it.context()));
      asked.push(call);
      if (code !== kind.malformed && code !== 'NotImplemented') wrong.push(`${call}: ${code}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(asked.length).toBeGreaterThan(80);
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
