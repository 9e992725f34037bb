import { badRequest } from './refusals.js';

const form = /^(ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\/\S*)$/;

/**
 * Checks a route key of an HTTP API: `$default`, or a method and a path. A parameter takes a whole part of the path,
 * and only the last part can be greedy: `GET /pets/{id}`, `ANY /{proxy+}`.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html; the second
 * message as in https://github.com/serverless/serverless/issues/10423
 * @throws AwsError `BadRequestException`
 */
export function checkRouteKey(key: string): void {
  if (key === '$default') return;
  const path = form.exec(key)?.[2];
  if (path === undefined)
    throw badRequest(
      'The provided route key is not formatted properly for HTTP protocol. ' +
        'Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
    );
  const parts = path.slice(1).split('/');
  // A path may end in a slash: `/` and `/pets/` are paths of their own.
  const named = parts.at(-1) === '' ? parts.slice(0, -1) : parts;
  if (!named.every((part, place) => isPart(part, place === parts.length - 1)))
    throw badRequest('One or more path parts appear to be invalid');
  const names = named.flatMap((part) => /^\{(.+?)\+?\}$/.exec(part)?.[1] ?? []);
  if (new Set(names).size < names.length) throw badRequest('One or more path parts appear to be invalid');
}

const isPart = (part: string, last: boolean) =>
  /^[\w.~:@!$&'()*,;=%-]+$/.test(part) || /^\{[\w.-]+\}$/.test(part) || (last && /^\{[\w.-]+\+\}$/.test(part));
