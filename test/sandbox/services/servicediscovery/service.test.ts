import {
  CreateHttpNamespaceCommand,
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterInstanceCommand,
  DiscoverInstancesCommand,
  GetInstanceCommand,
  GetInstancesHealthStatusCommand,
  GetOperationCommand,
  GetServiceCommand,
  ListInstancesCommand,
  ListServicesCommand,
  RegisterInstanceCommand,
  UpdateInstanceCustomHealthStatusCommand,
  UpdateServiceCommand,
  type CreateServiceRequest,
} from '@aws-sdk/client-servicediscovery';
import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { servicediscovery } from '../../../../src/sandbox/services/servicediscovery/index.js';
import { testContext } from '../../context.js';

/** A private namespace `internal` with a service `web` that has SRV records. */
function aws(more: Partial<CreateServiceRequest> = {}) {
  const world = testContext({ services: [ec2, servicediscovery] });
  const { call, pass } = world;
  const Vpc = call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId;
  const { OperationId } = call(servicediscovery, CreatePrivateDnsNamespaceCommand, { Name: 'internal', Vpc });
  pass(60);
  const NamespaceId = call(servicediscovery, GetOperationCommand, { OperationId }).Operation?.Targets?.NAMESPACE;
  const wanted = {
    Name: 'web',
    NamespaceId,
    CreatorRequestId: 'token',
    DnsConfig: { DnsRecords: [{ Type: 'SRV' as const, TTL: 60 }] },
    ...more,
  };
  const ServiceId = call(servicediscovery, CreateServiceCommand, wanted).Service?.Id;
  const register = (InstanceId: string, Attributes: Record<string, string>) =>
    call(servicediscovery, RegisterInstanceCommand, { ServiceId, InstanceId, Attributes }).OperationId;
  const discover = (filter = {}) =>
    call(servicediscovery, DiscoverInstancesCommand, {
      NamespaceName: 'internal',
      ServiceName: 'web',
      ...filter,
    }).Instances?.map(({ InstanceId }) => InstanceId);
  return { ...world, NamespaceId, ServiceId, wanted, register, discover };
}
const address = { AWS_INSTANCE_IPV4: '10.0.0.9', AWS_INSTANCE_PORT: '80' };

test('creating a service twice gives the same service to the same request alone', () => {
  const { call, refusal, wanted, ServiceId } = aws();
  expect(call(servicediscovery, CreateServiceCommand, wanted).Service?.Id).toBe(ServiceId);
  const other = refusal(servicediscovery, CreateServiceCommand, { ...wanted, CreatorRequestId: 'other' });
  expect(other).toMatchObject({ code: 'ServiceAlreadyExists', members: { ServiceId, CreatorRequestId: 'token' } });
});

test('a service keeps what it was made with; the threshold of a custom health check is always one', () => {
  const { call, ServiceId, NamespaceId } = aws({ HealthCheckCustomConfig: { FailureThreshold: 7 } });
  expect(call(servicediscovery, GetServiceCommand, { Id: ServiceId }).Service).toMatchObject({
    Name: 'web',
    NamespaceId,
    Type: 'DNS_HTTP',
    InstanceCount: 0,
    DnsConfig: { RoutingPolicy: 'MULTIVALUE', DnsRecords: [{ Type: 'SRV', TTL: 60 }] },
    HealthCheckCustomConfig: { FailureThreshold: 1 },
  });
});

test('DNS records that Cloud Map cannot have are refused', () => {
  const { refusal, wanted, call, pass } = aws();
  const code = (more: object) =>
    refusal(servicediscovery, CreateServiceCommand, { ...wanted, Name: 'x', ...more }).code;
  expect(code({ DnsConfig: { DnsRecords: [] } })).toBe('InvalidInput');
  expect(code({ DnsConfig: { DnsRecords: [{ Type: 'CNAME', TTL: 60 }] } })).toBe('InvalidInput');
  expect(code({ HealthCheckConfig: { Type: 'HTTP' } })).toBe('InvalidInput');
  expect(code({ NamespaceId: 'ns-none' })).toBe('NamespaceNotFound');
  const { OperationId } = call(servicediscovery, CreateHttpNamespaceCommand, { Name: 'http' });
  pass(10);
  const { Targets } = call(servicediscovery, GetOperationCommand, { OperationId }).Operation ?? {};
  expect(code({ NamespaceId: Targets?.NAMESPACE })).toBe('InvalidInput');
});

test('an update changes the TTL, and deletes the records it leaves out', () => {
  const { call, refusal, pass, ServiceId: Id } = aws();
  const records = () => call(servicediscovery, GetServiceCommand, { Id }).Service?.DnsConfig?.DnsRecords;
  const shorter = { DnsConfig: { DnsRecords: [{ Type: 'SRV' as const, TTL: 5 }] } };
  call(servicediscovery, UpdateServiceCommand, { Id, Service: shorter });
  expect(records()).toEqual([{ Type: 'SRV', TTL: 5 }]);
  expect(refusal(servicediscovery, UpdateServiceCommand, { Id, Service: {} }).code).toBe('DuplicateRequest');
  pass(10);
  const added = { DnsConfig: { DnsRecords: [{ Type: 'A' as const, TTL: 5 }] } };
  expect(refusal(servicediscovery, UpdateServiceCommand, { Id, Service: added }).code).toBe('InvalidInput');
  call(servicediscovery, UpdateServiceCommand, { Id, Service: { Description: 'the site' } });
  expect(records()).toEqual([]);
});

test('an instance is registered and deregistered by operations; the service is in use meanwhile', () => {
  const { call, refusal, pass, register, discover, ServiceId } = aws();
  register('one', address);
  expect(call(servicediscovery, ListInstancesCommand, { ServiceId }).Instances).toEqual([]);
  expect(refusal(servicediscovery, DeleteServiceCommand, { Id: ServiceId }).code).toBe('ResourceInUse');
  pass(5);
  expect(discover()).toEqual(['one']);
  expect(call(servicediscovery, GetServiceCommand, { Id: ServiceId }).Service?.InstanceCount).toBe(1);
  expect(refusal(servicediscovery, DeleteServiceCommand, { Id: ServiceId }).code).toBe('ResourceInUse');
  const one = { ServiceId, InstanceId: 'one' };
  call(servicediscovery, DeregisterInstanceCommand, one);
  expect(refusal(servicediscovery, DeregisterInstanceCommand, one).code).toBe('DuplicateRequest');
  pass(5);
  expect(discover()).toEqual([]);
  expect(refusal(servicediscovery, GetInstanceCommand, one).code).toBe('InstanceNotFound');
  call(servicediscovery, DeleteServiceCommand, { Id: ServiceId });
  expect(refusal(servicediscovery, GetServiceCommand, { Id: ServiceId }).code).toBe('ServiceNotFound');
});

test('an SRV record needs a port', () => {
  const { refusal, ServiceId } = aws();
  const Attributes = { AWS_INSTANCE_IPV4: '10.0.0.9' };
  const answer = refusal(servicediscovery, RegisterInstanceCommand, { ServiceId, InstanceId: 'one', Attributes });
  expect(answer.message).toContain('AWS_INSTANCE_PORT');
});

test('discovery prefers healthy instances, and filters by attributes', () => {
  const { call, pass, register, discover, ServiceId } = aws({ HealthCheckCustomConfig: {} });
  register('one', { ...address, colour: 'blue' });
  register('two', { ...address, colour: 'green', AWS_INIT_HEALTH_STATUS: 'UNHEALTHY' });
  pass(5);
  expect(discover()).toEqual(['one']);
  expect(discover({ HealthStatus: 'ALL', QueryParameters: { colour: 'green' } })).toEqual(['two']);
  const { Status } = call(servicediscovery, GetInstancesHealthStatusCommand, { ServiceId });
  expect(Status).toEqual({ one: 'HEALTHY', two: 'UNHEALTHY' });
  const change = { ServiceId, InstanceId: 'one', Status: 'UNHEALTHY' as const };
  call(servicediscovery, UpdateInstanceCustomHealthStatusCommand, change);
  expect(discover({ HealthStatus: 'HEALTHY' })).toEqual([]);
  expect(discover()).toEqual(['one', 'two']);
});

test('services are listed by namespace', () => {
  const { call, NamespaceId } = aws();
  const listed = (id: string) =>
    call(servicediscovery, ListServicesCommand, { Filters: [{ Name: 'NAMESPACE_ID', Values: [id] }] }).Services;
  expect(listed(NamespaceId ?? '')?.map(({ Name }) => Name)).toEqual(['web']);
  expect(listed('ns-other')).toEqual([]);
});
