import type { Chapter } from './lesson.js';

export const securityGroup: Chapter = {
  noun: 'security-group',
  is:
    'A security group is a stateful packet filter around network interfaces: not around a subnet, and not on a ' +
    'machine. Its rules only allow; what no rule allows is dropped without an answer, so a closed port shows as a ' +
    'timeout. Answers to an allowed connection always pass, whatever the rules of the other direction say. Groups ' +
    'can name each other in rules ("from the load balancer"), which stays true however addresses change. Packets to ' +
    'the DNS resolver of the VPC are not filtered at all.',
  operations: {
    'ec2:CreateSecurityGroup': {
      does: 'Makes a group with no way in. Rules are added by calls of their own.',
      parameters: {
        GroupName:
          'The stack and what it is around: `shop-web`. It is unique in the VPC, does not begin with `sg-`, and ' +
          'cannot be changed.',
        Description:
          'Required, and fixed for ever as well, so it says what the group is around and not what it lets in.',
        VpcId:
          'The VPC of the interfaces that it will be around. Left out, the group is made in the default VPC, where ' +
          'nothing of the stack can use it.',
        TagSpecifications:
          '`ResourceType: security-group`, and the tags of the step. After a lost answer the group is found by its ' +
          'name, and the tags say that it is ours.',
      },
      behind:
        'It takes about 2 seconds. EC2 puts one rule into every new group that lets everything out to everywhere; ' +
        'where a group shall let nothing out (around endpoints, load balancers, links and isolated tasks), that rule ' +
        'is revoked right after. An interface can have up to five groups, whose rules add up; a group can have 60 ' +
        'rules in each direction, unless the quotas are raised.',
      undo: '`ec2:DeleteSecurityGroup`, when no interface has it and no rule of another group names it.',
      mistakes: [
        'Adding narrow rules for what may go out and leaving the one that EC2 made: it lets everything out still. ' +
          'Rules allow; none forbids.',
        'The name is taken in this VPC: `InvalidGroup.Duplicate`. Here it is then looked at, and taken over only ' +
          'if its tags say that it is ours.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html',
    },
    'ec2:DescribeSecurityGroups': {
      does:
        'Shows groups with their rules and tags. It tells if a group is there, if it still has the rule that lets ' +
        'everything out, and which other groups name it.',
      parameters: {
        GroupIds:
          'Of the one wanted; `InvalidGroup.NotFound` means that it is gone, or so new that not all of EC2 knows it.',
        Filters:
          '`group-name` with `vpc-id` finds one by its name. `ip-permission.group-id` and ' +
          '`egress.ip-permission.group-id` find the groups of which a rule names it, which keep it from being ' +
          'deleted.',
      },
      mistakes: [
        'Reading which rules there are from this answer alone: it merges rules with equal ports into one entry. ' +
          'DescribeSecurityGroupRules shows them one by one, with ids.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html',
    },
    'ec2:DeleteSecurityGroup': {
      does: 'Deletes a group that is around nothing and that no other group names. Its own rules go with it.',
      behind:
        'The call takes a second; the wait is for network interfaces. Those of a deleted load balancer stay for 25 ' +
        'to 36 seconds, those of Fargate tasks and VPC links for minutes. It is tried every few seconds for up to 20 ' +
        'minutes.',
      undo:
        'It cannot be undone. A group of the same name can be made again, with another id that the rules of others ' +
        'do not know.',
      mistakes: [
        '`DependencyViolation`: an interface still has it (DescribeNetworkInterfaces, filter `group-id`), or a ' +
          'rule of another group names it. The error says neither.',
        'Two groups that name each other cannot be deleted in either order. Revoke the rules first, then delete both.',
        'The group `default` of a VPC cannot be deleted (`CannotDelete`). It goes with the VPC.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html',
    },
  },
};
