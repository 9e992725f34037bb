import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  ObjectNotFoundException,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { control } from '../../src/sandbox/control.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { services } from '../../src/sandbox/services/index.js';
import { tracking, web } from './services/applicationautoscaling/cloud.js';
import { testCloud } from './services/ecs/cloud.js';

/** A service that runs, behind an endpoint at `instant`; `ask` is for its own endpoint, `scaling` and `ecs` are clients. */
function running() {
  const { world, register, create, pass } = testCloud();
  register();
  create();
  pass(90);
  const endpoint = new Endpoint({ services, world, realTime: () => world.time, speed: Infinity, save: async () => {} });
  const settings = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: new InProcessHandler(endpoint),
  };
  const ask = async (method: string, body = '') => {
    const request = { method, path: '/_sandbox/load', query: new URLSearchParams(), headers: {} };
    const { status, body: said } = await control(endpoint, { ...request, body: Buffer.from(body) });
    return { status, said: JSON.parse(String(said)) as unknown };
  };
  const ecs = new ECSClient(settings);
  /** As many requests as a client sends that waits. */
  const countAfter = async (requests: number): Promise<number | undefined> => {
    const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster: 'main', services: ['web'] }));
    return requests > 1 ? countAfter(requests - 1) : services[0]?.desiredCount;
  };
  return { ask, countAfter, scaling: new ApplicationAutoScalingClient(settings) };
}

test('/_sandbox/load shows it, sets it and takes it away, and a scaled service follows', async () => {
  const { ask, countAfter, scaling } = running();
  expect(await ask('GET')).toEqual({ status: 200, said: {} });
  await scaling.send(new RegisterScalableTargetCommand({ ...web, MinCapacity: 1, MaxCapacity: 4 }));
  const policy = { ...web, PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', ...tracking({}) } as const;
  const { Alarms } = await scaling.send(new PutScalingPolicyCommand(policy));
  expect(Alarms).toHaveLength(2);
  const busy = { cpu: 300, memory: 0, requests: 0 };
  expect(await ask('POST', '{"main/web": {"cpu": 300}}')).toEqual({ status: 200, said: { 'main/web': busy } });
  expect(await ask('POST', '{"main/web": {"requests": 5}}')).toMatchObject({ said: { 'main/web': { cpu: 300 } } });
  expect(await countAfter(10)).toBe(4);
  expect(await ask('DELETE')).toMatchObject({ said: { 'main/web': { cpu: 0, requests: 0 } } });
  expect(await countAfter(12)).toBe(1);
  const { ScalableTargets } = await scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }));
  expect(ScalableTargets?.[0]?.CreationTime).toBeInstanceOf(Date);
  const other = scaling.send(new PutScalingPolicyCommand({ ...policy, ResourceId: 'service/main/none' }));
  await expect(other).rejects.toBeInstanceOf(ObjectNotFoundException);
});

test.each([
  ['load=1', 'JSON'],
  ['[]', 'by cluster and service'],
  ['{"main/api": {"cpu": 1}}', 'there is no service main/api; there is: main/web'],
  ['{"main/web": 5}', 'main/web takes an object of cpu, memory, requests'],
  ['{"main/web": {"CPU": 5}}', 'main/web takes cpu, memory, requests, not CPU'],
  ['{"main/web": {"cpu": -1}}', 'cpu of main/web takes a number from 0'],
])('%s is no load: %s', async (body, why) => {
  const { ask } = running();
  expect(await ask('POST', body)).toEqual({ status: 400, said: { errors: [expect.stringContaining(why)] } });
  expect(await ask('GET')).toEqual({ status: 200, said: {} });
});
