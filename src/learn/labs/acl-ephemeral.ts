import {
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  ReplaceNetworkAclAssociationCommand,
  type CreateNetworkAclEntryCommandInput,
  type CreateNetworkAclResult,
  type DescribeNetworkAclsResult,
} from '@aws-sdk/client-ec2';
import { ec2, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindBalancer } from '../stacks.js';
import { everybody, fixedResponse, vpcRange } from './changes.js';

const privateSubnets = ['private-subnet-a', 'private-subnet-b'];

const subnetsOf = ({ out }: Found): string[] => privateSubnets.map((it) => out(it, 'subnetId'));
const isOfSubnets = (found: Found) => (it: { readonly SubnetIds: readonly string[] }) =>
  subnetsOf(found).some((subnet) => it.SubnetIds.includes(subnet));

const entry = (
  NetworkAclId: string,
  it: Pick<CreateNetworkAclEntryCommandInput, 'RuleNumber' | 'Egress' | 'CidrBlock'>,
  [From, To]: readonly [number, number],
): Call =>
  ec2(
    new CreateNetworkAclEntryCommand({
      ...{ NetworkAclId, Protocol: '6', RuleAction: 'allow', PortRange: { From, To } },
      ...it,
    }),
  );

/** Which ACL each of the private subnets has, as AWS tells it. */
const associations = (found: Found): Call =>
  ec2(new DescribeNetworkAclsCommand({ Filters: [{ Name: 'association.subnet-id', Values: subnetsOf(found) }] }));
const moved = (found: Found, described: unknown, NetworkAclId: string): Call[] =>
  ((described as DescribeNetworkAclsResult).NetworkAcls ?? [])
    .flatMap(({ Associations = [] }) => Associations)
    .filter(({ SubnetId = '' }) => subnetsOf(found).includes(SubnetId))
    .map(({ NetworkAclAssociationId: AssociationId }) =>
      ec2(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId })),
    );

/** The ACL that the private subnets have. */
const aclOf = (found: Found): string => found.facts.networkAcls.find(isOfSubnets(found))?.NetworkAclId ?? '';
/** The one of the VPC, which every other subnet has. */
const defaultAcl = ({ facts }: Found): string =>
  facts.networkAcls.find(({ Entries }) => Entries.some((it) => it.Protocol === '-1' && it.RuleAction === 'allow'))
    ?.NetworkAclId ?? '';

export const aclEphemeral: Lab = {
  name: 'acl-ephemeral',
  title: 'The load balancer answers 504, and all security groups are right',
  topic: 'network ACLs',
  difficulty: 'hard',
  story:
    'The security team has put a network ACL of its own on the private subnets: HTTP in from the VPC, HTTPS out, and what ' +
    'HTTPS is answered with. The ACL is to stay. Since then the load balancer answers 504.',
  config: behindBalancer,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      (found) => [ec2(new CreateNetworkAclCommand({ VpcId: found.out('vpc', 'vpcId') })), associations(found)],
      (found) => {
        const { NetworkAcl } = found.answers[0] as CreateNetworkAclResult;
        const id = NetworkAcl?.NetworkAclId ?? '';
        return [
          entry(id, { RuleNumber: 100, Egress: false, CidrBlock: vpcRange }, [80, 80]),
          entry(id, { RuleNumber: 110, Egress: false, CidrBlock: everybody }, [1024, 65_535]),
          entry(id, { RuleNumber: 100, Egress: true, CidrBlock: everybody }, [443, 443]),
          ...moved(found, found.answers[1], id),
        ];
      },
    ],
  },
  hints: [
    '504 means that no connection to a target comes about. The security groups let it through in both directions: they keep state.',
    'A network ACL stands before a whole subnet, and keeps no state. Look at both lists of the ACL of the private subnets.',
    'A request to port 80 of a task comes from a port above 1023 of the load balancer. Where does the answer go?',
    'Outbound, the ACL allows TCP 443 alone. It needs an entry for TCP 1024-65535 to 10.0.0.0/16.',
  ],
  repairs: [
    {
      says: 'Let answers out to the addresses of the VPC',
      calls: [(found) => [entry(aclOf(found), { RuleNumber: 110, Egress: true, CidrBlock: vpcRange }, [1024, 65_535])]],
    },
    {
      says: 'Let answers out to the two subnets of the load balancer',
      calls: [
        (found) => {
          const ids = ['public-subnet-a', 'public-subnet-b'].map((it) => found.out(it, 'subnetId'));
          const subnets = found.facts.subnets.filter(({ SubnetId }) => ids.includes(SubnetId));
          return subnets.map(({ CidrBlock }, at) =>
            entry(aclOf(found), { RuleNumber: 110 + at, Egress: true, CidrBlock }, [1024, 65_535]),
          );
        },
      ],
    },
  ],
  hiding: [
    {
      says: 'Give the subnets the VPC’s own ACL again, which allows everything',
      calls: [(found) => [associations(found)], (found) => moved(found, found.answers[0], defaultAcl(found))],
    },
    {
      says: 'Allow everything out',
      calls: [
        (found) => [
          ec2(
            new CreateNetworkAclEntryCommand({
              ...{ NetworkAclId: aclOf(found), RuleNumber: 90, Egress: true, Protocol: '-1' },
              ...{ RuleAction: 'allow', CidrBlock: everybody },
            }),
          ),
        ],
      ],
    },
    fixedResponse,
  ],
  keeps: (found) =>
    found.facts.networkAcls
      .filter(isOfSubnets(found))
      .some(({ Entries }) => Entries.some((it) => it.Protocol === '-1' && it.RuleAction === 'allow'))
      ? 'The network ACL of the private subnets allows everything now. The security team wanted it to stay as narrow as it was.'
      : undefined,
  lesson:
    'A network ACL looks at each packet by itself. So what is let in must be let out again as an answer, and answers go to ' +
    'the port that the other side has chosen: an ephemeral port, 1024-65535 to be safe for load balancers. A security ' +
    'group keeps state and needs no such rule. `provision up` changes nothing here, because an ACL of others is not the ' +
    'stack’s: it is told by `provision status` at most.',
  sources: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html',
  ],
  explain: ['subnet', 'security-group'],
};
