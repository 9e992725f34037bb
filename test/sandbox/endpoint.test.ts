import { GetApiCommand, ApiGatewayV2Client, NotFoundException } from '@aws-sdk/client-apigatewayv2';
import { CreateVpcCommand, DescribeVpcsCommand, DeleteVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateServiceCommand, DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { CreateRoleCommand, GetRoleCommand, IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import {
  CreatePrivateDnsNamespaceCommand,
  NamespaceAlreadyExists,
  ServiceDiscoveryClient,
} from '@aws-sdk/client-servicediscovery';
import { expect, jest, test } from '@jest/globals';
import type { Endpoint } from '../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import type { Call } from '../../src/sandbox/calls.js';
import { services } from '../../src/sandbox/services/index.js';
import { Registry } from '../../src/sandbox/wire/registry.js';
import { World } from '../../src/sandbox/world.js';
import { anyone, ec2Request, ecsRequest, iamRequest, requestTo, toyEndpoint, toyServices } from './toy-cloud.js';

const clientOf = <C>(Client: new (settings: object) => C, endpoint: Endpoint, more: object = {}): C =>
  new Client({ ...anyone, requestHandler: new InProcessHandler(endpoint), ...more });
const text = (response: { body: string | Uint8Array } | undefined) => String(response?.body);
const thrownBy = (sent: Promise<unknown>): Promise<unknown> =>
  sent.then(
    () => 'nothing',
    (error: unknown) => error,
  );

test('errors reach the SDK as AWS names them: EC2 by code, others as classes with status and members', async () => {
  const endpoint = toyEndpoint();
  expect(
    await thrownBy(clientOf(EC2Client, endpoint).send(new DescribeVpcsCommand({ VpcIds: ['vpc-1'] }))),
  ).toMatchObject({
    name: 'InvalidVpcID.NotFound',
    message: "The vpc ID 'vpc-1' does not exist",
    $metadata: { httpStatusCode: 400 },
  });
  const noRole = await thrownBy(clientOf(IAMClient, endpoint).send(new GetRoleCommand({ RoleName: 'a<b' })));
  expect(noRole).toBeInstanceOf(NoSuchEntityException);
  expect(noRole).toMatchObject({
    message: 'The role with name a<b cannot be found.',
    Code: 'NoSuchEntity',
    $metadata: { httpStatusCode: 404 },
  });
  const taken = await thrownBy(
    clientOf(ServiceDiscoveryClient, endpoint).send(
      new CreatePrivateDnsNamespaceCommand({ Name: 'n', Vpc: 'v', CreatorRequestId: 'c' }),
    ),
  );
  expect(taken).toBeInstanceOf(NamespaceAlreadyExists);
  expect(taken).toMatchObject({
    message: 'it is there',
    NamespaceId: 'ns-1',
    CreatorRequestId: 'c',
    $metadata: { httpStatusCode: 400 },
  });
  const noApi = await thrownBy(clientOf(ApiGatewayV2Client, endpoint).send(new GetApiCommand({ ApiId: 'x' })));
  expect(noApi).toBeInstanceOf(NotFoundException);
  expect(noApi).toMatchObject({
    message: 'Invalid API identifier specified x',
    ResourceType: 'Api',
    $metadata: { httpStatusCode: 404 },
  });
});

test('an operation that the sandbox does not have answers 501, names it, and the SDK does not repeat it', async () => {
  const endpoint = toyEndpoint();
  const persistent = { maxAttempts: 3 };
  const errors = [
    await thrownBy(clientOf(EC2Client, endpoint, persistent).send(new DeleteVpcCommand({ VpcId: 'v' }))),
    await thrownBy(
      clientOf(IAMClient, endpoint, persistent).send(
        new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' }),
      ),
    ),
    await thrownBy(clientOf(ECSClient, endpoint, persistent).send(new CreateServiceCommand({ serviceName: 's' }))),
  ];
  const message = (operation: string) => `the sandbox does not have ${operation} yet; nothing was changed`;
  expect(errors).toMatchObject(
    ['ec2:DeleteVpc', 'iam:CreateRole', 'ecs:CreateService'].map((operation) => ({
      name: 'NotImplemented',
      message: message(operation),
      $metadata: { httpStatusCode: 501 },
    })),
  );
  const rest = await endpoint.handle(requestTo('apigateway', { path: '/v2/vpclinks' }));
  expect(rest).toMatchObject({ status: 501, headers: { 'x-amzn-errortype': 'NotImplemented' } });
  expect(text(rest)).toContain(message('apigatewayv2:POST /v2/vpclinks'));
  expect(
    endpoint.calls.all().map(({ service, operation, status, error }) => [service, operation, status, error]),
  ).toEqual([
    ['ec2', 'DeleteVpc', 501, 'NotImplemented'],
    ['iam', 'CreateRole', 501, 'NotImplemented'],
    ['ecs', 'CreateService', 501, 'NotImplemented'],
    ['apigatewayv2', 'POST /v2/vpclinks', 501, 'NotImplemented'],
  ]);
});

const toys = 'it has ec2, iam, sts, ecs, servicediscovery, apigatewayv2';

test('what no client of AWS sends answers 404 in plain text, and says what was looked at', async () => {
  const endpoint = toyEndpoint();
  const response = await endpoint.handle({ ...requestTo('', {}), headers: {} });
  expect(response).toMatchObject({ status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  expect(text(response)).toContain('POST /, signed for no service');
  expect(text(response)).toContain(toys);
  expect(endpoint.calls.all()).toEqual([]);
});

test.each([
  [
    'EC2',
    ec2Request('CreateVpc', { CidrBlok: 'x' }),
    400,
    '<Code>UnknownParameter</Code><Message>The parameter CidrBlok is not recognized',
  ],
  ['EC2, a list without numbers', ec2Request('DescribeVpcs', { 'VpcId.a': 'x' }), 400, 'The parameter VpcId.a is not'],
  [
    'EC2, a value that is no number',
    ec2Request('DescribeVpcs', { MaxResults: 'many' }),
    400,
    '<Code>InvalidParameterValue</Code><Message>MaxResults: &#39;many&#39; is not a number',
  ],
  [
    'IAM, a required member',
    iamRequest('GetRole'),
    400,
    '<Code>ValidationError</Code><Message>1 validation error detected: Value at &#39;roleName&#39;',
  ],
  [
    'ECS, no JSON',
    ecsRequest('DescribeClusters', '{'),
    400,
    '{"__type":"SerializationException","message":"the body is not JSON"}',
  ],
  [
    'ECS, a wrong type',
    ecsRequest('DescribeClusters', '{"clusters":["a",5]}'),
    400,
    '"message":"clusters.1: a string is wanted, got 5"',
  ],
  [
    'ECS, a required member deep inside',
    ecsRequest('CreateCluster', '{"defaultCapacityProviderStrategy":[{}]}'),
    400,
    "1 validation error detected: Value null at 'defaultCapacityProviderStrategy.1.capacityProvider' failed",
  ],
  [
    'Cloud Map',
    requestTo('x', { headers: { 'x-amz-target': 'Route53AutoNaming_v20170314.CreatePrivateDnsNamespace' } }),
    400,
    '"__type":"InvalidInput","message":"2 validation errors detected',
  ],
  [
    'API Gateway, no JSON',
    requestTo('apigateway', { path: '/v2/tags/arn', body: Buffer.from('nope') }),
    400,
    'the body is not JSON',
  ],
])("a request that is wrong is refused in its service's words: %s", async (_name, request, status, words) => {
  const response = await toyEndpoint().handle(request);
  expect(response?.status).toBe(status);
  expect(text(response)).toContain(words);
});

test('EC2 names the first required member that is missing', async () => {
  const lacking = {
    ...toyServices[0],
    operations: [{ schema: new DeleteVpcCommand({ VpcId: '' }).schema, handle: () => ({}) }],
  };
  const endpoint = toyEndpoint({ services: [lacking as (typeof toyServices)[0]] });
  expect(text(await endpoint.handle(ec2Request('DeleteVpc')))).toContain(
    '<Code>MissingParameter</Code><Message>The request must contain the parameter VpcId</Message>',
  );
});

test('a bug in a handler answers 500 without its stack, which goes to whoever wants to know', async () => {
  const onBug = jest.fn();
  const response = await toyEndpoint({ onBug }).handle(ecsRequest('CreateCluster', '{}'));
  expect(response?.status).toBe(500);
  expect(text(response)).toBe('{"__type":"InternalFailure","message":"the sandbox failed: a bug in the handler"}');
  expect(onBug).toHaveBeenCalledWith(expect.objectContaining({ message: 'a bug in the handler' }));
});

test('region and partition come from the signature; an unsigned request is for us-east-1', async () => {
  const endpoint = toyEndpoint();
  const arnIn = async (region: string) =>
    (await clientOf(ECSClient, endpoint, { region }).send(new DescribeClustersCommand({}))).clusters?.[0]?.clusterArn;
  expect(await arnIn('eu-central-1')).toBe('arn:aws:ecs:eu-central-1:000000000000:cluster/default');
  expect(await arnIn('cn-north-1')).toBe('arn:aws-cn:ecs:cn-north-1:000000000000:cluster/default');
  expect(await arnIn('us-gov-west-1')).toBe('arn:aws-us-gov:ecs:us-gov-west-1:000000000000:cluster/default');
  const { headers, ...unsigned } = ecsRequest('DescribeClusters', '{}');
  const response = await endpoint.handle({ ...unsigned, headers: { 'x-amz-target': headers['x-amz-target'] ?? '' } });
  expect(text(response)).toContain('arn:aws:ecs:us-east-1:');
});

test('a request first advances the world to the clock and runs the timers that fell due', async () => {
  let now = 0;
  const ec2 = clientOf(EC2Client, toyEndpoint({ realTime: () => now }));
  await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const state = async () => (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.[0]?.State;
  now = 9_999;
  expect(await state()).toBe('pending');
  now = 10_000;
  expect(await state()).toBe('available');
});

test('a timer that no service has any more fails the request that meets it, once', async () => {
  let now = 0;
  const world = new World(0, 'old');
  world.schedule({ timer: 'gone', region: 'eu-west-1', args: null }, 1);
  const endpoint = toyEndpoint({ world, realTime: () => now });
  now = 2000;
  expect(text(await endpoint.handle(ec2Request('DescribeVpcs')))).toContain(
    'no service of the sandbox has the timer gone',
  );
  expect((await endpoint.handle(ec2Request('DescribeVpcs')))?.status).toBe(200);
});

/** A save whose end the test decides on. */
function heldSave() {
  const held: { done: () => void; fail: (error: Error) => void }[] = [];
  const save = jest.fn(() => new Promise<void>((done, fail) => held.push({ done, fail })));
  return { save, held };
}
const settled = async (promise: Promise<unknown>) => {
  let is = false;
  void promise.then(() => (is = true));
  await new Promise(setImmediate);
  return is;
};

test('no answer is sent before the change that it reports is saved, to the writer or to a reader', async () => {
  const { save, held } = heldSave();
  const endpoint = toyEndpoint({ save });
  const created = endpoint.handle(ec2Request('CreateVpc', { CidrBlock: '10.0.0.0/16' }));
  const described = endpoint.handle(ec2Request('DescribeVpcs'));
  expect(await settled(created)).toBe(false);
  expect(await settled(described)).toBe(false);
  held[0]?.done();
  expect((await created)?.status).toBe(200);
  expect(text(await described)).toContain('10.0.0.0/16');
  expect(save).toHaveBeenCalledTimes(1);
});

test('reading saves nothing, unless time has changed something', async () => {
  let now = 0;
  const save = jest.fn(async () => {});
  const endpoint = toyEndpoint({ save, realTime: () => now });
  await endpoint.handle(ec2Request('DescribeVpcs'));
  expect(save).toHaveBeenCalledTimes(0);
  await endpoint.handle(ec2Request('CreateVpc'));
  await endpoint.handle(ec2Request('DescribeVpcs'));
  expect(save).toHaveBeenCalledTimes(1);
  now = 60_000;
  await endpoint.handle(ec2Request('DescribeVpcs'));
  expect(save).toHaveBeenCalledTimes(2);
});

test('what cannot be saved is not answered as done, and is saved with the next request', async () => {
  const save = jest.fn(async () => {});
  save.mockRejectedValueOnce(new Error('disk full'));
  const endpoint = toyEndpoint({ save });
  const created = await endpoint.handle(ec2Request('CreateVpc'));
  expect(created?.status).toBe(500);
  expect(text(created)).toContain('the sandbox failed: disk full');
  expect((await endpoint.handle(ec2Request('DescribeVpcs')))?.status).toBe(200);
  expect(save).toHaveBeenCalledTimes(2);
});

test('every call is remembered with what it was and how it ended', async () => {
  let now = 0;
  const endpoint = toyEndpoint({ realTime: () => now });
  await endpoint.handle(ec2Request('CreateVpc'));
  now = 1500;
  await endpoint.handle(iamRequest('GetRole', { RoleName: 'r' }));
  expect(endpoint.calls.all()).toEqual([
    {
      service: 'ec2',
      operation: 'CreateVpc',
      mutating: true,
      status: 200,
      error: null,
      time: '1970-01-01T00:00:00.000Z',
    },
    {
      service: 'iam',
      operation: 'GetRole',
      mutating: false,
      status: 404,
      error: 'NoSuchEntityException',
      time: '1970-01-01T00:00:01.500Z',
    },
  ]);
});

test('services that could not be told apart are refused at once', () => {
  const [ec2] = toyServices;
  if (!ec2) throw new Error('no toys');
  expect(() => toyEndpoint({ services: [ec2, { ...ec2, id: 'other' }] })).toThrow('the sandbox has two of 2016-11-15');
});

test('operations that could not be told apart are refused when their service is first called', () => {
  const [ec2] = toyServices;
  if (!ec2) throw new Error('no toys');
  const registry = new Registry([{ ...ec2, operations: [...ec2.operations, ...ec2.operations] }]);
  expect(() => registry.has('CreateVpc')).toThrow('two of ec2:CreateVpc');
});

test('the services of the sandbox have no such operations, and bindings that are known', () => {
  const registry = new Registry(services);
  expect(services.map(({ id }) => registry.has('NoSuchOperation', id))).toEqual(services.map(() => false));
});

test('each call is told as it is answered, refused ones too', async () => {
  const told: string[] = [];
  const onCall = (call: Call) => void told.push(`${call.service} ${call.operation} ${call.status} ${call.error}`);
  const endpoint = toyEndpoint({ onCall });
  await endpoint.handle(ec2Request('DescribeVpcs'));
  endpoint.faults.add([{ operation: 'DescribeVpcs', error: 'InternalError' }]);
  await endpoint.handle(ec2Request('DescribeVpcs'));
  expect(told).toEqual(['ec2 DescribeVpcs 200 null', 'ec2 DescribeVpcs 500 InternalError']);
});
