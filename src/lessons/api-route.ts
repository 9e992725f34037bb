import type { Chapter } from './lesson.js';

export const apiRoute: Chapter = {
  noun: 'api-route',
  is:
    'A route says which requests of an API go to which integration: a method and a path as in `GET /pets/{id}`, or ' +
    '`$default` for all that no other route takes. API Gateway takes the route that fits most exactly; unlike rules ' +
    'of a load balancer, routes have no order.',
  operations: {
    'apigatewayv2:CreateRoute': {
      does: 'Leads requests with this method and path to an integration.',
      parameters: {
        ApiId: 'The API. Fixed for life.',
        RouteKey:
          'From the config: `$default`, or a method (`ANY` for all) and a path whose segments may be variables, the ' +
          'last one greedy as in `ANY /{proxy+}`. Once in an API, and fixed for life.',
        Target: '`integrations/<id>`: the word in front of the id is part of it.',
      },
      behind:
        'An exact path wins over one with a variable, that over a greedy one, and `$default` comes last. The path is ' +
        "handed on as it was asked for, whatever the route's is. If a stage deploys automatically, the route is on " +
        'the air some seconds later; here the stage comes after all routes, so that the first deployment has them.',
      undo: '`DeleteRoute`.',
      mistakes: [
        '`ANY /{proxy+}` does not take `/`: the variable wants something to stand for. Requests for the root get ' +
          '`{"message":"Not Found"}`, unless there is a `$default` as well.',
        '`/pets` with no method: `BadRequestException`. A key is a method, one space and a path.',
        'The same key twice in an API: `ConflictException`. `provision` says so before anything is called.',
        'A target without the `integrations/` in front: `BadRequestException`.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html',
    },
    'apigatewayv2:GetRoutes': {
      does: 'Lists the routes of an API. After an interruption, the one with this key is ours; a route has no tags.',
      parameters: {
        NextToken: 'Of the page before; all pages are read.',
      },
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html',
    },
    'apigatewayv2:GetRoute': {
      does:
        'Tells the key and the target of a route, to compare them with the config. One that is gone is ' +
        '`NotFoundException`.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html',
    },
    'apigatewayv2:UpdateRoute': {
      does: 'Leads a route to another integration.',
      parameters: {
        Target: 'The only thing that is changed; for another key there is another route.',
      },
      behind: 'On the air some seconds later, by itself.',
      undo: 'The same call with the former target.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html',
    },
    'apigatewayv2:DeleteRoute': {
      does: 'Removes a route. Its requests go to the next one that fits, or are answered with 404.',
      undo: 'Nothing; it is made anew.',
      mistakes: [
        'Deleting the last route of an API whose stage deploys by itself: "Unable to deploy API because no routes ' +
          'exist in this API", and the stage serves what it served before. In `down` the stage goes first.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes-routeid.html',
    },
  },
};
