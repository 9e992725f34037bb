import { RegisterTaskDefinitionCommand, type TaskDefinition } from '@aws-sdk/client-ecs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { configSchema } from '../../src/config/schema.js';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { rig } from './fresh.js';
import { configOf, Project, serviceIn } from './project.js';

/** A service whose lines go through a container of Fluent Bit, with this option. */
const routed = (host: string) =>
  configOf((it) => {
    const shape = configSchema.shape.services.unwrap().valueType.parse({
      image: 'nginx',
      logs: { driver: 'awsfirelens', options: { Name: 'datadog', Host: host }, secretOptions: { apikey: '/shop/key' } },
      containers: { router: { image: 'fluent-bit', firelens: { type: 'fluentbit' } } },
    });
    Object.assign(serviceIn(it), { logs: shape.logs, containers: shape.containers });
  });

test('lines go through the router: it starts first, and the secret of an option is read by the execution role', async () => {
  await rig.clients.ssm.send(new PutParameterCommand({ Name: '/shop/key', Type: 'SecureString', Value: 'p' }));
  const project = new Project(rig);
  expect((await comesTrue(rig, project, routed('a'))).failures).toEqual([]);
  const want = project.store.records.get('web-task-definition')?.want as TaskDefinition;
  const arn = 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/key';
  expect(want.containerDefinitions).toMatchObject([
    {
      logConfiguration: { logDriver: 'awsfirelens', secretOptions: [{ name: 'apikey', valueFrom: arn }] },
      dependsOn: [{ containerName: 'router', condition: 'START' }],
    },
    { name: 'router', firelensConfiguration: { type: 'fluentbit' }, logConfiguration: { logDriver: 'awslogs' } },
  ]);
  expect(JSON.stringify(project.store.records.get('execution-role-secrets')?.want)).toContain(arn);
  const again = await rig.during(() => project.up(routed('a')));
  expect([again.done.failures, again.mutating]).toEqual([[], []]);
  const { steps } = await comesTrue(rig, project, routed('b'));
  expect(steps.find(({ step }) => step === 'web-task-definition')?.changes.map(({ path }) => path)).toEqual([
    'containerDefinitions.web.logConfiguration.options.Host',
  ]);
  expect((await project.down()).failures).toEqual([]);
});

test('a router for nobody, and lines for no router, are refused as ECS refuses them', async () => {
  const register = (containers: object[]) =>
    rig.clients.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        containerDefinitions: containers.map((it, i) => ({ name: `c${i}`, image: 'a', memory: 64, ...it })),
      }),
    );
  const logConfiguration = { logDriver: 'awsfirelens' };
  const firelensConfiguration = { type: 'fluentbit' };
  await expect(register([{ logConfiguration }])).rejects.toThrow('a firelens configuration object must be configured');
  await expect(register([{ firelensConfiguration }])).rejects.toThrow('at least one container has to be configured');
  await register([{ logConfiguration }, { firelensConfiguration }]);
});
