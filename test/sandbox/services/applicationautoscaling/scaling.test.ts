import { expect, test } from '@jest/globals';
import { scaledCloud } from './cloud.js';

/** The whole of a service's day. A minute more than the alarm needs, because points come each minute. */
const minutes = (count: number) => count * 60;

test('three points above the value scale out in proportion, and fifteen below 90 % of it scale in again', () => {
  const it = scaledCloud();
  it.scalable();
  it.policy();
  it.load({ cpu: 180 });
  it.pass(minutes(2));
  expect(it.wants()).toBe(2);
  it.pass(minutes(1));
  // 90 % each, where 60 is wanted: 2 * 90 / 60.
  expect(it.wants()).toBe(3);
  it.pass(minutes(17));
  expect(it.wants()).toBe(3);
  expect(it.service()).toMatchObject({ runningCount: 3, deployments: [{ rolloutState: 'COMPLETED' }] });

  // 55 % is below the value, and not below 90 % of it.
  it.load({ cpu: 165 });
  it.pass(minutes(17));
  expect(it.wants()).toBe(3);
  it.load({ cpu: 60 });
  it.pass(minutes(14));
  expect(it.wants()).toBe(3);
  it.pass(minutes(2));
  expect(it.wants()).toBe(1);
  it.pass(minutes(2));
  expect(it.activities()).toEqual([
    'Setting desired count to 1. monitor alarm TargetTracking-service/main/web-AlarmLow in state ALARM triggered policy cpu Successful',
    'Setting desired count to 3. monitor alarm TargetTracking-service/main/web-AlarmHigh in state ALARM triggered policy cpu Successful',
  ]);
});

test('neither goes beyond the bounds, and a task cannot use more than all of its CPU', () => {
  const it = scaledCloud();
  it.scalable({ MinCapacity: 2, MaxCapacity: 5 });
  it.policy();
  it.load({ cpu: 2000 });
  it.pass(minutes(3));
  // 100 % each, though there is work for twenty.
  expect(it.wants()).toBe(4);
  it.pass(minutes(17));
  expect(it.wants()).toBe(5);
  it.load({ cpu: 0 });
  it.pass(minutes(17));
  expect(it.wants()).toBe(2);
});

test('within a cooldown only what adds more scales out again, and nothing scales in', () => {
  const it = scaledCloud();
  it.scalable();
  it.policy({ ScaleOutCooldown: 1200, ScaleInCooldown: 1800 });
  it.load({ cpu: 160 });
  it.pass(minutes(3));
  expect(it.wants()).toBe(3);
  // 70 % each asks for four: one more, as before.
  it.load({ cpu: 210 });
  it.pass(minutes(10));
  expect(it.wants()).toBe(3);
  // 100 % each asks for five, two more than run: one of them is there already.
  it.load({ cpu: 300 });
  it.pass(minutes(4));
  expect(it.wants()).toBe(4);
  it.pass(minutes(25));
  expect(it.wants()).toBe(5);
  it.load({ cpu: 100 });
  it.pass(minutes(17));
  expect(it.wants()).toBe(2);
  it.load({ cpu: 10 });
  it.pass(minutes(20));
  expect(it.wants()).toBe(2);
  it.pass(minutes(15));
  expect(it.wants()).toBe(1);
});

test('of several policies, the one that asks for most counts, and all must agree to scale in', () => {
  const it = scaledCloud();
  it.scalable();
  it.policy();
  const memory = { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' } as const;
  it.policy({ PredefinedMetricSpecification: memory, TargetValue: 50 }, 'memory');
  it.load({ cpu: 130, memory: 200 });
  it.pass(minutes(3));
  expect(it.wants()).toBe(4);
  it.load({ cpu: 10, memory: 190 });
  it.pass(minutes(17));
  expect(it.wants()).toBe(4);
  // A policy that may not scale in has no say in it.
  it.policy({ PredefinedMetricSpecification: memory, TargetValue: 50, DisableScaleIn: true }, 'memory');
  it.pass(minutes(1));
  expect(it.wants()).toBe(1);
});

test('nothing scales in during a deployment, and nothing at all where that is suspended', () => {
  const it = scaledCloud();
  it.scalable();
  it.policy();
  it.load({ cpu: 0 });
  it.pass(minutes(14));
  it.update({ taskDefinition: it.register({ cpu: '512', memory: '1024' }) });
  it.pass(70);
  expect(it.wants()).toBe(2);
  it.pass(minutes(10));
  expect(it.wants()).toBe(1);

  const all = { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true, ScheduledScalingSuspended: true };
  it.scalable({ SuspendedState: all });
  it.load({ cpu: 100 });
  it.pass(minutes(20));
  expect(it.wants()).toBe(1);
  it.scalable({ SuspendedState: { DynamicScalingOutSuspended: false } });
  it.pass(minutes(1));
  expect(it.wants()).toBe(2);
  expect(it.target()?.SuspendedState).toEqual({ ...all, DynamicScalingOutSuspended: false });
});

test('what has no tasks has no metric, so no load brings any', () => {
  const it = scaledCloud();
  it.scalable({ MinCapacity: 0 });
  it.policy();
  it.update({ desiredCount: 0 });
  it.load({ cpu: 500 });
  it.pass(minutes(60));
  expect(it.wants()).toBe(0);
});

test('a count out of bounds stays until something scales, or the bounds are set again', () => {
  const it = scaledCloud();
  it.scalable({ MinCapacity: 3 });
  it.pass(minutes(3));
  expect(it.wants()).toBe(3);
  it.update({ desiredCount: 1 });
  it.pass(minutes(60));
  expect(it.wants()).toBe(1);
  it.scalable({ MinCapacity: 3 });
  it.pass(1);
  expect(it.wants()).toBe(3);
  it.scalable({ MinCapacity: 1, MaxCapacity: 2 });
  it.pass(minutes(3));
  expect(it.activities()).toEqual([
    'Setting desired count to 2. maximum capacity was set to 2 Successful',
    'Setting desired count to 3. minimum capacity was set to 3 Overridden',
    'Setting desired count to 3. minimum capacity was set to 3 Successful',
  ]);
});

test('a schedule sets both bounds when it is time, and the count follows', () => {
  const it = scaledCloud();
  it.scalable();
  // The world begins at midnight of UTC, which is one o'clock in Berlin.
  const Timezone = 'Europe/Berlin';
  const day = { MinCapacity: 4, MaxCapacity: 8 };
  it.schedule({ Schedule: 'cron(0 8 * * ? *)', Timezone, ScalableTargetAction: day });
  const night = { MinCapacity: 1, MaxCapacity: 2 };
  it.schedule({ ScheduledActionName: 'night', Schedule: 'cron(0 20 * * ? *)', Timezone, ScalableTargetAction: night });
  it.pass(minutes(6 * 60 + 50));
  expect(it.target()).toMatchObject({ MinCapacity: 1, MaxCapacity: 10 });
  it.pass(minutes(10));
  expect(it.target()).toMatchObject(day);
  expect(it.wants()).toBe(4);
  it.pass(minutes(12 * 60));
  expect(it.target()).toMatchObject(night);
  expect(it.wants()).toBe(2);
  it.pass(minutes(12 * 60));
  expect(it.wants()).toBe(4);
  expect(it.activities().slice(0, 2)).toEqual([
    'Setting desired count to 4. minimum capacity was set to 4 Successful',
    'Setting min capacity to 4 and max capacity to 8 scheduled action name day was triggered Successful',
  ]);
});

test('a schedule of one time runs once, a rate from its beginning to its end, and neither where it is suspended', () => {
  const it = scaledCloud();
  it.scalable();
  it.schedule({ Schedule: 'at(2026-01-01T01:00:00)', ScalableTargetAction: { MinCapacity: 3 } });
  it.pass(minutes(61));
  expect([it.wants(), it.target()?.MaxCapacity]).toEqual([3, 10]);
  it.scalable();
  it.pass(minutes(60));
  expect(it.target()?.MinCapacity).toBe(1);

  const hours = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
  it.schedule({
    ...{ ScheduledActionName: 'rate', Schedule: 'rate(2 hours)', StartTime: hours(4), EndTime: hours(7) },
    ScalableTargetAction: { MinCapacity: 5 },
  });
  const runs = () => it.activities().filter((line) => line.includes('name rate was')).length;
  it.pass(minutes(121));
  expect(runs()).toBe(1);
  it.scalable({ SuspendedState: { ScheduledScalingSuspended: true } });
  it.pass(minutes(120));
  expect(runs()).toBe(1);
  it.scalable({ SuspendedState: { ScheduledScalingSuspended: false } });
  it.pass(minutes(600));
  expect(runs()).toBe(1);
});

test('at instant, a load is followed within a few requests, and an idle service is let be', () => {
  const it = scaledCloud();
  it.scalable();
  it.policy();
  for (let request = 0; request < 20; request++) it.poll();
  const before = it.world.elapsed;
  it.poll();
  expect([it.wants(), it.world.elapsed]).toEqual([2, before]);
  it.load({ cpu: 300 });
  for (let request = 0; request < 10; request++) it.poll();
  expect(it.wants()).toBe(5);
  it.load({ cpu: 0 });
  for (let request = 0; request < 12; request++) it.poll();
  expect(it.wants()).toBe(1);
  const after = it.world.elapsed;
  for (let request = 0; request < 5; request++) it.poll();
  expect(it.world.elapsed).toBe(after);
});
