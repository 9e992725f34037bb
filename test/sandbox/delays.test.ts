import { expect, test } from '@jest/globals';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { delaysIn, isKnown, resetDelays, setDelays, spread, usualDelays } from '../../src/sandbox/delays.js';
import { ecs } from '../../src/sandbox/services/ecs/index.js';
import { iam } from '../../src/sandbox/services/iam/index.js';
import { World } from '../../src/sandbox/world.js';
import { testContext } from './context.js';
import { definition } from './services/ecs/cloud.js';

const fresh = () => testContext({ world: new World(Date.UTC(2026, 0, 1), 'delays') });

test('a change is known elsewhere when its delay has passed, at any speed', () => {
  const it = fresh();
  spread(it.context(), 'network-known', 'subnet-1');
  expect(isKnown(it.context(), 'network-known', 'subnet-1')).toBe(false);
  it.pass(usualDelays['network-known']);
  expect(isKnown(it.context(), 'network-known', 'subnet-1')).toBe(true);
  spread(it.context(), 'network-known', 'subnet-2');
  it.poll();
  expect(isKnown(it.context(), 'network-known', 'subnet-2')).toBe(true);
});

test('B1: IAM denies that a new role is passed on, until it is known', () => {
  const it = fresh();
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const { Role } = it.call(iam, CreateRoleCommand, {
    RoleName: 'new',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  });
  const input = { ...definition, executionRoleArn: Role?.Arn };
  expect(it.refusal(ecs, RegisterTaskDefinitionCommand, input)).toMatchObject({
    code: 'AccessDeniedException',
    message: expect.stringContaining(`is not authorized to perform: iam:PassRole on resource: ${Role?.Arn} `),
  });
  it.pass(usualDelays['role-passable']);
  expect(it.call(ecs, RegisterTaskDefinitionCommand, input).taskDefinition?.status).toBe('ACTIVE');
});

test('delays are changed all or none, are kept with the world, and can be the usual ones again', () => {
  const { world } = fresh();
  expect(setDelays({ world }, { 'role-passable': 30, 'no-such': 1 })).toEqual([
    expect.stringContaining('there is no delay no-such; there are role-passable, '),
  ]);
  expect(setDelays({ world }, { 'role-passable': -1 })).toEqual([
    'role-passable takes a number of seconds from 0 to 3600',
  ]);
  expect(setDelays({ world }, [])).toHaveLength(1);
  expect(delaysIn({ world })).toEqual(usualDelays);
  expect(setDelays({ world }, { 'role-passable': 30 })).toEqual([]);
  expect(delaysIn({ world: World.from(world.toJSON()) })).toEqual({ ...usualDelays, 'role-passable': 30 });
  resetDelays({ world });
  expect(delaysIn({ world })).toEqual(usualDelays);
});
