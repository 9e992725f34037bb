import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { setDelays } from '../../src/sandbox/delays.js';
import type { Config } from '../../src/config/schema.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { down } from '../../src/runner/down.js';
import type { Run } from '../../src/runner/run.js';
import { up } from '../../src/runner/up.js';
import { MemoryStore } from '../../state/store.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { longTest } from '../full.js';
import { blueprintOf, configOf, serviceIn, variant } from './project.js';
import { where } from './rig.js';

/** A stack in an AWS in memory whose parts learn of each other's changes late. Its clock is AWS's, and costs nothing. */
function stack(config: Config, delays: { readonly [name: string]: number } = {}) {
  const aws = new InMemoryAws(where);
  const delay = (more: object) => expect(setDelays(aws, more)).toEqual([]);
  delay(delays);
  const store = new MemoryStore();
  const began = aws.clock.now();
  const retries: { readonly step: string; readonly error: string; readonly at: number }[] = [];
  const run = (): Run => {
    const run = aws.run({ stack: config.name, tags: config.tags, resources: resourcesByType, store });
    const emit: Run['emit'] = (event) => {
      if (event.type === 'retry') retries.push({ ...event, at: (aws.clock.now() - began) / 1000 });
      run.emit(event);
    };
    return { ...run, emit };
  };
  return {
    aws,
    delay,
    store,
    up: () => up(run(), stackOf(config, where).steps),
    down: () => down(run()),
    /** What was refused and tried again: `web-task-definition: AccessDeniedException`. */
    retried: () => [...new Set(retries.map(({ step, error }) => `${step}: ${error}`))],
    /** When a step was refused for the last time, in seconds since the beginning. */
    lastRefusal: (step: string) => Math.max(...retries.flatMap((it) => (it.step === step ? [it.at] : []))),
  };
}

test('B1: a task definition registered a second after its role is registered once ECS may be given the role', async () => {
  const it = stack(configOf());
  expect((await it.up()).failures).toEqual([]);
  expect(it.retried()).toContain('web-task-definition: AccessDeniedException');
  expect((await it.down()).failures).toEqual([]);
});

longTest('B1: an instance whose role is seconds old is launched once EC2 may be given the role', async () => {
  const it = stack(await blueprintOf('alb-microservices'), { 'role-passable': 30 });
  expect((await it.up()).failures).toEqual([]);
  expect(it.retried()).toContain('bastion-instance: UnauthorizedOperation');
});

test('B1: a role that may not be passed on after a minute either is refused, as a permission that is missing', async () => {
  const it = stack(configOf(), { 'role-passable': 3000 });
  const { failures } = await it.up();
  expect(failures).toMatchObject([{ step: 'web-task-definition', aws: 'AccessDeniedException' }]);
  expect(it.lastRefusal('web-task-definition')).toBeGreaterThan(50);
  expect(it.lastRefusal('web-task-definition')).toBeLessThan(70);
});

test('B2: a service whose role cannot be assumed yet comes up when it can', async () => {
  const one = variant(configOf(), (it) => void (serviceIn(it).count = 1));
  const it = stack(one, { 'role-assumable': 70 });
  expect((await it.up()).failures).toEqual([]);
  const { services: [service] = [] } = await it.aws.withCloud(({ ecs }) =>
    ecs.send(new DescribeServicesCommand({ cluster: one.name, services: ['web'] })),
  );
  const told = service?.events?.filter(({ message }) => message?.includes('unable to assume the role'));
  expect(told?.length).toBeGreaterThan(0);
});

test('B3: the first service of an account is made once ECS can assume the role that its first cluster made', async () => {
  const it = stack(configOf(), { 'service-linked-role': 90 });
  expect((await it.up()).failures).toEqual([]);
  expect(it.retried()).toContain('web-service: InvalidParameterException');
  const { Roles = [] } = await it.aws.withCloud(({ iam }) => iam.send(new ListRolesCommand({ PathPrefix: '/aws-' })));
  expect(Roles).toMatchObject([{ RoleName: 'AWSServiceRoleForECS' }]);
  expect((await it.down()).failures).toEqual([]);
});

longTest('B3: so is the first capacity provider', async () => {
  const it = stack(await blueprintOf('ec2-capacity'), { 'service-linked-role': 240 });
  expect((await it.up()).failures).toEqual([]);
  expect(it.retried()).toContain('capacity-provider: ClientException');
});

test('B9: what is made of things that are seconds old is made once its service knows them', async () => {
  const link = stack(configOf(), { 'network-known': 20 });
  expect((await link.up()).failures).toEqual([]);
  expect(link.retried()).toContain('vpc-link: BadRequestException');
});

longTest('B9: a load balancer faces the internet once it knows that the gateway is attached', async () => {
  const balancer = stack(await blueprintOf('ec2-capacity'), { 'gateway-attached': 60, 'network-known': 0 });
  expect((await balancer.up()).failures).toEqual([]);
  expect(balancer.retried()).toEqual(expect.arrayContaining(['load-balancer: InvalidSubnet']));
});

test('B9: what stays unknown for two minutes is refused', async () => {
  const it = stack(configOf(), { 'network-known': 3000 });
  const { failures } = await it.up();
  // Both end at the same moment, in any order.
  expect(failures).toHaveLength(2);
  for (const it of [{ step: 'vpc-link', aws: 'BadRequestException' }, { step: 'web-service' }])
    expect(failures).toContainEqual(expect.objectContaining(it));
  expect(it.lastRefusal('vpc-link')).toBeGreaterThan(100);
  expect(it.lastRefusal('vpc-link')).toBeLessThan(130);
});

test('B11: a service whose name is still that of a deleted one is made when the name is free', async () => {
  const it = stack(configOf(), { 'service-name-free': 400 });
  expect((await it.up()).failures).toEqual([]);
  expect((await it.down()).failures).toEqual([]);
  expect((await it.up()).failures).toEqual([]);
  const waits = it.aws.events.flatMap((event) => (event.type === 'wait' ? [`${event.step}: ${event.why}`] : []));
  expect(waits).toContain('web-service: its name is still that of a deleted one');
});

test('B12: a revision that ECS does not know to be deregistered is deleted when it does', async () => {
  const it = stack(configOf(), { 'task-definition-inactive': 60 });
  expect((await it.up()).failures).toEqual([]);
  expect((await it.down()).failures).toEqual([]);
  expect(it.retried()).toContain('web-task-definition: Error');
});
