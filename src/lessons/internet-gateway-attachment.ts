import type { Chapter } from './lesson.js';

export const internetGatewayAttachment: Chapter = {
  noun: 'internet-gateway-attachment',
  is:
    'The attachment connects an internet gateway with one VPC; each can have only one of the other. It is a step of ' +
    'its own because of its end: it can go only when the last public address in the VPC has gone, so it has to ' +
    'outlive load balancers, NAT gateways and public tasks, while the gateway itself has no such ties.',
  operations: {
    'ec2:AttachInternetGateway': {
      does:
        'Connects the gateway with the VPC. The answer is empty: the attachment has no id, it is known by the two ' +
        'ids.',
      parameters: {
        InternetGatewayId:
          'The gateway just made. EC2 may not know it everywhere in the first seconds ' +
          '(`InvalidInternetGatewayID.NotFound`), and then it is asked again.',
        VpcId: 'The VPC that gets the way to the internet. No traffic flows yet: no route leads there.',
      },
      behind:
        'It takes about a second. Only from now on can NAT gateways and internet-facing load balancers be made: ' +
        'without it the first end up `failed`, the second are refused.',
      undo: '`ec2:DetachInternetGateway`.',
      mistakes: [
        'A gateway that is attached already is `Resource.AlreadyAssociated`; a VPC that has a gateway already is ' +
          '`InvalidParameterValue`. A second gateway would give nothing: one has no limit of its own.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html',
    },
    'ec2:DetachInternetGateway': {
      does:
        'Takes the gateway off the VPC, which ends all traffic with the internet. EC2 refuses as long as anything in ' +
        'the VPC has a public address.',
      behind:
        'With public addresses still going, 27 to 59 seconds are usual; the interfaces of stopped Fargate tasks can ' +
        'hold theirs for 5 to 20 minutes. So it is tried every few seconds, for up to 25 minutes, and the wait names ' +
        'who holds an address.',
      undo: '`ec2:AttachInternetGateway` with the same two ids.',
      mistakes: [
        '`DependencyViolation`, "Network vpc-… has some mapped public address(es)", long after all services are ' +
          'deleted: look for interfaces with a public address in DescribeNetworkInterfaces. A NAT gateway that is ' +
          'still `deleting` counts as well.',
        'Taking `Gateway.NotAttached` for a failure: it says that the work is done.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html',
    },
  },
};
