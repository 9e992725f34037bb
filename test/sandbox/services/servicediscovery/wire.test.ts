import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import {
  CreatePrivateDnsNamespaceCommand,
  GetOperationCommand,
  ListNamespacesCommand,
  NamespaceAlreadyExists,
  ServiceDiscoveryClient,
} from '@aws-sdk/client-servicediscovery';
import { expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../../../src/sandbox/in-process.js';
import { services } from '../../../../src/sandbox/services/index.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { testContext } from '../../context.js';

test('a client waits for its namespace over the wire, and learns of one that exists', async () => {
  const { world, call } = testContext({ services });
  const Vpc = call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId;
  let time = world.time;
  const endpoint = new Endpoint({ services, world, realTime: () => time, save: async () => {} });
  const client = new ServiceDiscoveryClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: new InProcessHandler(endpoint),
  });
  const create = () => client.send(new CreatePrivateDnsNamespaceCommand({ Name: 'internal', Vpc }));
  const { OperationId } = await create();
  time += 45_000;
  const { Operation } = await client.send(new GetOperationCommand({ OperationId }));
  expect(Operation?.Status).toBe('SUCCESS');
  expect(Operation?.UpdateDate).toEqual(new Date(Date.parse('2026-01-01T00:00:44Z')));
  const { Namespaces } = await client.send(new ListNamespacesCommand({}));
  expect(Namespaces?.map(({ Id }) => Id)).toEqual([Operation?.Targets?.NAMESPACE]);
  const error: unknown = await create().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(NamespaceAlreadyExists);
  expect(error).toMatchObject({ NamespaceId: Operation?.Targets?.NAMESPACE });
});
