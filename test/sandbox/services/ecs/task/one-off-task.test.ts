import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand, RunTaskCommand, StopTaskCommand, type RunTaskRequest } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { resetPrograms, setPrograms } from '../../../../../src/sandbox/services/ecs/task/task-programs.js';
import { logs } from '../../../../../src/sandbox/services/logs/index.js';
import { container, testCloud } from '../cloud.js';

/** A network with a task definition, and what starts a task of it. */
function oneOff(register: Parameters<ReturnType<typeof testCloud>['register']>[0] = {}) {
  const cloud = testCloud();
  cloud.register(register);
  resetPrograms(cloud);
  const { cluster, taskDefinition, networkConfiguration } = cloud.wanted;
  const asked = { cluster, taskDefinition, networkConfiguration, launchType: 'FARGATE' } as const;
  const run = (more: Partial<RunTaskRequest> = {}) => cloud.call(RunTaskCommand, { ...asked, ...more }).tasks?.[0];
  const task = (arn = '') => cloud.call(DescribeTasksCommand, { cluster, tasks: [arn] }).tasks?.[0];
  const lines = () => cloud.any(logs, FilterLogEventsCommand, { logGroupName: '/web' }).events?.map((it) => it.message);
  return { ...cloud, run, task, lines };
}

test('a task that no service keeps running ends by itself, with an exit code and what it wrote', () => {
  const { run, task, lines, pass, interfaces } = oneOff();
  const arn = run({ startedBy: 'me' })?.taskArn;
  pass(33);
  expect(task(arn)).toMatchObject({ lastStatus: 'RUNNING', startedBy: 'me' });
  expect(lines()).toEqual(['The sandbox runs no containers. This line stands for what web would write.']);
  pass(10);
  expect(task(arn)).toMatchObject({
    lastStatus: 'STOPPING',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ exitCode: 0, lastStatus: 'STOPPED' }],
  });
  pass(30);
  expect(task(arn)).toMatchObject({ lastStatus: 'STOPPED', containers: [{ exitCode: 0 }] });
  expect(interfaces()).toEqual([]);
  pass(3600);
  expect(task(arn)).toBeUndefined();
});

test("whoever runs the sandbox says how a family's programs end, and after how long", () => {
  const { run, task, lines, pass, world } = oneOff();
  expect(setPrograms({ world }, { web: { seconds: 100, exitCode: 3, lines: ['one', 'two', 'three'] } })).toEqual([]);
  const arn = run()?.taskArn;
  pass(30 + 60);
  expect(lines()).toEqual(['one', 'two']);
  pass(39);
  expect(task(arn)?.lastStatus).toBe('RUNNING');
  pass(40);
  expect([lines()?.length, task(arn)?.lastStatus, task(arn)?.containers?.[0]?.exitCode]).toEqual([3, 'STOPPED', 3]);
});

test('what is stopped before its end has the reason of whoever stopped it, and its program says no more', () => {
  const { run, task, lines, call, pass, world } = oneOff();
  setPrograms({ world }, { web: { seconds: 100, lines: ['one', 'two', 'three'] } });
  const arn = run()?.taskArn;
  pass(60);
  call(StopTaskCommand, { cluster: 'main', task: arn ?? '', reason: 'enough' });
  pass(200);
  expect(task(arn)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'enough' });
  expect(lines()).toEqual(['one']);
});

test('the first essential container decides when the task ends; one with a restart policy is started again', () => {
  const side = { name: 'side', image: container.image, essential: false };
  const restartPolicy = { enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 60 };
  const { run, task, pass, world } = oneOff({ containerDefinitions: [side, { ...container, restartPolicy }] });
  setPrograms({ world }, { web: { seconds: 90, exitCode: 1 } });
  const arn = run()?.taskArn;
  pass(600);
  expect(task(arn)?.lastStatus).toBe('RUNNING');
  setPrograms({ world }, { web: { seconds: 30, exitCode: 1 } });
  const short = run()?.taskArn;
  pass(120);
  expect(task(short)?.containers).toMatchObject([
    { name: 'side', exitCode: 0 },
    { name: 'web', exitCode: 1 },
  ]);
});

test('the tasks of a service do not end by themselves', () => {
  const { register, create, tasks, pass } = testCloud();
  register();
  create();
  pass(3600);
  expect(tasks().map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'RUNNING']);
});

test('a client token starts the same task once, as long as ECS shows it; with another request it is a conflict', () => {
  const { run, refused, wanted } = oneOff();
  const first = run({ clientToken: 'a', tags: [{ key: 'k', value: 'v' }] });
  expect(run({ clientToken: 'a', tags: [{ key: 'k', value: 'v' }] })?.taskArn).toBe(first?.taskArn);
  const { cluster, taskDefinition, networkConfiguration } = wanted;
  const other = {
    cluster,
    taskDefinition,
    networkConfiguration,
    launchType: 'FARGATE',
    clientToken: 'a',
    count: 2,
  } as const;
  expect(refused(RunTaskCommand, other)[0]).toBe('ConflictException');
});

test('what no program can be is refused by name, and changes nothing', () => {
  const { world } = testCloud();
  const said = (programs: unknown) => setPrograms({ world }, programs).join('; ');
  expect(said([])).toContain('the body is a JSON object of programs');
  expect(said({ web: 3 })).toContain('web takes an object');
  expect(said({ web: { exitCode: 256 } })).toBe('exitCode of web is a whole number from 0 to 255');
  expect(said({ web: { exitCode: 1.5 } })).toBe('exitCode of web is a whole number from 0 to 255');
  expect(said({ web: { seconds: -1, lines: [''] } })).toContain('lines of web are a list of texts');
  expect(said({ web: { code: 1 } })).toBe('web has no code: it takes seconds, exitCode, lines and services');
  expect(said({ web: { services: 1 } })).toBe('services of web is true or false');
});
