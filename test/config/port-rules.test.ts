import { expect, test } from '@jest/globals';
import { problemLines } from './problem-lines.js';

/** Several ports of a service: what is refused, and where. */

const image = { image: 'nginx' };
const web = { ...image, port: 80 };
const config = (service: object, others: object = {}) =>
  JSON.stringify({
    name: 'shop',
    namespace: 'internal',
    services: { web: service, ...others },
    ingress: { type: 'alb' },
  });
const behind = (ports: object, more: object = {}) => ({ ...web, rules: [{ path: '$default' }], ports, ...more });

test('ports of all kinds are right, of a worker, too', () => {
  const ports = {
    admin: {
      port: 9090,
      container: 'envoy',
      rules: [{ path: '/admin/*' }],
      calledBy: ['worker'],
      allow: ['10.0.0.0/8'],
    },
    dns: { port: 53, protocol: 'udp' },
  };
  const worker = { ...image, ports: { grpc: { port: 50051 } }, discovery: { type: 'srv', port: 'grpc' } };
  expect(problemLines(config(behind(ports, { containers: { envoy: { ...image, port: 8000 } } }), { worker }))).toEqual(
    [],
  );
});

const path = (at: string) => ({ rules: [{ path: at }] });
const wrong: readonly [what: string, service: object, why: string, others?: object][] = [
  ['a number twice', behind({ a: { port: 80 } }), 'services.web.ports.a.port: port 80 of web is there twice'],
  ['a number of two protocols', behind({ a: { port: 80, protocol: 'udp' } }), 'port 80 of web has two protocols'],
  [
    'a number of two containers',
    behind({ a: { port: 81 } }, { containers: { envoy: { ...image, port: 81 } } }),
    'two containers of web listen on port 81',
  ],
  [
    'a container that there is not',
    behind({ a: { port: 81, container: 'envy' } }, { containers: { envoy: image } }),
    'did you mean "envoy"',
  ],
  ['rules to udp', behind({ a: { port: 81, protocol: 'udp', ...path('/a') } }), 'sends HTTP, which needs tcp'],
  [
    'six target groups',
    behind(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((it, i) => [it, { port: 81 + i, ...path(`/${it}`) }]))),
    'services.web.ports.e.rules: rules lead to 6 ports of web, each with a target group: ECS takes at most 5',
  ],
  [
    'the names of a service',
    behind({ api: { port: 81 } }),
    'would be called web-api, as that of services.web-api',
    { 'web-api': web },
  ],
  [
    'shares',
    behind({ a: { port: 81, rules: [{ path: '/a', weights: { web: 1, api: 1 } }] } }),
    'a is a further one of web',
    { api: web },
  ],
  ['two for the rest', behind({ a: { port: 81, ...path('$default') } }), '"$default" leads to two ports'],
  [
    'a caller that there is not',
    behind({ a: { port: 81, calledBy: ['apo'] } }),
    'services.web.ports.a.calledBy[0]: there is no service or job "apo"',
  ],
  [
    'a range twice',
    behind({ a: { port: 81, allow: ['10.0.0.0/8', '10.0.0.0/8'] } }),
    'services.web.ports.a.allow[1]: "10.0.0.0/8" is there twice',
  ],
  [
    'a check that lasts too long',
    behind({ a: { port: 81, ...path('/a'), target: { health: { interval: 5, timeout: 5 } } } }),
    'services.web.ports.a.target.health.timeout',
  ],
  ['a grace period', behind({ a: { port: 81, target: { grace: 5 } } }), 'services.web.ports.a.target.grace'],
  [
    'one name of two target groups',
    behind({ a: { port: 81, ...path('/a'), target: { name: 'x' } } }, { target: { name: 'x' } }),
    'web and web-a would each make the target group x',
  ],
  [
    'a port that is not discovered',
    { ...web, discovery: { type: 'srv', port: 'a' } },
    'services.web.discovery.port: web has no port "a"',
  ],
  [
    'an A record with a port',
    { ...web, ports: { a: { port: 81 } }, discovery: { type: 'a', port: 'a' } },
    'an A record has no port',
  ],
];
test.each(wrong)('%s is refused', (_what, service, why, others = {}) => {
  expect(problemLines(config(service, others)).join('\n')).toContain(why);
});

test('what needs no load balancer is refused where rules need one', () => {
  const text = JSON.stringify({
    name: 'shop',
    services: { web: { ...web, ports: { a: { port: 81, ...path('/a') } } } },
    ingress: { type: 'none' },
  });
  expect(problemLines(text).join('\n')).toContain('services.web.ports.a.rules: rules need a load balancer');
});
