import { GetHostedZoneCommand, ListHostedZonesByVPCCommand } from '@aws-sdk/client-route-53';
import {
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand,
  DeleteNamespaceCommand,
  GetNamespaceCommand,
  GetOperationCommand,
  GetServiceCommand,
  ListInstancesCommand,
  ListNamespacesCommand,
  ListOperationsCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  ResourceInUse,
  type Operation,
} from '@aws-sdk/client-servicediscovery';
import { expect, test } from '@jest/globals';
import { cloudMapService } from '../../../steps/servicediscovery/cloud-map-service/resource.js';
import { namespace } from '../../../steps/servicediscovery/namespace/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud, tags, upper } from '../fake-cloud.js';

const theVpc = vpc('vpc', { cidr: '10.0.0.0/16' });
const space = namespace('namespace', { vpc: theVpc }, { domain: 'internal' });
const want = space.want({ vpc: { vpcId: 'vpc-1' } });
const web = cloudMapService('web-discovery', { namespace: space }, { serviceName: 'web', ttl: 0 });

/** A cloud with one operation, and the namespace that it is about. */
function cloudWith(operation: Operation) {
  const fake = fakeCloud();
  fake.servicediscovery.on(GetOperationCommand).resolves({ Operation: operation });
  fake.servicediscovery.on(GetNamespaceCommand).resolves({ Namespace: { Name: 'internal', Arn: 'arn:ns' } });
  fake.servicediscovery.on(ListTagsForResourceCommand).resolves({ Tags: upper });
  fake.servicediscovery.on(ListOperationsCommand).resolves({ Operations: [] });
  fake.servicediscovery.on(DeleteNamespaceCommand).resolves({ OperationId: 'op-2' });
  return fake;
}
const creation = { Type: 'CREATE_NAMESPACE', Targets: { NAMESPACE: 'ns-1' } } as const;

test('creating a namespace gives an operation, which discloses the namespace when it is done', async () => {
  const { servicediscovery, cloud, sent } = cloudWith({ ...creation, Status: 'SUCCESS' });
  servicediscovery.on(CreatePrivateDnsNamespaceCommand).resolves({ OperationId: 'op-1' });
  const id = await space.resource.create(cloud, want);
  expect(id).toEqual({ operationId: 'op-1' });
  const ready = { is: 'ready', out: { namespaceId: 'ns-1' }, live: { Name: 'internal' }, tags };
  expect(await space.resource.read(cloud, id)).toEqual({ ...ready, id: { namespaceId: 'ns-1' } });
  expect(await space.resource.read(cloud, { namespaceId: 'ns-1' })).toEqual(ready);
  expect(sent()[0]).toEqual([
    'CreatePrivateDnsNamespace',
    { Name: 'internal', Vpc: 'vpc-1', CreatorRequestId: 'token-1', Tags: upper },
  ]);
});

test('an operation that has not ended is waited for, and one that failed says why', async () => {
  const pending = cloudWith({ ...creation, Status: 'PENDING' });
  expect(await space.resource.read(pending.cloud, { operationId: 'op-1' })).toEqual({
    is: 'pending',
    why: 'its operation is PENDING',
  });
  const refusal = { ErrorCode: 'CANNOT_CREATE_HOSTED_ZONE', ErrorMessage: 'ConflictingDomainExists' };
  const failed = cloudWith({ ...creation, Status: 'FAIL', ...refusal });
  expect(await space.resource.read(failed.cloud, { operationId: 'op-1' })).toEqual({
    is: 'broken',
    why: 'CANNOT_CREATE_HOSTED_ZONE: ConflictingDomainExists',
  });
});

test('deleting gives another operation, and the namespace is gone when that one is done', async () => {
  const fake = cloudWith({ Type: 'DELETE_NAMESPACE', Status: 'SUCCESS' });
  const id = await space.resource.delete(fake.cloud, { namespaceId: 'ns-1' });
  expect(id).toEqual({ namespaceId: 'ns-1', operationId: 'op-2' });
  expect(await space.resource.read(fake.cloud, { namespaceId: 'ns-1', operationId: 'op-2' })).toEqual({ is: 'absent' });
  expect(fake.sent()).toContainEqual(['DeleteNamespace', { Id: 'ns-1' }]);
});

test('a deletion that is underway is watched, not asked for again', async () => {
  const { servicediscovery, cloud, sent } = cloudWith({
    ...{ Id: 'op-7', Type: 'DELETE_NAMESPACE', Status: 'PENDING' },
    Targets: { NAMESPACE: 'ns-1' },
  });
  servicediscovery.on(ListOperationsCommand).resolves({ Operations: [{ Id: 'op-7' }] });
  const namespaceId = 'ns-1';
  expect(await space.resource.delete(cloud, { namespaceId })).toEqual({ namespaceId, operationId: 'op-7' });
  expect(sent().map(([operation]) => operation)).not.toContain('DeleteNamespace');
});

test('a creation is deleted when it has ended: nothing if it failed, not before if it goes on', async () => {
  const failed = cloudWith({ ...creation, Status: 'FAIL' });
  const nothing = await space.resource.delete(failed.cloud, { operationId: 'op-1' });
  expect(nothing).toEqual({});
  expect(await space.resource.read(failed.cloud, {})).toEqual({ is: 'absent' });
  const pending = cloudWith({ ...creation, Status: 'SUBMITTED' });
  await expect(space.resource.delete(pending.cloud, { operationId: 'op-1' })).rejects.toThrow(ResourceInUse);
  const done = cloudWith({ ...creation, Status: 'SUCCESS' });
  const deleted = await space.resource.delete(done.cloud, { operationId: 'op-1' });
  expect(deleted).toEqual({ namespaceId: 'ns-1', operationId: 'op-2' });
});

test('of namespaces with the same name, the one in the VPC is meant, on whatever page it is', async () => {
  const { servicediscovery, route53, cloud } = fakeCloud();
  const zone = { HostedZoneId: 'Z1', Name: `${want.Name}.`, Owner: {} };
  route53.on(ListHostedZonesByVPCCommand).resolves({ HostedZoneSummaries: [zone] });
  const Properties = { DnsProperties: { HostedZoneId: 'Z1' } };
  servicediscovery
    .on(ListNamespacesCommand)
    .resolvesOnce({ Namespaces: [{ Id: 'ns-other', Arn: 'arn:other' }], NextToken: 'more' })
    .resolves({ Namespaces: [{ Id: 'ns-here', Arn: 'arn:here', Properties }] });
  servicediscovery.on(ListTagsForResourceCommand).resolves({ Tags: upper });
  expect(await space.resource.find(cloud, want)).toEqual([{ id: { namespaceId: 'ns-here' }, tags }]);
  route53.on(ListHostedZonesByVPCCommand).resolves({ HostedZoneSummaries: [] });
  expect(await space.resource.find(cloud, want)).toEqual([]);
});

test('a zone of that name that the VPC has already is in the way, whether it is of Cloud Map or not', async () => {
  const { servicediscovery, route53, cloud } = fakeCloud();
  const Properties = { DnsProperties: { HostedZoneId: 'Z1' } };
  servicediscovery
    .on(ListNamespacesCommand)
    .resolves({ Namespaces: [{ Id: 'ns-other', Arn: 'arn:other', Properties }] });
  servicediscovery.on(ListTagsForResourceCommand).resolves({ Tags: [] });
  const zones = (HostedZoneId: string) => ({
    HostedZoneSummaries: [{ HostedZoneId, Name: `${want.Name}.`, Owner: {} }],
  });
  route53.on(ListHostedZonesByVPCCommand).resolves(zones('Z1'));
  expect(await space.resource.find(cloud, want)).toEqual([{ id: { namespaceId: 'ns-other' }, tags: {} }]);
  route53.on(ListHostedZonesByVPCCommand).resolves(zones('Z2'));
  route53.on(GetHostedZoneCommand).resolvesOnce({}).resolves({ HostedZone: ofCloudMap });
  expect(await space.resource.find(cloud, want)).toEqual([{ id: { namespaceId: 'Z2' }, tags: {} }]);
  // Cloud Map is still making it: it may be ours.
  expect(await space.resource.find(cloud, want)).toEqual([]);
});
const LinkedService = { ServicePrincipal: 'servicediscovery.amazonaws.com' };
const ofCloudMap = { Id: '/hostedzone/Z2', Name: 'internal.', CallerReference: 'x', LinkedService };

test('a Cloud Map service has SRV records, and no health check that could not be taken off again', async () => {
  const { servicediscovery, cloud, sent } = fakeCloud();
  servicediscovery.on(CreateServiceCommand).resolves({ Service: { Id: 'srv-1' } });
  const wanted = web.want({ namespace: { namespaceId: 'ns-1' } });
  expect(await web.resource.create(cloud, wanted)).toBe('srv-1');
  await web.resource.update?.(cloud, 'srv-1', { ...wanted, TTL: 60 }, ['TTL']);
  const record = (TTL: number) => [{ Type: 'SRV', TTL }];
  const DnsConfig = { RoutingPolicy: 'MULTIVALUE', DnsRecords: record(0) };
  const input = { Name: 'web', NamespaceId: 'ns-1', DnsConfig, CreatorRequestId: 'token-1', Tags: upper };
  expect(sent()).toEqual([
    ['CreateService', input],
    ['UpdateService', { Id: 'srv-1', Service: { DnsConfig: { DnsRecords: record(60) } } }],
  ]);
});

test('a Cloud Map service may have A records, and ECS may tell it which tasks are healthy', async () => {
  const { servicediscovery, cloud, sent } = fakeCloud();
  const options = { serviceName: 'quote', ttl: 300, type: 'a', customHealthCheck: true } as const;
  const quote = cloudMapService('quote-discovery', { namespace: space }, options);
  servicediscovery.on(CreateServiceCommand).resolves({ Service: { Id: 'srv-2' } });
  const wanted = quote.want({ namespace: { namespaceId: 'ns-1' } });
  await quote.resource.create(cloud, wanted);
  await quote.resource.update?.(cloud, 'srv-2', { ...wanted, TTL: 60 }, ['TTL']);
  const record = (TTL: number) => [{ Type: 'A' as const, TTL }];
  const DnsConfig = { RoutingPolicy: 'MULTIVALUE', DnsRecords: record(300) };
  const settings = { Name: 'quote', NamespaceId: 'ns-1', DnsConfig, HealthCheckCustomConfig: {} };
  expect(sent()).toEqual([
    ['CreateService', { ...settings, CreatorRequestId: 'token-1', Tags: upper }],
    ['UpdateService', { Id: 'srv-2', Service: { DnsConfig: { DnsRecords: record(60) } } }],
  ]);
  const Service = { Arn: 'arn:srv', DnsConfig: { DnsRecords: record(60) } };
  servicediscovery.on(GetServiceCommand).resolves({ Service });
  servicediscovery.on(ListTagsForResourceCommand).resolves({ Tags: [] });
  expect(await quote.resource.read(cloud, 'srv-2')).toMatchObject({ live: { Type: 'A', TTL: 60 } });
});

test('a Cloud Map service shows its TTL, and is found by its name in our namespace', async () => {
  const { servicediscovery, cloud, sent } = fakeCloud();
  const DnsConfig = { DnsRecords: [{ Type: 'SRV' as const, TTL: 60 }] };
  const Service = { Id: 'srv-1', Arn: 'arn:srv', Name: 'web', NamespaceId: 'ns-1', DnsConfig };
  servicediscovery.on(GetServiceCommand).resolves({ Service });
  servicediscovery.on(ListServicesCommand).resolves({ Services: [{ Id: 'srv-0', Name: 'admin' }, Service] });
  servicediscovery.on(ListTagsForResourceCommand).resolves({ Tags: upper });
  expect(await web.resource.read(cloud, 'srv-1')).toEqual({
    is: 'ready',
    out: { serviceId: 'srv-1', serviceArn: 'arn:srv' },
    live: { Name: 'web', NamespaceId: 'ns-1', Type: 'SRV', TTL: 60 },
    tags,
  });
  const wanted = web.want({ namespace: { namespaceId: 'ns-1' } });
  expect(await web.resource.find(cloud, wanted)).toEqual([{ id: 'srv-1', tags }]);
  const Filters = [{ Name: 'NAMESPACE_ID', Values: ['ns-1'] }];
  expect(sent()).toContainEqual(['ListServices', { Filters, NextToken: undefined }]);
});

test('instances that ECS left behind do not block the deletion; one that somebody has registered is named', async () => {
  const { servicediscovery, cloud, sent } = fakeCloud();
  const task = { Id: 'task-1', Attributes: { ECS_SERVICE_NAME: 'web', AWS_INSTANCE_IPV4: '10.0.0.7' } };
  const other = { Id: 'mine', Attributes: { AWS_INSTANCE_IPV4: '10.0.0.9' } };
  servicediscovery.on(ListInstancesCommand).resolves({ Instances: [task, other] });
  await web.resource.delete(cloud, 'srv-1');
  expect(sent().slice(1)).toEqual([
    ['DeregisterInstance', { ServiceId: 'srv-1', InstanceId: 'task-1' }],
    ['DeleteService', { Id: 'srv-1' }],
  ]);
  expect(await web.resource.dependents?.(cloud, 'srv-1')).toEqual([
    { type: 'cloud-map-instance', id: 'task-1', description: '10.0.0.7', goesByItself: true },
    expect.objectContaining({ type: 'cloud-map-instance', id: 'mine', description: '10.0.0.9' }),
  ]);
});
