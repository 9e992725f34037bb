import type { Chapter } from './lesson.js';

export const securityGroupRule: Chapter = {
  noun: 'security-group-rule',
  is:
    'A rule lets one kind of traffic through a security group: a direction, a protocol, ports, and who is on the ' +
    'other side, which is a range of addresses, another group or a prefix list. A rule that names a group means the ' +
    'interfaces that have it, at this moment, by their private addresses. A connection inside the VPC needs two of ' +
    'them: one out of the group of who calls, one in to the group of who is called. Each rule is a step of its own ' +
    'here, with an id and tags, so that exactly those are removed that were made.',
  operations: {
    'ec2:AuthorizeSecurityGroupIngress': {
      does:
        'Adds a rule for traffic into what the group is around: from the load balancer to the port of a service, ' +
        'from tasks to an endpoint on 443, from the internet to the load balancer on 80.',
      parameters: {
        GroupId: 'The group of who is called.',
        IpPermissions:
          'One rule a call: `tcp`, `FromPort` and `ToPort` both the port of the service, since they are the ends of ' +
          'a range and not source and target. The other side is a group (`UserIdGroupPairs`) wherever it is known, a ' +
          'range (`IpRanges`) only for what is outside.',
        TagSpecifications:
          '`ResourceType: security-group-rule`, and the tags of the step. After a lost answer the rule is found by ' +
          'what it says, and the tags tell that it is ours.',
      },
      behind:
        'It takes about a second and reaches the interfaces shortly after. A group that was made a moment ago may be ' +
        'unknown here for some seconds (`InvalidGroup.NotFound`), and then it is asked again.',
      undo: '`ec2:RevokeSecurityGroupIngress` with the id of the rule.',
      mistakes: [
        'Opening a service to `0.0.0.0/0` so that the load balancer reaches it: with a public address, everybody ' +
          'does. Name the group of the load balancer.',
        'Calling a group by a public name: a rule that names a group fits private addresses only. Whoever comes in ' +
          'through the public name of a load balancer has a public source address, and is dropped.',
        'The same rule twice is `InvalidPermission.Duplicate`; more than 60 are `RulesPerSecurityGroupLimitExceeded`.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html',
    },
    'ec2:AuthorizeSecurityGroupEgress': {
      does:
        'Adds a rule for traffic out of what the group is around. It is needed where the rule that lets everything ' +
        'out was revoked: from the load balancer to each service, from the VPC link, from isolated tasks to the ' +
        'endpoints and to S3.',
      parameters: {
        GroupId: 'The group of who calls.',
        IpPermissions:
          'As for the other direction: `tcp`, one port, one other side. S3 is named by its prefix list ' +
          '(`PrefixListIds`), because a gateway endpoint has no group and no address of its own.',
        TagSpecifications:
          '`ResourceType: security-group-rule`, and the tags of the step. After a lost answer the rule is found by ' +
          'what it says, and the tags tell that it is ours.',
      },
      behind:
        'It takes about a second. The rule that lets everything out, protocol `-1` to `0.0.0.0/0`, is put back with ' +
        'this call too if a group shall have it again.',
      undo: '`ec2:RevokeSecurityGroupEgress` with the id of the rule.',
      mistakes: [
        'Letting isolated tasks out to the endpoints but not to S3: they log in to ECR, and the pull hangs at the ' +
          'first layer, because layers are in S3.',
        'Adding a rule for answers, or for port 53 to the resolver of the VPC: neither is needed. Groups are ' +
          'stateful, and packets to that resolver are not filtered.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html',
    },
    'ec2:DescribeSecurityGroupRules': {
      does: 'Shows rules one by one, each with its id, direction, ports, other side and tags.',
      parameters: {
        SecurityGroupRuleIds:
          'Of the rule made; `InvalidSecurityGroupRuleId.NotFound` means that it, or its group, is gone.',
        Filters:
          '`group-id`, to find a rule by what it says. Not by tags alone: while a rule is replaced, the old one and ' +
          'the new one have the same.',
      },
      behind:
        'A rule is never changed here: another port makes a second rule, and the first is revoked when the second is ' +
        'in place, so that traffic is never cut.',
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html',
    },
    'ec2:RevokeSecurityGroupIngress': {
      does: 'Removes a rule for traffic into what the group is around.',
      parameters: {
        GroupId: 'Required, although the id of a rule says it all.',
        SecurityGroupRuleIds:
          'Of exactly the rule that was made. By ports and addresses one may hit a rule of somebody else that says ' +
          'the same.',
      },
      behind:
        'It takes about a second. Connections that are open and tracked live on until they end or time out: only new ' +
        'ones are dropped.',
      undo: '`ec2:AuthorizeSecurityGroupIngress` with the same rule, which gets a new id.',
      mistakes: [
        'Taking it for a way to cut somebody off at once: an open connection outlives it. A network ACL of the ' +
          'subnet does that.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html',
    },
    'ec2:RevokeSecurityGroupEgress': {
      does:
        'Removes a rule for traffic out of what the group is around. It is sent for rules that steps made, and right ' +
        'after a group is made, for the rule that EC2 put into it.',
      parameters: {
        SecurityGroupRuleIds: 'The id of a rule that a step made.',
        IpPermissions:
          'For the rule that came with the group, whose id nobody has noted: protocol `-1`, to `0.0.0.0/0`. Every ' +
          'value has to fit exactly.',
      },
      behind: 'It takes about a second. The group is looked at first, because revoking what is not there is an error.',
      undo: '`ec2:AuthorizeSecurityGroupEgress` with the same rule.',
      mistakes: [
        'Revoking a rule by values that do not fit: `InvalidPermission.NotFound`.',
        'Revoking the rule that lets everything out before there are narrow ones: tasks cannot pull their image, ' +
          'and stop after minutes with a timeout.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html',
    },
  },
};
