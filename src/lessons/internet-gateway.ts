import type { Chapter } from './lesson.js';

export const internetGateway: Chapter = {
  noun: 'internet-gateway',
  is:
    'An internet gateway is the place where a VPC and the internet meet. For what has a public address it exchanges ' +
    'that for the private one, in both directions: the machine itself sees only the private one, and `ip addr` never ' +
    'shows the other. There is no machine behind it to size, no zone that can fail and no bandwidth to choose. Alone ' +
    'it does nothing: it has to be attached, a route has to lead to it, and what wants to use it needs a public ' +
    'address.',
  operations: {
    'ec2:CreateInternetGateway': {
      does: 'Makes a gateway that belongs to no VPC yet. It can be used as soon as the answer is there.',
      parameters: {
        TagSpecifications:
          '`ResourceType: internet-gateway`, and the tags of the step, there from the first instant. A run that dies ' +
          'before it reads the answer finds its work again by them.',
      },
      behind:
        'It takes about a second and has no states of its own. The call takes no token, so after a lost answer it is ' +
        'looked for by its tags before it is asked for again.',
      undo: '`ec2:DeleteInternetGateway`, after it was detached.',
      cost:
        'The gateway is free. Traffic out to the internet is billed by the GB, and each public IPv4 address by the ' +
        'hour.',
      mistakes: [
        'Stopping here: without attachment, route and public address every connection times out, and no error says ' +
          'which of the three is missing.',
        'The quota is that of VPCs, five a region unless raised. One more is `InternetGatewayLimitExceeded`.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html',
    },
    'ec2:DescribeInternetGateways': {
      does:
        'Shows gateways and the VPC each is attached to. Asked after creating, attaching, detaching and deleting, ' +
        'and by `status`.',
      parameters: {
        InternetGatewayIds: 'Of the one wanted; `InvalidInternetGatewayID.NotFound` means that it is gone.',
        Filters: 'By the tags of the step; `attachment.vpc-id` finds the gateway that keeps a VPC from being deleted.',
      },
      behind:
        'An attachment in service has the state `available`, although the documented states are attaching, attached, ' +
        'detaching and detached. A detached gateway has an empty list of attachments.',
      mistakes: ['Waiting for `attached`: for an internet gateway that state does not come.'],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html',
    },
    'ec2:DeleteInternetGateway': {
      does: 'Deletes a gateway that is attached to nothing. It takes about a second.',
      undo: 'It cannot be undone. It has no address and no settings that would be lost, so a new one is as good.',
      mistakes: [
        'While it is attached: `DependencyViolation`. DetachInternetGateway comes first, and that is where the ' +
          'waiting is.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html',
    },
  },
};
