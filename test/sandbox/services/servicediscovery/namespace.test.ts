import {
  CreateHttpNamespaceCommand,
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand,
  DeleteNamespaceCommand,
  DeleteServiceCommand,
  GetNamespaceCommand,
  GetOperationCommand,
  ListNamespacesCommand,
  ListOperationsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-servicediscovery';
import { CreateVpcCommand, DeleteVpcCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { servicediscovery } from '../../../../src/sandbox/services/servicediscovery/index.js';
import { testContext } from '../../context.js';

function aws() {
  const world = testContext({ services: [ec2, servicediscovery] });
  const vpc = () => world.call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const create = (Name: string, Vpc: string, CreatorRequestId = Name) =>
    world.call(servicediscovery, CreatePrivateDnsNamespaceCommand, { Name, Vpc, CreatorRequestId }).OperationId;
  const operation = (OperationId: string | undefined) =>
    world.call(servicediscovery, GetOperationCommand, { OperationId }).Operation;
  return { ...world, vpc, create, operation };
}

test('a private namespace is there when its operation succeeds, not before', () => {
  const { call, refusal, pass, vpc, create, operation } = aws();
  const operationId = create('internal', vpc());
  expect(operation(operationId)).toMatchObject({ Status: 'SUBMITTED', Type: 'CREATE_NAMESPACE' });
  pass(2);
  const { Status, Targets } = operation(operationId) ?? {};
  expect(Status).toBe('PENDING');
  expect(refusal(servicediscovery, GetNamespaceCommand, { Id: Targets?.NAMESPACE }).code).toBe('NamespaceNotFound');
  expect(call(servicediscovery, ListNamespacesCommand, {}).Namespaces).toEqual([]);
  pass(41);
  expect(operation(operationId)?.Status).toBe('PENDING');
  pass(1);
  expect(operation(operationId)?.Status).toBe('SUCCESS');
  const { Namespace } = call(servicediscovery, GetNamespaceCommand, { Id: Targets?.NAMESPACE });
  expect(Namespace).toMatchObject({ Name: 'internal', Type: 'DNS_PRIVATE', ServiceCount: 0 });
  expect(Namespace?.Properties?.DnsProperties?.SOA).toEqual({ TTL: 15 });
});

test('the same request again is the same operation, underway and done', () => {
  const { pass, vpc, create } = aws();
  const vpcId = vpc();
  const operationId = create('internal', vpcId, 'token');
  expect(create('internal', vpcId, 'token')).toBe(operationId);
  pass(60);
  expect(create('internal', vpcId, 'token')).toBe(operationId);
});

test('another request for the same namespace is told whom to wait for, then what exists', () => {
  const { refusal, pass, vpc, create, operation } = aws();
  const vpcId = vpc();
  const operationId = create('internal', vpcId, 'one');
  const again = { Name: 'Internal', Vpc: vpcId, CreatorRequestId: 'two' };
  const underway = refusal(servicediscovery, CreatePrivateDnsNamespaceCommand, again);
  expect(underway).toMatchObject({ code: 'DuplicateRequest', members: { DuplicateOperationId: operationId } });
  pass(60);
  const NamespaceId = operation(operationId)?.Targets?.NAMESPACE;
  const exists = refusal(servicediscovery, CreatePrivateDnsNamespaceCommand, again);
  expect(exists).toMatchObject({ code: 'NamespaceAlreadyExists', members: { NamespaceId, CreatorRequestId: 'one' } });
});

test('the same name in another VPC is another namespace', () => {
  const { call, pass, vpc, create } = aws();
  create('internal', vpc(), 'one');
  create('internal', vpc(), 'two');
  pass(60);
  expect(call(servicediscovery, ListNamespacesCommand, {}).Namespaces).toHaveLength(2);
});

test('namespaces of one VPC whose names overlap are beside each other, as hosted zones are in Route 53', () => {
  const { pass, vpc, create, operation } = aws();
  const vpcId = vpc();
  const operations = ['internal', 'api.internal', 'shop.api.internal'].map((name) => create(name, vpcId));
  pass(60);
  expect(operations.map((id) => operation(id)?.Status)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
});

test('a zone whose VPC has gone meanwhile fails in the operation, and can be tried again in another', () => {
  const { call, pass, vpc, create, operation } = aws();
  const VpcId = vpc();
  const first = create('internal', VpcId);
  call(ec2, DeleteVpcCommand, { VpcId });
  pass(60);
  expect(operation(first)).toMatchObject({ Status: 'FAIL', ErrorCode: 'CANNOT_CREATE_HOSTED_ZONE' });
  expect(operation(first)?.ErrorMessage).toContain('InvalidVPCId');
  const second = create('internal', vpc(), 'again');
  pass(60);
  expect(operation(second)?.Status).toBe('SUCCESS');
});

test('a VPC that is not there is refused at once', () => {
  const { refusal } = aws();
  const input = { Name: 'internal', Vpc: 'vpc-00000000000000000' };
  expect(refusal(servicediscovery, CreatePrivateDnsNamespaceCommand, input).code).toBe('InvalidInput');
});

test('a namespace with services cannot be deleted; an empty one takes its time', () => {
  const { call, refusal, pass, vpc, create, operation } = aws();
  const Id = operation(create('internal', vpc()))?.Targets?.NAMESPACE;
  pass(60);
  const service = call(servicediscovery, CreateServiceCommand, { Name: 'web', NamespaceId: Id }).Service;
  expect(refusal(servicediscovery, DeleteNamespaceCommand, { Id }).code).toBe('ResourceInUse');
  call(servicediscovery, DeleteServiceCommand, { Id: service?.Id });
  const { OperationId } = call(servicediscovery, DeleteNamespaceCommand, { Id });
  const again = refusal(servicediscovery, DeleteNamespaceCommand, { Id });
  expect(again).toMatchObject({ code: 'DuplicateRequest', members: { DuplicateOperationId: OperationId } });
  expect(call(servicediscovery, GetNamespaceCommand, { Id }).Namespace?.Id).toBe(Id);
  pass(31);
  expect(operation(OperationId)?.Status).toBe('SUCCESS');
  expect(refusal(servicediscovery, GetNamespaceCommand, { Id }).code).toBe('NamespaceNotFound');
});

test('namespaces and operations are listed by filter and page by page', () => {
  const { call, pass, vpc, create } = aws();
  const vpcId = vpc();
  create('one', vpcId);
  create('two', vpcId);
  call(servicediscovery, CreateHttpNamespaceCommand, { Name: 'three' });
  pass(60);
  const named = call(servicediscovery, ListNamespacesCommand, { Filters: [{ Name: 'NAME', Values: ['two'] }] });
  expect(named.Namespaces?.map(({ Name }) => Name)).toEqual(['two']);
  const http = call(servicediscovery, ListNamespacesCommand, { Filters: [{ Name: 'TYPE', Values: ['HTTP'] }] });
  expect(http.Namespaces?.map(({ Name }) => Name)).toEqual(['three']);
  const first = call(servicediscovery, ListNamespacesCommand, { MaxResults: 2 });
  const second = call(servicediscovery, ListNamespacesCommand, { MaxResults: 2, NextToken: first.NextToken });
  const names = [...(first.Namespaces ?? []), ...(second.Namespaces ?? [])].map(({ Name }) => Name);
  expect(names.toSorted()).toEqual(['one', 'three', 'two']);
  expect(second.NextToken).toBeUndefined();
  const Filters = [{ Name: 'STATUS' as const, Values: ['SUCCESS', 'FAIL'], Condition: 'IN' as const }];
  expect(call(servicediscovery, ListOperationsCommand, { Filters }).Operations).toHaveLength(3);
});

test('a namespace can be tagged, and an operation nobody began is not found', () => {
  const { call, refusal, pass, vpc, create, operation } = aws();
  const Id = operation(create('internal', vpc()))?.Targets?.NAMESPACE;
  pass(60);
  const ResourceARN = call(servicediscovery, GetNamespaceCommand, { Id }).Namespace?.Arn;
  const tag = (Key: string, Value: string) =>
    call(servicediscovery, TagResourceCommand, { ResourceARN, Tags: [{ Key, Value }] });
  tag('a', '1');
  tag('b', '2');
  tag('a', '3');
  call(servicediscovery, UntagResourceCommand, { ResourceARN, TagKeys: ['b'] });
  expect(call(servicediscovery, ListTagsForResourceCommand, { ResourceARN }).Tags).toEqual([{ Key: 'a', Value: '3' }]);
  expect(refusal(servicediscovery, GetOperationCommand, { OperationId: 'x' }).code).toBe('OperationNotFound');
});
