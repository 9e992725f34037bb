import { CreateRouteCommand, UpdateRouteCommand } from '@aws-sdk/client-apigatewayv2';
import { apigatewayv2 } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';

const routeOf = ({ out, facts }: Found) => {
  const ApiId = out('api', 'apiId');
  const [route] = facts.apis.filter((it) => it.ApiId === ApiId).flatMap((it) => it.routes);
  return { ApiId, RouteId: route?.RouteId, Target: route?.Target };
};

export const routeKey: Lab = {
  name: 'route-key',
  title: 'The start page works, and everything below it is 404',
  topic: 'API Gateway',
  difficulty: 'easy',
  story:
    'A new config was rolled out, in which the routes of the API are "written down explicitly". The start page of the shop ' +
    'works. Its pages below that are not found.',
  config: behindLink,
  requests: [
    { method: 'GET', path: '/', service: 'web' },
    { method: 'GET', path: '/items/7', service: 'web' },
    { method: 'POST', path: '/orders', service: 'web' },
  ],
  breakage: { edits: [{ from: '      - $default', to: '      - GET /' }] },
  hints: [
    'The 404 has {"message":"Not Found"}, in JSON. nginx would answer with a page. So it is the API that answers.',
    'An HTTP API answers 404 where no route fits. Look at the routes: aws apigatewayv2 get-routes.',
    'The route GET / fits that one path and that one method. What fits everything?',
    'The route key $default takes what no other route takes. So does ANY /{proxy+} for all paths but /.',
  ],
  repairs: [
    {
      says: 'Change the config back to $default',
      edits: [{ from: '      - GET /', to: '      - $default' }],
    },
    {
      says: 'Have the config name the paths below, too',
      edits: [{ from: '      - GET /', to: '      - GET /\n      - ANY /{proxy+}' }],
    },
    {
      says: 'Create a route for the paths below, to the same integration',
      calls: [
        (found) => {
          const { ApiId, Target } = routeOf(found);
          return [apigatewayv2(new CreateRouteCommand({ ApiId, RouteKey: 'ANY /{proxy+}', Target }))];
        },
      ],
    },
    {
      says: 'Change the key of the route',
      calls: [
        (found) => {
          const { ApiId, RouteId } = routeOf(found);
          return [apigatewayv2(new UpdateRouteCommand({ ApiId, RouteId, RouteKey: '$default' }))];
        },
      ],
    },
  ],
  hiding: [],
  lesson:
    'A route key is a method and a path. It fits exactly, but for variables in braces, and {proxy+} takes all that is left of ' +
    'a path, though not an empty rest. $default takes whatever no other route takes. Where nothing fits, the API answers 404 ' +
    'itself: such an answer never came from your tasks, and is in none of their logs.',
  sources: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html'],
  explain: ['api-route'],
};
