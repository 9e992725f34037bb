import { expect, test } from '@jest/globals';
import type { FaultInput } from '../../src/sandbox/faults.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { rig, whole } from './fresh.js';
import { configOf, Project, serviceIn } from './project.js';

/** Every operation that `up` changes something with. Held against what it really calls by the first test. */
const ofUp = [
  'apigatewayv2:CreateApi',
  'apigatewayv2:CreateIntegration',
  'apigatewayv2:CreateRoute',
  'apigatewayv2:CreateStage',
  'apigatewayv2:CreateVpcLink',
  'ec2:AssociateRouteTable',
  'ec2:AttachInternetGateway',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:AuthorizeSecurityGroupIngress',
  'ec2:CreateInternetGateway',
  'ec2:CreateRoute',
  'ec2:CreateRouteTable',
  'ec2:CreateSecurityGroup',
  'ec2:CreateSubnet',
  'ec2:CreateVpc',
  'ec2:ModifySubnetAttribute',
  'ec2:ModifyVpcAttribute',
  'ec2:RevokeSecurityGroupEgress',
  'ecs:CreateCluster',
  'ecs:CreateService',
  'ecs:RegisterTaskDefinition',
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'logs:CreateLogGroup',
  'logs:PutRetentionPolicy',
  'servicediscovery:CreatePrivateDnsNamespace',
  'servicediscovery:CreateService',
];
/** The same of `down`. */
const ofDown = [
  'apigatewayv2:DeleteApi',
  'apigatewayv2:DeleteVpcLink',
  'ec2:DeleteInternetGateway',
  'ec2:DeleteRoute',
  'ec2:DeleteRouteTable',
  'ec2:DeleteSecurityGroup',
  'ec2:DeleteSubnet',
  'ec2:DeleteVpc',
  'ec2:DetachInternetGateway',
  'ec2:DisassociateRouteTable',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupIngress',
  'ecs:DeleteCluster',
  'ecs:DeleteService',
  'ecs:DeleteTaskDefinitions',
  'ecs:DeregisterTaskDefinition',
  'ecs:UpdateService',
  'iam:DeleteRole',
  'iam:DetachRolePolicy',
  'logs:DeleteLogGroup',
  'servicediscovery:DeleteNamespace',
  'servicediscovery:DeleteService',
];

/** What goes wrong with an operation, by its name with its service. */
function fault(operation: string, what: Omit<FaultInput, 'operation' | 'service'>): FaultInput {
  const [service = '', name = ''] = operation.split(':');
  return { service, operation: name, ...what };
}
const throttling = (operation: string) =>
  fault(operation, operation.startsWith('ec2:') ? { error: 'RequestLimitExceeded' } : { error: 'ThrottlingException' });
const failing = (operation: string) => fault(operation, { error: 'InternalFailure', status: 500 });
const failingAfterwards = (operation: string) =>
  fault(operation, { error: 'ServiceUnavailable', status: 503, after: true });
const losing = (operation: string) => fault(operation, { after: true });

async function upThrough(faults: readonly FaultInput[]): Promise<Project> {
  await rig.faults(faults);
  const project = new Project(rig);
  const { failures } = await project.up();
  expect(failures).toEqual([]);
  expect(await rig.pendingFaults()).toEqual([]);
  expect(await census(rig)).toEqual(whole);
  return project;
}
async function downThrough(project: Project, faults: readonly FaultInput[]): Promise<void> {
  await rig.faults(faults);
  const { failures } = await project.down();
  expect(failures).toEqual([]);
  expect(await rig.pendingFaults()).toEqual([]);
  expect(left(await census(rig))).toEqual({});
}

test('these are all the operations that change anything in an up and a down of the blueprint', async () => {
  const project = new Project(rig);
  const { mutating: up } = await rig.during(() => project.up());
  expect([...new Set(up)].sort()).toEqual(ofUp);
  const { mutating: down } = await rig.during(() => project.down());
  expect([...new Set(down)].sort()).toEqual(ofDown);
});

test('throttled once at everything: up and down slow down and go through', async () => {
  const project = await upThrough(ofUp.map(throttling));
  await downThrough(project, ofDown.map(throttling));
});

test('AWS fails once at everything, having done nothing: exactly one of everything, and nothing left', async () => {
  const project = await upThrough(ofUp.map(failing));
  await downThrough(project, ofDown.map(failing));
});

test('AWS fails once at everything, having done it: exactly one of everything, and nothing left', async () => {
  const project = await upThrough(ofUp.map(failingAfterwards));
  await downThrough(project, ofDown.map(failingAfterwards));
});

// Three at a time, from three ends of the list: nine runs of an up in place of 27.
const third = Math.ceil(ofUp.length / 3);
const threes = ofUp.slice(0, third).map((_, at) => {
  const operations = [at, at + third, at + 2 * third].flatMap((i) => ofUp[i] ?? []);
  return { operations, names: operations.join(', ') };
});
test.each(inFull(threes, threes.slice(0, 1)))('the answers to $names are lost in an up', async ({ operations }) => {
  await upThrough(operations.map(losing));
});

test('the answers to all deletions are lost, each once', async () => {
  await downThrough(await upThrough([]), ofDown.map(losing));
});

test('what was just created is not yet visible to what refers to it', async () => {
  const unseen = (operation: string, error: string) => fault(operation, { error, times: 3 });
  const project = await upThrough([
    unseen('ec2:CreateSubnet', 'InvalidVpcID.NotFound'),
    unseen('ec2:CreateSecurityGroup', 'InvalidVpcID.NotFound'),
    unseen('ec2:AttachInternetGateway', 'InvalidInternetGatewayID.NotFound'),
    unseen('ec2:AssociateRouteTable', 'InvalidSubnetID.NotFound'),
    unseen('ec2:CreateRoute', 'InvalidGatewayID.NotFound'),
    unseen('ec2:AuthorizeSecurityGroupIngress', 'InvalidGroup.NotFound'),
    unseen('ec2:ModifyVpcAttribute', 'InvalidVpcID.NotFound'),
    unseen('ec2:ModifySubnetAttribute', 'InvalidSubnetID.NotFound'),
    unseen('ec2:DescribeVpcs', 'InvalidVpcID.NotFound'),
    unseen('ec2:DescribeSubnets', 'InvalidSubnetID.NotFound'),
    unseen('ecs:CreateService', 'ClusterNotFoundException'),
    unseen('iam:AttachRolePolicy', 'NoSuchEntityException'),
    unseen('logs:PutRetentionPolicy', 'ResourceNotFoundException'),
    unseen('servicediscovery:CreateService', 'NamespaceNotFound'),
    unseen('apigatewayv2:CreateRoute', 'NotFoundException'),
  ]);
  await downThrough(project, []);
});

test('ECS cannot use its own service-linked role yet', async () => {
  const message = 'Unable to assume the service linked role. Please verify that the ECS service linked role exists.';
  await upThrough([
    fault('ecs:CreateCluster', { error: 'InvalidParameterException', message, times: 2 }),
    fault('ecs:CreateService', { error: 'InvalidParameterException', message, times: 2 }),
  ]);
});

test('deletions are refused for as long as something is in the way', async () => {
  const project = await upThrough([]);
  await downThrough(project, [
    fault('ec2:DeleteSubnet', { error: 'DependencyViolation', times: 5 }),
    fault('ec2:DetachInternetGateway', { error: 'DependencyViolation', times: 5 }),
    fault('ec2:DeleteSecurityGroup', { error: 'DependencyViolation', times: 5 }),
    fault('ec2:DeleteVpc', { error: 'DependencyViolation', times: 5 }),
    fault('servicediscovery:DeleteNamespace', { error: 'ResourceInUse', times: 3 }),
    fault('iam:DeleteRole', { error: 'DeleteConflictException', times: 3 }),
    fault('ecs:DeleteCluster', { error: 'ClusterContainsTasksException', times: 3 }),
  ]);
});

test('what AWS refuses for good ends its step alone; once it is allowed, up goes on from there', async () => {
  const message = 'You are not authorized to perform this operation.';
  await rig.faults([fault('ec2:CreateRouteTable', { error: 'UnauthorizedOperation', message, status: 403 })]);
  const project = new Project(rig);
  const { failures } = await project.up();
  const failure = { code: 'step-rejected', step: 'public-route-table', aws: 'UnauthorizedOperation', message };
  expect(failures).toMatchObject([{ ...failure, verb: 'create' }]);
  expect(project.outcomes()).toMatchObject({
    'public-route-table': 'failed',
    'public-default-route': 'skipped',
    'web-service': 'skipped',
    'vpc-link': 'created',
    // Nothing is on the air before there is somebody to answer.
    'web-integration': 'skipped',
    'web-route-default': 'skipped',
    'api-stage': 'skipped',
  });
  expect(project.store.records.has('public-route-table')).toBe(false);
  const again = await rig.during(() => project.up());
  expect(again.done.failures).toEqual([]);
  expect([...again.mutating].sort()).toEqual([
    'apigatewayv2:CreateIntegration',
    'apigatewayv2:CreateRoute',
    'apigatewayv2:CreateStage',
    'ec2:AssociateRouteTable',
    'ec2:AssociateRouteTable',
    'ec2:CreateRoute',
    'ec2:CreateRouteTable',
    'ecs:CreateService',
  ]);
  expect(await census(rig)).toEqual(whole);
});

test('a quota is reached: one request is sent, not one again and again', async () => {
  await rig.faults([fault('ec2:CreateVpc', { error: 'VpcLimitExceeded', times: 1 })]);
  const project = new Project(rig);
  const { done, mutating } = await rig.during(() => project.up());
  expect(done.failures).toMatchObject([{ code: 'step-rejected', step: 'vpc', aws: 'VpcLimitExceeded' }]);
  expect(mutating.filter((it) => it === 'ec2:CreateVpc')).toHaveLength(1);
  await downThrough(project, []);
});

test('answers are lost in the middle of a rolling update', async () => {
  const project = await upThrough([]);
  const config = configOf((it) => void (serviceIn(it).image = 'nginx:1.27'));
  const changing = ['RegisterTaskDefinition', 'UpdateService', 'DeregisterTaskDefinition', 'DeleteTaskDefinitions'];
  await rig.faults(changing.map((operation) => losing(`ecs:${operation}`)));
  expect((await project.up(config)).failures).toEqual([]);
  expect(await rig.pendingFaults()).toEqual([]);
  expect(await census(rig)).toEqual(whole);
  expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
});
