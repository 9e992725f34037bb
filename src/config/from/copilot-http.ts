import type { Path } from '../member-path.js';
import { integer, oneOf, seconds, text } from './convert.js';
import { converted, held, left, map, to, type Row, type Rows } from './rows.js';
import { putFurtherPort, serviceOf } from './further-port.js';
import { isMap, nameOf, partsOf, rootOf, within, type Value } from './source.js';
import type { Target } from './draft.js';
import { importedBalancer } from './copilot-balancer.js';
import { certificateVariable } from './open-variables.js';
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
      grace_period: (value, inside) => to('target.grace', seconds)(value, serviceOf(inside)),
      success_codes: to('target.health.codes', text),
      retries: left(ofContainers),
      start_period: left(ofContainers),
      port: (value, inside) => {
        const [own] = inside.draft.within([...inside.path, 'port']);
        if ((own?.value ?? ownPortIn(value)) === value.value) inside.hold(value);
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

/** Copilot has the certificate of the names in the manifest of an environment, or has made it for the domain of the application. */
function certificateOf({ draft }: Target): void {
  const said = (...path: Path) => draft.within(['ingress', ...path]).length > 0;
  if (!said('domain', 'name') || said('domain', 'zone') || said('loadBalancer', 'arn')) return;
  const why = `the certificate of these names, which the file does not name: set ${certificateVariable}, or write \`zone\` in its place`;
  draft.top.put(['ingress', 'domain', 'certificate'], `\${${certificateVariable}}`, [], why);
}

const httpRows: Rows = {
  path: together,
  alb: together,
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
  ...{ target_container: together, targetContainer: together, target_port: together },
  version: to('target.version', oneOf({ http1: 'http1', http2: 'http2', grpc: 'grpc' })),
  allowed_source_ips: together,
  private: held(),
  additional_rules: together,
};

/** The target group of a port is that of the first rule that leads there. */
const oneTargetGroup = left({
  because: 'a port has one target group here, and another rule has said what it is',
  instead: 'write it into `target` of that port',
});

/** What `http` says, of the port that its rule leads to; then each of `additional_rules`. */
export const httpOf: Row = (http, target) => {
  if (!isMap(http.value)) return map(httpRows)(http, target);
  const at = portOf(http, target);
  if (at) map(httpRows)(http, at);
  for (const more of partsOf(within(http, 'additional_rules'))) additionalRule(more, target);
};

function additionalRule(rule: Value, target: Target): void {
  if (!isMap(rule.value)) return target.unknown(rule);
  const at = portOf(rule, target);
  if (!at) return;
  const isSaid = target.draft.within([...at.path, 'target']).length > 0;
  const ofGroup = ['healthcheck', 'deregistration_delay', 'stickiness', 'version'];
  map({
    ...httpRows,
    ...(isSaid && Object.fromEntries(ofGroup.map((name) => [name, oneTargetGroup]))),
    alias: together,
  })(rule, at);
  const hosts = hostsOf(within(rule, 'alias'), target);
  const path = within(rule, 'path');
  if (path.value !== undefined) addRule(path, rule, at, hosts);
}

/** The hosts that a rule is for. Each is a name of the ingress, too. */
function hostsOf(alias: Value, target: Target): readonly Value[] {
  const all = Array.isArray(alias.value) ? partsOf(alias) : alias.value === undefined ? [] : [alias];
  const { top } = target.draft;
  return all.map((one) => {
    const name = isMap(one.value) ? within(one, 'name') : one;
    const known = target.draft.within(['ingress', 'domain']).map(({ value }) => value);
    if (domainOf(target) && known.length > 0 && !known.includes(name.value))
      top.add(['ingress', 'domain', 'alternativeNames'], plainText(name.value), name);
    if (isMap(one.value)) for (const part of partsOf(one)) if (nameOf(part) === 'hosted_zone') zone(part, target);
    return name;
  });
}

const ownPortIn = ({ source }: Value): unknown => within(within(rootOf(source), 'image'), 'port').value;

/**
 * Where a rule leads: to the port of the service, or to a further one, which is put. A port without a container is that of the
 * sidecar that has it.
 * Source: https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#http-target-port
 */
function portOf(http: Value, target: Target): Target | undefined {
  const [number, ...given] = ['target_port', 'target_container', 'targetContainer'].map((it) => within(http, it));
  const container = given.find(({ value }) => value !== undefined);
  const sidecars = partsOf(within(rootOf(http.source), 'sidecars'));
  const portIn = (it: Value | undefined) => Number.parseInt(plainText((it && within(it, 'port').value) ?? ''), 10);
  const named = sidecars.find((it) => nameOf(it) === container?.value);
  const wanted = number?.value === undefined ? portIn(named) : Number(plainText(number.value));
  const beside = container ? named : sidecars.find((it) => portIn(it) === wanted);
  const from = [number, container].filter((it) => it?.value !== undefined) as Value[];
  const [first, ...others] = from;
  if (!first || Number.isNaN(wanted) || (!beside && wanted === ownPortIn(http))) {
    for (const it of from) target.hold(it);
    return target;
  }
  for (const it of others) target.hold(it, `the rules lead to port ${wanted}`);
  return putFurtherPort(target, { port: wanted, container: beside && nameOf(beside) }, first);
}

/**
 * The rule that leads to a service. `/` of Copilot is all requests; `api` is `/api` and all below it.
 * @param type the manifest's: request-driven services have no path, and take all requests
 */
export function mainRoute(root: Value, type: string, target: Target): void {
  const http = within(root, 'http');
  const path = within(http, 'path');
  importedBalancer(root, target);
  certificateOf(target);
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
  const at = ruleTarget(http, target);
  if (at) addRule(path, http, at, []);
}

/** Where the rule of `http` leads, which has been put before. */
function ruleTarget(http: Value, target: Target): Target | undefined {
  const { draft, path } = target;
  const further = draft.within([...path, 'ports']).find(({ from }) => from.some((it) => isDirectlyIn(it, http)));
  return further ? target.in('ports', further.to[3] ?? '') : target;
}
const isDirectlyIn = (value: Value, around: Value): boolean =>
  value.path.length === around.path.length + 1 && around.path.every((segment, i) => segment === value.path[i]);

/** @param hosts that the rule is for; all, where there are none */
function addRule(path: Value, http: Value, target: Target, hosts: readonly Value[]): void {
  const made = converted(path, text);
  if ('because' in made) return target.leave(path, made);
  const plain = plainText(made.value).replace(/^\/|\/$/g, '');
  if (target.schema('rules') === undefined) return target.unknown(path);
  const allowed = within(http, 'allowed_source_ips');
  const sourceIps = partsOf(allowed).map(({ value }) => plainText(value));
  const paths = plain === '' ? ['/*'] : [`/${plain}`, `/${plain}/*`];
  const how = plain === '' ? 'all requests: `$default`' : `/${plain} and all below it`;
  const host = hosts.map(({ value }) => plainText(value));
  if (sourceIps.length + host.length > 0)
    target.add(
      ['rules'],
      { path: paths, ...(host.length > 0 && { host }), ...(sourceIps.length > 0 && { sourceIps }) },
      [path, ...hosts, ...(sourceIps.length > 0 ? [allowed] : [])],
      host.length > 0 ? 'a rule for these hosts' : 'a rule that looks at where requests come from',
    );
  else target.add(['rules'], { path: plain === '' ? '$default' : paths }, path, how);
}
