import {
  AssociateVpcCidrBlockCommand,
  DisassociateVpcCidrBlockCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf } from '../probe.js';
import { api, codes, noId, subnetIn } from './ec2-made.js';

/** VPCs: what comes with one, and which ranges it may have. */
export const vpcs = probesOf('ec2', [
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
]);
