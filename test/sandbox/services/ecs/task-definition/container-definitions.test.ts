import { RegisterTaskDefinitionCommand, type ContainerDefinition } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { container, definition, testCloud } from '../cloud.js';

const refusal = (...containers: Partial<ContainerDefinition>[]) =>
  testCloud().refused(RegisterTaskDefinitionCommand, {
    ...definition,
    containerDefinitions: [container, ...containers.map((it) => ({ name: 'side', image: 'envoy', ...it }))],
  });

test.each<[string, Partial<ContainerDefinition>[], string]>([
  ['waits for none', [{ dependsOn: [{ containerName: 'db', condition: 'START' }] }], 'which is not there'],
  ['waits for itself', [{ dependsOn: [{ containerName: 'side', condition: 'START' }] }], 'which is not there'],
  [
    'waits for the end of an essential one',
    [{ dependsOn: [{ containerName: 'web', condition: 'SUCCESS' }] }],
    'an essential container cannot have it',
  ],
  [
    'waits for the health of what has no check',
    [{ name: 'plain', dependsOn: [] }, { dependsOn: [{ containerName: 'plain', condition: 'HEALTHY' }] }],
    'it has no health check',
  ],
  [
    'waits in a circle',
    [
      { name: 'a', dependsOn: [{ containerName: 'b', condition: 'START' }] },
      { name: 'b', dependsOn: [{ containerName: 'a', condition: 'START' }] },
    ],
    'in a circle',
  ],
  ['maps a port again', [{ portMappings: [{ containerPort: 80 }] }], 'mapped more than once'],
  ['has less than the least memory', [{ memory: 5 }], 'at least 6 MiB'],
  ['keeps as much memory as it may have', [{ memory: 64, memoryReservation: 64 }], 'greater than'],
  ['stops too late', [{ stopTimeout: 121 }], 'between 2 and 120'],
  ['has a soft limit above the hard one', [{ ulimits: [{ name: 'nofile', softLimit: 2, hardLimit: 1 }] }], 'exceeds'],
  ['restarts too often', [{ restartPolicy: { enabled: true, restartAttemptPeriod: 59 } }], 'between 60 and 1800'],
])('a container that %s is refused', (_, containers, words) => {
  const [code, message] = refusal(...containers);
  expect(code).toBe('ClientException');
  expect(message).toContain(words);
});

test('the containers of a task start in their order, and the task runs when the last of them does', () => {
  const { register, create, tasks, pass } = testCloud();
  const before = (containerName: string, condition: 'HEALTHY' | 'SUCCESS') => ({
    dependsOn: [{ containerName, condition }],
  });
  register({
    containerDefinitions: [
      { ...container, ...before('migrate', 'SUCCESS') },
      { name: 'migrate', image: 'envoy', essential: false, ...before('proxy', 'HEALTHY') },
      { name: 'proxy', image: 'envoy', healthCheck: { command: ['CMD', 'true'], interval: 60 } },
    ],
  });
  create({ desiredCount: 1 });
  pass(90);
  expect(tasks()).toMatchObject([{ lastStatus: 'PENDING' }]);
  pass(10);
  expect(tasks()).toMatchObject([
    {
      lastStatus: 'RUNNING',
      containers: [
        { name: 'web', lastStatus: 'RUNNING' },
        { name: 'migrate', lastStatus: 'STOPPED', exitCode: 0 },
        { name: 'proxy', lastStatus: 'RUNNING' },
      ],
    },
  ]);
});
