import { UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { apigatewayv2, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink, replacedIn } from '../stacks.js';

const origin = 'https://www.example.com';
const oldOrigin = 'https://example.com';

const allowing = ({ out }: Found, AllowOrigins: string[]): Call =>
  apigatewayv2(
    new UpdateApiCommand({
      ApiId: out('api', 'apiId'),
      CorsConfiguration: { AllowOrigins, AllowMethods: ['GET', 'POST'], AllowHeaders: ['content-type'] },
    }),
  );

export const cors: Lab = {
  name: 'cors',
  title: 'curl works, and the page in the browser gets nothing',
  topic: 'API Gateway',
  difficulty: 'medium',
  story:
    `The page of the shop is at ${origin} and calls the API. Since the last change of the config, its console says that CORS ` +
    'has blocked the request. Everybody who tries it with curl gets an answer.',
  config: replacedIn(
    behindLink,
    '  via: cloud-map\n',
    `  via: cloud-map\n  cors:\n    allowOrigins: [${origin}]\n    allowMethods: [GET, POST]\n    allowHeaders: [Content-Type]\n`,
  ),
  requests: [
    { method: 'OPTIONS', path: '/items/7', service: 'web', origin },
    { method: 'GET', path: '/items/7', service: 'web' },
  ],
  breakage: { edits: [{ from: `[${origin}]`, to: `[${oldOrigin}]` }] },
  hints: [
    'A browser asks first: a preflight request, with the method OPTIONS and the origin of the page. Look at the headers of the answer.',
    'The answer has no access-control-allow-origin. So the browser keeps the answer from the page; curl does not care.',
    'The API has the origins that it allows: aws apigatewayv2 get-api. An origin is scheme, host and port, letter by letter.',
    `It allows ${oldOrigin}. The page is at ${origin}: that is another origin.`,
  ],
  repairs: [
    {
      says: 'Have the config allow the origin of the page',
      edits: [{ from: `[${oldOrigin}]`, to: `[${origin}]` }],
    },
    {
      says: 'Have the config allow both origins',
      edits: [{ from: `[${oldOrigin}]`, to: `[${oldOrigin}, ${origin}]` }],
    },
    { says: 'Set the origin at the API', calls: [(found) => [allowing(found, [origin])]] },
  ],
  hiding: [{ says: 'Allow every origin', calls: [(found) => [allowing(found, ['*'])]] }],
  lesson:
    'CORS is a rule for browsers: an answer is handed to a page of another origin only where the answer allows that origin. ' +
    'An HTTP API that has a CORS configuration answers preflight requests itself and sets the headers. example.com and ' +
    'www.example.com are two origins. "*" makes the message go away, and lets every page that a user opens call the API.',
  sources: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html'],
  explain: ['api'],
};
