import { UpdateRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { apigatewayv2 } from '../call.js';
import type { Lab } from '../lab.js';
import { behindLink, replacedIn } from '../stacks.js';
import { statusPage } from './changes.js';

const items = `  items:
    image: public.ecr.aws/docker/library/nginx:latest
    port: 80
    count: 1
    discovery:
      type: srv
    routes:
      - ANY /items/{proxy+}

ingress:
`;
const routeStep = 'items-route-any-items-proxy';

export const wrongIntegration: Lab = {
  name: 'wrong-integration',
  title: 'Requests for items are answered, by the wrong service',
  topic: 'API Gateway',
  difficulty: 'medium',
  story:
    'The shop has two services behind one API. Since somebody has tidied up its integrations, pages below /items look like ' +
    'the start page. No request fails, and no alarm is raised.',
  config: replacedIn(behindLink, 'ingress:\n', items),
  requests: [
    { method: 'GET', path: '/', service: 'web' },
    { method: 'GET', path: '/items/7', service: 'items' },
  ],
  breakage: {
    calls: [
      ({ out }) => [
        apigatewayv2(
          new UpdateRouteCommand({
            ...{ ApiId: out('api', 'apiId'), RouteId: out(routeStep, 'routeId') },
            Target: `integrations/${out('web-integration', 'integrationId')}`,
          }),
        ),
      ],
    ],
  },
  hints: [
    'The status is 200. Look at who answers: on the sandbox the body says which service it is.',
    'A route says for which requests, and its target says where they go.',
    'Compare the targets of the two routes: aws apigatewayv2 get-routes. They are the same.',
    'The route ANY /items/{proxy+} must lead to the integration whose URI is the Cloud Map service items.',
  ],
  repairs: [
    { says: 'Run `provision up`: it leads the route back to its integration', edits: [] },
    {
      says: 'Lead the route to the integration of items',
      calls: [
        ({ out }) => [
          apigatewayv2(
            new UpdateRouteCommand({
              ...{ ApiId: out('api', 'apiId'), RouteId: out(routeStep, 'routeId') },
              Target: `integrations/${out('items-integration', 'integrationId')}`,
            }),
          ),
        ],
      ],
    },
  ],
  hiding: [statusPage],
  lesson:
    'A route and its integration are two things, and either may be wrong. An answer with status 200 says that somebody has ' +
    'answered, not that it was the right one. Access logs of the API have the route key and the integration’s status. Checks ' +
    'that look at the body find what checks of the status do not.',
  sources: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html'],
  explain: ['api-route', 'api-integration'],
};
