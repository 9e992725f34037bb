import { GetTaskProtectionCommand, RunTaskCommand, UpdateTaskProtectionCommand } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { container, testCloud } from '../cloud.js';

/** A steady service of two tasks. */
function serving() {
  const cloud = testCloud();
  cloud.register();
  cloud.create();
  cloud.pass(120);
  const ids = cloud.tasks().map(({ taskArn = '' }) => taskArn);
  const protect = (tasks: string[], more: object = {}) =>
    cloud.call(UpdateTaskProtectionCommand, { cluster: 'main', tasks, protectionEnabled: true, ...more });
  const running = () => cloud.tasks().map(({ taskArn = '' }) => taskArn);
  return { ...cloud, ids, protect, running };
}

test('a protected task outlives a scale-in and a rollout, until its time is over', () => {
  const { ids, protect, running, update, pass, register, service } = serving();
  const [kept = '', other] = ids;
  expect(protect([kept], { expiresInMinutes: 60 }).protectedTasks).toEqual([
    { taskArn: kept, protectionEnabled: true, expirationDate: new Date('2026-01-01T01:02:00Z') },
  ]);
  update({ desiredCount: 1 });
  pass(120);
  expect(running()).toEqual([kept]);
  expect(other).not.toBe(kept);

  register({ containerDefinitions: [{ ...container, image: 'public.ecr.aws/nginx/nginx:1.30' }] });
  update({ taskDefinition: 'web' });
  pass(600);
  expect(running()).toHaveLength(2);
  expect(running()).toContain(kept);
  expect(service()?.deployments?.[0]?.rolloutState).toBe('IN_PROGRESS');
  pass(3600);
  expect(running()).toHaveLength(1);
  expect(running()).not.toContain(kept);
  expect(service()?.deployments).toMatchObject([{ rolloutState: 'COMPLETED' }]);
});

test('where there is no room beside a protected task, a rollout waits for it', () => {
  const { ids, protect, running, update, pass, register } = serving();
  protect(ids);
  register({ containerDefinitions: [{ ...container, image: 'public.ecr.aws/nginx/nginx:1.30' }] });
  const deploymentConfiguration = { minimumHealthyPercent: 0, maximumPercent: 100 };
  update({ taskDefinition: 'web', deploymentConfiguration });
  pass(600);
  expect(running().toSorted()).toEqual(ids.toSorted());
});

test('protection is renewed, taken back, and lasts two hours unless told', () => {
  const { ids, protect, call, pass, running, update } = serving();
  const read = () =>
    call(GetTaskProtectionCommand, { cluster: 'main' }).protectedTasks?.map((it) => it.protectionEnabled);
  expect(read()).toEqual([false, false]);
  protect(ids);
  pass(7000);
  protect(ids.slice(0, 1));
  pass(300);
  expect(read()?.toSorted()).toEqual([false, true]);
  update({ desiredCount: 0 });
  pass(120);
  expect(running()).toEqual(ids.slice(0, 1));
  protect(ids.slice(0, 1), { protectionEnabled: false });
  pass(120);
  expect(running()).toEqual([]);
});

test('tasks of no service cannot be protected, and others are not there', () => {
  const { call, wanted, protect, refused, ids } = serving();
  const { tasks: [{ taskArn = '' } = {}] = [] } = call(RunTaskCommand, {
    cluster: 'main',
    taskDefinition: 'web',
    launchType: 'FARGATE',
    networkConfiguration: wanted.networkConfiguration,
  });
  const { protectedTasks, failures } = protect([taskArn, 'nobody', ...ids.slice(0, 1)]);
  expect(protectedTasks).toHaveLength(1);
  expect(failures).toEqual([
    { arn: taskArn, reason: 'TASK_NOT_VALID', detail: expect.stringMatching(/^The specified task isn.t part of/) },
    { arn: 'arn:aws:ecs:us-east-1:000000000000:task/main/nobody', reason: 'MISSING' },
  ]);
  const asked = { cluster: 'main', tasks: ids, protectionEnabled: true };
  for (const wrong of [
    { expiresInMinutes: 0 },
    { expiresInMinutes: 2881 },
    { tasks: [] },
    { tasks: Array(11).fill('x') },
  ])
    expect(refused(UpdateTaskProtectionCommand, { ...asked, ...wrong })[0]).toBe('InvalidParameterException');
});
