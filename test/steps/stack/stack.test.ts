import { expect, test } from '@jest/globals';
import { dependenciesOf } from '../../../src/step-dependencies.js';
import { stackOf } from '../../../steps/stack/index.js';
import type { Step } from '../../../src/step.js';
import { configOf, where } from '../config.js';
import { allNeedsOf, needsOf, wantOf } from '../samples.js';

const service = (more: object = {}) => ({ image: 'nginx:1.27', port: 80, ...more });
const discovery = { type: 'srv', ttl: 60 };
const variants: { readonly [name: string]: object } = {
  'one service': {},
  'three zones': { network: { zones: 3 } },
  'two services with routes': {
    services: {
      books: service({ discovery, routes: ['GET /books', 'GET /books/{id}'] }),
      authors: service({ discovery, port: 8080, routes: ['ANY /authors/{proxy+}', '$default'] }),
    },
  },
  'three services, one without routes, one without discovery': {
    services: {
      api: service({ discovery, routes: ['$default'] }),
      cache: service({ discovery, port: 6379 }),
      worker: service({ count: 0 }),
    },
  },
  'no ingress': { services: { web: service({ discovery }) }, ingress: { type: 'none' } },
  'no ingress and no discovery': { services: { web: service() }, ingress: { type: 'none' }, namespace: undefined },
};
const stackFor = (variant: object) => stackOf(configOf(variant), where);
const namesOf = (steps: readonly Step[]) => steps.map(({ name }) => name);
const stepOf = (steps: readonly Step[], name: string): Step => {
  const step = steps.find((one) => one.name === name);
  if (!step) throw new Error(`no step ${name} among ${namesOf(steps).join(', ')}`);
  return step;
};

test('the blueprint is built in the order a person would build it', () => {
  expect(namesOf(stackFor({}).steps)).toEqual([
    'availability-zones',
    'vpc',
    'public-subnet-a',
    'public-subnet-b',
    'internet-gateway',
    'internet-gateway-attachment',
    'public-route-table',
    'public-default-route',
    'public-route-table-association-a',
    'public-route-table-association-b',
    'namespace',
    'cluster',
    'execution-role',
    'execution-role-policy',
    'web-log-group',
    'web-security-group',
    'web-task-definition',
    'web-discovery',
    'web-service',
    'vpc-link-security-group',
    'vpc-link',
    'api',
    'web-ingress-from-vpc-link',
    'vpc-link-egress-to-web',
    'web-integration',
    'web-route-default',
    'api-access-logs',
    'api-stage',
  ]);
});

test.each(Object.entries(variants))('%s: names are unique, and every step comes after all it needs', (_, variant) => {
  const { steps, outputs } = stackFor(variant);
  const names = namesOf(steps);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  const early = steps.flatMap((step, at) => needsOf(step).filter((need) => !steps.slice(0, at).includes(need)));
  expect(namesOf(early)).toEqual([]);
  for (const { step } of Object.values(outputs)) expect(steps).toContain(step);
});

test.each(Object.entries(variants))('%s: what each step wants is plain JSON, and the same every time', (_, variant) => {
  const wants = () => stackFor(variant).steps.map((step) => wantOf(step));
  expect(JSON.parse(JSON.stringify(wants()))).toEqual(wants());
});

test.each(Object.entries(variants))('%s: no two resources that must not share a name do', (_, variant) => {
  const names = stackFor(variant).steps.flatMap((step) => {
    const { GroupName, logGroupName, serviceName, family, RouteKey } = Object(wantOf(step));
    const own = GroupName ?? logGroupName ?? serviceName ?? family ?? RouteKey;
    return own === undefined ? [] : [`${step.resource.type} ${own}`];
  });
  expect(new Set(names).size).toBe(names.length);
});

test('a task starts only when it can reach its image and its log group, and has the permission to', () => {
  const { steps } = stackFor({ network: { zones: 3 } });
  const before = namesOf(allNeedsOf(stepOf(steps, 'web-service')));
  for (const name of [
    'public-default-route',
    'internet-gateway-attachment',
    'public-route-table-association-a',
    'public-route-table-association-b',
    'public-route-table-association-c',
    'execution-role-policy',
    'web-log-group',
    'web-discovery',
  ])
    expect(before).toContain(name);
});

test('the VPC link, which takes minutes, waits for nothing but its subnets and its group', () => {
  const { steps } = stackFor({});
  expect(namesOf(needsOf(stepOf(steps, 'vpc-link')))).toEqual([
    'public-subnet-a',
    'public-subnet-b',
    'vpc-link-security-group',
  ]);
  expect(namesOf(needsOf(stepOf(steps, 'web-security-group')))).toEqual(['vpc']);
});

test('the stage comes after all routes, so that nothing half-made is on the air', () => {
  const { steps } = stackFor(variants['two services with routes'] ?? {});
  const routes = namesOf(steps).filter((name) => name.includes('-route-') && !name.startsWith('public-'));
  expect(routes).toEqual([
    'books-route-get-books',
    'books-route-get-books-id',
    'authors-route-any-authors-proxy',
    'authors-route-default',
  ]);
  expect(namesOf(needsOf(stepOf(steps, 'api-stage')))).toEqual(['api', ...routes, 'api-access-logs']);
});

test('security groups open the port of a service between the link and it, and nothing else', () => {
  const { steps } = stackFor(variants['three services, one without routes, one without discovery'] ?? {});
  const rules = steps.filter(({ resource }) => resource.type === 'security-group-rule');
  expect(namesOf(rules)).toEqual(['api-ingress-from-vpc-link', 'vpc-link-egress-to-api']);
  // Of several such rules, none can say that the link is let out nowhere else.
  expect(rules.map(({ why }) => why)).toEqual([
    'Lets the VPC link in to api, on its port only',
    'Lets the VPC link out to api, to its port only',
  ]);
  const [inward, outward] = rules.map((rule) => [wantOf(rule), ...namesOf(needsOf(rule))]);
  expect(inward).toMatchObject([{ Direction: 'ingress', Port: 80 }, 'api-security-group', 'vpc-link-security-group']);
  expect(outward).toMatchObject([{ Direction: 'egress', Port: 80 }, 'vpc-link-security-group', 'api-security-group']);
  const egress = (name: string) => Object(wantOf(stepOf(steps, name))).Egress;
  expect([egress('api-security-group'), egress('vpc-link-security-group')]).toEqual(['all', 'none']);
});

test('a service without discovery registers nowhere, and without any there is no namespace to pay for', () => {
  const { steps } = stackFor(variants['no ingress and no discovery'] ?? {});
  expect(namesOf(steps)).not.toContain('namespace');
  expect(wantOf(stepOf(steps, 'web-service'))).toMatchObject({ serviceRegistries: [] });
});

test('without an ingress there is no API, no link, no output, and any zone will do', () => {
  const { steps, outputs } = stackFor(variants['no ingress'] ?? {});
  expect(namesOf(steps).filter((name) => /api|link/.test(name))).toEqual([]);
  expect(outputs).toEqual({});
  expect(wantOf(stepOf(steps, 'availability-zones'))).toEqual({ Count: 2, ForVpcLink: false });
});

test('the output is the address of the API', () => {
  const { outputs } = stackFor({});
  expect(outputs['ApiUrl']?.of({ apiId: 'api-1', apiUrl: 'https://api-1.example' })).toBe('https://api-1.example');
  expect(Object.keys(outputs)).toEqual(['ApiUrl']);
});

test('names in AWS begin with the name of the stack', () => {
  const { steps } = stackFor({ name: 'shop', namespace: 'internal' });
  const want = (name: string) => wantOf(stepOf(steps, name));
  expect(want('cluster')).toMatchObject({ clusterName: 'shop' });
  expect(want('execution-role')).toMatchObject({ RoleName: 'shop-exec-us-east-1' });
  expect(want('web-log-group')).toMatchObject({ logGroupName: '/ecs/shop/web' });
  expect(want('api-access-logs')).toMatchObject({ logGroupName: '/aws/vendedlogs/apis/shop' });
  expect(want('web-security-group')).toMatchObject({ GroupName: 'shop-web' });
  expect(want('api')).toEqual({ Name: 'shop', ProtocolType: 'HTTP', CorsConfiguration: null });
});

test('each request to the API leaves one line of JSON with what API Gateway knows of it', () => {
  const { AccessLogSettings } = Object(wantOf(stepOf(stackFor({}).steps, 'api-stage')));
  expect(AccessLogSettings.DestinationArn).toBe('arn:logs');
  expect(JSON.parse(AccessLogSettings.Format)).toEqual({
    requestId: '$context.requestId',
    ip: '$context.identity.sourceIp',
    caller: '$context.identity.caller',
    user: '$context.identity.user',
    requestTime: '$context.requestTime',
    routeKey: '$context.routeKey',
    status: '$context.status',
  });
});

test('routes without discovery are refused rather than left out', () => {
  const config = configOf();
  const services = Object.entries(config.services).map(([name, { discovery: _, ...rest }]) => [name, rest]);
  expect(() => stackOf({ ...config, services: Object.fromEntries(services) }, where)).toThrow(
    'web has routes, but no discovery',
  );
});

test('an integration leads to a service only once its tasks run, and neither waits for the other to go', () => {
  const { steps } = stackFor({});
  const integration = steps.find(({ name }) => name === 'web-integration');
  const edge = integration && dependenciesOf(integration).find(({ to }) => to.name === 'web-service');
  expect(edge).toMatchObject({ onlyId: false, outlives: false });
});
