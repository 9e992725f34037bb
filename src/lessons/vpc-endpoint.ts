import type { Chapter } from './lesson.js';

export const vpcEndpoint: Chapter = {
  noun: 'vpc-endpoint',
  is:
    'A VPC endpoint is a way from a VPC to a service of AWS that does not touch the internet. An interface endpoint ' +
    'is a network interface with a private address in each of your subnets, to which the public name of the service ' +
    'then resolves. A gateway endpoint, for S3 and DynamoDB only, is no address but a line in route tables. With ' +
    '`ecr.api`, `ecr.dkr`, `logs` and S3, Fargate tasks start without any way to the internet: no NAT gateway, no ' +
    'public address.',
  operations: {
    'ec2:CreateVpcEndpoint': {
      does:
        'Makes an endpoint for one service. The answer comes at once with its id; the interfaces or routes behind it ' +
        'follow.',
      parameters: {
        VpcEndpointType:
          '`Interface`, or `Gateway` for S3. It is always sent: left out, EC2 takes it for a gateway endpoint.',
        VpcId: 'The VPC from which the service is reached. Private DNS holds for all of it.',
        ServiceName:
          '`com.amazonaws.us-east-1.ecr.api`: the region is a part of it. ECR needs two, `ecr.api` to log in and ' +
          '`ecr.dkr` for manifests, and S3 for the layers.',
        SubnetIds:
          'For an interface endpoint: one subnet in each zone that tasks are in. Each gets a network interface, and ' +
          'is billed for itself.',
        SecurityGroupIds:
          'A group that admits 443 from whoever calls. Left out, it is the default group of the VPC, which admits ' +
          'only its own members.',
        PrivateDnsEnabled:
          'On: within the VPC the usual name of the service resolves to the endpoint, so that nothing in the tasks ' +
          'has to be configured. Both DNS attributes of the VPC must be on.',
        RouteTableIds:
          'For a gateway endpoint: all tables whose subnets shall reach S3 this way, in this one call, since later ' +
          'changes are throttled hard.',
        ClientToken:
          'A random token from the state, so that the same request makes no second endpoint. The SDK does not fill ' +
          'it in for this call, as it does for others.',
        TagSpecifications:
          '`ResourceType: vpc-endpoint`, and the tags of the step, there from the first instant. A run that dies ' +
          'before it reads the answer finds its work again by them.',
      },
      behind:
        'An interface endpoint is `pending` for 43 seconds as a rule, sometimes for nearly two minutes: EC2 makes ' +
        'the interfaces and a private DNS zone. A gateway endpoint takes 6 to 8 seconds: each table gets a line from ' +
        'the prefix list of S3 to `vpce-…`, more specific than `0.0.0.0/0`, so it takes over at once, and ' +
        'connections to S3 that are open break. Four of these calls pass in a burst and then one every three ' +
        'seconds; more are answered `RequestLimitExceeded` and sent again.',
      undo: '`ec2:DeleteVpcEndpoints`. Interfaces, DNS zone and routes go with the endpoint.',
      cost: 'An interface endpoint by the hour for each subnet it is in, and by the GB. A gateway endpoint is free.',
      mistakes: [
        'Leaving out `ecr.api` or S3, because images "come from `ecr.dkr`": tasks stop with ' +
          '`ResourceInitializationError` or `CannotPullContainerError`. All three are needed.',
        'A group that does not admit the tasks on 443: the name resolves to a private address and the connection ' +
          'times out. As private DNS is for the whole VPC, that hits tasks in public subnets too, which had worked ' +
          'before.',
        'Private DNS without both DNS attributes of the VPC is `InvalidParameter`. So is a second endpoint for the ' +
          'same service, or one made anew just after its deletion: "already a conflicting DNS domain", until the old ' +
          'zone is gone, some minutes later.',
        'A subnet in a zone where the service has no endpoints: `InvalidParameter`, "does not support the ' +
          'availability zone of the subnet". DescribeVpcEndpointServices lists the zones.',
        'Expecting images from Docker Hub or `public.ecr.aws`: no endpoint leads there. Copy them into a private ' +
          'repository.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html',
    },
    'ec2:DescribeVpcEndpoints': {
      does:
        'Shows endpoints with state, subnets, groups, route tables and tags. Asked every few seconds until a new one ' +
        'is `available` or a deleted one is gone.',
      parameters: {
        VpcEndpointIds: 'Of the one wanted; `InvalidVpcEndpointId.NotFound` is the end of a deletion.',
        Filters: 'By the tags of the step. Those that are `deleting` are skipped, as they still have their tags.',
      },
      behind: '`failed`, `rejected` and `expired` are final, and `LastError` has the reason.',
      mistakes: [
        'Comparing states as they come: EC2 writes `pending` in one answer and `Pending` in another. Compare in ' +
          'lower case.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html',
    },
    'ec2:ModifyVpcEndpoint': {
      does:
        'Adds and removes subnets, security groups or route tables of an endpoint, or switches its private DNS. VPC, ' +
        'service and type are fixed.',
      parameters: {
        AddSubnetIds:
          'Only what is missing; `RemoveSubnetIds` only what is too much. The live endpoint is looked at first, ' +
          'since EC2 refuses to add what is there.',
        AddSecurityGroupIds: 'Likewise, with `RemoveSecurityGroupIds`.',
        AddRouteTableIds: 'Likewise, for a gateway endpoint, with `RemoveRouteTableIds`.',
        PrivateDnsEnabled: 'Sent only if it differs.',
      },
      behind:
        'A new subnet means a new network interface, which has to come up first. The limit is the same as for ' +
        'creating: a burst of four, then one every three seconds.',
      undo: 'The same call the other way round.',
      cost: 'Each subnet added to an interface endpoint is one more that is billed by the hour.',
      mistakes: [
        'A second change while one is under way: `OperationInProgress` or `ConcurrentMutationLimitExceeded`. Ask ' +
          'again after some seconds.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html',
    },
    'ec2:DeleteVpcEndpoints': {
      does:
        'Deletes endpoints by their ids. A gateway endpoint takes its routes out of the tables; an interface ' +
        'endpoint takes its interfaces and its DNS zone with it.',
      parameters: {
        VpcEndpointIds:
          'A list, though one at a time is sent here: each is a step of its own. The answer tells for each if it was ' +
          'refused.',
      },
      behind:
        'The state is `deleting` for some 40 seconds, then the id is unknown. Up to then its interfaces hold their ' +
        'subnets and their group. When it is gone, the name of the service resolves to public addresses again.',
      undo:
        'It cannot be undone. A new endpoint for the same service may have to wait some minutes for the DNS zone of ' +
        'the old one to go.',
      cost: 'It ends what an interface endpoint costs by the hour.',
      mistakes: [
        'Trusting the status 200: the call succeeds even if nothing was deleted. `Unsuccessful` in the answer has ' +
          'the error for each id.',
        'Deleting an interface endpoint by hand while tasks use it: with private routes only, the next image pull ' +
          'or log line has nowhere to go and times out.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html',
    },
  },
};
