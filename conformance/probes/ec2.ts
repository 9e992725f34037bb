import {
  AssociateVpcCidrBlockCommand,
  DisassociateVpcCidrBlockCommand,
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateKeyPairCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  DeleteInternetGatewayCommand,
  DeleteKeyPairCommand,
  DeleteLaunchTemplateCommand,
  DeleteNatGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteTagsCommand,
  DeleteVpcCommand,
  DeleteVpcEndpointsCommand,
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeImagesCommand,
  DescribeInstanceTypesCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeManagedPrefixListsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointServicesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  ReleaseAddressCommand,
  ReplaceRouteCommand,
  RevokeSecurityGroupEgressCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { gone } from '../checks.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${operation}.html`;
/** Every code of EC2, with what it means. */
const codes: Source = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html';

/** Codes that Terraform has met, and the page of codes does not have, or has in another spelling. */
const met: Source = 'https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/errors.go';

/** An id of the right form that nobody has. */
const noId = '0123456789abcdef0';

/** A group of the shared VPC. @returns its id */
async function groupIn(story: Story, GroupName = story.name('group')): Promise<string> {
  const VpcId = await story.given.vpc();
  const TagSpecifications = tagged(story, 'security-group');
  const { GroupId = '' } = await story.ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName, Description: 'conformance', TagSpecifications }),
  );
  return GroupId;
}

/** A subnet of the shared VPC. @param third of the four numbers of its address range: each probe has its own */
async function subnetIn(story: Story, third: number, more: { AvailabilityZone?: string } = {}): Promise<string> {
  const input = { VpcId: await story.given.vpc(), CidrBlock: `10.99.${third}.0/24`, ...more };
  const made = await story.ec2.send(new CreateSubnetCommand({ ...input, TagSpecifications: tagged(story, 'subnet') }));
  return `${made.Subnet?.SubnetId}`;
}

/** A route table of the shared VPC. */
async function tableIn(story: Story): Promise<string> {
  const VpcId = await story.given.vpc();
  const TagSpecifications = tagged(story, 'route-table');
  const made = await story.ec2.send(new CreateRouteTableCommand({ VpcId, TagSpecifications }));
  return `${made.RouteTable?.RouteTableId}`;
}

async function templateIn(story: Story, LaunchTemplateName = story.name('template')): Promise<string> {
  const TagSpecifications = tagged(story, 'launch-template');
  const LaunchTemplateData = { InstanceType: 't3.micro' as const };
  const made = await story.ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData, TagSpecifications }),
  );
  return `${made.LaunchTemplate?.LaunchTemplateId}`;
}

const port = (number: number, CidrIp = '10.99.0.0/16') => ({
  IpProtocol: 'tcp',
  FromPort: number,
  ToPort: number,
  IpRanges: [{ CidrIp }],
});

/** What does not exist: how EC2 says so, for each kind of id that a state may hold. */
const notFound: readonly [what: string, code: string, ask: (ec2: Story['ec2']) => Promise<unknown>][] = [
  ['VPC', 'InvalidVpcID.NotFound', (ec2) => ec2.send(new DescribeVpcsCommand({ VpcIds: [`vpc-${noId}`] }))],
  [
    'subnet',
    'InvalidSubnetID.NotFound',
    (ec2) => ec2.send(new DescribeSubnetsCommand({ SubnetIds: [`subnet-${noId}`] })),
  ],
  [
    'internet gateway',
    'InvalidInternetGatewayID.NotFound',
    (ec2) => ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds: [`igw-${noId}`] })),
  ],
  [
    'route table',
    'InvalidRouteTableID.NotFound',
    (ec2) => ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [`rtb-${noId}`] })),
  ],
  [
    'security group',
    'InvalidGroup.NotFound',
    (ec2) => ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [`sg-${noId}`] })),
  ],
  [
    'security group rule',
    'InvalidSecurityGroupRuleId.NotFound',
    (ec2) => ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [`sgr-${noId}`] })),
  ],
  [
    'NAT gateway',
    'NatGatewayNotFound',
    (ec2) => ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [`nat-${noId}`] })),
  ],
  [
    'address',
    'InvalidAllocationID.NotFound',
    (ec2) => ec2.send(new DescribeAddressesCommand({ AllocationIds: [`eipalloc-${noId}`] })),
  ],
  [
    'VPC endpoint',
    'InvalidVpcEndpointId.NotFound',
    (ec2) => ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [`vpce-${noId}`] })),
  ],
  [
    'network interface',
    'InvalidNetworkInterfaceID.NotFound',
    (ec2) => ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [`eni-${noId}`] })),
  ],
  [
    'instance',
    'InvalidInstanceID.NotFound',
    (ec2) => ec2.send(new DescribeInstancesCommand({ InstanceIds: [`i-${noId}`] })),
  ],
  [
    'launch template',
    'InvalidLaunchTemplateId.NotFound',
    (ec2) => ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [`lt-${noId}`] })),
  ],
  [
    'key pair',
    'InvalidKeyPair.NotFound',
    (ec2) => ec2.send(new DescribeKeyPairsCommand({ KeyNames: ['pc-no-such-key'] })),
  ],
];

export const ec2 = probesOf('ec2', [
  ...notFound.map(([what, code, ask]) => ({
    title: `describing a ${what} that is not there is refused: ${code}`,
    source: /^(NatGateway|Invalid(SecurityGroupRule|VpcEndpoint|LaunchTemplate))/.test(code) ? met : codes,
    async run({ check, ec2 }: Story) {
      await check.refused('the description', ask(ec2), { code, means: ['read', 'gone'] });
    },
  })),
  {
    title: 'one id that is not there fails the whole description',
    source: 'believed: seen by users of describe-vpcs; no page says it',
    async run({ check, ec2, given }) {
      const VpcIds = [await given.vpc(), `vpc-${noId}`];
      await check.refused('DescribeVpcs', ec2.send(new DescribeVpcsCommand({ VpcIds })), {
        code: 'InvalidVpcID.NotFound',
        message: new RegExp(noId),
      });
    },
  },
  {
    title: 'a filter that matches nothing answers an empty list',
    source: api('Filter'),
    async run({ check, ec2 }) {
      const Filters = [{ Name: 'tag:provision:conformance', Values: ['nobody has this one'] }];
      const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters }));
      check.equal('the VPCs', Vpcs, []);
    },
  },
  {
    title: 'a filter that EC2 does not have is refused: InvalidParameterValue',
    source: codes,
    async run({ check, ec2 }) {
      const Filters = [{ Name: 'no-such-filter', Values: ['x'] }];
      await check.refused('DescribeVpcs', ec2.send(new DescribeVpcsCommand({ Filters })), {
        code: 'InvalidParameterValue',
        message: /filter/i,
      });
    },
  },
  {
    title: 'an id of another form is malformed: InvalidVpcID.Malformed',
    source: 'believed: the spelling differs between kinds of ids',
    async run({ check, ec2 }) {
      await check.refused('DescribeVpcs', ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-nonsense'] })), {
        code: /^InvalidVpc(ID|Id)\.(Malformed|NotFound)$/,
      });
    },
  },
  {
    title: 'a dry run of what would succeed is refused: DryRunOperation',
    source: codes,
    async run({ check, ec2 }) {
      const call = ec2.send(new CreateVpcCommand({ CidrBlock: '10.98.0.0/16', DryRun: true }));
      await check.refused('CreateVpc', call, { code: 'DryRunOperation' });
    },
  },
  {
    title: 'a new VPC is pending, then available, and shows its tags at once',
    source: api('Vpc'),
    seconds: 30,
    async run(story) {
      const { check, ec2, tagList } = story;
      const made = await ec2.send(
        new CreateVpcCommand({ CidrBlock: '10.97.0.0/16', TagSpecifications: tagged(story, 'vpc') }),
      );
      check.has('the VPC', made.Vpc, 'VpcId', 'CidrBlock', 'OwnerId', 'State');
      check.equal('its tags', made.Vpc?.Tags, tagList);
      const VpcIds = [`${made.Vpc?.VpcId}`];
      const read = async () => (await ec2.send(new DescribeVpcsCommand({ VpcIds }))).Vpcs?.[0]?.State;
      await check.becomes('its state', read, { through: ['pending'], goal: 'available', seconds: 60 });
    },
  },
  {
    title: 'a new VPC has DNS support, and no DNS hostnames',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html',
    seconds: 30,
    async run(story) {
      const { check, ec2 } = story;
      const made = await ec2.send(
        new CreateVpcCommand({ CidrBlock: '10.96.0.0/16', TagSpecifications: tagged(story, 'vpc') }),
      );
      const VpcId = `${made.Vpc?.VpcId}`;
      const ask = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
        ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
      check.equal('DNS support', (await ask('enableDnsSupport')).EnableDnsSupport?.Value, true);
      check.equal('DNS hostnames', (await ask('enableDnsHostnames')).EnableDnsHostnames?.Value, false);
      await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
      const hostnames = async () => (await ask('enableDnsHostnames')).EnableDnsHostnames?.Value;
      await check.shows('DNS hostnames, once turned on', hostnames, true);
    },
  },
  {
    title: 'a VPC comes with a default group, a main route table and a network ACL',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html',
    async run({ check, ec2, given }) {
      const Filters = [{ Name: 'vpc-id', Values: [await given.vpc()] }];
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
      check.equal('groups called default', SecurityGroups.filter(({ GroupName }) => GroupName === 'default').length, 1);
      const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
      const main = RouteTables.filter(({ Associations = [] }) => Associations.some(({ Main }) => Main));
      check.equal('main route tables', main.length, 1);
      check.equal(
        'the local route',
        main[0]?.Routes?.map(({ GatewayId, State }) => [GatewayId, State]),
        [['local', 'active']],
      );
      const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
      check.equal(
        'default ACLs',
        NetworkAcls.map(({ IsDefault }) => IsDefault),
        [true],
      );
    },
  },
  {
    title: 'a VPC of a range larger than /16 is refused: InvalidVpc.Range',
    source: 'experience: AWS CLI users; the page of codes spells it InvalidVpcRange',
    async run({ check, ec2 }) {
      await check.refused('CreateVpc', ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/8' })), {
        code: /^InvalidVpc\.?Range$/,
      });
    },
  },
  {
    title: 'a VPC with a subnet in it is not deleted: DependencyViolation',
    source: codes,
    async run(story) {
      const { check, ec2, given } = story;
      await subnetIn(story, 10);
      await check.refused('DeleteVpc', ec2.send(new DeleteVpcCommand({ VpcId: await given.vpc() })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'deleting a VPC that is not there is refused: InvalidVpcID.NotFound',
    source: codes,
    async run({ check, ec2 }) {
      await check.refused('DeleteVpc', ec2.send(new DeleteVpcCommand({ VpcId: `vpc-${noId}` })), {
        code: 'InvalidVpcID.NotFound',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'availability zones have a name, an id and a state',
    source: api('AvailabilityZone'),
    async run({ check, ec2, region }) {
      const Filters = [{ Name: 'state', Values: ['available'] }];
      const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({ Filters }));
      check.has('the first zone', AvailabilityZones[0], 'ZoneName', 'ZoneId', 'State', 'RegionName', 'ZoneType');
      check.matches('its name', AvailabilityZones[0]?.ZoneName, new RegExp(`^${region}[a-z]$`));
      check.matches('its id', AvailabilityZones[0]?.ZoneId, /^[a-z]+\d-az\d$/);
    },
  },
  {
    title: 'a subnet whose range another one has is refused: InvalidSubnet.Conflict',
    source: codes,
    async run(story) {
      const { check, ec2, given } = story;
      await subnetIn(story, 11);
      const input = { VpcId: await given.vpc(), CidrBlock: '10.99.11.128/25' };
      await check.refused('CreateSubnet', ec2.send(new CreateSubnetCommand(input)), {
        code: 'InvalidSubnet.Conflict',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a second range that overlaps the first, or is of another private range, is refused',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
    async run({ check, ec2, given }) {
      const VpcId = await given.vpc();
      const add = (CidrBlock: string) => ec2.send(new AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }));
      await check.refused('AssociateVpcCidrBlock', add('10.99.0.0/20'), { code: /^InvalidVpc\.?(Conflict|Range)$/ });
      await check.refused('AssociateVpcCidrBlock', add('192.168.0.0/20'), { code: /^InvalidVpc\.?Range$/ });
    },
  },
  {
    title: 'the range that a VPC was made with stays: OperationNotPermitted',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html',
    async run({ check, ec2, given }) {
      const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [await given.vpc()] }));
      const AssociationId = Vpcs?.[0]?.CidrBlockAssociationSet?.[0]?.AssociationId ?? '';
      await check.refused(
        'DisassociateVpcCidrBlock',
        ec2.send(new DisassociateVpcCidrBlockCommand({ AssociationId })),
        { code: 'OperationNotPermitted' },
      );
    },
  },
  {
    title: "a subnet outside of its VPC's range is refused: InvalidSubnet.Range",
    source: 'experience: AWS CLI users meet this code; the page of codes may not have it',
    async run({ check, ec2, given }) {
      const input = { VpcId: await given.vpc(), CidrBlock: '10.55.0.0/24' };
      await check.refused('CreateSubnet', ec2.send(new CreateSubnetCommand(input)), { code: 'InvalidSubnet.Range' });
    },
  },
  {
    title: 'a subnet in a zone that there is not is refused: InvalidParameterValue',
    source: codes,
    async run({ check, ec2, given, region }) {
      const input = { VpcId: await given.vpc(), CidrBlock: '10.99.12.0/24', AvailabilityZone: `${region}z` };
      await check.refused('CreateSubnet', ec2.send(new CreateSubnetCommand(input)), { code: 'InvalidParameterValue' });
    },
  },
  {
    title: 'a /24 subnet has 251 free addresses, and gives none that are public',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',
    async run(story) {
      const { check, ec2 } = story;
      const SubnetIds = [await subnetIn(story, 13)];
      const read = async () => (await ec2.send(new DescribeSubnetsCommand({ SubnetIds }))).Subnets?.[0];
      await check.becomes('its state', async () => (await read())?.State, {
        through: ['pending'],
        goal: 'available',
        seconds: 60,
      });
      const subnet = await read();
      check.has('the subnet', subnet, 'AvailabilityZone', 'AvailabilityZoneId', 'SubnetArn', 'VpcId', 'DefaultForAz');
      check.equal('free addresses', subnet?.AvailableIpAddressCount, 251);
      check.equal('public addresses', subnet?.MapPublicIpOnLaunch, false);
      await ec2.send(
        new ModifySubnetAttributeCommand({ SubnetId: SubnetIds[0], MapPublicIpOnLaunch: { Value: true } }),
      );
      await check.shows('public addresses, once turned on', async () => (await read())?.MapPublicIpOnLaunch, true);
    },
  },
  {
    title: 'a deleted subnet is gone at once: InvalidSubnetID.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const SubnetId = await subnetIn(story, 14);
      await ec2.send(new DeleteSubnetCommand({ SubnetId }));
      await check.refused('DeleteSubnet once more', ec2.send(new DeleteSubnetCommand({ SubnetId })), {
        code: /^InvalidSubnet(ID|Id)\.NotFound$/,
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'an internet gateway is attached to one VPC: Resource.AlreadyAssociated',
    source: codes,
    async run({ check, ec2, given }) {
      const [VpcId, InternetGatewayId] = [await given.vpc(), await given.gateway()];
      await check.refused(
        'AttachInternetGateway once more',
        ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId })),
        { code: 'Resource.AlreadyAssociated', means: ['create', 'taken'] },
      );
    },
  },
  {
    title: 'a VPC takes no second internet gateway',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
    async run(story) {
      const { check, ec2, given } = story;
      const VpcId = await given.vpc();
      await given.gateway();
      const made = await ec2.send(
        new CreateInternetGatewayCommand({ TagSpecifications: tagged(story, 'internet-gateway') }),
      );
      const InternetGatewayId = `${made.InternetGateway?.InternetGatewayId}`;
      await check.refused(
        'AttachInternetGateway',
        ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId })),
        { code: /^(InvalidParameterValue|Resource\.AlreadyAssociated)$/ },
      );
    },
  },
  {
    title: 'an attached internet gateway is not deleted: DependencyViolation',
    source: codes,
    async run({ check, ec2, given }) {
      const InternetGatewayId = await given.gateway();
      await check.refused('DeleteInternetGateway', ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'detaching an internet gateway that is not attached is refused: Gateway.NotAttached',
    source: codes,
    async run(story) {
      const { check, ec2, given } = story;
      const VpcId = await given.vpc();
      const made = await ec2.send(
        new CreateInternetGatewayCommand({ TagSpecifications: tagged(story, 'internet-gateway') }),
      );
      const InternetGatewayId = `${made.InternetGateway?.InternetGatewayId}`;
      check.equal('its attachments', made.InternetGateway?.Attachments, []);
      await check.refused(
        'DetachInternetGateway',
        ec2.send(new DetachInternetGatewayCommand({ VpcId, InternetGatewayId })),
        { code: 'Gateway.NotAttached', means: ['delete', 'gone'] },
      );
    },
  },
  {
    title: 'the attachment of an internet gateway is shown as available',
    source: api('InternetGatewayAttachment'),
    async run({ check, ec2, given }) {
      const [VpcId, id] = [await given.vpc(), await given.gateway()];
      const read = async () =>
        (await ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds: [id] }))).InternetGateways?.[0]
          ?.Attachments;
      await check.shows('its attachments', read, [{ VpcId, State: 'available' }]);
    },
  },
  {
    title: 'a route to a destination that has one is refused: RouteAlreadyExists; ReplaceRoute takes it',
    source: codes,
    async run(story) {
      const { check, ec2, given } = story;
      const [RouteTableId, GatewayId] = [await tableIn(story), await given.gateway()];
      const route = { RouteTableId, GatewayId, DestinationCidrBlock: '0.0.0.0/0' };
      const made = await ec2.send(new CreateRouteCommand(route));
      check.equal('the answer', made.Return, true);
      await check.refused('CreateRoute once more', ec2.send(new CreateRouteCommand(route)), {
        code: 'RouteAlreadyExists',
        means: ['create', 'taken'],
      });
      await ec2.send(new ReplaceRouteCommand(route));
    },
  },
  {
    title: 'deleting a route that is not there is refused: InvalidRoute.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const input = { RouteTableId: await tableIn(story), DestinationCidrBlock: '0.0.0.0/0' };
      await check.refused('DeleteRoute', ec2.send(new DeleteRouteCommand(input)), {
        code: 'InvalidRoute.NotFound',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a route table that a subnet uses is not deleted: DependencyViolation',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const [RouteTableId, SubnetId] = [await tableIn(story), await subnetIn(story, 15)];
      await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
      await check.refused('DeleteRouteTable', ec2.send(new DeleteRouteTableCommand({ RouteTableId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'a subnet that follows one table is not associated with a second one: Resource.AlreadyAssociated',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const SubnetId = await subnetIn(story, 16);
      const [first, second] = [await tableIn(story), await tableIn(story)];
      const made = await ec2.send(new AssociateRouteTableCommand({ RouteTableId: first, SubnetId }));
      check.has('the answer', made, 'AssociationId', 'AssociationState');
      await check.refused(
        'AssociateRouteTable',
        ec2.send(new AssociateRouteTableCommand({ RouteTableId: second, SubnetId })),
        { code: 'Resource.AlreadyAssociated', means: ['create', 'taken'] },
      );
    },
  },
  {
    title: 'an association that was taken away is not found: InvalidAssociationID.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const [RouteTableId, SubnetId] = [await tableIn(story), await subnetIn(story, 17)];
      const { AssociationId } = await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
      await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
      await check.refused(
        'DisassociateRouteTable once more',
        ec2.send(new DisassociateRouteTableCommand({ AssociationId })),
        { code: 'InvalidAssociationID.NotFound', means: ['delete', 'gone'] },
      );
    },
  },
  {
    title: 'the main route table is not deleted: DependencyViolation',
    source: api('DeleteRouteTable'),
    async run({ check, ec2, given }) {
      const Filters = [
        { Name: 'vpc-id', Values: [await given.vpc()] },
        { Name: 'association.main', Values: ['true'] },
      ];
      const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
      const RouteTableId = `${RouteTables[0]?.RouteTableId}`;
      await check.refused('DeleteRouteTable', ec2.send(new DeleteRouteTableCommand({ RouteTableId })), {
        code: /^(DependencyViolation|InvalidParameterValue)$/,
      });
    },
  },
  {
    title: 'the same token makes one route table',
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html',
    async run(story) {
      const { check, ec2, given } = story;
      const TagSpecifications = tagged(story, 'route-table');
      const input = { VpcId: await given.vpc(), ClientToken: story.token(), TagSpecifications };
      const [first, second] = [
        await ec2.send(new CreateRouteTableCommand(input)),
        await ec2.send(new CreateRouteTableCommand(input)),
      ];
      check.matches('the first id', first.RouteTable?.RouteTableId, /^rtb-/);
      check.equal('the second id', second.RouteTable?.RouteTableId, first.RouteTable?.RouteTableId);
    },
  },
  {
    title: 'the same token for something else is refused: IdempotentParameterMismatch',
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html',
    async run(story) {
      const { check, ec2, given } = story;
      const ClientToken = story.token();
      const VpcId = await given.vpc();
      await ec2.send(
        new CreateRouteTableCommand({ VpcId, ClientToken, TagSpecifications: tagged(story, 'route-table') }),
      );
      const other = [{ ResourceType: 'route-table' as const, Tags: [...story.tagList, { Key: 'other', Value: 'x' }] }];
      await check.refused(
        'CreateRouteTable',
        ec2.send(new CreateRouteTableCommand({ VpcId, ClientToken, TagSpecifications: other })),
        { code: 'IdempotentParameterMismatch' },
      );
    },
  },
  {
    title: 'the name of a security group is taken once in a VPC: InvalidGroup.Duplicate',
    source: codes,
    async run(story) {
      const { check } = story;
      const name = story.name('group');
      await groupIn(story, name);
      await check.refused('CreateSecurityGroup', groupIn(story, name), {
        code: 'InvalidGroup.Duplicate',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a new security group lets everything out and nothing in',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html',
    async run(story) {
      const { check, ec2 } = story;
      const GroupId = await groupIn(story);
      const read = async () =>
        (await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }))).SecurityGroups?.[0];
      const group = await read();
      check.equal('ingress', group?.IpPermissions, []);
      check.equal(
        'egress',
        group?.IpPermissionsEgress?.map(({ IpProtocol, IpRanges }) => [IpProtocol, IpRanges?.[0]?.CidrIp]),
        [['-1', '0.0.0.0/0']],
      );
      const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
      await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
      await check.shows('egress, once revoked', async () => (await read())?.IpPermissionsEgress, []);
      await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [port(443)] }));
      await check.shows('egress rules', async () => (await read())?.IpPermissionsEgress?.length, 1);
    },
  },
  {
    title: 'the same rule twice is refused: InvalidPermission.Duplicate',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const input = { GroupId: await groupIn(story), IpPermissions: [port(80)] };
      const made = await ec2.send(new AuthorizeSecurityGroupIngressCommand(input));
      check.matches('the id of the rule', made.SecurityGroupRules?.[0]?.SecurityGroupRuleId, /^sgr-/);
      await check.refused('AuthorizeSecurityGroupIngress', ec2.send(new AuthorizeSecurityGroupIngressCommand(input)), {
        code: 'InvalidPermission.Duplicate',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a rule has an id, and can bear tags from the start',
    source: api('AuthorizeSecurityGroupIngress'),
    async run(story) {
      const { check, ec2, tagList } = story;
      const TagSpecifications = tagged(story, 'security-group-rule');
      const made = await ec2.send(
        new AuthorizeSecurityGroupIngressCommand({
          GroupId: await groupIn(story),
          IpPermissions: [port(8080)],
          TagSpecifications,
        }),
      );
      const [rule] = made.SecurityGroupRules ?? [];
      check.has('the rule', rule, 'SecurityGroupRuleId', 'GroupId', 'IsEgress', 'IpProtocol', 'CidrIpv4');
      check.equal('its tags', rule?.Tags, tagList);
    },
  },
  {
    title: 'a rule that names a group that is not there is refused: InvalidGroup.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const IpPermissions = [
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: `sg-${noId}` }] },
      ];
      const input = { GroupId: await groupIn(story), IpPermissions };
      await check.refused('AuthorizeSecurityGroupIngress', ec2.send(new AuthorizeSecurityGroupIngressCommand(input)), {
        code: 'InvalidGroup.NotFound',
        means: ['create', 'not-yet'],
      });
    },
  },
  {
    title: 'a rule that is not there is not revoked: InvalidPermission.NotFound',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const input = { GroupId: await groupIn(story), IpPermissions: [port(9999)] };
      await check.refused('RevokeSecurityGroupEgress', ec2.send(new RevokeSecurityGroupEgressCommand(input)), {
        code: 'InvalidPermission.NotFound',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a group that a rule of another group names is not deleted: DependencyViolation',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const [GroupId, other] = [await groupIn(story), await groupIn(story)];
      const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId }] }];
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: other, IpPermissions }));
      await check.refused('DeleteSecurityGroup', ec2.send(new DeleteSecurityGroupCommand({ GroupId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'the default group is not deleted: CannotDelete',
    source: codes,
    async run({ check, ec2, given }) {
      const Filters = [
        { Name: 'vpc-id', Values: [await given.vpc()] },
        { Name: 'group-name', Values: ['default'] },
      ];
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
      const GroupId = `${SecurityGroups[0]?.GroupId}`;
      await check.refused('DeleteSecurityGroup', ec2.send(new DeleteSecurityGroupCommand({ GroupId })), {
        code: 'CannotDelete',
      });
    },
  },
  {
    title: 'a group without a description is refused: MissingParameter',
    source: codes,
    async run({ check, ec2, given, name }) {
      const input = { VpcId: await given.vpc(), GroupName: name('group'), Description: '' };
      await check.refused('CreateSecurityGroup', ec2.send(new CreateSecurityGroupCommand(input)), {
        code: /^(MissingParameter|InvalidParameterValue)$/,
      });
    },
  },
  {
    title: 'a group whose name begins with sg- is refused: InvalidParameterValue',
    source: api('CreateSecurityGroup'),
    async run(story) {
      await story.check.refused('CreateSecurityGroup', groupIn(story, `sg-${story.name('group')}`), {
        code: 'InvalidParameterValue',
      });
    },
  },
  {
    title: 'an address is allocated, tagged, released, and then not found',
    source: codes,
    async run(story) {
      const { check, ec2, tagList } = story;
      const made = await ec2.send(
        new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(story, 'elastic-ip') }),
      );
      check.has('the answer', made, 'AllocationId', 'PublicIp', 'Domain');
      const { AllocationId } = made;
      const read = async () =>
        (await ec2.send(new DescribeAddressesCommand({ AllocationIds: [`${AllocationId}`] }))).Addresses?.[0]?.Tags;
      await check.shows('its tags', read, tagList);
      await ec2.send(new ReleaseAddressCommand({ AllocationId }));
      await check.refused('ReleaseAddress once more', ec2.send(new ReleaseAddressCommand({ AllocationId })), {
        code: 'InvalidAllocationID.NotFound',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'tags are added, found, and taken away',
    source: api('CreateTags'),
    async run(story) {
      const { check, ec2 } = story;
      const GroupId = await groupIn(story);
      const read = async () => {
        const Filters = [
          { Name: 'resource-id', Values: [GroupId] },
          { Name: 'key', Values: ['probe'] },
        ];
        const { Tags = [] } = await ec2.send(new DescribeTagsCommand({ Filters }));
        return Tags.map(({ ResourceType, Value }) => [ResourceType, Value]);
      };
      await ec2.send(new CreateTagsCommand({ Resources: [GroupId], Tags: [{ Key: 'probe', Value: '1' }] }));
      await check.shows('the tag', read, [['security-group', '1']]);
      await ec2.send(new CreateTagsCommand({ Resources: [GroupId], Tags: [{ Key: 'probe', Value: '2' }] }));
      await check.shows('the tag, put once more', read, [['security-group', '2']]);
      // With the value, only where it is this one.
      await ec2.send(new DeleteTagsCommand({ Resources: [GroupId], Tags: [{ Key: 'probe', Value: 'other' }] }));
      await check.shows('the tag, after another value was taken away', read, [['security-group', '2']], 5);
      await ec2.send(new DeleteTagsCommand({ Resources: [GroupId], Tags: [{ Key: 'probe' }] }));
      await check.shows('the tag, taken away', read, []);
    },
  },
  {
    title: 'a tag whose key begins with aws: is refused',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html',
    async run(story) {
      const Resources = [await groupIn(story)];
      await story.check.refused(
        'CreateTags',
        story.ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: 'aws:mine', Value: 'x' }] })),
        { code: 'InvalidParameterValue' },
      );
    },
  },
  {
    title: 'lists come in pages, which a token joins',
    source: api('DescribeSubnets'),
    async run(story) {
      const { check, ec2, given } = story;
      const mine = [
        await subnetIn(story, 20),
        await subnetIn(story, 21),
        await subnetIn(story, 22),
        await subnetIn(story, 23),
        await subnetIn(story, 24),
        await subnetIn(story, 25),
      ];
      const Filters = [
        { Name: 'vpc-id', Values: [await given.vpc()] },
        {
          Name: 'cidr-block',
          Values: [
            '10.99.20.0/24',
            '10.99.21.0/24',
            '10.99.22.0/24',
            '10.99.23.0/24',
            '10.99.24.0/24',
            '10.99.25.0/24',
          ],
        },
      ];
      const first = await ec2.send(new DescribeSubnetsCommand({ Filters, MaxResults: 5 }));
      check.has('the first page', first, 'NextToken');
      const second = await ec2.send(new DescribeSubnetsCommand({ Filters, MaxResults: 5, NextToken: first.NextToken }));
      const ids = [...(first.Subnets ?? []), ...(second.Subnets ?? [])].map(({ SubnetId = '' }) => SubnetId);
      check.equal('both pages', ids.toSorted(), mine.toSorted());
    },
  },
  {
    title: 'a key pair is handed out once, its name is taken once, and deleting it twice is no error',
    source: api('DeleteKeyPair'),
    async run(story) {
      const { check, ec2 } = story;
      const KeyName = story.name('key');
      const input = { KeyName, TagSpecifications: tagged(story, 'key-pair') };
      const made = await ec2.send(new CreateKeyPairCommand(input));
      check.has('the answer', made, 'KeyMaterial', 'KeyPairId', 'KeyFingerprint');
      await check.refused('CreateKeyPair', ec2.send(new CreateKeyPairCommand(input)), {
        code: 'InvalidKeyPair.Duplicate',
        means: ['create', 'taken'],
      });
      await ec2.send(new DeleteKeyPairCommand({ KeyName }));
      await ec2.send(new DeleteKeyPairCommand({ KeyName }));
    },
  },
  {
    title: 'the name of a launch template is taken once: InvalidLaunchTemplateName.AlreadyExistsException',
    source: 'experience: Terraform users meet this code',
    async run(story) {
      const name = story.name('template');
      await templateIn(story, name);
      await story.check.refused('CreateLaunchTemplate', templateIn(story, name), {
        code: 'InvalidLaunchTemplateName.AlreadyExistsException',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a launch template has versions that count up, and a default one that stays',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-template.html',
    async run(story) {
      const { check, ec2 } = story;
      const LaunchTemplateId = await templateIn(story);
      const LaunchTemplateData = { InstanceType: 't3.small' as const };
      const made = await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }));
      check.equal('the new version', made.LaunchTemplateVersion?.VersionNumber, 2);
      const read = async () => {
        const { LaunchTemplates = [] } = await ec2.send(
          new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [LaunchTemplateId] }),
        );
        return LaunchTemplates.map((it) => [it.DefaultVersionNumber, it.LatestVersionNumber]);
      };
      await check.shows('the default and the latest version', read, [[1, 2]]);
      const input = { LaunchTemplateId, Versions: ['$Latest'] };
      const { LaunchTemplateVersions = [] } = await ec2.send(new DescribeLaunchTemplateVersionsCommand(input));
      check.equal('the latest type', LaunchTemplateVersions[0]?.LaunchTemplateData?.InstanceType, 't3.small');
    },
  },
  {
    title: 'a version that a launch template does not have is refused: InvalidLaunchTemplateId.VersionNotFound',
    source: met,
    async run(story) {
      const input = { LaunchTemplateId: await templateIn(story), Versions: ['7'] };
      await story.check.refused(
        'DescribeLaunchTemplateVersions',
        story.ec2.send(new DescribeLaunchTemplateVersionsCommand(input)),
        { code: 'InvalidLaunchTemplateId.VersionNotFound' },
      );
    },
  },
  {
    title: 'a deleted launch template is gone: InvalidLaunchTemplateId.NotFound',
    source: met,
    async run(story) {
      const { check, ec2 } = story;
      const LaunchTemplateId = await templateIn(story);
      await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId }));
      await check.refused(
        'DeleteLaunchTemplate once more',
        ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId })),
        { code: 'InvalidLaunchTemplateId.NotFound', means: ['delete', 'gone'] },
      );
    },
  },
  {
    title: 'an image that is not there is refused: InvalidAMIID.NotFound, which no waiting helps',
    source: codes,
    async run({ check, ec2 }) {
      const ImageIds = [`ami-${noId}`];
      await check.refused('DescribeImages', ec2.send(new DescribeImagesCommand({ ImageIds })), {
        code: 'InvalidAMIID.NotFound',
        means: ['create', 'refused'],
      });
    },
  },
  {
    title: 'an instance type says its processor, its memory and its network interfaces',
    source: api('InstanceTypeInfo'),
    async run({ check, ec2 }) {
      const input = { InstanceTypes: ['t3.micro' as const] };
      const { InstanceTypes = [] } = await ec2.send(new DescribeInstanceTypesCommand(input));
      const [type] = InstanceTypes;
      check.equal('processors', type?.ProcessorInfo?.SupportedArchitectures, ['x86_64']);
      check.equal('memory', type?.MemoryInfo?.SizeInMiB, 1024);
      check.equal('interfaces', type?.NetworkInfo?.MaximumNetworkInterfaces, 2);
      check.equal('vCPUs', type?.VCpuInfo?.DefaultVCpus, 2);
    },
  },
  {
    title:
      'an instance with a profile that is not there is refused: InvalidParameterValue, which the program waits for',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshoot-iam.html',
    async run(story) {
      const { check, ec2, given } = story;
      const [SubnetId] = await given.subnets();
      const Filters = [{ Name: 'name', Values: ['al2023-ami-2023.*-x86_64'] }];
      const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'], Filters }));
      const launch = new RunInstancesCommand({
        ...{ SubnetId, MinCount: 1, MaxCount: 1, ImageId: `${Images[0]?.ImageId}`, InstanceType: 't3.micro' },
        IamInstanceProfile: { Name: story.name('profile') },
        TagSpecifications: tagged(story, 'instance'),
      });
      await check.refused('RunInstances', ec2.send(launch), {
        code: 'InvalidParameterValue',
        message: /iam instance profile/i,
        means: ['create', 'not-yet'],
      });
    },
  },
  {
    title: 'S3 has a managed prefix list',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    async run({ check, ec2, region }) {
      const Filters = [{ Name: 'prefix-list-name', Values: [`com.amazonaws.${region}.s3`] }];
      const { PrefixLists = [] } = await ec2.send(new DescribeManagedPrefixListsCommand({ Filters }));
      check.equal('how many', PrefixLists.length, 1);
      check.matches('its id', PrefixLists[0]?.PrefixListId, /^pl-/);
      check.equal('whose it is', PrefixLists[0]?.OwnerId, 'AWS');
    },
  },
  {
    title: 'an endpoint service says its types and its zones',
    source: api('ServiceDetail'),
    async run({ check, ec2, region }) {
      const ServiceNames = [`com.amazonaws.${region}.ecr.api`];
      const { ServiceDetails = [] } = await ec2.send(new DescribeVpcEndpointServicesCommand({ ServiceNames }));
      check.equal(
        'its types',
        ServiceDetails[0]?.ServiceType?.map(({ ServiceType }) => ServiceType),
        ['Interface'],
      );
      check.has('the service', ServiceDetails[0], 'AvailabilityZones', 'PrivateDnsName', 'ServiceName');
    },
  },
  {
    title: 'an endpoint of a service that there is not is refused: InvalidServiceName',
    source: met,
    async run({ check, ec2, given, region }) {
      const input = {
        VpcId: await given.vpc(),
        ServiceName: `com.amazonaws.${region}.no-such-service`,
        VpcEndpointType: 'Interface' as const,
      };
      await check.refused('CreateVpcEndpoint', ec2.send(new CreateVpcEndpointCommand(input)), {
        code: 'InvalidServiceName',
      });
    },
  },
  {
    title: 'a gateway endpoint is available at once, puts a route into its tables, and takes it away when it goes',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
    seconds: 60,
    async run(story) {
      const { check, ec2, given, region } = story;
      const RouteTableId = await tableIn(story);
      const made = await ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: await given.vpc(),
          ServiceName: `com.amazonaws.${region}.s3`,
          VpcEndpointType: 'Gateway',
          RouteTableIds: [RouteTableId],
          TagSpecifications: tagged(story, 'vpc-endpoint'),
        }),
      );
      const VpcEndpointIds = [`${made.VpcEndpoint?.VpcEndpointId}`];
      const state = async () =>
        (await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }))).VpcEndpoints?.[0]?.State?.toLowerCase();
      await check.becomes('its state', state, { through: ['pending'], goal: 'available', seconds: 120 });
      const routes = async () => {
        const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
        return (RouteTables[0]?.Routes ?? []).flatMap(({ GatewayId, DestinationPrefixListId }) =>
          DestinationPrefixListId ? [GatewayId] : [],
        );
      };
      await check.shows('the routes to its prefix list', routes, VpcEndpointIds);
      const { Unsuccessful } = await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
      check.equal('what was not deleted', Unsuccessful ?? [], []);
      await check.becomes('its state, once deleted', state, {
        through: ['available', 'deleting', 'deleted'],
        goal: gone,
        seconds: 300,
      });
      await check.shows('the routes that are left', routes, []);
    },
  },
  {
    title: 'deleting an endpoint that is not there is no error: it is in Unsuccessful',
    source: api('DeleteVpcEndpoints'),
    async run({ check, ec2 }) {
      const answer = await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds: [`vpce-${noId}`] }));
      check.equal(
        'the failures',
        answer.Unsuccessful?.map(({ ResourceId }) => ResourceId),
        [`vpce-${noId}`],
      );
      check.matches('their code', answer.Unsuccessful?.[0]?.Error?.Code, /^InvalidVpcEndpoint(Id)?\.NotFound$/);
    },
  },
  {
    title: 'an interface endpoint is pending, then available, with an interface in each subnet that goes with it',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
    usd: 0.02,
    seconds: 600,
    async run(story) {
      const { check, ec2, given, region } = story;
      const SubnetIds = [...(await given.subnets())];
      const GroupId = await groupIn(story);
      const made = await ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: await given.vpc(),
          ServiceName: `com.amazonaws.${region}.logs`,
          VpcEndpointType: 'Interface',
          ...{ SubnetIds, SecurityGroupIds: [GroupId], PrivateDnsEnabled: true },
          TagSpecifications: tagged(story, 'vpc-endpoint'),
        }),
      );
      const VpcEndpointIds = [`${made.VpcEndpoint?.VpcEndpointId}`];
      const read = async () => (await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }))).VpcEndpoints?.[0];
      const state = async () => (await read())?.State?.toLowerCase();
      await check.becomes('its state', state, { through: ['pending'], goal: 'available', seconds: 600 });
      const endpoint = await read();
      check.equal('private DNS', endpoint?.PrivateDnsEnabled, true);
      check.equal('interfaces', endpoint?.NetworkInterfaceIds?.length, 2);
      const input = { NetworkInterfaceIds: endpoint?.NetworkInterfaceIds ?? [] };
      const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand(input));
      check.equal('their type', [...new Set(NetworkInterfaces.map((it) => it.InterfaceType))], ['vpc_endpoint']);
      check.matches('their description', NetworkInterfaces[0]?.Description, /^VPC Endpoint Interface vpce-/);
      await check.refused('DeleteSecurityGroup', ec2.send(new DeleteSecurityGroupCommand({ GroupId })), {
        code: 'DependencyViolation',
        means: ['delete', 'in-use'],
      });
      await ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
      await check.becomes('its state, once deleted', state, {
        through: ['available', 'deleting', 'deleted'],
        goal: gone,
        seconds: 900,
      });
    },
  },
  {
    title: 'a NAT gateway is pending, available, deleting, deleted, and keeps its address until then',
    source: api('NatGateway'),
    usd: 0.06,
    seconds: 600,
    async run(story) {
      const { check, ec2, given } = story;
      await given.gateway();
      const [SubnetId] = await given.subnets();
      const { AllocationId } = await ec2.send(
        new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(story, 'elastic-ip') }),
      );
      const input = { SubnetId, AllocationId, TagSpecifications: tagged(story, 'natgateway') };
      const made = await ec2.send(new CreateNatGatewayCommand(input));
      const NatGatewayId = `${made.NatGateway?.NatGatewayId}`;
      const state = async () =>
        (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [NatGatewayId] }))).NatGateways?.[0]?.State;
      await check.becomes('its state', state, { through: ['pending'], goal: 'available', seconds: 600 });
      await check.refused(
        'DetachInternetGateway',
        ec2.send(
          new DetachInternetGatewayCommand({ VpcId: await given.vpc(), InternetGatewayId: await given.gateway() }),
        ),
        {
          code: 'DependencyViolation',
          message: /mapped public address/,
          means: ['delete', 'in-use'],
        },
      );
      await check.refused('ReleaseAddress', ec2.send(new ReleaseAddressCommand({ AllocationId })), {
        code: /^(AuthFailure|InvalidIPAddress\.InUse)$/,
        means: ['delete', 'in-use'],
      });
      await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
      await check.becomes('its state, once deleted', state, {
        through: ['available', 'deleting'],
        goal: 'deleted',
        seconds: 900,
      });
    },
  },
  {
    title: 'a NAT gateway in a VPC without an internet gateway is accepted, and fails: Gateway.NotAttached',
    source: api('NatGateway'),
    usd: 0.01,
    seconds: 300,
    async run(story) {
      const { check, ec2 } = story;
      const made = await ec2.send(
        new CreateVpcCommand({ CidrBlock: '10.95.0.0/16', TagSpecifications: tagged(story, 'vpc') }),
      );
      const subnet = await ec2.send(
        new CreateSubnetCommand({
          VpcId: `${made.Vpc?.VpcId}`,
          CidrBlock: '10.95.0.0/24',
          TagSpecifications: tagged(story, 'subnet'),
        }),
      );
      const { AllocationId } = await ec2.send(
        new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(story, 'elastic-ip') }),
      );
      const { NatGateway } = await ec2.send(
        new CreateNatGatewayCommand({
          ...{ SubnetId: subnet.Subnet?.SubnetId, AllocationId },
          TagSpecifications: tagged(story, 'natgateway'),
        }),
      );
      const read = async () =>
        (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [`${NatGateway?.NatGatewayId}`] })))
          .NatGateways?.[0];
      await check.becomes('its state', async () => (await read())?.State, {
        through: ['pending'],
        goal: 'failed',
        seconds: 300,
      });
      check.equal('the code of the failure', (await read())?.FailureCode, 'Gateway.NotAttached');
    },
  },
  {
    title: 'a NAT gateway with an address that there is not is refused: InvalidAllocationID.NotFound',
    source: codes,
    async run({ check, ec2, given }) {
      const [SubnetId] = await given.subnets();
      const input = { SubnetId, AllocationId: `eipalloc-${noId}` };
      await check.refused('CreateNatGateway', ec2.send(new CreateNatGatewayCommand(input)), {
        code: 'InvalidAllocationID.NotFound',
        means: ['create', 'not-yet'],
      });
    },
  },
]);
