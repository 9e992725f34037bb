import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclCommand,
  DeleteNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclEntryCommand,
  type CreateNetworkAclEntryRequest,
  type NetworkAclEntry,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const guide: Source = 'https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html';
const api: Source = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html';
const codes: Source = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html';

/** An ACL of the shared VPC. */
async function aclIn(story: Story) {
  const VpcId = await story.given.vpc();
  const TagSpecifications = tagged(story, 'network-acl');
  const { NetworkAcl } = await story.ec2.send(new CreateNetworkAclCommand({ VpcId, TagSpecifications }));
  return { NetworkAclId: `${NetworkAcl?.NetworkAclId}`, made: NetworkAcl };
}

const https = {
  RuleNumber: 100,
  Egress: false,
  RuleAction: 'allow',
  Protocol: '6',
  CidrBlock: '10.99.0.0/16',
  PortRange: { From: 443, To: 443 },
} as const;

const short = ({ RuleNumber, Egress, RuleAction, Protocol, CidrBlock }: NetworkAclEntry): string =>
  [Egress ? 'out' : 'in', RuleNumber, RuleAction, Protocol, CidrBlock].join(' ');

async function entriesOf({ ec2 }: Story, NetworkAclId: string): Promise<string[]> {
  const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [NetworkAclId] }));
  return (NetworkAcls?.[0]?.Entries ?? []).map(short).toSorted();
}

/** An entry that EC2 refuses: what is wrong, the code, and part of the message. */
const refused: readonly (readonly [string, Source, Partial<CreateNetworkAclEntryRequest>, string, RegExp])[] = [
  [
    'the name of a protocol',
    'https://github.com/boto/boto3/issues/1716',
    { Protocol: 'udp' },
    'InvalidParameterValue',
    /^Invalid value 'udp' for IP protocol\. Unknown protocol/,
  ],
  [
    'ICMP without a type',
    'https://github.com/hashicorp/terraform/issues/2085',
    { Protocol: '1', PortRange: undefined },
    'MissingParameter',
    /icmpTypeCode\.type/,
  ],
  ['TCP without ports', api, { PortRange: undefined }, 'MissingParameter', /portRange/],
  ['the number 32767, which is AWS’s own', api, { RuleNumber: 32767 }, 'InvalidParameterValue', /./],
];

export const networkAcls = probesOf('ec2', [
  {
    title: 'the default network ACL of a VPC has entry 100, which allows all, and one that denies the rest',
    source: guide,
    async run({ check, ec2, given }) {
      const Filters = [
        { Name: 'vpc-id', Values: [await given.vpc()] },
        { Name: 'default', Values: ['true'] },
      ];
      const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
      check.equal('the ACLs', NetworkAcls.length, 1);
      check.equal('its entries', (NetworkAcls[0]?.Entries ?? []).map(short).toSorted(), [
        'in 100 allow -1 0.0.0.0/0',
        'in 32767 deny -1 0.0.0.0/0',
        'out 100 allow -1 0.0.0.0/0',
        'out 32767 deny -1 0.0.0.0/0',
      ]);
    },
  },
  {
    title: 'a network ACL that somebody makes denies all, and has no subnets',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html',
    async run(story) {
      const { made } = await aclIn(story);
      const entries = (made?.Entries ?? []).map(short).toSorted();
      story.check.equal('its entries', entries, ['in 32767 deny -1 0.0.0.0/0', 'out 32767 deny -1 0.0.0.0/0']);
      story.check.equal('its associations', made?.Associations ?? [], []);
      story.check.equal('IsDefault', made?.IsDefault, false);
    },
  },
  {
    title:
      'a second entry with the number of another in its direction is refused; the other direction has numbers of its own',
    source: codes,
    async run(story) {
      const { check, ec2 } = story;
      const { NetworkAclId } = await aclIn(story);
      await ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...https }));
      const again = ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...https, Protocol: '-1' }));
      await check.refused('CreateNetworkAclEntry', again, {
        code: 'NetworkAclEntryAlreadyExists',
        message: /identified by 100 already exists/,
      });
      await ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...https, Egress: true }));
      check.equal('entries', (await entriesOf(story, NetworkAclId)).length, 4);
    },
  },
  {
    title: 'an entry is replaced by its number, and its range is written in its canonical form',
    source: api,
    async run(story) {
      const { NetworkAclId } = await aclIn(story);
      await story.ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...https }));
      const deny = { ...https, RuleAction: 'deny', CidrBlock: '10.99.7.18/18' } as const;
      await story.ec2.send(new ReplaceNetworkAclEntryCommand({ NetworkAclId, ...deny }));
      story.check.equal('entries', (await entriesOf(story, NetworkAclId))[0], 'in 100 deny 6 10.99.0.0/18');
    },
  },
  {
    title: 'an entry that is not there is neither replaced nor deleted: InvalidNetworkAclEntry.NotFound',
    source: codes,
    async run(story) {
      const { NetworkAclId } = await aclIn(story);
      const code = 'InvalidNetworkAclEntry.NotFound';
      const replaced = story.ec2.send(new ReplaceNetworkAclEntryCommand({ NetworkAclId, ...https }));
      await story.check.refused('ReplaceNetworkAclEntry', replaced, { code });
      const deleted = story.ec2.send(
        new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 100, Egress: false }),
      );
      await story.check.refused('DeleteNetworkAclEntry', deleted, { code });
    },
  },
  ...refused.map(([what, source, more, code, message]) => ({
    title: `an entry with ${what} is refused: ${code}`,
    source,
    async run(story: Story) {
      const { NetworkAclId } = await aclIn(story);
      const made = story.ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...https, ...more }));
      await story.check.refused('CreateNetworkAclEntry', made, { code, message });
    },
  })),
  {
    title: 'an entry for all protocols keeps no ports, whatever its request says',
    source: 'believed: the page says that the ports do not count',
    async run(story) {
      const { NetworkAclId } = await aclIn(story);
      await story.ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...https, Protocol: '-1' }));
      const { NetworkAcls } = await story.ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [NetworkAclId] }));
      const entry = NetworkAcls?.[0]?.Entries?.find(({ RuleNumber }) => RuleNumber === 100);
      story.check.equal('its members', Object.keys(entry ?? {}).toSorted(), [
        'CidrBlock',
        'Egress',
        'Protocol',
        'RuleAction',
        'RuleNumber',
      ]);
    },
  },
  {
    title: 'a direction of a network ACL has 20 entries, with the one that denies the rest',
    source: 'https://github.com/cisagov/cool-assessment-terraform/issues/288',
    async run(story) {
      const { NetworkAclId } = await aclIn(story);
      for (let RuleNumber = 1; RuleNumber < 20; RuleNumber++)
        await story.ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...https, RuleNumber }));
      const more = story.ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...https, RuleNumber: 20 }));
      await story.check.refused('CreateNetworkAclEntry', more, {
        code: 'NetworkAclEntryLimitExceeded',
        message: /maximum number of network acl entries has been reached/,
        means: ['create', 'refused'],
      });
    },
  },
  {
    title: 'the default network ACL is not deleted',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html',
    async run({ check, ec2, given }) {
      const Filters = [{ Name: 'vpc-id', Values: [await given.vpc()] }];
      const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
      const NetworkAclId = NetworkAcls.find(({ IsDefault }) => IsDefault)?.NetworkAclId;
      const deleted = ec2.send(new DeleteNetworkAclCommand({ NetworkAclId }));
      await check.refused('DeleteNetworkAcl', deleted, { code: 'InvalidParameterValue', message: /default/ });
    },
  },
]);
