import {
  DeleteServiceCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  StopServiceDeploymentCommand,
} from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { container, testCloud } from '../cloud.js';

/** A service that runs its first revision; a second deployment has just begun. */
function deploying() {
  const cloud = testCloud();
  const { call, register, create, update, pass } = cloud;
  const first = register();
  create();
  pass(120);
  const second = register({ containerDefinitions: [{ ...container, image: 'public.ecr.aws/nginx/nginx:1.30' }] });
  const before = cloud.service()?.currentServiceDeployment ?? '';
  update({ taskDefinition: second });
  pass(2);
  const describe = (arn: string) =>
    call(DescribeServiceDeploymentsCommand, { serviceDeploymentArns: [arn] }).serviceDeployments?.[0];
  const arn = cloud.service()?.currentServiceDeployment ?? '';
  return { ...cloud, first, second, before, arn, describe };
}

test('a deployment that is stopped goes back to the revision of before, without a circuit breaker', () => {
  const { call, arn, describe, service, tasks, pass, first, before } = deploying();
  expect(call(StopServiceDeploymentCommand, { serviceDeploymentArn: arn })).toEqual({ serviceDeploymentArn: arn });
  expect(describe(arn)?.status).toBe('ROLLBACK_IN_PROGRESS');
  expect(describe(arn)?.rollback?.serviceRevisionArn).toBe(describe(before)?.targetServiceRevision?.arn);
  // Asked again, it goes on.
  call(StopServiceDeploymentCommand, { serviceDeploymentArn: arn, stopType: 'ROLLBACK' });
  pass(120);
  expect(describe(arn)?.status).toBe('ROLLBACK_SUCCESSFUL');
  expect(service()?.taskDefinition).toBe(first);
  expect(service()?.deployments).toHaveLength(1);
  expect(tasks().map((it) => it.taskDefinitionArn)).toEqual([first, first]);
});

test('one that has ended, is the first or is not there cannot be stopped', () => {
  const { refused, before, arn, pass, create, call } = deploying();
  const stop = (serviceDeploymentArn: string) => refused(StopServiceDeploymentCommand, { serviceDeploymentArn })[0];
  expect(stop(before)).toBe('ConflictException');
  expect(stop(`${arn}x`)).toBe('ServiceDeploymentNotFoundException');
  expect(refused(StopServiceDeploymentCommand, { serviceDeploymentArn: arn, stopType: 'ABORT' })[0]).toBe(
    'InvalidParameterException',
  );
  pass(120);
  expect(stop(arn)).toBe('ConflictException');
  create({ serviceName: 'other' });
  const { serviceDeployments: [own] = [] } = call(ListServiceDeploymentsCommand, { cluster: 'main', service: 'other' });
  expect(stop(own?.serviceDeploymentArn ?? '')).toBe('ConflictException');
});

test('a revision says what the service ran, also when it runs something else, until the service is gone', () => {
  const { call, describe, before, arn, first, second, subnetIds, groupId, pass } = deploying();
  const [old, now] = [before, arn].map((it) => describe(it)?.targetServiceRevision?.arn ?? '');
  const read = () => call(DescribeServiceRevisionsCommand, { serviceRevisionArns: [old ?? '', now ?? ''] });
  expect(read().serviceRevisions).toMatchObject([
    {
      serviceRevisionArn: old,
      clusterArn: 'arn:aws:ecs:us-east-1:000000000000:cluster/main',
      taskDefinition: first,
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      networkConfiguration: { awsvpcConfiguration: { subnets: subnetIds, securityGroups: [groupId] } },
      containerImages: [{ containerName: 'web', image: 'public.ecr.aws/nginx/nginx:1.29' }],
      guardDutyEnabled: false,
    },
    { serviceRevisionArn: now, taskDefinition: second },
  ]);
  call(DeleteServiceCommand, { cluster: 'main', service: 'web', force: true });
  pass(4000);
  expect(read().failures).toEqual([
    { arn: old, reason: 'MISSING' },
    { arn: now, reason: 'MISSING' },
  ]);
});
