import { expect, test } from '@jest/globals';
import { nodesIn, type Arrow, type Picture } from '../../src/graph/picture.js';
import { boxesIn, drawnOf, stackNamed, stacks, textsIn } from './stacks.js';

test.each(stacks)('%s: every subnet and service is in the topology, and every arrow has two ends', (_name, drawn) => {
  const { steps, config, topology } = drawn;
  const boxes = boxesIn(topology).map(({ id }) => id);
  const subnets = steps.filter(({ resource }) => ['subnet', 'existing-subnet'].includes(resource.type));
  expect(boxes).toEqual(expect.arrayContaining(subnets.map(({ name }) => name)));
  expect(new Set(boxes).size).toBe(boxes.length);
  const nodes = nodesIn(topology).map(({ id }) => id);
  expect(nodes).toEqual(expect.arrayContaining(Object.keys(config.services).map((name) => `${name}-service`)));
  expect(new Set(nodes).size).toBe(nodes.length);
  expect(topology.arrows.flatMap(({ from, to }) => [from, to]).filter((end) => !nodes.includes(end))).toEqual([]);
});

test.each(stacks)('%s: whatever is drawn is whole: no text is made of something that is not there', (_name, it) => {
  expect(textsIn(it.topology).filter((text) => /undefined|NaN|\[object/.test(text))).toEqual([]);
});

test.each(stacks)('%s: tasks are in subnets, and have a way to their image and their logs', (_name, drawn) => {
  const { topology, steps } = drawn;
  const services = steps.filter(({ resource }) => resource.type === 'ecs-service');
  for (const { name } of services) {
    const tasks = topology.arrows.filter(({ from, to }) => from === name && to.startsWith(`${name} in `));
    expect(tasks).not.toEqual([]);
    for (const { to } of tasks) expect(ends(topology, to).length).toBeGreaterThanOrEqual(2);
  }
});

/** The nodes that a way goes through, from a node along arrows of one kind, for every such way. */
function ways(picture: Pick<Picture, 'arrows'>, from: string, line: Arrow['line']): string[][] {
  const next = picture.arrows.filter((it) => it.from === from && it.line === line);
  if (next.length === 0) return [[from]];
  return next.flatMap(({ to }) => ways(picture, to, line).map((rest) => [from, ...rest]));
}
const ends = (picture: Picture, from: string): string[] => [
  ...new Set(ways(picture, from, 'dashed').flatMap((way) => way.slice(-1))),
];

test('requests go through API, link and load balancer to the tasks, which get out in their own zone', () => {
  const { topology } = stackNamed('alb-microservices');
  const tasks = 'book-service-service in private-subnet-b';
  const inward = ['clients on the internet', 'api', 'vpc-link', 'load-balancer', 'book-service-service', tasks];
  expect(ways(topology, 'clients on the internet', undefined)).toContainEqual(inward);
  expect(ways(topology, tasks, 'dashed')).toEqual([
    [tasks, 'nat-gateway-b', 'internet-gateway-attachment out', 'to ecr.api'],
    [tasks, 'nat-gateway-b', 'internet-gateway-attachment out', 'to logs'],
  ]);
  expect(topology.arrows.flatMap(({ label = [] }) => label)).toEqual(
    expect.arrayContaining(['ANY /{proxy+}', '/api/books* (rule 1)', '/api/authors* (rule 2)']),
  );
});

test('where there are endpoints, private tasks have no other way, and layers of images come by the route to S3', () => {
  const { topology } = stackNamed('cloud-map-private');
  const tasks = 'sample-service-service in private-subnet-a';
  expect(ways(topology, tasks, 'dashed').toSorted()).toEqual([
    [tasks, 'endpoints in private-subnet-a', 'to ecr.api'],
    [tasks, 'endpoints in private-subnet-a', 'to logs'],
    [tasks, 's3-endpoint', 'to s3'],
  ]);
});

test('who may call a service directly is drawn: the internet, another service by its name', () => {
  const { topology } = stackNamed('cli-walkthrough');
  const labels = topology.arrows.map(({ from, to, label = [] }) => [from, to, ...label].join(' | '));
  expect(labels).toContain('internet-gateway-attachment in | static-app-service | port 8080');
  expect(labels).toContain('internet-gateway-attachment in | load-balancer | port 80');
  expect(labels).toContain('hostname-app-service | random-quote-app-service | random-quote.local | port 8080');
});

test("names of one's own are told at what answers under them, and the ports at which it does", () => {
  const domain = { name: 'api.example.com', alternativeNames: ['www.example.com'], zone: 'example.com' };
  const behind = { image: 'nginx', port: 80, rules: [{ path: '$default' }] };
  const balanced = drawnOf({ services: { web: behind }, ingress: { type: 'alb', domain } });
  const lines = ({ topology }: typeof balanced, node: string) => nodesIn(topology).find(({ id }) => id === node)?.lines;
  const names = ['api.example.com', 'www.example.com'];
  expect(lines(balanced, 'load-balancer')).toEqual([
    ...['Load balancer', 'internet-facing, port 443, port 80'],
    ...names,
  ]);
  const to = balanced.topology.arrows.filter((it) => it.to === 'load-balancer');
  expect(to.map(({ label = [] }) => label.toSorted())).toEqual([['port 443', 'port 80']]);
  const inGroup = balanced.dependencies.boxes.find(({ title }) => title === 'Domain and certificate')?.nodes;
  expect(inGroup?.map(({ id }) => id)).toEqual(expect.arrayContaining(['certificate', 'record-api-example-com']));
  const searched = { image: 'nginx', port: 80, discovery: { type: 'srv' }, routes: ['$default'] };
  expect(lines(drawnOf({ services: { web: searched }, ingress: { domain } }), 'api')).toEqual([
    ...['HTTP API', 'shop'],
    ...names,
  ]);
});

test('ranges of addresses are those that will be asked for, and of an existing network its ids', () => {
  const ranges = (name: string) => boxesIn(stackNamed(name).topology).map(({ title }) => title);
  expect(ranges('cli-walkthrough')).toEqual(
    expect.arrayContaining(['VPC  10.0.0.0/16', 'public-subnet-b  10.0.2.0/24', 'private-subnet-a  10.0.3.0/24']),
  );
  const existing = ['existing VPC  vpc-12345678', 'existing-private-subnet-1  subnet-12345678'];
  expect(ranges('an existing VPC')).toEqual(expect.arrayContaining([...existing, 'consumer VPC  10.1.0.0/16']));
});

test('how many tasks a service has is a number, or between which numbers it is scaled', () => {
  const scaling = { minimum: 2, maximum: 6, cpu: 50, schedules: [{ name: 'x', schedule: 'rate(1 day)', minimum: 3 }] };
  const side = { image: 'nginx', port: 80, count: 3 };
  const it = drawnOf({ services: { web: { ...side, count: undefined, scaling }, side }, ingress: { type: 'none' } });
  expect(textsIn(it.topology)).toEqual(expect.arrayContaining(['2 to 6 tasks on Fargate', '3 tasks on Fargate']));
  const inGroup = it.dependencies.boxes.find(({ title }) => title === 'Service web')?.nodes.map(({ id }) => id);
  expect(inGroup).toEqual(expect.arrayContaining(['web-scaling', 'web-scaling-cpu', 'web-schedule-x']));
});
