import type { Chapter } from './lesson.js';

export const natGateway: Chapter = {
  noun: 'nat-gateway',
  is:
    'A NAT gateway lets machines without a public address open connections to the internet, and lets nobody there ' +
    'open one to them. It does what a router at home does: it replaces the private source address of each packet by ' +
    'its own public one and a free port, remembers the pair, and sends the answers back. It stands in a public ' +
    'subnet and serves private ones: task, private route table, NAT gateway, public route table, internet gateway, ' +
    'internet. Tasks in private subnets need it to pull images and to write logs, unless VPC endpoints lead them to ' +
    'what they need. It lives in one zone: one for all zones is cheaper, one in each zone survives the loss of ' +
    'another and keeps traffic inside its zone. (AWS has regional ones too, which spread over zones by themselves; ' +
    'these here are zonal.)',
  operations: {
    'ec2:CreateNatGateway': {
      does:
        'Asks for a NAT gateway in a public subnet, with an Elastic IP as the address that it shows to the internet. ' +
        'The answer comes at once, with an id and state `pending`; what it asks for takes about two minutes, and can ' +
        'still fail.',
      parameters: {
        SubnetId:
          'A public subnet: the packets of the gateway itself leave by its route table, to the internet gateway. The ' +
          'private subnets that it serves are not named; a route in each of their tables leads to it later.',
        AllocationId:
          'The Elastic IP by its id, `eipalloc-…`. It has to be free, and like the subnet it cannot be exchanged ' +
          'later: another one means another gateway.',
        ClientToken:
          'A random token, in the state before the call is sent: the same request with it is answered with the same ' +
          'gateway, not with a second one that is billed too. After a delete a new token is used, because the old ' +
          'one would be answered with the deleted gateway.',
        TagSpecifications:
          '`ResourceType: natgateway`, in one word, where a route table is `route-table`. With the tags on it from ' +
          'the first instant, a run that is killed before it reads the answer finds the gateway again by ' +
          '`provision:stack` and `provision:step`.',
      },
      behind:
        'EC2 puts a network interface with a private address into the subnet, ties the Elastic IP to it, and starts ' +
        'the translation behind it, several times over within the zone. That takes 84 to 124 seconds, 114 as a rule; ' +
        'it is looked at every few seconds, and only when it is `available` do the private routes lead there and the ' +
        'tasks start. In service it grows by itself from 5 to 100 Gbit/s, and holds 55,000 connections at a time to ' +
        'each destination (address, port and protocol). A connection that is idle for 350 seconds is forgotten.',
      undo:
        '`ec2:DeleteNatGateway`, which takes about a minute, and after it `ec2:ReleaseAddress`. The gateway does not ' +
        'take its Elastic IP with it, nor the routes that lead to it.',
      cost:
        'By the hour from when it is in service until it is deleted, used or not, and by the GB for all that passes, ' +
        'in both directions. Its Elastic IP is billed by the hour besides, and what comes from another zone as ' +
        'traffic between zones. What moves much data to and from the internet is cheaper off in public subnets. A ' +
        'gateway endpoint for S3 is free and takes image layers, often most of the bytes, off it.',
      mistakes: [
        'No internet gateway is attached to the VPC: the call succeeds, and seconds later the gateway is `failed` ' +
          'with `Gateway.NotAttached`. A failed gateway never recovers; make another, EC2 forgets this one after ' +
          'about an hour.',
        'It is in a private subnet: it becomes `available`, is billed, and every connection through it times out. ' +
          'Tasks stop with `CannotPullContainerError` or `ResourceInitializationError` and `i/o timeout` in the text.',
        'The Elastic IP is on something else: the call succeeds here too, then comes `failed` with ' +
          '`Resource.AlreadyAssociated`. An address is for one gateway.',
        'Nothing leads to it: making it adds no route anywhere. Each private route table needs `0.0.0.0/0` to the ' +
          '`nat-…` id.',
        'Looking for its security group: it has none. What may go out is up to the groups of the tasks, and ' +
          'nothing can come in that they did not ask for.',
        'Connections that wait in silence, to a database or a queue: after 350 seconds the next packet is answered ' +
          'with a reset. A TCP keepalive below that keeps them.',
        'Thousands of short connections to one host: beyond 55,000 at a time new ones fail, and ' +
          '`ErrorPortAllocation` in CloudWatch rises. Reuse connections, or add addresses.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html',
    },
    'ec2:DescribeNatGateways': {
      does:
        'Shows NAT gateways with state, addresses and, if it came to that, the reason for a failure. Nothing tells ' +
        'when one is ready, so this is asked until it is: after less than a second at first, then every 3 to 5.',
      parameters: {
        NatGatewayIds: 'Of the one wanted.',
        Filter:
          'In the singular, where nearly every other call of EC2 has `Filters`. By the tags of the step, and `state` ' +
          'pending, available or failed: without that, one that was deleted within the last hour would be found and ' +
          'taken for the one in service.',
      },
      behind:
        '`pending` becomes `available` or `failed`; `deleting` becomes `deleted`. A deleted gateway is shown for ' +
        'about an hour, tags and all; after that the answer is `NatGatewayNotFound`, and both mean gone. ' +
        '`FailureCode` and `FailureMessage` say why one failed, and are nowhere else.',
      mistakes: [
        'Waiting with the waiter of the SDK: it looks every 15 to 120 seconds, so it may notice two minutes late. ' +
          'It also keeps waiting on `AccessDenied` until its time is up.',
        'Taking `deleted` for present: a script that counts what the answer has never sees it empty for an hour.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html',
    },
    'ec2:DeleteNatGateway': {
      does:
        'Begins the deletion. The answer comes at once; the gateway is `deleting` from then on, and nothing should ' +
        'count on connections through it.',
      behind:
        'It takes 42 to 61 seconds until it is `deleted`. Up to then its network interface holds three other things: ' +
        'the subnet, the Elastic IP, and the attachment of the internet gateway. So `down` begins with it as early ' +
        'as it can: with Fargate, while the services still drain.',
      undo:
        'It cannot be undone. A new gateway with the same Elastic IP looks the same from outside, but has a new id, ' +
        'so the routes have to be led to it.',
      cost: 'It ends what the gateway costs by the hour. The Elastic IP is billed on until it is released.',
      mistakes: [
        'Releasing the Elastic IP at once: `InvalidIPAddress.InUse`, or an `AuthFailure` that looks like a missing ' +
          'permission. Wait for `deleted`.',
        'Stopping here, as the console does: the address stays and is billed, and the routes stay as `blackhole`, ' +
          'dropping packets without a word.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html',
    },
  },
};
