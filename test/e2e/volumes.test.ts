import { RegisterTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { configSchema } from '../../src/config/schema.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { rig } from './fresh.js';
import { configOf, Project, serviceIn } from './project.js';

/** A service with these members. */
const having = (members: object) =>
  configOf((it) => {
    const shape = configSchema.shape.services.unwrap().valueType.parse({ image: 'nginx', ...members });
    const { volumes, mounts, containers, tmpfs, capabilities } = shape;
    Object.assign(serviceIn(it), { volumes, mounts, containers, tmpfs, capabilities });
  });

const shared = (readOnly: boolean) =>
  having({
    volumes: { data: {}, spare: {} },
    mounts: { '/data': { volume: 'data' } },
    tmpfs: { '/run': { size: 64 } },
    capabilities: { drop: ['NET_RAW', 'CHOWN'] },
    containers: {
      reader: { image: 'nginx', mounts: { '/in': { volume: 'data', readOnly } } },
      twin: { image: 'nginx', volumesFrom: { reader: { readOnly: true } } },
    },
  });

test('containers of a task share a volume: the second up changes nothing, and a mount that changes is a new revision', async () => {
  const project = new Project(rig);
  expect((await comesTrue(rig, project, shared(true))).failures).toEqual([]);
  const want = project.store.records.get('web-task-definition')?.want as TaskDefinition;
  expect(want.volumes).toEqual([{ name: 'data' }, { name: 'spare' }]);
  expect(want.containerDefinitions).toMatchObject([
    {
      mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: false }],
      linuxParameters: { capabilities: { drop: ['CHOWN', 'NET_RAW'] }, tmpfs: [{ containerPath: '/run', size: 64 }] },
    },
    { name: 'reader', mountPoints: [{ sourceVolume: 'data', containerPath: '/in', readOnly: true }] },
    { name: 'twin', volumesFrom: [{ sourceContainer: 'reader', readOnly: true }] },
  ]);
  const again = await rig.during(() => project.up(shared(true)));
  expect([again.done.failures, again.mutating]).toEqual([[], []]);
  const { steps } = await comesTrue(rig, project, shared(false));
  expect(steps.find(({ step }) => step === 'web-task-definition')?.changes.map(({ path }) => path)).toEqual([
    'containerDefinitions.reader.mountPoints./in.readOnly',
  ]);
  expect((await project.down()).failures).toEqual([]);
});

const register = ({ fargate = false, volumes = [], ...container }: Record<string, unknown> & { fargate?: boolean }) =>
  rig.clients.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      volumes: volumes as [],
      containerDefinitions: [{ name: 'web', image: 'a', memory: 64, ...container }],
      ...(fargate && { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' }),
    }),
  );

test.each([
  [{ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }, "Unknown volume 'data'."],
  [{ volumesFrom: [{ sourceContainer: 'other' }] }, "Unknown container 'other'"],
  [{ fargate: true, volumes: [{ name: 'a', host: { sourcePath: '/a' } }] }, 'do not support sourcePath'],
  [{ fargate: true, volumes: [{ name: 'a', dockerVolumeConfiguration: {} }] }, 'do not support dockerVolume'],
  [{ fargate: true, linuxParameters: { sharedMemorySize: 64 } }, 'do not support sharedMemorySize'],
  [{ fargate: true, linuxParameters: { capabilities: { add: ['NET_ADMIN'] } } }, 'adding the capability NET_ADMIN'],
  [{ volumes: [{ name: 'a' }, { name: 'a' }] }, 'must be unique'],
])('ECS does not register %j', async (members, words) => {
  await expect(register(members)).rejects.toThrow(words);
});

test('ECS shows what it fills in: an empty host, and what Docker has where nothing is said', async () => {
  const volumes = [{ name: 'a' }, { name: 'b', dockerVolumeConfiguration: { labels: { a: 'b' } } }];
  const { taskDefinition } = await register({ volumes });
  expect(taskDefinition?.volumes).toEqual([
    { name: 'a', host: {} },
    { name: 'b', dockerVolumeConfiguration: { scope: 'task', driver: 'local', labels: { a: 'b' } } },
  ]);
  await register({ fargate: true, linuxParameters: { tmpfs: [{ containerPath: '/run', size: 64 }] } });
});
