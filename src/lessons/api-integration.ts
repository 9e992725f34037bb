import type { Chapter } from './lesson.js';

export const apiIntegration: Chapter = {
  noun: 'api-integration',
  is:
    'An integration tells API Gateway how to pass a request on: through which VPC link, to what, and in which form. ' +
    'It is part of an API, has neither name nor tags, and does nothing until a route names it.',
  operations: {
    'apigatewayv2:CreateIntegration': {
      does:
        'Describes the way from the API to the containers: through the VPC link, then either straight to a task that ' +
        'Cloud Map names, or to the listener of a load balancer. No packet is sent and nothing is tried out yet.',
      parameters: {
        ApiId: 'The API that it is part of. Fixed for life.',
        IntegrationType:
          '`HTTP_PROXY`: method, path, query, headers and body are handed on as they are, and so is the answer.',
        IntegrationMethod:
          '`ANY`: each request keeps its method. With `GET` here a POST would arrive at the task as a GET.',
        IntegrationUri:
          'Not a URL but an ARN: of the Cloud Map service, whose tasks API Gateway then chooses among, or of a ' +
          'listener (not of its load balancer). All of it has to be in one account.',
        ConnectionType:
          '`VPC_LINK`, since the tasks are called at private addresses. The default, `INTERNET`, wants a public URL.',
        ConnectionId:
          'The VPC link. `provision` waits until it is `AVAILABLE`; one link serves all integrations of the stack.',
        PayloadFormatVersion:
          '`1.0`, the only version for private integrations. It is a text: the number 1.0 would be sent as 1 and ' +
          'refused.',
      },
      behind:
        'When requests come, API Gateway asks Cloud Map by `DiscoverInstances`, not the DNS, and spreads them over ' +
        'the healthy instances, at the address and port that each is registered with. For a listener it connects to ' +
        'the load balancer, whose rules then decide. An answer has to come within 30 seconds, or the client gets ' +
        "an error of API Gateway's own, 503 or 504 as people report it, while the task works on. The call takes no " +
        'token: after an interruption the integration is known by what it connects.',
      undo: '`DeleteIntegration`, after the routes that name it.',
      mistakes: [
        'The ARN of the load balancer, or a URL: `BadRequestException`, "integration uri should be a valid ELB ' +
          'listener ARN or a valid Cloud Map service ARN".',
        'A Cloud Map service with A records: accepted without a word. As the registered tasks have no port, each ' +
          'request ends as 503 `{"message":"Service Unavailable"}`, and no task has a line of it in its log.',
        "One of the two security group rules missing, out of the link's group or into the tasks': 503 again. The " +
          "API's access log has the request, the log of the tasks does not.",
        'A stage with a name: tasks are asked for `/prod/books` in place of `/books`. The stage `$default` adds ' +
          'nothing.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html',
    },
    'apigatewayv2:GetIntegrations': {
      does: 'Lists the integrations of an API. After an interruption, the one with this VPC link and this URI is ours.',
      parameters: {
        NextToken: 'Of the page before; all pages are read.',
      },
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html',
    },
    'apigatewayv2:GetIntegration': {
      does:
        'Tells method, URI, link and payload version of one integration, to compare them with the config. One that ' +
        'is gone is `NotFoundException`.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html',
    },
    'apigatewayv2:UpdateIntegration': {
      does:
        'Points an integration somewhere else, and its routes stay as they are. It is sent when the VPC link or what ' +
        'is behind it was replaced.',
      parameters: {
        ConnectionId:
          'The new VPC link. That is how a link with other subnets takes over before the old one is deleted.',
        IntegrationUri: 'Another Cloud Map service or listener.',
      },
      behind:
        'With automatic deployment on the air some seconds later; requests underway end where they began. Several ' +
        'changes of one API at a time may be answered with `ConflictException`: they are tried again.',
      undo: 'The same call with the former values.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html',
    },
    'apigatewayv2:DeleteIntegration': {
      does: 'Removes an integration, and with it the last thing that holds on to the VPC link.',
      undo: 'Nothing; it is made anew, with another id.',
      mistakes: [
        'A route still names it: `ConflictException`. Routes first.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html',
    },
  },
};
