import {
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteTagsCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeKeyPairsCommand,
  DescribeLaunchTemplatesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { probesOf } from '../probe.js';
import type { Story } from '../story.js';
import { api, codes, met, noId, groupIn, subnetIn } from './ec2-made.js';

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

/** How EC2 answers whatever is asked: ids, filters, pages, tags, dry runs. */
export const answers = probesOf('ec2', [
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
]);
