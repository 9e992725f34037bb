import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import type { Endpoint } from '../../src/sandbox/endpoint.js';
import { BadFaults, type FaultInput } from '../../src/sandbox/faults.js';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { anyone, ec2Request, ecsRequest, toyEndpoint } from './toy-cloud.js';

const ec2On = (endpoint: Endpoint, maxAttempts = 1) =>
  new EC2Client({ ...anyone, maxAttempts, requestHandler: new InProcessHandler(endpoint) });
const withFaults = (...faults: FaultInput[]): Endpoint => {
  const endpoint = toyEndpoint();
  endpoint.faults.add(faults);
  return endpoint;
};
const vpcsIn = async (endpoint: Endpoint) => {
  const { Vpcs } = await ec2On(endpoint).send(new DescribeVpcsCommand({}));
  return Vpcs?.length ?? 0;
};
const statusesIn = ({ calls }: Endpoint) =>
  calls.all().map(({ operation, status, error }) => [operation, status, error]);

test('an error comes as often as asked for, instead of the work; then the work is done', async () => {
  const endpoint = withFaults({ operation: 'CreateVpc', times: 2, error: 'UnauthorizedOperation' });
  const create = () => ec2On(endpoint).send(new CreateVpcCommand({}));
  await expect(create()).rejects.toMatchObject({ name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 400 } });
  expect(endpoint.faults.pending()).toMatchObject([{ operation: 'CreateVpc', times: 1 }]);
  await expect(create()).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  expect(endpoint.faults.pending()).toEqual([]);
  expect(await vpcsIn(endpoint)).toBe(0);
  await create();
  expect(await vpcsIn(endpoint)).toBe(1);
});

test.each([
  ['RequestLimitExceeded', 503],
  ['ThrottlingException', 400],
  ['InternalError', 500],
])('%s has the status %d and is what the SDK repeats a request after', async (error, status) => {
  const endpoint = withFaults({ operation: 'CreateVpc', error });
  await ec2On(endpoint, 2).send(new CreateVpcCommand({}));
  expect(statusesIn(endpoint)).toEqual([
    ['CreateVpc', status, error],
    ['CreateVpc', 200, null],
  ]);
});

test('a throttled JSON service answers 400', async () => {
  const endpoint = withFaults({ operation: 'DescribeClusters', error: 'ThrottlingException' });
  const response = await endpoint.handle(ecsRequest('DescribeClusters', '{}'));
  expect(response).toMatchObject({ status: 400, body: '{"__type":"ThrottlingException","message":"Rate exceeded"}' });
});

test('message and status may be given', async () => {
  const endpoint = withFaults({
    operation: 'CreateVpc',
    error: 'VpcLimitExceeded',
    message: 'no more <VPCs>',
    status: 409,
  });
  await expect(ec2On(endpoint).send(new CreateVpcCommand({}))).rejects.toMatchObject({
    name: 'VpcLimitExceeded',
    message: 'no more <VPCs>',
    $metadata: { httpStatusCode: 409 },
  });
});

test('the work is done and its answer lost: the SDK sees a broken connection', async () => {
  const endpoint = withFaults({ operation: 'CreateVpc', after: true });
  await expect(ec2On(endpoint).send(new CreateVpcCommand({}))).rejects.toMatchObject({
    name: 'TimeoutError',
    code: 'ECONNRESET',
  });
  expect(statusesIn(endpoint)).toEqual([['CreateVpc', 200, null]]);
  expect(await vpcsIn(endpoint)).toBe(1);
});

test('the work is done and an error answered', async () => {
  const endpoint = withFaults({ operation: 'CreateVpc', after: true, error: 'InternalError' });
  await expect(ec2On(endpoint).send(new CreateVpcCommand({}))).rejects.toMatchObject({
    name: 'InternalError',
    $metadata: { httpStatusCode: 500 },
  });
  expect(await vpcsIn(endpoint)).toBe(1);
});

test('a delay holds up its own request and no other', async () => {
  const waits: { ms: number; over: () => void }[] = [];
  const endpoint = toyEndpoint({ sleep: (ms) => new Promise<void>((over) => waits.push({ ms, over })) });
  endpoint.faults.add([{ operation: 'CreateVpc', delayMs: 5000 }]);
  const slow = endpoint.handle(ec2Request('CreateVpc'));
  expect((await endpoint.handle(ec2Request('DescribeVpcs')))?.status).toBe(200);
  expect(waits).toMatchObject([{ ms: 5000 }]);
  expect(endpoint.calls.all()).toHaveLength(1);
  waits[0]?.over();
  expect((await slow)?.status).toBe(200);
  expect(await vpcsIn(endpoint)).toBe(1);
});

test('a fault for one service leaves the same operation of another alone', async () => {
  const endpoint = withFaults({ operation: 'DescribeClusters', service: 'ecs', error: 'ServerException' });
  const ecs = new ECSClient({ ...anyone, requestHandler: new InProcessHandler(endpoint) });
  await expect(ecs.send(new DescribeClustersCommand({}))).rejects.toMatchObject({ name: 'ServerException' });
  expect(endpoint.faults.take('elsewhere', 'DescribeClusters')).toBeUndefined();
});

test('a list with a wrong fault is refused as a whole, with everything that is wrong', () => {
  const { faults } = toyEndpoint();
  const problemsOf = (posted: unknown) => {
    try {
      faults.add(posted);
      return 'nothing';
    } catch (error) {
      return error instanceof BadFaults ? error.problems : error;
    }
  };
  expect(problemsOf({})).toEqual([expect.stringMatching(/^the body is a JSON array of faults, like \[/)]);
  expect(problemsOf([{ operation: 'CreateVpc', times: 0, error: 'A\nB', delay: 1 }])).toEqual([
    'fault 1: times takes a whole number from 1',
    'fault 1: error takes an error code: letters, digits, dots, dashes and colons',
    expect.stringMatching(/^fault 1 has no member delay; it takes operation, service, times, .*delayMs$/),
  ]);
  expect(problemsOf([{ after: true }, 5])).toEqual([
    'fault 1: operation is missing',
    expect.stringMatching(/^fault 2 is no object like \{"operation"/),
  ]);
  expect(problemsOf([{ operation: 'CreateVpc' }])).toEqual([
    'fault 1: a fault without effect: give error, after or delayMs',
  ]);
  expect(problemsOf([{ operation: 'CreateVpc', after: true, status: 500 }])).toEqual([
    'fault 1: message and status belong to an error: give error',
  ]);
  expect(
    problemsOf([
      { operation: 'CreateVpc', after: true },
      { operation: 'CreateVcp', after: true },
    ]),
  ).toEqual(['fault 2: operation: the sandbox has no CreateVcp']);
  expect(problemsOf([{ operation: 'CreateVpc', service: 'ecs', after: true }])).toEqual([
    'fault 1: operation: the sandbox has no ecs:CreateVpc',
  ]);
  expect(faults.pending()).toEqual([]);
});
