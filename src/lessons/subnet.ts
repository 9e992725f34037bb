import type { Chapter } from './lesson.js';

export const subnet: Chapter = {
  noun: 'subnet',
  is:
    'A subnet is a part of the range of a VPC, in one availability zone. Whatever has an address in the VPC (a task, ' +
    'an instance, a load balancer, an endpoint) has it through a network interface in some subnet. Public and ' +
    'private are no property of it: a subnet is public if its route table has a route to an internet gateway, and ' +
    'what is in it still needs a public address of its own. Public ones take the lower half of the range here, ' +
    'private ones the upper, so that another zone never moves a subnet that is there.',
  operations: {
    'ec2:CreateSubnet': {
      does: 'Cuts a range out of the VPC and places it in a zone. Range and zone cannot be changed afterwards.',
      parameters: {
        VpcId: 'The VPC whose range it is a part of.',
        CidrBlock:
          'A sixteenth of the VPC: a /20 (4,096 addresses) in a /16. EC2 keeps five in each subnet for itself, the ' +
          'first four and the last, so the smallest possible one, a /28, has 11 to give.',
        AvailabilityZoneId:
          'The id of the place (`use1-az1`), not its name in this account (`us-east-1a`). Left out, EC2 chooses, and ' +
          'two subnets may land in the same zone, which a load balancer then refuses.',
        TagSpecifications:
          '`ResourceType: subnet`, and the tags of the step, there from the first instant. A run that dies before it ' +
          'reads the answer finds its work again by them.',
      },
      behind:
        'It takes about a second. Until it is associated with a route table it uses the main one of the VPC, which ' +
        'here leads nowhere but to the VPC itself. There is no token, but two equal requests cannot both succeed: ' +
        'the second finds the range taken.',
      undo: '`ec2:DeleteSubnet`, when no network interface is left in it.',
      mistakes: [
        'A range that another subnet has already is `InvalidSubnet.Conflict`; one outside the VPC is ' +
          '`InvalidSubnet.Range`.',
        'Too small a range: every Fargate task takes an address, a load balancer wants eight free ones, and a ' +
          'rollout runs old and new tasks side by side. What is seen is tasks that do not start, for want of free ' +
          'addresses.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html',
    },
    'ec2:ModifySubnetAttribute': {
      does:
        'Changes one property of a subnet. In public subnets it switches on that what starts there gets a public ' +
        'address; in private ones it is sent only if somebody has switched that on.',
      parameters: {
        MapPublicIpOnLaunch:
          '`{ Value: true }` in public subnets; it cannot be given to CreateSubnet. It is the default for instances ' +
          'that do not say otherwise.',
      },
      behind:
        'It takes effect within a second, for what starts from then on: whatever runs keeps the address that it has ' +
        'or has not.',
      undo: 'The same call with `false`. Nothing has to: it goes with the subnet.',
      cost: 'Nothing itself, but each public IPv4 address that it leads to is billed by the hour.',
      mistakes: [
        'Expecting Fargate tasks to follow it: what counts for them is `assignPublicIp` in the network ' +
          'configuration of the ECS service. Without it, and without a NAT gateway, they stop with ' +
          '`CannotPullContainerError`.',
        'Two attributes in one call are refused: one a call.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html',
    },
    'ec2:DescribeSubnets': {
      does:
        'Shows subnets with state, range, zone, number of free addresses and tags. It is asked until a new one is ' +
        '`available`, and to see whether anything differs from what is wanted.',
      parameters: {
        SubnetIds: 'Of the one wanted. One unknown id fails the whole call with `InvalidSubnetID.NotFound`.',
        Filters:
          'By tags for what an interrupted run made, by `subnet-id` for one that was there before, by `vpc-id` to ' +
          'say what keeps a VPC from being deleted. No match is an empty list.',
      },
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html',
    },
    'ec2:DescribeNetworkInterfaces': {
      does:
        'Shows network interfaces: the virtual cards by which everything in a VPC has its addresses and security ' +
        'groups. Nothing here creates one by itself; the call tells who still holds a subnet, a group or a public ' +
        'address when EC2 refuses a deletion.',
      parameters: {
        Filters:
          '`subnet-id`, `group-id` or `vpc-id` of what cannot be deleted; for a load balancer, the description, ' +
          'which begins with `ELB app/`. It is the only way from a `DependencyViolation` to a culprit.',
      },
      behind:
        '`RequesterManaged: true` marks interfaces that AWS made for a service of its own: they cannot be deleted by ' +
        'you and go some minutes after what they belong to. `Description` and `RequesterId` tell what that is, ' +
        '`Association.PublicIp` whether it has a public address.',
      mistakes: [
        'Deleting or detaching the interface of a task or a load balancer by hand: EC2 refuses, as it belongs to ' +
          'AWS. Delete the service it is for, and wait.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html',
    },
    'ec2:DeleteSubnet': {
      does: 'Deletes a subnet in which no network interface is left. Its association with a route table goes with it.',
      behind:
        'The call itself takes a second. The wait before it can be long: interfaces of load balancers stay for about ' +
        'half a minute, those of Fargate tasks and VPC links for minutes. So it is repeated every few seconds, for ' +
        'up to 20 minutes.',
      undo: 'It cannot be undone. The same range and zone can be had again, under a new id.',
      mistakes: [
        '`DependencyViolation` means that somebody has an address in it. DescribeNetworkInterfaces with the filter ' +
          '`subnet-id` shows who, and if it goes by itself.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html',
    },
  },
};
