import { readdir } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Desk, eventsOf } from './program.js';

/** Said once, where no region is configured. */
const assumed = expect.stringMatching(/^No region is configured: us-east-1 is assumed, .*\n$/);

test('explain needs no account, no config and no region, and leaves nothing behind', async () => {
  const desk = await Desk.open();
  const [noun, operation, stack, step] = await Promise.all([
    desk.here('explain', 'nat-gateway'),
    desk.here('explain', 'createvpc'),
    desk.here('explain', '--blueprint', 'cloud-map-public'),
    desk.here('explain', 'vpc', '--blueprint', 'cloud-map-public'),
  ]);
  for (const it of [noun, operation, stack, step]) expect(it).toMatchObject({ code: 0, stderr: assumed });
  for (const it of ['CreateNatGateway', 'DescribeNatGateways', 'DeleteNatGateway'])
    expect(noun.stdout).toContain(`\nec2:${it}\n`);
  expect(noun.stdout).toContain('Prices in us-east-1');
  expect(operation.stdout).toMatch(/^ec2:CreateVpc\n {2}Makes an empty network/);
  expect(stack.stdout).toMatch(/^How up creates cloud-map-public in us-east-1, with /);
  expect(step.stdout).toMatch(/^vpc\nA network of its own/);
  expect(await readdir(desk.directory)).toEqual([]);
});

test('explain with --json: lessons, then the result', async () => {
  const desk = await Desk.open();
  const { code, stdout } = await desk.here('explain', 'vpc', '--json');
  expect(code).toBe(0);
  const events = eventsOf(stdout);
  expect(events[0]).toMatchObject({ type: 'lesson', of: 'noun', noun: 'vpc' });
  expect(events[1]).toMatchObject({
    type: 'lesson',
    of: 'operation',
    operation: 'ec2:CreateVpc',
    actions: ['ec2:CreateVpc', 'ec2:CreateTags'],
  });
  expect(events.at(-1)).toMatchObject({
    type: 'result',
    command: 'explain',
    ok: true,
    calls: { total: 0, mutating: 0 },
  });
});

test('explain of what there is not: the nearest word, or the names to choose among, and exit code 2', async () => {
  const desk = await Desk.open();
  const [near, several, far] = await Promise.all(
    ['nat-gatway', 'CreateService', 'teapot'].map((word) => desk.here('explain', word)),
  );
  expect(near).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('did you mean "nat-gateway"?') });
  expect(several).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('servicediscovery:CreateService, ecs:CreateService'),
  });
  expect(far).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('there is nothing called "teapot" to explain'),
  });
});
