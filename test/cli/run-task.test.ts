import { writeFile } from 'node:fs/promises';
import { ListTasksCommand } from '@aws-sdk/client-ecs';
import { beforeAll, expect, test } from '@jest/globals';
import { openRigIn, type Rig } from '../e2e/rig.js';
import { Desk, eventsOf, resultOf } from './program.js';

/** `provision run` as a person has it: a job, and a command in a task of a service. */

const config = `name: shop
region: us-east-1
services:
  web: {image: nginx}
jobs:
  migrate:
    image: ruby
    command: [rake, "db:migrate"]
    containers: {proxy: {image: envoy, essential: false}}
ingress: {type: none}
`;
const instant = ['--sandbox', '--sandbox-speed', 'instant'];
let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await writeFile(desk.path('provision.yaml'), config);
  expect(await desk.here('up', ...instant)).toMatchObject({ code: 0 });
});

/** Works on the sandbox's world while no process has it. */
async function behindItsBack<T>(work: (rig: Rig) => Promise<T>): Promise<T> {
  const rig = await openRigIn(desk.path('.provision/sandbox'));
  return work(rig).finally(() => rig.close());
}

test('the lines of a job go to stdout, all else to stderr, and its exit code 0 is that of the command', async () => {
  const { code, stdout, stderr } = await desk.here('run', 'migrate', ...instant);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'migrate | The sandbox runs no containers. This line stands for what migrate would write.\n',
  });
  expect(stderr).toMatch(/^Started the task arn:aws:ecs:us-east-1:000000000000:task\/shop\/[0-9a-f]{32}\n/);
});

test('a job that fails: what it wrote, how it ended, exit code 1; as data, with the code of the container', async () => {
  await behindItsBack((rig) => rig.programs({ migrate: { exitCode: 3, lines: ['one', 'no such \u001b[31mtable'] } }));
  const { code, stdout, stderr } = await desk.here('run', 'migrate', ...instant);
  // What a terminal would act on is taken out of the lines of others.
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'migrate | one\nmigrate | no such  [31mtable\n' });
  expect(stderr).toMatch(/\nmigrate exited with 3\.\n {2}Essential container in task exited; /);

  const json = await desk.here('run', 'migrate', ...instant, '--json');
  const events = eventsOf(json.stdout);
  expect(events.filter(({ type }) => type === 'log')).toMatchObject([
    { step: 'migrate-task', container: 'migrate', message: 'one', at: expect.stringMatching(/^\d{4}-.*Z$/) },
    { message: 'no such \u001b[31mtable' },
  ]);
  expect(resultOf(json.stdout)).toMatchObject({
    ...{ command: 'run', ok: false, exitCode: 3, task: expect.stringContaining(':task/shop/') },
    calls: { mutating: 1 },
  });
  expect(json).toMatchObject({ code: 1, stderr: '' });
});

test('a command behind -- goes to the container as it is, and a service takes one too', async () => {
  await behindItsBack((rig) => rig.programs({ migrate: { exitCode: 0 } }));
  const commandsOf = (stdout: string) =>
    eventsOf(stdout).flatMap(({ operation, input }) => (operation === 'RunTask' ? [(input as Asked).overrides] : []));
  const job = await desk.here('run', 'migrate', ...instant, '--json', '--', 'rake', '--trace', 'db:rollback');
  expect(commandsOf(job.stdout)).toEqual([
    { containerOverrides: [{ name: 'migrate', command: ['rake', '--trace', 'db:rollback'] }] },
  ]);
  const service = await desk.here('run', 'web', ...instant, '--json', '--', 'env');
  expect([service.code, commandsOf(service.stdout)]).toEqual([
    0,
    [{ containerOverrides: [{ name: 'web', command: ['env'] }] }],
  ]);
});
interface Asked {
  readonly overrides?: unknown;
}

test('the policy for it allows it, and no more than it takes', async () => {
  const { stdout } = await desk.here('policy', 'run', '--sandbox');
  await writeFile(desk.path('run.json'), stdout);
  const actions = [...new Set(stdout.match(/"(ecs|logs|iam):\w+"/g) ?? [])].map((it) => it.slice(1, -1)).toSorted();
  expect(actions.filter((it) => !/:(CreateAction|PassedToService)$/.test(it))).toEqual([
    ...['ecs:DescribeTasks', 'ecs:RunTask', 'ecs:StopTask', 'ecs:TagResource'],
    ...['iam:PassRole', 'logs:GetLogEvents'],
  ]);
  expect(await desk.here('run', 'migrate', ...instant, '--policy', 'run.json')).toMatchObject({ code: 0 });
  await writeFile(desk.path('less.json'), stdout.replace('iam:PassRole', 'iam:GetRole'));
  const denied = await desk.here('run', 'migrate', ...instant, '--policy', 'less.json');
  expect([denied.code, denied.stderr]).toEqual([1, expect.stringContaining('The permission iam:PassRole is missing.')]);
  expect(denied.stderr).toContain('`provision policy run --sandbox`');
});

test.each([
  [['run', ...instant], 'which job shall run?\n  the config has web, migrate\n'],
  [['run', 'migrat', ...instant], 'there is no job and no service migrat\n  did you mean "migrate"?\n'],
  [['run', 'web', ...instant], 'web is a service, whose own program does not end\n  say what its container shall run'],
  [['run', 'migrate', ...instant, '--name', 'other'], 'there is no stack other in .provision\n'],
])('%j is bad usage, and starts nothing', async (words, said) => {
  const { code, stdout, stderr } = await desk.here(...words);
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(said)]);
});

test('what the stack has not got yet is said before anything is called', async () => {
  await writeFile(desk.path('more.yaml'), config.replace('jobs:', 'jobs:\n  report: {image: ruby}'));
  const unmade = await desk.here('run', 'report', ...instant, '--config', 'more.yaml');
  expect([unmade.code, unmade.stderr]).toEqual([
    2,
    expect.stringMatching(
      /^report needs report-task-definition, .*, which no `up` has\s+finished\n {2}provision up\n$/,
    ),
  ]);
});

test('Ctrl-C stops the task, and waits until it has stopped', async () => {
  await behindItsBack((rig) => rig.programs({ migrate: { seconds: 3600, lines: Array(60).fill('still at it') } }));
  const running = desk.start('run', 'migrate', '--sandbox', '--sandbox-speed', '120x');
  await running.said('still at it');
  running.child.kill('SIGINT');
  const { code, stderr } = await running.ended;
  expect(code).toBe(130);
  expect(stderr).toContain('Stopping the task. Ctrl-C again leaves it running.\n');
  expect(stderr).toMatch(/migrate was stopped before its end\.\n$/);
  const left = await behindItsBack(({ clients: { ecs } }) =>
    ecs.send(new ListTasksCommand({ cluster: 'shop', family: 'migrate' })),
  );
  expect(left.taskArns).toEqual([]);
});
