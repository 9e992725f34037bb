import { RunTaskCommand, type TaskOverride } from '@aws-sdk/client-ecs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { iam } from '../../../../../src/sandbox/services/iam/index.js';
import { trust } from '../../iam/documents.js';
import { testCloud } from '../cloud.js';

/** What starts a task that says some of its definition otherwise. */
function oneOff() {
  const cloud = testCloud();
  cloud.register();
  const asked = {
    ...{ cluster: 'main', taskDefinition: 'web', launchType: 'FARGATE' as const },
    networkConfiguration: cloud.wanted.networkConfiguration,
  };
  return {
    ...cloud,
    run: (overrides: TaskOverride) => cloud.call(RunTaskCommand, { ...asked, overrides }).tasks?.[0],
    refusedRun: (overrides: TaskOverride) => cloud.refused(RunTaskCommand, { ...asked, overrides }),
  };
}

test('a task may have another size than its definition, as far as Fargate has it', () => {
  const { run, refusedRun } = oneOff();
  expect(run({ cpu: '1 vCPU', memory: '2 GB' })).toMatchObject({ cpu: '1024', memory: '2048' });
  expect(run({})).toMatchObject({ cpu: '256', memory: '512' });
  expect(refusedRun({ cpu: '123' })).toEqual([
    'ClientException',
    expect.stringMatching(/^No Fargate configuration exists for given values: 123 CPU, 512 memory/),
  ]);
  expect(refusedRun({ memory: '100 GB' })[0]).toBe('ClientException');
});

test('a task may have other roles: one that ECS cannot assume is refused, one that may nothing stops it', () => {
  const { run, refusedRun, any, pass, tasks } = oneOff();
  const executionRoleArn = 'arn:aws:iam::000000000000:role/other';
  expect(refusedRun({ executionRoleArn })[1]).toMatch(/^ECS was unable to assume the role .*role\/other/);
  any(iam, CreateRoleCommand, { RoleName: 'other', AssumeRolePolicyDocument: trust() });
  run({ executionRoleArn });
  pass(60);
  expect(tasks('STOPPED')[0]?.stoppedReason).toMatch(/AccessDeniedException: .*assumed-role\/other/);
});
