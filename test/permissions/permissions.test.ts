import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { PermissionContext, Tags } from '../../src/permissions/required-permission.js';
import { requiredPermissions, isKnown } from '../../src/permissions/index.js';
import { serviceOf } from '../aws/packages.js';

const root = new URL('../../', import.meta.url);
/** Every operation that the code in a folder can send, read from its imports: `ec2:CreateVpc`. */
async function operationsIn(folder: string): Promise<string[]> {
  const directory = new URL(folder, root);
  const files = (await readdir(directory, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const sources = await Promise.all(files.map((file) => readFile(new URL(file, directory), 'utf8')));
  return sources.flatMap((source) =>
    [...source.matchAll(/import \{([^}]*)\} from '(@aws-sdk\/client-[\w-]+)'/g)].flatMap(
      ([, names = '', client = '']) =>
        [...names.matchAll(/(?<!type |as )\b(\w+)Command\b/g)].map(
          ([, operation]) => `${serviceOf(client)}:${operation}`,
        ),
    ),
  );
}

test('of every operation that a step or an image can send it is known what it asks of IAM', async () => {
  const folders = await Promise.all(['steps/', 'state/', 'src/image/', 'src/commands/'].map(operationsIn));
  const operations = [...new Set(folders.flat())].filter((it) => !it.startsWith('pricing:'));
  expect(operations.length).toBeGreaterThan(150);
  const unknown = operations.filter((it) => !isKnown(...(it.split(':') as [string, string])));
  expect(unknown).toEqual([]);
});

const noTags: Tags = {};
const around: PermissionContext = {
  account: '123456789012',
  region: 'eu-west-1',
  partition: 'aws',
  tagsOf: (arn) => (arn.endsWith('vpc-1') ? { 'provision:stack': 'shop' } : noTags),
  rolesOf: () => [],
  hasRole: (name) => name === 'AWSServiceRoleForECS',
  roleArnOf: () => undefined,
  roleIn: (profile) => `${profile}-role`,
  templateAt: () => ({
    ImageId: 'ami-1',
    IamInstanceProfile: { Name: 'host' },
    SecurityGroupIds: ['sg-1'],
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }],
  }),
  associated: () => ({ routeTableId: 'rtb-1', subnetId: 'subnet-1' }),
  scalableTarget: () => undefined,
  keyName: () => 'mine',
};
const asked = (service: string, operation: string, input: object) =>
  (requiredPermissions(service, operation, input, around) ?? []).map(({ action, resource, keys }) => [
    action,
    resource,
    keys,
  ]);

test('a subnet is asked for with the tags of the request, its VPC with its own, and tagging apart', () => {
  const TagSpecifications = [{ ResourceType: 'subnet', Tags: [{ Key: 'provision:stack', Value: 'shop' }] }];
  const tags = { 'aws:RequestTag/provision:stack': 'shop', 'aws:TagKeys': ['provision:stack'] };
  expect(asked('ec2', 'CreateSubnet', { VpcId: 'vpc-1', TagSpecifications })).toEqual([
    ['ec2:CreateSubnet', 'arn:aws:ec2:eu-west-1:123456789012:subnet/*', tags],
    ['ec2:CreateSubnet', 'arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1', { 'aws:ResourceTag/provision:stack': 'shop' }],
    ['ec2:CreateTags', 'arn:aws:ec2:eu-west-1:123456789012:subnet/*', { ...tags, 'ec2:CreateAction': 'CreateSubnet' }],
  ]);
});

test('a group that launches from a template asks for the launch, the role and its tags', () => {
  const LaunchTemplate = { LaunchTemplateId: 'lt-1', Version: '$Default' };
  const input = { AutoScalingGroupName: 'hosts', LaunchTemplate, VPCZoneIdentifier: 'subnet-1,subnet-2' };
  const actions = asked('autoscaling', 'CreateAutoScalingGroup', input).map(
    ([action, resource]) => `${String(action)} ${String(resource).split(':').slice(4).join(':')}`,
  );
  expect(actions).toEqual([
    'autoscaling:CreateAutoScalingGroup 123456789012:autoScalingGroup:*:autoScalingGroupName/hosts',
    'ec2:RunInstances 123456789012:launch-template/lt-1',
    'ec2:RunInstances :image/ami-1',
    'ec2:RunInstances 123456789012:instance/*',
    'ec2:RunInstances 123456789012:network-interface/*',
    'ec2:RunInstances 123456789012:volume/*',
    'ec2:RunInstances 123456789012:subnet/subnet-1',
    'ec2:RunInstances 123456789012:subnet/subnet-2',
    'ec2:RunInstances 123456789012:security-group/sg-1',
    'ec2:CreateTags 123456789012:instance/*',
    'iam:PassRole 123456789012:role/host-role',
    'iam:CreateServiceLinkedRole 123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
  ]);
});

test('tagging a group while it is made is asked for apart, with the tags of the request', () => {
  const Tags = [{ ResourceId: 'hosts', Key: 'provision:stack', Value: 'shop' }];
  const tags = { 'aws:RequestTag/provision:stack': 'shop', 'aws:TagKeys': ['provision:stack'] };
  const group = 'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:*:autoScalingGroupName/hosts';
  expect(asked('autoscaling', 'CreateAutoScalingGroup', { AutoScalingGroupName: 'hosts', Tags }).slice(0, 2)).toEqual([
    ['autoscaling:CreateAutoScalingGroup', group, tags],
    ['autoscaling:CreateOrUpdateTags', group, tags],
  ]);
});

test("a service's instances are asked for by the service", () => {
  expect(asked('servicediscovery', 'ListInstances', { ServiceId: 'srv-1' })).toEqual([
    ['servicediscovery:ListInstances', 'arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1', {}],
  ]);
});

test('a service-linked role that is there already is not asked for', () => {
  expect(asked('ecs', 'CreateCluster', { clusterName: 'shop' })).toEqual([
    ['ecs:CreateCluster', 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop', {}],
  ]);
});

test('a role in a task definition is handed over to tasks', () => {
  const role = 'arn:aws:iam::123456789012:role/exec';
  expect(asked('ecs', 'RegisterTaskDefinition', { family: 'web', executionRoleArn: role })).toEqual([
    ['ecs:RegisterTaskDefinition', 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:*', {}],
    ['iam:PassRole', role, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }],
  ]);
});

test('an operation that nothing is known of asks for nothing that could be told', () => {
  expect(requiredPermissions('ec2', 'CreateFlowLogs', {}, around)).toBeUndefined();
  expect(requiredPermissions('sts', 'GetCallerIdentity', {}, around)).toEqual([]);
});
