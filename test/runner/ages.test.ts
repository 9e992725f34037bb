import { expect, test } from '@jest/globals';
import { MemoryStore } from '../../state/store.js';
import type { StepRecord } from '../../state/schema.js';
import { agesOf } from '../../src/runner/ages.js';
import { awsError, ToyWorld } from './toys.js';

const now = Date.UTC(2026, 0, 1);
const record = (type: string, more: Partial<StepRecord>): StepRecord => ({
  ...{ type, at: 'ready', token: 't', needs: [], want: {}, tags: {} },
  ...more,
});
const ages = (records: [string, StepRecord][], since = now) =>
  agesOf({ clock: { now: () => now, sleep: async () => {} }, store: new MemoryStore(records) }, since);

test('B9: what a message names by its id or its ARN is as old as the youngest record that has it', () => {
  const it = ages([
    ['subnet', record('subnet', { id: 'subnet-0123456789abcdef0', madeAt: now - 30_000 })],
    ['attachment', record('attachment', { id: { VpcId: 'vpc-0123456789abcdef0' }, madeAt: now - 5000 })],
    ['vpc', record('vpc', { id: 'vpc-0123456789abcdef0', madeAt: now - 90_000 })],
    ['role', record('role', { id: 'web', out: { roleArn: 'arn:aws:iam::1:role/web' }, madeAt: now - 20_000 })],
  ]);
  expect(it.named("The subnet ID 'subnet-0123456789abcdef0' does not exist")).toBe(30);
  expect(it.named('VPC vpc-0123456789abcdef0 has no internet gateway')).toBe(5);
  expect(it.named('iam:PassRole on resource: arn:aws:iam::1:role/web')).toBe(20);
  expect(it.ofType('role')).toBe(20);
});

test('B9: a name, a part of a longer id, and what has no time are no news', () => {
  const it = ages([
    ['role', record('role', { id: 'web', out: { roleArn: 'arn:aws:iam::1:role/web' }, madeAt: now })],
    ['vpc', record('vpc', { id: 'vpc-0123456789abcdef0' })],
  ]);
  expect(it.named('the web is large')).toBe(Infinity);
  expect(it.named('arn:aws:iam::1:role/web-server')).toBe(Infinity);
  expect(it.named('VPC vpc-0123456789abcdef0')).toBe(Infinity);
  expect(it.ofType('security-group')).toBe(Infinity);
});

test('what another run made, by a clock that was ahead, is new only since the first refusal', () => {
  const made = record('vpc', { id: 'vpc-0123456789abcdef0', madeAt: now + 600_000 });
  expect(ages([['vpc', made]], now - 70_000).named('vpc-0123456789abcdef0')).toBe(70);
});

test('B1: a killed run leaves in the state when things were made, so that the next one waits for the role, too', async () => {
  const world = new ToyWorld();
  const role = world.step('role', world.noun('role'), {});
  const definition = world.step('definition', world.noun('definition'), { role });
  const denied = () => awsError('UnauthorizedOperation', 'Encoded authorization failure message: x');
  world.fault('create definition', () => void world.stop(), denied);
  await world.up([role, definition]);
  world.revive();
  world.fault('create definition', denied, denied);
  expect((await world.up([role, definition])).failures).toEqual([]);
});

test('B11: the name of something deleted that is shown no more is waited for, and the wait is told', async () => {
  const world = new ToyWorld();
  const service = world.step('service', world.noun('service', { sameName: 'refuses' }), {});
  const kept = () => awsError('InvalidParameterException', 'Creation of service was not idempotent.');
  world.fault('create service', ...Array.from({ length: 20 }, () => kept));
  expect((await world.up([service])).failures).toEqual([]);
  expect(world.events).toContainEqual(
    expect.objectContaining({ type: 'wait', why: 'its name is still that of a deleted one' }),
  );
  world.revive();
  world.toys.clear();
  const other = world.step('other', world.noun('service', { sameName: 'refuses' }), {});
  world.fault('create other', ...Array.from({ length: 500 }, () => kept));
  const began = world.clock.now();
  expect((await world.up([other])).failures).toMatchObject([{ code: 'step-rejected' }]);
  expect((world.clock.now() - began) / 1000).toBeLessThan(400);
});
