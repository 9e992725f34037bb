import type { Chapter } from './lesson.js';

export const vpc: Chapter = {
  noun: 'vpc',
  is:
    'A VPC (virtual private cloud) is a network of your own inside a region: a range of private IPv4 addresses, with ' +
    'a router that nobody logs in to. It spans all zones of the region; the subnets that divide it do not. Nothing ' +
    'gets in or out of it until a gateway, an endpoint or a link is added, and two VPCs know nothing of each other, ' +
    'even with equal ranges.',
  operations: {
    'ec2:CreateVpc': {
      does: 'Makes an empty network with one IPv4 range. The answer comes at once with its id and state `pending`.',
      parameters: {
        CidrBlock:
          'EC2 takes a /16 (65,536 addresses) to a /28; here it is a /16 to a /24, because it is cut into sixteen ' +
          'subnets and a /28 is the smallest. EC2 clears the bits behind the mask (`10.0.5.1/16` becomes ' +
          '`10.0.0.0/16`), so that is done before it is sent, or every later comparison would see a difference.',
        TagSpecifications:
          '`ResourceType: vpc`, and the tags of the step, there from the first instant. A run that dies before it ' +
          'reads the answer finds its work again by them.',
      },
      behind:
        'It is `available` after about 2 seconds. EC2 puts three things into it that nobody asked for: a main route ' +
        'table in which only the VPC itself is reachable, a default security group and a network ACL that lets ' +
        'everything pass. For up to some minutes another part of EC2 may not know the new id yet and answer ' +
        '`InvalidVpcID.NotFound`; that is worth a retry, not an alarm.',
      undo: '`ec2:DeleteVpc`, when nothing is left in it.',
      mistakes: [
        'A range that overlaps another network (the office, a VPC to be peered): nothing complains until the two ' +
          'must be connected, and the range of a VPC cannot be exchanged. Choose one that is free everywhere.',
        'Sending it again because the answer was lost: the call takes no token, so that makes a second VPC. Look ' +
          'for the tags first.',
        'Five VPCs a region is the default quota, and the default VPC is one of them. The sixth is refused with ' +
          '`VpcLimitExceeded`.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html',
    },
    'ec2:ModifyVpcAttribute': {
      does:
        'Switches one property of the VPC on or off. It is sent twice for a new VPC, for DNS support and then for ' +
        'DNS hostnames.',
      parameters: {
        EnableDnsSupport:
          'On: the resolver at the base of the range plus two (`10.0.0.2`) and at `169.254.169.253` answers. A new ' +
          'VPC has it on already; saying so again makes the result independent of that.',
        EnableDnsHostnames:
          'On, which is not the default of a VPC made by an API call: without both, a private DNS namespace resolves ' +
          'nowhere and an interface endpoint with private DNS is refused. EC2 refuses hostnames while support is ' +
          'off, hence the order.',
      },
      behind: 'It takes effect within about a second and changes nothing for connections that exist.',
      undo: 'The same call with the other value. Nothing has to: the attributes go with the VPC.',
      mistakes: [
        'Both attributes in one call: `InvalidParameterCombination`. Each needs a call of its own.',
        'Forgetting the hostnames: all calls succeed, and later tasks cannot resolve `web.example.internal`, or ' +
          'CreateVpcEndpoint answers `InvalidParameter`.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html',
    },
    'ec2:DescribeVpcs': {
      does:
        'Shows VPCs: their range, state and tags. It is asked until a new one is `available`, and whenever the stack ' +
        'is looked at.',
      parameters: {
        VpcIds:
          'Of the one wanted. An id that does not exist is an error, `InvalidVpcID.NotFound`, and that is how a ' +
          'deletion is seen to be complete.',
        Filters:
          'By the two tags of the step, to find what an interrupted run made; by `vpc-id`, to look at a VPC of ' +
          'somebody else. A filter that fits nothing gives an empty list, not an error.',
      },
      mistakes: [
        'Expecting DNS support and hostnames in the answer: they are not among the members, DescribeVpcAttribute ' +
          'has them.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html',
    },
    'ec2:DescribeVpcAttribute': {
      does:
        'Shows one attribute of one VPC. It is sent twice, at the same time, to see whether DNS support and DNS ' +
        'hostnames are on.',
      parameters: {
        Attribute:
          '`enableDnsSupport` or `enableDnsHostnames`, one a call and with a small letter; in the answer the member ' +
          'is `EnableDnsSupport.Value`.',
      },
      mistakes: [
        'Looking at the VPC only: somebody switches hostnames off, the VPC stays `available`, and names stop ' +
          'resolving. `status` shows this as drift because it asks here.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html',
    },
    'ec2:DeleteVpc': {
      does:
        'Deletes an empty VPC, at once. Its main route table, default security group and default network ACL go with ' +
        'it.',
      behind: 'It takes a second or so. That it is gone shows as `InvalidVpcID.NotFound` in DescribeVpcs.',
      undo:
        'It cannot be undone. A new VPC with the same range has another id, and all that was in it has to be made ' +
        'again.',
      mistakes: [
        '`DependencyViolation`, which does not say what is in the way: nearly always a network interface that AWS ' +
          'made for a task, a load balancer, a VPC link or an endpoint, and takes away some minutes after that is ' +
          'gone. DescribeNetworkInterfaces with the filter `vpc-id` names it.',
        'Where GuardDuty Runtime Monitoring is on, it may have put an endpoint (`guardduty-data`) and a security ' +
          'group into the VPC that are in no list of yours. Both have to go first.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html',
    },
  },
};
