import { readdir } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { Desk, eventsOf } from './program.js';

/** Said once, where no region is configured. */
const assumed = expect.stringMatching(/^No region is configured: us-east-1 is assumed, .*\n$/);

test('explain needs no account, no config and no region, and leaves nothing behind', async () => {
  const desk = await Desk.open();
  const [noun, operation, screen, stack, step] = await Promise.all([
    desk.here('explain', 'nat-gateway'),
    desk.here('explain', 'createvpc'),
    desk.here('explain', 'cloud-map-public'),
    desk.here('explain', '--all', '--blueprint', 'cloud-map-public'),
    desk.here('explain', 'vpc', '--blueprint', 'cloud-map-public'),
  ]);
  expect(screen).toMatchObject({ code: 0, stderr: assumed });
  expect(screen.stdout).toMatch(/^cloud-map-public in us-east-1: 28 steps, /);
  for (const it of [noun, operation, stack, step]) expect(it).toMatchObject({ code: 0, stderr: assumed });
  for (const it of ['CreateNatGateway', 'DescribeNatGateways', 'DeleteNatGateway'])
    expect(noun.stdout).toContain(`\nec2:${it}\n`);
  expect(noun.stdout).toContain('Prices in us-east-1');
  expect(operation.stdout).toMatch(/^ec2:CreateVpc\n {2}Makes an empty network/);
  expect(stack.stdout).toMatch(/^How up creates cloud-map-public in us-east-1, with /);
  // What provision does for itself is told once, and no value is cut.
  expect(stack.stdout.match(/provision:stack/g)).toHaveLength(1);
  expect(stack.stdout).not.toMatch(/…$/m);
  expect(stack.stdout).not.toContain('ClientToken:');
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

test('explain without a stack tells what there is to explain; --all needs a stack', async () => {
  const desk = await Desk.open();
  const [all, asData, noStack] = await Promise.all([
    desk.here('explain'),
    desk.here('explain', '--json'),
    desk.here('explain', '--all'),
  ]);
  expect(all).toMatchObject({ code: 0, stderr: '' });
  for (const word of ['alb-microservices', 'nat-gateway', 'circuit-breaker']) expect(all.stdout).toContain(word);
  expect(eventsOf(asData.stdout)[0]).toMatchObject({ type: 'lesson', of: 'index' });
  expect(noStack).toMatchObject({ code: 2, stdout: '' });
});

test('words: one meaning is explained, several are offered, and others lead to where they stand', async () => {
  const desk = await Desk.open();
  const [one, several, written, asData] = await Promise.all([
    desk.here('explain', 'circuit', 'breaker'),
    desk.here('explain', 'task'),
    desk.here('explain', 'idle timeout'),
    desk.here('explain', 'task', '--json'),
  ]);
  expect(one).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Circuit breaker\n/) });
  expect(several).toMatchObject({ code: 0, stdout: expect.stringContaining('  provision explain task-definition\n') });
  expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining('elbv2:ModifyLoadBalancerAttributes') });
  expect(eventsOf(asData.stdout)[0]).toMatchObject({ type: 'lesson', of: 'meanings', word: 'task' });
});

test('a request hop by hop, and two architectures, as text and as data', async () => {
  const desk = await Desk.open();
  const [told, wrong, compared, alone] = await Promise.all([
    desk.here('explain', '--request', 'GET', '/x', '--blueprint', 'cloud-map-public', '--json'),
    desk.here('explain', '--request', 'FETCH', '/x', '--blueprint', 'cloud-map-public'),
    desk.here('explain', '--compare', 'cloud-map-public', 'cloud-map-private', '--json'),
    desk.here('explain', '--compare', 'cloud-map-public'),
  ]);
  expect(eventsOf(told.stdout)[0]).toMatchObject({
    of: 'request',
    method: 'GET',
    path: '/x',
    ending: { is: 'answered' },
  });
  expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('FETCH is no method of HTTP') });
  expect(eventsOf(compared.stdout)[0]).toMatchObject({
    of: 'comparison',
    sides: [{ name: 'cloud-map-public' }, { name: 'cloud-map-private' }],
    choices: expect.arrayContaining([expect.objectContaining({ of: 'egress' })]),
  });
  expect(alone).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--compare takes two') });
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
