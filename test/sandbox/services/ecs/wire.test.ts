import {
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  paginateListTaskDefinitions,
  RegisterTaskDefinitionCommand,
  ServiceNotFoundException,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../../../src/sandbox/in-process.js';
import { services } from '../../../../src/sandbox/services/index.js';
import { definition, testCloud } from './cloud.js';

/** The SDK's client in front of the service, with every byte in between; `tick` lets time pass. */
function realClient() {
  const { world, wanted } = testCloud();
  let time = world.time;
  const endpoint = new Endpoint({ services, world, realTime: () => time, save: async () => {} });
  const client = new ECSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: new InProcessHandler(endpoint),
  });
  return { client, wanted, tick: (seconds: number) => (time += seconds * 1000) };
}

test('a client sees its service come up over the wire', async () => {
  const { client, wanted, tick } = realClient();
  const { taskDefinition } = await client.send(new RegisterTaskDefinitionCommand(definition));
  expect(taskDefinition?.registeredAt).toBeInstanceOf(Date);
  await client.send(new CreateServiceCommand(wanted));
  tick(90);
  const { services = [] } = await client.send(new DescribeServicesCommand({ cluster: 'main', services: ['web'] }));
  expect(services).toMatchObject([{ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] }]);
  expect(services[0]?.events?.[0]?.message).toBe('(service web) has reached a steady state.');
  const { taskArns } = await client.send(new ListTasksCommand({ cluster: 'main', serviceName: 'web' }));
  const { tasks } = await client.send(new DescribeTasksCommand({ cluster: 'main', tasks: taskArns }));
  expect(tasks?.map(({ lastStatus, healthStatus }) => [lastStatus, healthStatus])).toEqual([
    ['RUNNING', 'HEALTHY'],
    ['RUNNING', 'HEALTHY'],
  ]);
});

test('pages follow one another, and errors arrive as what the SDK knows', async () => {
  const { client } = realClient();
  for (let i = 0; i < 3; i++) await client.send(new RegisterTaskDefinitionCommand(definition));
  const arns = [];
  for await (const page of paginateListTaskDefinitions({ client, pageSize: 2 }, { sort: 'DESC' }))
    arns.push(...(page.taskDefinitionArns ?? []));
  expect(arns.map((arn) => arn.split('/').at(-1))).toEqual(['web:3', 'web:2', 'web:1']);
  const update = client.send(new UpdateServiceCommand({ cluster: 'main', service: 'none' }));
  await expect(update).rejects.toBeInstanceOf(ServiceNotFoundException);
});
