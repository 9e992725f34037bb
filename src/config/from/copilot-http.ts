import { integer, oneOf, seconds, text } from './convert.js';
import { converted, held, left, map, to, type Row, type Rows } from './rows.js';
import { isMap, nameOf, partsOf, within, type Value } from './source.js';
import type { Target } from './draft.js';
import { reasons } from './reasons.js';
import { plainText } from '../../plain-text.js';

/**
 * `http` of a manifest: the rule of a load balancer, and its target group.
 * Source: https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#http
 */
const together: Row = () => {};

const ofContainers = {
  because: 'a load balancer has no such check: containers have it',
  instead: '`unhealthy_threshold` and `grace_period` are those of a load balancer',
};

const health: Row = (whole, target) => {
  if (isMap(whole.value))
    map({
      path: to('target.health.path', text),
      healthy_threshold: to('target.health.healthy', integer),
      unhealthy_threshold: to('target.health.unhealthy', integer),
      interval: to('target.health.interval', seconds),
      timeout: to('target.health.timeout', seconds),
      grace_period: to('target.grace', seconds),
      success_codes: to('target.health.codes', text),
      retries: left(ofContainers),
      start_period: left(ofContainers),
      port: (value, inside) => {
        const [own] = inside.draft.within([...inside.path, 'port']);
        if (own?.value === value.value) inside.hold(value);
        else to('target.health.port', integer)(value, inside);
      },
    })(whole, target);
  else to('target.health.path', text)(whole, target);
};

const names = {
  because: 'names and certificates of your own are not said yet at a service',
  instead: '`ingress.domain`, or a name that you lead to the load balancer',
};

/** Whether a config can have names of its own. */
const domainOf = ({ draft }: Target): boolean => draft.top.schema('ingress', 'domain') !== undefined;

/** The names of a service: a text, texts, or maps with a zone of Route 53. The first is the name of the ingress. */
function alias(whole: Value, target: Target): void {
  if (!domainOf(target)) return target.leave(whole, names);
  const { top } = target.draft;
  const all = Array.isArray(whole.value) ? partsOf(whole) : [whole];
  for (const [i, one] of all.entries()) {
    const name = isMap(one.value) ? within(one, 'name') : one;
    if (i === 0) to('ingress.domain.name', text)(name, top);
    else top.add(['ingress', 'domain', 'alternativeNames'], plainText(name.value), name);
    if (isMap(one.value)) for (const part of partsOf(one)) if (nameOf(part) === 'hosted_zone') zone(part, target);
  }
}

function zone(value: Value, target: Target): void {
  const { top } = target.draft;
  const [given] = target.draft.within(['ingress', 'domain', 'zone']);
  if (!domainOf(target)) target.leave(value, names);
  else if (given?.value === value.value) top.hold(value);
  else if (given) top.leave(value, { because: 'all names are in one zone', instead: 'lead the others here yourself' });
  else to('ingress.domain.zone', text)(value, top);
}

export const httpRows: Rows = {
  path: together,
  healthcheck: health,
  deregistration_delay: to('target.drain', seconds),
  stickiness: (value, target) =>
    value.value === true
      ? target.put(['target', 'stickiness'], {}, value, 'a cookie of the load balancer, for a day')
      : target.unknown(value),
  alias,
  hosted_zone: zone,
  redirect_to_https: (value, target) =>
    value.value === true && domainOf(target) ? target.hold(value) : target.unknown(value, names),
  ssl_policy: left(names),
  target_container: left({
    because: 'the rules lead to the container of the service',
    instead: 'make that one the container of the service',
  }),
  targetContainer: left({
    because: 'the rules lead to the container of the service',
    instead: 'make that one the container of the service',
  }),
  target_port: (value, target) => {
    const [own] = target.draft.within([...target.path, 'port']);
    if (own?.value === value.value) target.hold(value);
    else target.leave(value, reasons.onePort);
  },
  version: to('target.version', oneOf({ http1: 'http1', http2: 'http2', grpc: 'grpc' })),
  allowed_source_ips: together,
  private: held(),
};

/**
 * The rule that leads to a service. `/` of Copilot is all requests; `api` is `/api` and all below it.
 * @param type the manifest's: request-driven services have no path, and take all requests
 */
export function mainRoute(root: Value, type: string, target: Target): void {
  const http = within(root, 'http');
  const path = within(http, 'path');
  if (type === 'Request-Driven Web Service') {
    target.put(
      ['rules'],
      [{ path: '$default' }],
      [],
      'all requests: App Runner gave the service an address of its own',
    );
    return;
  }
  if (path.value === undefined) return;
  if (type === 'Backend Service')
    return target.leave(path, {
      because: 'a load balancer is open to the internet here',
      instead: '`calledBy` lets in other services',
    });
  const made = converted(path, text);
  if ('because' in made) return target.leave(path, made);
  const plain = plainText(made.value).replace(/^\/|\/$/g, '');
  if (target.schema('rules') === undefined) return target.unknown(path);
  const allowed = within(http, 'allowed_source_ips');
  const sourceIps = partsOf(allowed).map(({ value }) => plainText(value));
  const paths = plain === '' ? ['/*'] : [`/${plain}`, `/${plain}/*`];
  const how = plain === '' ? 'all requests: `$default`' : `/${plain} and all below it`;
  if (sourceIps.length > 0)
    target.put(
      ['rules'],
      [{ path: paths, sourceIps }],
      [path, allowed],
      'a rule that looks at where requests come from',
    );
  else target.put(['rules'], [{ path: plain === '' ? '$default' : paths }], path, how);
}
