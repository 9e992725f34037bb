import { CreateServiceCommand, RegisterTaskDefinitionCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { ecs } from '../../../../src/sandbox/services/ecs/index.js';
import { container, definition, testCloud } from './cloud.js';

function withDefinition() {
  const cloud = testCloud();
  cloud.call(RegisterTaskDefinitionCommand, definition);
  return cloud;
}

test('an override for a container that the task definition does not have is refused', () => {
  const { refusal, wanted } = withDefinition();
  const { cluster, taskDefinition, networkConfiguration } = wanted;
  const run = { cluster, taskDefinition, networkConfiguration, launchType: 'FARGATE' } as const;
  const overrides = { containerOverrides: [{ name: 'worker', command: ['true'] }] };
  expect(refusal(ecs, RunTaskCommand, { ...run, overrides })).toMatchObject({
    code: 'InvalidParameterException',
    message: 'Override for container named worker is not a container in the TaskDefinition.',
  });
});

test('a service whose percentages let no task be replaced is refused', () => {
  const { refusal, wanted } = withDefinition();
  const deploymentConfiguration = { maximumPercent: 100, minimumHealthyPercent: 100 };
  expect(refusal(ecs, CreateServiceCommand, { ...wanted, deploymentConfiguration }).code).toBe(
    'InvalidParameterException',
  );
});

test.each(['awsvpc', 'host', 'none'] as const)('links are for bridge networks, and refused with %s', (networkMode) => {
  const { refusal } = testCloud();
  const { requiresCompatibilities: _, ...onInstances } = definition;
  const containerDefinitions = [container, { ...container, name: 'side', portMappings: [], links: ['web'] }];
  expect(
    refusal(ecs, RegisterTaskDefinitionCommand, { ...onInstances, networkMode, containerDefinitions }),
  ).toMatchObject({ code: 'ClientException', message: `Links are not supported when networkMode=${networkMode}.` });
});
