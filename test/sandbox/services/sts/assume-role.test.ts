import { CreateClusterCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, GetUserCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetCallerIdentityCommand,
  STSClient,
  type AssumeRoleRequest,
} from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';
import { Endpoint } from '../../../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../../../src/sandbox/in-process.js';
import { services } from '../../../../src/sandbox/services/index.js';
import { World } from '../../../../src/sandbox/world.js';
import { anyone } from '../../toy-cloud.js';
import { withoutDelays } from '../../without-delays.js';
import { permission } from '../iam/documents.js';

const account = '000000000000';
const RoleArn = `arn:aws:iam::${account}:role/reader`;
const trusting = (Principal: unknown, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more }],
  });
const root = { AWS: `arn:aws:iam::${account}:root` };

async function withRole(AssumeRolePolicyDocument = trusting(root), allows = permission('ecs:ListClusters')) {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const world = withoutDelays(new World(now, 'sts'));
  const endpoint = new Endpoint({ services, world, realTime: () => now, save: async () => {} });
  const settings = { ...anyone, requestHandler: new InProcessHandler(endpoint) };
  const iam = new IAMClient(settings);
  await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'own', PolicyDocument: allows }));
  const assume = (more: Partial<AssumeRoleRequest> = {}, from = settings) =>
    new STSClient(from).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ...more }));
  return {
    settings,
    iam,
    assume,
    /** Settings of clients that act in the role. */
    async inRole(more: Partial<AssumeRoleRequest> = {}) {
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await assume(more)).Credentials ?? {};
      const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
      return { ...settings, credentials };
    },
    pass: (seconds: number) => void (now += seconds * 1000),
  };
}
const named = (name: string) => expect.objectContaining({ name });

test('a session is told who it is, may what its role may, and nothing else', async () => {
  const { inRole, assume } = await withRole();
  const { AssumedRoleUser, Credentials } = await assume();
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${account}:assumed-role/reader/test`);
  const role = await inRole();
  const identity = await new STSClient(role).send(new GetCallerIdentityCommand({}));
  expect(identity.Arn).toBe(AssumedRoleUser?.Arn);
  const ecs = new ECSClient(role);
  expect((await ecs.send(new ListClustersCommand({}))).clusterArns).toEqual([]);
  const refused = await ecs.send(new CreateClusterCommand({ clusterName: 'x' })).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`User: ${AssumedRoleUser?.Arn} is not authorized to perform: ecs:CreateCluster`),
  });
});

test('what is changed in the role counts for its sessions at once', async () => {
  const { inRole, iam } = await withRole();
  const ecs = new ECSClient(await inRole());
  const PolicyDocument = permission('ecs:*');
  await iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'own', PolicyDocument }));
  await expect(ecs.send(new CreateClusterCommand({ clusterName: 'x' }))).rejects.toThrow('iam:CreateServiceLinkedRole');
  const both = permission(['ecs:*', 'iam:CreateServiceLinkedRole']);
  await iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'own', PolicyDocument: both }));
  expect((await ecs.send(new CreateClusterCommand({ clusterName: 'x' }))).cluster?.status).toBeDefined();
});

test('a role is no user: IAM wants a name', async () => {
  const { inRole } = await withRole(trusting(root), permission('iam:GetUser'));
  const iam = new IAMClient(await inRole());
  await expect(iam.send(new GetUserCommand({}))).rejects.toEqual(named('ValidationError'));
  expect((await iam.send(new GetUserCommand({ UserName: 'sandbox' }))).User?.Arn).toMatch(/:user\/sandbox$/);
});

test('credentials expire', async () => {
  const { inRole, pass } = await withRole();
  const role = await inRole({ DurationSeconds: 900 });
  pass(901);
  await expect(new ECSClient(role).send(new ListClustersCommand({}))).rejects.toEqual(named('ExpiredTokenException'));
  await expect(new STSClient(role).send(new GetCallerIdentityCommand({}))).rejects.toEqual(named('ExpiredToken'));
});

test('a denial of EC2 can be decoded', async () => {
  const { inRole, settings } = await withRole();
  const ec2 = new EC2Client(await inRole());
  const error = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })).catch((it: Error) => it);
  const EncodedMessage = (error as Error).message.split('Encoded authorization failure message: ')[1];
  const sts = new STSClient(settings);
  const { DecodedMessage = '' } = await sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
  expect(JSON.parse(DecodedMessage)).toMatchObject({ allowed: false, context: { action: 'ec2:CreateVpc' } });
  const nonsense = sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'nonsense' }));
  await expect(nonsense).rejects.toEqual(named('InvalidAuthorizationMessageException'));
});

const external = { Condition: { StringEquals: { 'sts:ExternalId': 'secret-handshake' } } };
test.each([
  ['somebody else', trusting({ Service: 'ec2.amazonaws.com' }), {}, 'AccessDenied'],
  ['another account', trusting({ AWS: 'arn:aws:iam::111111111111:root' }), {}, 'AccessDenied'],
  ['those with an external id, without one', trusting(root, external), {}, 'AccessDenied'],
  ['those with an external id', trusting(root, external), { ExternalId: 'secret-handshake' }, undefined],
  ['the user by name', trusting({ AWS: `arn:aws:iam::${account}:user/sandbox` }), {}, undefined],
  ['the account by its number', trusting({ AWS: account }), {}, undefined],
  ['nobody, by a Deny', trusting(root, { Effect: 'Deny' }), {}, 'AccessDenied'],
] as const)('a role that trusts %s', async (_whom, document, more, code) => {
  const { assume } = await withRole(document);
  const asked = assume(more);
  if (code === undefined) expect((await asked).Credentials).toBeDefined();
  else await expect(asked).rejects.toEqual(named(code));
});

test.each([
  ['a role that is not there', { RoleArn: `arn:aws:iam::${account}:role/nobody` }, 'AccessDenied'],
  ['no ARN', { RoleArn: 'reader-is-no-arn-at-all' }, 'ValidationError'],
  ['a session name of one letter', { RoleSessionName: 'x' }, 'ValidationError'],
  ['a minute', { DurationSeconds: 60 }, 'ValidationError'],
  ['more than the role lasts', { DurationSeconds: 7200 }, 'ValidationError'],
  ['a policy of the session', { Policy: permission() }, 'NotImplemented'],
])('%s is refused', async (_what, more, code) => {
  await expect((await withRole()).assume(more)).rejects.toEqual(named(code));
});
