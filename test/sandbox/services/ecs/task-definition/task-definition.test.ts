import {
  DeleteServiceCommand,
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { container, definition, testCloud } from '../cloud.js';

function refusal(more: Partial<RegisterTaskDefinitionRequest>) {
  return testCloud().refused(RegisterTaskDefinitionCommand, { ...definition, ...more });
}

test('revisions count up, and never again from the start', () => {
  const { register, call } = testCloud();
  expect(register()).toBe('arn:aws:ecs:us-east-1:000000000000:task-definition/web:1');
  register();
  for (const taskDefinition of ['web:1', 'web:2']) call(DeregisterTaskDefinitionCommand, { taskDefinition });
  call(DeleteTaskDefinitionsCommand, { taskDefinitions: ['web:1', 'web:2'] });
  expect(register()).toMatch(/web:3$/);
});

test('a definition is kept with defaults filled in and sizes in units', () => {
  const { register, call } = testCloud();
  register({ cpu: '.25 vCPU', memory: '0.5 GB', tags: [{ key: 'a', value: '1' }] });
  const asked = call(DescribeTaskDefinitionCommand, { taskDefinition: 'web', include: ['TAGS'] });
  expect(asked.tags).toEqual([{ key: 'a', value: '1' }]);
  expect(asked.taskDefinition).toMatchObject({
    cpu: '256',
    memory: '512',
    status: 'ACTIVE',
    revision: 1,
    compatibilities: ['EC2', 'FARGATE'],
    containerDefinitions: [
      {
        essential: true,
        environment: [],
        portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
        healthCheck: { interval: 5, timeout: 3, retries: 2 },
      },
    ],
  });
});

test.each([
  ['256', '256'],
  ['256', '3072'],
  ['1024', '1024'],
  ['4096', '31744'],
  ['8192', '18432'],
  ['100', '512'],
])('Fargate has no task with %s CPU and %s MiB', (cpu, memory) => {
  expect(refusal({ cpu, memory })).toEqual([
    'ClientException',
    `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. ` +
      'See the Amazon ECS documentation for the valid values.',
  ]);
});

test.each([
  ['512', '4096'],
  ['2048', '5120'],
  ['8192', '61440'],
  ['16384', '122880'],
])('Fargate has a task with %s CPU and %s MiB', (cpu, memory) => {
  expect(testCloud().register({ cpu, memory })).toBeDefined();
});

test('what ECS does not take is refused in its words', () => {
  const port = [{ ...container, portMappings: [{ containerPort: 80, hostPort: 8080 }] }];
  expect(refusal({ containerDefinitions: port })[1]).toBe(
    'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
  );
  expect(refusal({ executionRoleArn: undefined })[1]).toBe(
    'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
  );
  expect(refusal({ networkMode: 'bridge' })[1]).toBe('Fargate only supports network mode ‘awsvpc’.');
  expect(refusal({ cpu: undefined })[1]).toBe("Fargate requires that 'cpu' be defined at the task level.");
  expect(refusal({ containerDefinitions: [] })[1]).toBe('Container list cannot be empty.');
  expect(refusal({ containerDefinitions: [{ name: 'web' }] })[1]).toBe('Container.image should not be null or empty.');
  expect(refusal({ containerDefinitions: [container, container] })[1]).toContain('must be unique');
  expect(refusal({ containerDefinitions: [{ ...container, essential: false }] })[1]).toContain('essential');
  expect(refusal({ family: 'a b' })[0]).toBe('ClientException');
});

test('a name alone is the latest active revision', () => {
  const { register, call, refused } = testCloud();
  register();
  register();
  call(DeregisterTaskDefinitionCommand, { taskDefinition: 'web:2' });
  const revision = (taskDefinition: string) =>
    call(DescribeTaskDefinitionCommand, { taskDefinition }).taskDefinition?.revision;
  expect([revision('web'), revision('web:2')]).toEqual([1, 2]);
  expect(refused(DescribeTaskDefinitionCommand, { taskDefinition: 'other' })).toEqual([
    'ClientException',
    'Unable to describe task definition.',
  ]);
});

test('revisions are listed by status, in both directions and page by page', () => {
  const { register, call } = testCloud();
  for (let i = 0; i < 11; i++) register();
  register({ family: 'api' });
  call(DeregisterTaskDefinitionCommand, { taskDefinition: 'web:3' });
  const names = (arns: string[] | undefined) => arns?.map((arn) => arn.split('/').at(-1));
  const ascending = names(call(ListTaskDefinitionsCommand, {}).taskDefinitionArns);
  expect(ascending?.slice(0, 3)).toEqual(['api:1', 'web:1', 'web:2']);
  expect(ascending?.at(-1)).toBe('web:11');
  expect(names(call(ListTaskDefinitionsCommand, { sort: 'DESC' }).taskDefinitionArns)).toEqual(ascending?.toReversed());
  const first = call(ListTaskDefinitionsCommand, { familyPrefix: 'web', sort: 'DESC', maxResults: 2 });
  expect(names(first.taskDefinitionArns)).toEqual(['web:11', 'web:10']);
  const next = { familyPrefix: 'web', sort: 'DESC' as const, maxResults: 2, nextToken: first.nextToken };
  expect(names(call(ListTaskDefinitionsCommand, next).taskDefinitionArns)).toEqual(['web:9', 'web:8']);
  expect(names(call(ListTaskDefinitionsCommand, { status: 'INACTIVE' }).taskDefinitionArns)).toEqual(['web:3']);
});

test('what Fargate has not is refused in its words, and what the sandbox does not look at is not promised', () => {
  const { refused } = testCloud();
  const asked = (more: object) => refused(RegisterTaskDefinitionCommand, { ...definition, ...more });
  const fargate = (more: object) => asked({ requiresCompatibilities: ['FARGATE'], ...more })[1];
  expect(fargate({ pidMode: 'host' })).toBe(
    "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
  );
  const gpu = { ...container, resourceRequirements: [{ type: 'GPU', value: '1' }] };
  expect(fargate({ containerDefinitions: [gpu] })).toContain('do not support GPUs');
  expect(fargate({ containerDefinitions: [{ ...container, privileged: true }] })).toContain('privileged');
  expect(fargate({ ephemeralStorage: { sizeInGiB: 300 } })).toContain('21 to 200 GiB');
  const placementConstraints = [{ type: 'memberOf', expression: 'attribute:ecs.instance-type == c5.large' }];
  expect(fargate({ placementConstraints })).toContain('placement constraints');
  const onInstances = { requiresCompatibilities: ['EC2'] };
  expect(asked({ ...onInstances, placementConstraints })[0]).toBe('NotImplemented');
  expect(asked({ ...onInstances, containerDefinitions: [gpu] })[0]).toBe('NotImplemented');
  const s3files = {
    name: 'data',
    s3filesVolumeConfiguration: { fileSystemArn: 'arn:aws:s3files:us-east-1:1:file-system/fs-1' },
  };
  expect(asked({ ...onInstances, volumes: [s3files] })[0]).toBe('NotImplemented');
  expect(asked({ containerDefinitions: [{ ...container, image: 'my image' }] })[1]).toBe(
    'Container.image contains invalid characters.',
  );
});

test('a family is active while one of its revisions is', () => {
  const { register, call } = testCloud();
  register();
  register({ family: 'api' });
  call(DeregisterTaskDefinitionCommand, { taskDefinition: 'api:1' });
  const families = (status: 'ACTIVE' | 'INACTIVE' | 'ALL') =>
    call(ListTaskDefinitionFamiliesCommand, { status }).families;
  expect([families('ACTIVE'), families('INACTIVE'), families('ALL')]).toEqual([['web'], ['api'], ['api', 'web']]);
});

test('only what is inactive can be deleted, and it is gone when nothing runs it any more', () => {
  const { register, create, call, refused, pass } = testCloud();
  register();
  create();
  pass(90);
  const remove = () => call(DeleteTaskDefinitionsCommand, { taskDefinitions: ['web:1', 'web:7'] });
  const [active, unknown] = remove().failures ?? [];
  expect(active?.reason).toContain('still in ACTIVE status');
  expect(unknown?.arn).toBe('web:7');
  call(DeregisterTaskDefinitionCommand, { taskDefinition: 'web:1' });
  expect(remove().taskDefinitions?.[0]?.status).toBe('DELETE_IN_PROGRESS');
  pass(600);
  const describe = { taskDefinition: 'web:1' };
  expect(call(DescribeTaskDefinitionCommand, describe).taskDefinition?.status).toBe('DELETE_IN_PROGRESS');
  call(DeleteServiceCommand, { cluster: 'main', service: 'web', force: true });
  pass(60);
  expect(refused(DescribeTaskDefinitionCommand, describe)[1]).toBe('Unable to describe task definition.');
});
