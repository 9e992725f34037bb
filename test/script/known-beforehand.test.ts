import { expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { loadConfig } from '../../src/config/load.js';
import type { Config } from '../../src/config/schema.js';
import { stringsIn } from '../../src/rehearsal/json-strings.js';
import { capturesOf } from '../../src/script/captures.js';
import { upScript, type LifecycleTranscripts } from '../../src/script/lifecycle-script.js';
import { blueprintOf } from '../e2e/project.js';
import { inFull } from '../full.js';
import { lifeOf } from './lives.js';

/** What the config says, or the program itself, is no question to AWS: the answer may have it at another place. */

const cluster = '{arn: "arn:aws:ecs:eu-west-1:123456789012:cluster/shared"}';
const balancer = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shared/0123456789abcdef';
const network = '{vpc: vpc-0123456789abcdef0, public: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]}';
const onCluster = (service: string): string =>
  `{name: shop, ingress: {type: none}, cluster: ${cluster}, services: {web: {image: nginx${service}}}}`;

const spot = onCluster(', capacity: {spot: {}}');
const both = onCluster(', capacity: {fargate: {base: 1}, spot: {weight: 3}}');
const existing: readonly (readonly [string, string])[] = [
  ['a cluster of others, on Spot', spot],
  ['a cluster of others, on demand and on Spot', both],
  ['a cluster of others, without a word of capacity', onCluster('')],
  [
    'all of it is of others',
    `{name: shop, network: {existing: ${network}}, cluster: ${cluster}, ` +
      `ingress: {type: alb, loadBalancer: {arn: "${balancer}"}}, ` +
      'services: {web: {image: nginx, port: 80, executionRole: "arn:aws:iam::123456789012:role/team/execution", ' +
      'securityGroups: [sg-0123456789abcdef0], capacity: {spot: {}}, rules: [{path: /visitors/*}]}}}',
  ],
];
const configFrom = (text: string): Config => loadConfig('provision.yaml', text);
const rows: readonly (readonly [string, () => Promise<LifecycleTranscripts>])[] = [
  ...existing.map(([name, text]) => [name, () => lifeOf(configFrom(text))] as const),
  ...inFull(
    blueprints.map(({ name }) => name),
    ['cloud-map-public'],
  ).map((name) => [name, async () => lifeOf(await blueprintOf(name))] as const),
];

test.each(rows)('%s: what a step wants is taken from no answer, at no position of a list either', async (_, live) => {
  const { up, down } = await live();
  const wanted = new Map(
    [...up.entries, ...down.entries].flatMap(({ want, calls }) =>
      calls.map((call) => [call, stringsIn(want)] as const),
    ),
  );
  const { all } = capturesOf(up, down);
  const known = all.filter(({ call, value }) => wanted.get(call)?.some(([, text]) => text === value));
  expect(known.map(({ step, path, value }) => [step, path.join('.'), value])).toEqual([]);
});

test('tasks for Spot go to Spot, in whatever order the cluster has its capacity providers', async () => {
  const script = upScript(await lifeOf(configFrom(spot)));
  expect(script).toContain('--capacity-provider-strategy capacityProvider=FARGATE_SPOT,base=0,weight=1 ');
  expect(script).toContain('--requires-compatibilities FARGATE ');
  expect(script).not.toContain('describe-clusters');
});

test('tasks for both go to each in the wanted proportion', async () => {
  const script = upScript(await lifeOf(configFrom(both)));
  expect(script).toContain(
    '--capacity-provider-strategy capacityProvider=FARGATE,base=1,weight=1 capacityProvider=FARGATE_SPOT,base=0,weight=3 ',
  );
  expect(script).toContain('--requires-compatibilities FARGATE ');
});
