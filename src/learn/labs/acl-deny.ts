import { CreateNetworkAclEntryCommand, DeleteNetworkAclEntryCommand } from '@aws-sdk/client-ec2';
import { ec2, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';
import { statusPage, vpcRange } from './changes.js';

const aclOf = ({ facts, out }: Found): string =>
  facts.networkAcls.find((it) => it.SubnetIds.includes(out('public-subnet-a', 'subnetId')))?.NetworkAclId ?? '';

const entry = (found: Found, RuleNumber: number, RuleAction: 'allow' | 'deny', CidrBlock = vpcRange): Call =>
  ec2(
    new CreateNetworkAclEntryCommand({
      ...{ NetworkAclId: aclOf(found), RuleNumber, Egress: false, Protocol: '6', RuleAction, CidrBlock },
      PortRange: { From: 80, To: 80 },
    }),
  );

export const aclDeny: Lab = {
  name: 'acl-deny',
  title: 'Some requests answer 503, others are fine',
  topic: 'network ACLs',
  difficulty: 'medium',
  story:
    'Somebody wanted to keep a scanner out, and has put a deny for port 80 into the network ACL. The range was mistyped. ' +
    'Since then some requests to the shop fail, and nobody sees which.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: { calls: [(found) => [entry(found, 50, 'deny')]] },
  hints: [
    'The VPC link has an interface in each of two subnets, and tasks are in both. Some pairs reach each other, others do not.',
    'What stays in its subnet passes no network ACL. What goes to the other subnet does.',
    'Entries of an ACL are tried from the lowest number up, and the first one that fits decides.',
    'Entry 50 denies TCP 80 from 10.0.0.0/16, which are the VPC’s own addresses. Delete it, or allow them before it.',
  ],
  repairs: [
    {
      says: 'Delete the entry',
      calls: [
        (found) => [
          ec2(new DeleteNetworkAclEntryCommand({ NetworkAclId: aclOf(found), RuleNumber: 50, Egress: false })),
        ],
      ],
    },
    {
      says: 'Allow the addresses of the VPC by an entry with a lower number',
      calls: [(found) => [entry(found, 40, 'allow')]],
    },
    {
      says: 'Allow each of the two subnets before it',
      calls: [
        (found) => {
          const ids = ['public-subnet-a', 'public-subnet-b'].map((it) => found.out(it, 'subnetId'));
          const subnets = found.facts.subnets.filter(({ SubnetId }) => ids.includes(SubnetId));
          return subnets.map(({ CidrBlock }, at) => entry(found, 30 + at, 'allow', CidrBlock));
        },
      ],
    },
  ],
  hiding: [statusPage],
  lesson:
    'A network ACL has an order: the entry with the lowest number that fits decides, and a deny before an allow wins. A ' +
    'security group has none, because it can only allow. An ACL does not see what stays inside of its subnet. So a wrong ' +
    'entry may break some pairs of addresses and leave others, which looks like a fault that comes and goes.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html'],
  explain: ['subnet'],
};
