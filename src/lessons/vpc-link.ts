import type { Chapter } from './lesson.js';

export const vpcLink: Chapter = {
  noun: 'vpc-link',
  is:
    "API Gateway runs in a network of AWS's own and cannot reach private addresses. A VPC link is its way in: " +
    'network interfaces that it keeps in your subnets, with a security group of yours around them. Behind it nothing ' +
    'needs a public address, and tasks see requests come from inside the VPC. Only this stretch is private, which ' +
    'guides call "over PrivateLink": callers come by the public address of the API, from another VPC too.',
  operations: {
    'apigatewayv2:CreateVpcLink': {
      does:
        'Has API Gateway put network interfaces into these subnets, from which it then connects to tasks or to an ' +
        'internal load balancer. The answer comes at once and the link is `PENDING`; it carries requests when it is ' +
        '`AVAILABLE`.',
      parameters: {
        Name: 'For people; links may share one, and only the name and tags can be changed later.',
        SubnetIds:
          'One per zone, private ones where there are any; the interfaces need no way to the internet. Tasks in ' +
          'other subnets of the VPC are reached from there too.',
        SecurityGroupIds:
          'A group of its own that lets out to the ports behind it and to nothing else, while their groups let this ' +
          'one in. AWS does not insist on a group, but one cannot be added later.',
        Tags:
          'The call takes no token and the name is not unique, so a lost link is found by these and by its network.',
      },
      behind:
        'API Gateway makes interfaces of the type `api_gateway_managed`, which count as yours and obey only it. AWS ' +
        'says "a few minutes": one or two are common, ten have been seen, and `provision` gives it fifteen; so it is ' +
        'asked for early, while everything else is made. A link that carries nothing for 60 days becomes `INACTIVE` ' +
        'and loses its interfaces: the next requests fail, and wake it up in some minutes. There are 10 links for an ' +
        'account and region and one call in 15 seconds, but one link serves any number of integrations and APIs.',
      undo: '`DeleteVpcLink`, when no integration names it any more; that takes minutes too.',
      mistakes: [
        "A zone that has no VPC links: `BadRequestException`, \"Subnet is in Availability Zone 'euw3-az2' where " +
          'service is not available". In us-east-1 that is `use1-az3`; `provision` chooses the zones accordingly, by ' +
          'id, since the name `us-east-1a` is another building in each account.',
        'A link that is `AVAILABLE` and requests that get 503: being available says nothing of security groups. The ' +
          "tasks' group must let in the link's group at the container's port.",
        'Other subnets or groups later: no call can change them. `provision` makes a second link, points the ' +
          'integrations to it, and deletes the first.',
        '`aws apigateway create-vpc-link`, without v2, makes something else of the same name: a link of the older ' +
          'kind, to a network load balancer, which no HTTP API can use.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html',
    },
    'apigatewayv2:GetVpcLinks': {
      does:
        'Lists the VPC links of the account in this region. After an interruption, the one with our tags, subnets ' +
        'and groups is ours; tags alone do not tell, as a link that is being replaced has the same.',
      parameters: {
        NextToken: 'Of the page before; all pages are read, and links that are `DELETING` are passed over.',
      },
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html',
    },
    'apigatewayv2:GetVpcLink': {
      does:
        'Tells how far a link is. `provision` asks again and again, at first within a second and then every 3 to 5, ' +
        'until it is `AVAILABLE`, or gone.',
      behind:
        '`PENDING`, `AVAILABLE`, `DELETING`, `FAILED` with a reason in `VpcLinkStatusMessage`, `INACTIVE` after 60 ' +
        'days without a request. The last counts as in service: the next request wakes it. When it is deleted, the ' +
        'answer is `NotFoundException`.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html',
    },
    'apigatewayv2:UpdateVpcLink': {
      does: 'Changes the name of a link. There is nothing else that can be changed.',
      parameters: {
        Name: 'The only member beside the id; subnets and groups are not among them.',
      },
      undo: 'The same call with the former name.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html',
    },
    'apigatewayv2:DeleteVpcLink': {
      does: 'Begins to take the link away. It is `DELETING` for minutes and then `NotFoundException`.',
      behind:
        'Its interfaces hold their subnets and the security group meanwhile, so these wait. It takes about as long ' +
        'as making it; `provision` gives it 15 minutes. One such call in 30 seconds is allowed, half as many as ' +
        'creations.',
      undo: 'Nothing; a new one takes minutes, and has another id that the integrations have to be told.',
      mistakes: [
        'An integration still names it: `BadRequestException`, "Cannot delete vpc link … referenced in". The API\'s ' +
          'integrations go first.',
        'Deleting its security group meanwhile: `DependencyViolation` by an interface that you did not make and ' +
          'cannot delete. It goes by itself.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html',
    },
  },
};
