// Reads the operation of a request to AWS from the request itself; the proxy has no other source.

/** The same rule as in src/is-mutating.ts: the verb shows whether an operation only reads. */
const isMutating = (operation) => !/^(Describe|Get|List|Discover|Search|BatchGet|BatchCheck|Lookup)/.test(operation);

/** In REST services, method and path stand for the operation. */
const verbs = { POST: 'Create', PUT: 'Put', PATCH: 'Update', DELETE: 'Delete' };
const nouns = { apis: 'Api', vpclinks: 'VpcLink', integrations: 'Integration', routes: 'Route', stages: 'Stage' };

/**
 * Recognises AWS's three protocols: `Action=` in a form (EC2, IAM, STS), `X-Amz-Target` over JSON (ECS, Cloud Map,
 * Logs), method and path (API Gateway).
 * @returns `operation`; `service`, as requests are signed for; `mutating`; `texts`, all values it carries; `step`,
 *   the value of the tag `provision:step`, where it makes something with that tag
 */
export function readRequest({ method, url, headers, body }) {
  const path = url.split('?')[0];
  const members = membersOf(headers, body.toString('utf8'));
  const operation = operationOf({ method, path, headers, members });
  const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
  return {
    operation,
    service: /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '',
    mutating: operation.includes(' ') ? !/^(GET|HEAD) /.test(operation) : isMutating(operation),
    texts: new Set([...members.map(([, value]) => value), ...segments]),
    step: taggedStep(members),
  };
}

function operationOf({ method, path, headers, members }) {
  const target = headers['x-amz-target'];
  if (target) return target.slice(target.lastIndexOf('.') + 1);
  const action = members.find(([name]) => name === 'Action');
  if (action) return action[1];
  // After the version, collections and ids alternate: /v2/apis/{apiId}/routes/{routeId}.
  const segments = path.split('/').filter(Boolean).slice(1);
  const noun = nouns[segments[segments.length % 2 === 0 ? segments.length - 2 : segments.length - 1]];
  return noun && verbs[method] ? `${verbs[method]}${noun}` : `${method} ${path}`;
}

/** All strings and numbers of a body as `[path, value]`. */
function membersOf(headers, text) {
  if (/x-www-form-urlencoded/.test(headers['content-type'] ?? '')) return [...new URLSearchParams(text)];
  try {
    return leavesOf(JSON.parse(text || '{}'));
  } catch {
    return [];
  }
}

/** Every leaf of a JSON value as `[path, value]`, with a path like `tags.0.key`. */
export function leavesOf(value, path = '') {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, it]) => leavesOf(it, path ? `${path}.${name}` : name));
}

/** Tags are a map, or a list of keys and values: `Tag.1.Key=provision:step&Tag.1.Value=vpc`. */
function taggedStep(members) {
  const inMap = members.find(([path]) => /(^|\.)provision:step$/.test(path));
  if (inMap) return inMap[1];
  const key = members.find(([path, value]) => /\.key$/i.test(path) && value === 'provision:step');
  if (!key) return undefined;
  const beside = key[0].replace(/key$/i, 'value').toLowerCase();
  return members.find(([path]) => path.toLowerCase() === beside)?.[1];
}
