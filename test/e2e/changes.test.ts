import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ecs';
import { GetServiceCommand } from '@aws-sdk/client-servicediscovery';
import { expect, test } from '@jest/globals';
import type { Json } from '../../state/schema.js';
import { identityOf } from '../../src/identity.js';
import { census } from './census.js';
import { callsOf, original, project, putBack, rig } from './long-life.js';
import { configOf, serviceIn } from './project.js';

/** A value in the config changes, and what it stands for follows. */
const changed = (change: (service: ReturnType<typeof serviceIn>) => void) => configOf((it) => change(serviceIn(it)));

const rollout = [
  'ecs:DeleteTaskDefinitions',
  'ecs:DeregisterTaskDefinition',
  'ecs:RegisterTaskDefinition',
  'ecs:UpdateService',
];
const web = () => project.idOf('web-service') as { cluster: string; service: string };
async function running() {
  const { cluster, service } = web();
  const { ecs } = rig.clients;
  const { services: [it] = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: it?.taskDefinition }));
  const [container] = taskDefinition?.containerDefinitions ?? [];
  return { taskDefinition, container, deployments: it?.deployments ?? [] };
}

test('another image: a new revision, a rolling update, and the old revision goes', async () => {
  const old = (await running()).taskDefinition;
  expect(await callsOf(changed((it) => void (it.image = 'nginx:1.27')))).toEqual(rollout);
  expect(await census(rig)).toEqual(original);
  const now = await running();
  expect(now.container).toMatchObject({ image: 'nginx:1.27' });
  expect(now.taskDefinition?.revision).toBe((old?.revision ?? NaN) + 1);
  expect(now.deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 2 }]);
  const gone = rig.clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: old?.taskDefinitionArn }));
  await expect(gone).rejects.toThrow('Unable to describe task definition');
  expect(await putBack()).toEqual(rollout);
});

test('another size', async () => {
  expect(await callsOf(changed((it) => Object.assign(it, { cpu: 512, memory: 1024 })))).toEqual(rollout);
  expect((await running()).taskDefinition).toMatchObject({ cpu: '512', memory: '1024' });
  expect(await putBack()).toEqual(rollout);
});

test('environment variables, in whatever order they are written', async () => {
  expect(await callsOf(changed((it) => void (it.environment = { B: '2', A: '1' })))).toEqual(rollout);
  expect((await running()).container?.environment).toEqual([
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ]);
  expect(await callsOf(changed((it) => void (it.environment = { A: '1', B: '2' })))).toEqual([]);
  expect(await putBack()).toEqual(rollout);
});

test('another health check, and none', async () => {
  const check = { command: 'true', interval: 10, timeout: 5, retries: 3, startPeriod: 60 };
  expect(await callsOf(changed((it) => void (it.healthCheck = check)))).toEqual(rollout);
  expect((await running()).container?.healthCheck).toMatchObject({ command: ['CMD-SHELL', 'true'], startPeriod: 60 });
  expect(await callsOf(changed((it) => void (it.healthCheck = undefined)))).toEqual(rollout);
  expect((await running()).container?.healthCheck).toBeUndefined();
  await putBack();
});

test('more tasks, fewer, and none', async () => {
  for (const count of [3, 1, 0]) {
    expect(await callsOf(changed((it) => void (it.count = count)))).toEqual(['ecs:UpdateService']);
    const it = await census(rig);
    expect(it).toMatchObject({ services: [`web ACTIVE ${count}/${count}`], deployments: ['web PRIMARY'] });
    expect(it['tasks']).toHaveLength(count);
    expect(it['instances']).toHaveLength(count);
  }
  expect(await putBack()).toEqual(['ecs:UpdateService']);
});

test('a log group keeps its lines longer', async () => {
  expect(await callsOf(changed((it) => void (it.logRetentionDays = 90)))).toEqual(['logs:PutRetentionPolicy']);
  expect((await census(rig))['logGroups']).toContain('/ecs/cloud-map-public/web 90');
  await putBack();
});

test('resolvers keep answers longer', async () => {
  const calls = await callsOf(changed((it) => void (it.discovery = { type: 'srv', ttl: 60 })));
  expect(calls).toEqual(['servicediscovery:UpdateService']);
  expect((await census(rig))['discoveries']).toEqual(['web SRV 60']);
  await putBack();
});

test('what ECS tells Cloud Map by default behind an API is chosen when a service is made, and stays as it is', async () => {
  const service = async () =>
    (await rig.clients.servicediscovery.send(new GetServiceCommand({ Id: project.idOf('web-discovery') as string })))
      .Service;
  expect((await service())?.HealthCheckCustomConfig).toBeDefined();
  // As an earlier version of the program recorded it, which made it without.
  const record = project.store.records.get('web-discovery')!;
  const { isHealthByDefault: _, ...want } = record.want as { [member: string]: Json };
  await project.store.put('web-discovery', { ...record, want: { ...want, HealthCheckCustomConfig: null } });
  expect(await callsOf(configOf())).toEqual([]);
  const chosen = changed((it) => void (it.discovery = { type: 'srv', ttl: 300, customHealth: false }));
  await project.store.put('web-discovery', record);
  const { failures } = await project.up(chosen);
  expect(failures).toMatchObject([{ code: 'needs-replacement', changed: ['HealthCheckCustomConfig'] }]);
  await putBack();
});

test('a cluster without insights', async () => {
  const calls = await callsOf(configOf((it) => void (it.cluster.containerInsights = 'disabled')));
  expect(calls).toEqual(['ecs:UpdateCluster']);
  await putBack();
});

test('another port: everything that names it follows', async () => {
  const calls = await callsOf(changed((it) => void (it.port = 8080)));
  expect(calls.filter((it) => it.startsWith('ec2:'))).toEqual([
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupIngress',
  ]);
  expect(await census(rig)).toEqual({
    ...original,
    securityGroupRules: (original['securityGroupRules'] ?? []).map((it) => it.replace('80-80', '8080-8080')),
  });
  await putBack();
});

test('a tag is put on everything that has tags, changed, and taken away again', async () => {
  const own = () => ['vpc', 'web-service'].map((step) => identityOf('cloud-map-public', project.store.id, step));
  const tagsNow = async () => {
    const { Vpcs: [vpc] = [] } = await rig.clients.ec2.send(new DescribeVpcsCommand({}));
    const { tags = [] } = await rig.clients.ecs.send(new ListTagsForResourceCommand({ resourceArn: web().service }));
    return [
      Object.fromEntries((vpc?.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    ];
  };
  for (const team of ['shop', 'blog']) {
    const calls = await callsOf(configOf((it) => void (it.tags = { team })));
    expect(calls.filter((it) => !/:(CreateTags|Tag\w+)$/.test(it))).toEqual([]);
    // All but associations, attachments, routes and the integration, which have no tags.
    expect(calls).toHaveLength(20);
    expect(await tagsNow()).toEqual(own().map((tags) => ({ ...tags, team })));
  }
  expect((await putBack()).filter((it) => !/:(DeleteTags|Untag\w+)$/.test(it))).toEqual([]);
  expect(await tagsNow()).toEqual(own());
});
