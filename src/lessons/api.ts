import type { Chapter } from './lesson.js';

export const api: Chapter = {
  noun: 'api',
  is:
    'An HTTP API of API Gateway is a public HTTPS address with a list of routes behind it. AWS runs it outside of ' +
    'every VPC and looks after certificate, DDoS protection and capacity; nothing of it is a machine of yours. It ' +
    'consists of integrations (where to), routes (which requests) and stages (on the air or not), each a noun of its ' +
    'own.',
  operations: {
    'apigatewayv2:CreateApi': {
      does:
        'Makes the API and gives it its address, `https://<id>.execute-api.<region>.amazonaws.com`. Without routes ' +
        'and a stage it answers every request with 404.',
      parameters: {
        Name: "The stack's, for people. APIs may share a name, so nobody is found by it.",
        ProtocolType:
          '`HTTP`; `WEBSOCKET` is the other one. REST APIs are an older product with calls of its own (`apigateway`, ' +
          'without v2): they too reach a load balancer through a VPC link, but not tasks by way of Cloud Map.',
        CorsConfiguration:
          'Only if the config has `ingress.cors`: API Gateway then answers preflight requests itself and adds the ' +
          'headers to other answers. Left out, `OPTIONS` goes to the tasks like any other method.',
        Tags:
          'The only way to find it again: no unique name, no token. An interrupted run looks through `GetApis` for ' +
          'them.',
      },
      behind:
        "It is there within a second and has no states. The certificate is AWS's and covers this address; clients " +
        'need nothing but the URL, and `http://` is not offered. The limits are 30 seconds for an answer, 10 MB for ' +
        'a body, 300 routes and 300 integrations.',
      undo: '`DeleteApi`.',
      cost:
        'By the request and by what is transferred; nothing while nobody calls. A load balancer on the internet ' +
        'costs by the hour, but less for each request: with little traffic the API is the cheaper way in, with very ' +
        'many small requests the load balancer.',
      mistakes: [
        'Repeating the call because its answer was lost: a second API of the same name. `provision` therefore ' +
          "switches the SDK's retries off for it, and looks first.",
        "CORS both here and in the program: API Gateway ignores the program's headers, and a header that only the " +
          'program allows is refused by the browser.',
        '`AllowCredentials` together with the origin `*`: `BadRequestException`. Browsers would not accept it either.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html',
    },
    'apigatewayv2:GetApis': {
      does:
        'Lists the APIs of the account in this region, with their tags. `provision` looks through it for its own ' +
        'after an interruption.',
      parameters: {
        NextToken: 'Of the page before; there is no filter, so all pages are read.',
      },
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html',
    },
    'apigatewayv2:GetApi': {
      does: 'Tells name, address, CORS and tags of one API, to compare them with the config.',
      behind:
        'Header names of CORS come back in lower case whatever was sent, so they are levelled before they are ' +
        'compared. One that is gone is `NotFoundException`.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html',
    },
    'apigatewayv2:UpdateApi': {
      does: 'Changes the name or the CORS settings of an API. Only what differs is sent.',
      parameters: {
        Name: 'The new one; the address does not depend on it and stays.',
        CorsConfiguration:
          'As a whole, since what is left out of it is no longer allowed. It cannot be taken away by this.',
      },
      behind: 'With automatic deployment it is on the air some seconds later.',
      undo: 'The same call with the former values.',
      mistakes: [
        'Testing CORS with `curl` and no `Origin` header: no CORS headers come back, although all is well.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html',
    },
    'apigatewayv2:DeleteCorsConfiguration': {
      does:
        'Takes the CORS settings away, which `UpdateApi` cannot. From then on the tasks answer `OPTIONS` themselves.',
      behind:
        'Where there are none the answer is an error, so `provision` asks `GetApi` first; an interrupted run can ' +
        'repeat it without harm.',
      undo: '`UpdateApi` with a `CorsConfiguration`.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-cors.html',
    },
    'apigatewayv2:DeleteApi': {
      does:
        'Removes the API and whatever is left in it. In `down` the stage, routes and integrations have gone before.',
      behind: 'Immediate; the address stops answering.',
      undo:
        'Nothing. A new API has a new id and so another address, and every client has to be told: `provision` never ' +
        'replaces one by itself.',
      mistakes: [
        'Deleting the VPC link first: refused, as integrations still name it. The API goes first.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html',
    },
    'apigatewayv2:TagResource': {
      does:
        'Adds tags to an API, a stage or a VPC link, or overwrites those with the same keys. Sent when the tags of ' +
        'the config change.',
      parameters: {
        ResourceArn:
          'Put together by `provision`, as no answer contains it: `arn:aws:apigateway:<region>::/apis/<id>`. Between ' +
          'the two colons there is no account.',
        Tags: 'A map, where most services take a list of keys and values.',
      },
      undo: '`UntagResource`.',
      mistakes: [
        'Trying it on a route or an integration: these have no tags.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html',
    },
    'apigatewayv2:UntagResource': {
      does: 'Takes tags off an API, a stage or a VPC link by their keys.',
      parameters: {
        TagKeys: 'Keys alone; the tags that `provision` finds its things by are never among them.',
      },
      undo: '`TagResource`.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/tags-resource-arn.html',
    },
  },
};
