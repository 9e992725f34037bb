import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { meaningOf } from '../../../src/aws-errors.js';
import type { Verb } from '../../../src/step.js';
import { recordedDependencies } from '../../../src/step-dependencies.js';
import type { Step } from '../../../src/step.js';
import { consumer } from '../../../steps/stack/consumer.js';
import { secretsPolicy } from '../../../steps/iam/secrets-policy.js';
import { rolePolicyResource } from '../../../steps/iam/role-policy/resource.js';
import { existingParameter, type ExistingParameter } from '../../../steps/ssm/existing-parameter/resource.js';
import { existingSecret, type ExistingSecret } from '../../../steps/secretsmanager/existing-secret/resource.js';
import { ecsAgentPolicy, sessionPolicy } from '../../../steps/iam/role-policy-attachment/resource.js';
import { executionRole, instanceRole } from '../../../steps/iam/role/resource.js';
import { where } from '../config.js';
import { fakeCloud } from '../fake-cloud.js';
import { allNeedsOf, needsOf, wantOf } from '../samples.js';

const options = { name: 'demo', region: 'us-east-1', partition: 'aws', cidr: '10.1.0.0/16', instanceType: 't3.nano' };
const ssh = { publicKey: 'ssh-ed25519 AAAA me@home', cidr: '203.0.113.7/32' };
const namesOf = (steps: readonly Step[]) => steps.map(({ name }) => name);
const wanted = (steps: readonly Step[], type: string) =>
  steps.filter(({ resource }) => resource.type === type).map((step): unknown => wantOf(step));

test('the consumer has a network and a bastion of its own, each step after what it needs', () => {
  const { steps, bastion } = consumer({ ...options, ssh });
  expect(namesOf(steps)).toEqual([
    'consumer-availability-zones',
    'consumer-vpc',
    'consumer-subnet-a',
    'consumer-subnet-b',
    'consumer-internet-gateway',
    'consumer-internet-gateway-attachment',
    'consumer-route-table',
    'consumer-default-route',
    'consumer-route-table-association-a',
    'consumer-route-table-association-b',
    'bastion-ami',
    'bastion-role',
    'bastion-role-policy',
    'bastion-profile',
    'bastion-security-group',
    'bastion-key-pair',
    'bastion-ingress-ssh',
    'bastion-instance',
  ]);
  for (const [at, step] of steps.entries())
    for (const need of needsOf(step)) expect(steps.slice(0, at)).toContain(need);
  expect(namesOf(allNeedsOf(bastion))).toContain('bastion-role-policy');
});

test('its subnets are two /24s, in a smaller range two smaller ones', () => {
  const ranges = (cidr: string) =>
    wanted(consumer({ ...options, cidr }).steps, 'subnet').map((want) => Object(want).CidrBlock);
  expect(ranges('10.1.0.0/16')).toEqual(['10.1.0.0/24', '10.1.1.0/24']);
  expect(ranges('172.16.48.0/20')).toEqual(['172.16.48.0/24', '172.16.49.0/24']);
  expect(ranges('192.168.7.0/24')).toEqual(['192.168.7.0/28', '192.168.7.16/28']);
});

test('without SSH there is no key and no open port; with it, one port from one range', () => {
  const closed = consumer(options).steps;
  expect(namesOf(closed).filter((name) => /key|ingress/.test(name))).toEqual([]);
  expect(wanted(closed, 'instance')).toMatchObject([{ KeyName: null, AssociatePublicIpAddress: true }]);
  const open = consumer({ ...options, ssh }).steps;
  expect(wanted(open, 'security-group-rule')).toEqual([
    { GroupId: 'sg-1', Direction: 'ingress', IpProtocol: 'tcp', Port: 22, Peer: '203.0.113.7/32' },
  ]);
  expect(wanted(open, 'instance')).toMatchObject([{ KeyName: 'demo-bastion' }]);
});

test('the bastion goes before the way to the internet that its address is mapped on', () => {
  const { bastion, steps } = consumer(options);
  const attachment = steps.find(({ name }) => name === 'consumer-internet-gateway-attachment');
  expect(recordedDependencies(bastion).needs).toEqual(
    expect.arrayContaining(['consumer-default-route', 'bastion-profile']),
  );
  expect(allNeedsOf(bastion)).toContain(attachment);
});

const roleOf = (partition: string) => instanceRole('role', { roleName: 'demo', partition, why: 'what it acts as' });

test('an instance takes its role on by the name that EC2 has in the partition', () => {
  const trusted = (partition: string) =>
    Object(roleOf(partition).want({}).AssumeRolePolicyDocument).Statement[0].Principal;
  expect(trusted('aws')).toEqual({ Service: 'ec2.amazonaws.com' });
  expect(trusted('aws-cn')).toEqual({ Service: 'ec2.amazonaws.com.cn' });
});

test("what instances may do is in AWS's own policies", () => {
  const given = { role: { roleName: 'demo', roleArn: 'arn' } };
  const needs = { role: roleOf('aws') };
  const [agent, session] = [ecsAgentPolicy, sessionPolicy].map((policy) => policy('policy', needs, where).want(given));
  const start = 'arn:aws:iam::aws:policy';
  expect(agent?.PolicyArn).toBe(`${start}/service-role/AmazonEC2ContainerServiceforEC2Role`);
  expect(session?.PolicyArn).toBe(`${start}/AmazonSSMManagedInstanceCore`);
});

const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf';
const parameter = 'arn:aws:ssm:us-east-1:123456789012:parameter/demo/key';
const role = executionRole('role', { roleName: 'demo-exec', ...where });
const lookups = new Map<string, ExistingParameter | ExistingSecret>([
  ['ssm:/shop/db', existingParameter('parameter', { id: '/shop/db' })],
  ['secretsmanager:shop/db', existingSecret('secret', { id: 'shop/db' })],
]);
/** The one policy of these secrets, with what the lookups give. */
const wantFor = (secrets: string[], outs: readonly unknown[] = []) => {
  const where = { region: 'us-east-1', partition: 'aws', account: '123456789012' };
  const [only, ...more] = secretsPolicy('policy', role, { secrets, lookups, roleName: 'demo-exec', where }).steps;
  expect(more).toEqual([]);
  const given = { role: { roleName: 'demo-exec', roleArn: 'arn' }, outs };
  return only?.want(given as never) as Parameters<typeof rolePolicyResource.create>[1];
};

test('the execution role may read the very secrets that containers are given, and decrypt nothing', () => {
  const document = (...secrets: string[]) => Object(wantFor(secrets).PolicyDocument).Statement;
  expect(document(`${secret}:password::`, secret, parameter, `${secret}:user:AWSCURRENT:`)).toEqual([
    { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: [secret] },
    { Effect: 'Allow', Action: 'ssm:GetParameters', Resource: [parameter] },
  ]);
  expect(document(parameter)).toHaveLength(1);
});

test('a secret of another region, named without its last six characters, may be read, whatever these are', () => {
  const named = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:gemini-api-key';
  expect(wantFor([named, `${named}:token::`]).PolicyDocument).toMatchObject({
    Statement: [{ Resource: [`${named}-??????`] }],
  });
});

test('what is named by its name may be read by the ARN that was looked up', () => {
  const outs = [
    { asked: 'shop/db', arn: secret },
    { asked: '/shop/db', arn: parameter },
  ];
  expect(wantFor(['secretsmanager:shop/db:password', '/shop/db'], outs).PolicyDocument).toMatchObject({
    Statement: [{ Resource: [secret] }, { Resource: [parameter] }],
  });
});

test('an inline policy is put, compared as what it means, put again when it changes, and deleted', async () => {
  const { iam, cloud, sent } = fakeCloud();
  const [resource, wanted] = [rolePolicyResource, wantFor([secret])];
  const id = await resource.create(cloud, wanted);
  const PolicyDocument = encodeURIComponent(JSON.stringify(wanted.PolicyDocument, null, 2));
  iam.on(GetRolePolicyCommand).resolves({ RoleName: 'demo-exec', PolicyName: 'secrets', PolicyDocument });
  expect(await resource.read(cloud, id)).toEqual({ is: 'ready', out: { policyName: 'secrets' }, live: wanted });
  expect(await resource.find(cloud, wanted)).toEqual([{ id }]);
  await resource.update?.(cloud, id, wanted, ['PolicyDocument']);
  await resource.delete(cloud, id);
  const put = ['PutRolePolicy', { ...id, PolicyDocument: JSON.stringify(wanted.PolicyDocument) }];
  expect(sent().filter(([operation]) => operation !== 'GetRolePolicy')).toEqual([put, put, ['DeleteRolePolicy', id]]);
});

const launch = 'You must use a valid fully-formed launch template. ';
test.each<[code: string, message: string, verb: Verb, means: string]>([
  ['ParameterNotFound', 'Parameter x not found.', 'create', 'refused'],
  ['InvalidAMIID.NotFound', "The image id '[ami-1]' does not exist", 'create', 'refused'],
  ['InsufficientInstanceCapacity', 'We currently do not have sufficient capacity', 'create', 'refused'],
  ['InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.', 'create', 'taken'],
  ['ClientException', 'The specified capacity provider already exists. To change …', 'create', 'taken'],
  ['ClientException', 'The specified capacity provider does not exist.', 'delete', 'gone'],
  ['ClientException', 'The Cluster cannot be deleted while Cluster Scoped Capacity Providers are', 'delete', 'in-use'],
  ['ValidationError', `${launch}Value (x) is invalid. Invalid IAM Instance Profile name`, 'create', 'not-yet'],
  ['ValidationError', `${launch}The specified launch template, with ID lt-1, does not exist.`, 'create', 'not-yet'],
  ['ValidationError', `${launch}The image id '[ami-1]' does not exist`, 'create', 'refused'],
  ['ValidationError', 'Max bound, 0, must be greater than or equal to min bound, 1', 'update', 'refused'],
  ['ValidationError', "AutoScalingGroup name not found - AutoScalingGroup 'demo' not found", 'delete', 'gone'],
  ['ResourceInUseException', 'The specified capacity provider is in use and cannot be removed.', 'delete', 'in-use'],
])('%s (%s) on %s means %s', (name, message, verb, means) => {
  expect(meaningOf(Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } }), verb)).toBe(means);
});
