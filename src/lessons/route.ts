import type { Chapter } from './lesson.js';

export const route: Chapter = {
  noun: 'route',
  is:
    'A route is one line of a route table: packets for this range go to that target. `0.0.0.0/0` fits every address, ' +
    'and as the most specific range wins, it is for everything that no other line takes: the default route. To an ' +
    'internet gateway it makes the subnets of its table public; to a NAT gateway it lets private ones out, and ' +
    'nobody in. A route has no id and no tags: it is known by its table and its range.',
  operations: {
    'ec2:CreateRoute': {
      does:
        'Adds a line to a route table. Here it is always the default route: to the internet gateway in the public ' +
        'table, to a NAT gateway in each private one.',
      parameters: {
        RouteTableId: 'The table. The line holds for all subnets associated with it.',
        DestinationCidrBlock:
          '`0.0.0.0/0`: whatever is not for the VPC itself, which the `local` route has already, nor for S3 where a ' +
          'gateway endpoint has a line of its own.',
        GatewayId: 'The internet gateway (`igw-…`), in the public table. The route waits for the attachment.',
        NatGatewayId:
          'The NAT gateway (`nat-…`), in a private table. Each kind of target has a member of its own; exactly one ' +
          'is given.',
      },
      behind:
        'It holds within about a second, without a state to wait for. The NAT gateway is waited for first: a route ' +
        'to one that is not in service yet drops packets silently until it is, and for ever if it fails.',
      undo: '`ec2:DeleteRoute`. Deleting the gateway does not delete the route.',
      cost: 'A route is free. What takes it may not be: a NAT gateway is billed for each GB.',
      mistakes: [
        '`RouteAlreadyExists`: the table has a line for that range. ReplaceRoute changes its target.',
        'A default route to the internet gateway in the table of private subnets: nothing is refused, but packets ' +
          'with a private source address are dropped at the gateway. It looks like a hanging `connect`, not like an ' +
          'error.',
        'A default route to the NAT gateway in the table of the subnet that the NAT gateway is in: its own packets ' +
          'come back to it, and nothing gets out.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html',
    },
    'ec2:ReplaceRoute': {
      does:
        'Points an existing line of a table at another target, without a moment in which there is none. It is sent ' +
        'when a NAT gateway had to be made anew, or when a route turned out to be a `blackhole`.',
      parameters: {
        DestinationCidrBlock:
          'Together with the table, says which line: it must be the range exactly as it is in the table.',
        NatGatewayId: 'The new target, or `GatewayId` for an internet gateway.',
      },
      behind:
        'It holds within about a second. Connections through the old NAT gateway break, because only that one knows ' +
        'their translation.',
      undo: 'The same call with the old target, if that still exists.',
      mistakes: [
        'There is no such line: `InvalidParameterValue`, with the advice to use CreateRoute. It never creates.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html',
    },
    'ec2:DeleteRoute': {
      does:
        'Removes a line from a table. Packets for that range go by the next line that fits, and if none does they ' +
        'are dropped.',
      parameters: { DestinationCidrBlock: 'With the table, the whole identity of a route.' },
      behind:
        'It takes about a second. `InvalidRoute.NotFound` and `InvalidRouteTableID.NotFound` both say that there is ' +
        'nothing left to do.',
      undo: '`ec2:CreateRoute` with the same range and target.',
      mistakes: [
        'The `local` route cannot be deleted, nor can that of a gateway endpoint this way: the latter goes with ' +
          'its endpoint.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html',
    },
  },
};
