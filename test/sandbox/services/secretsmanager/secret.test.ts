import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  type CreateSecretRequest,
} from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { secretsmanager } from '../../../../src/sandbox/services/secretsmanager/index.js';
import { World } from '../../../../src/sandbox/world.js';
import { testContext } from '../../context.js';

const token = (digit: string) => digit.repeat(32);

function withSecret(more: Partial<CreateSecretRequest> = {}) {
  const cloud = testContext();
  const made = cloud.call(secretsmanager, CreateSecretCommand, { Name: 'db', SecretString: 'one', ...more });
  return {
    ...cloud,
    made,
    value: (SecretId = 'db') => cloud.call(secretsmanager, GetSecretValueCommand, { SecretId }),
    put: (SecretString: string, ClientRequestToken?: string) =>
      cloud.call(secretsmanager, PutSecretValueCommand, { SecretId: 'db', SecretString, ClientRequestToken }),
  };
}

test('a secret is read by its name, its ARN, and its ARN without the six characters that AWS has added', () => {
  const { made, value } = withSecret();
  expect(made.ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:db-[A-Za-z0-9]{6}$/);
  for (const id of ['db', made.ARN, made.ARN?.slice(0, -7)])
    expect(value(id)).toMatchObject({ Name: 'db', SecretString: 'one', VersionStages: ['AWSCURRENT'] });
});

test('a name that is taken is refused; the same request once more is not', () => {
  const { call, refusal } = withSecret({ ClientRequestToken: token('1') });
  const again = { Name: 'db', SecretString: 'one', ClientRequestToken: token('1') };
  expect(call(secretsmanager, CreateSecretCommand, again).VersionId).toBe(token('1'));
  const others = [{ ...again, SecretString: 'two' }, { Name: 'db' }];
  for (const other of others)
    expect(refusal(secretsmanager, CreateSecretCommand, other)).toMatchObject({ code: 'ResourceExistsException' });
});

test('a new value is the current one, the one before stays for those who ask for it, and older ones have no stage', () => {
  const { call, put, value } = withSecret();
  put('two');
  put('three');
  expect(value().SecretString).toBe('three');
  const before = call(secretsmanager, GetSecretValueCommand, { SecretId: 'db', VersionStage: 'AWSPREVIOUS' });
  expect(before.SecretString).toBe('two');
  const { Versions } = call(secretsmanager, ListSecretVersionIdsCommand, { SecretId: 'db' });
  expect(Versions?.flatMap(({ VersionStages = [] }) => VersionStages).toSorted()).toEqual([
    'AWSCURRENT',
    'AWSPREVIOUS',
  ]);
  const all = call(secretsmanager, ListSecretVersionIdsCommand, { SecretId: 'db', IncludeDeprecated: true });
  expect(all.Versions).toHaveLength(3);
});

test('a version is put once, whatever is repeated, and its id is for one value only', () => {
  const { put, refusal, value } = withSecret();
  put('two', token('2'));
  put('two', token('2'));
  expect(value().VersionId).toBe(token('2'));
  const other = { SecretId: 'db', SecretString: 'other', ClientRequestToken: token('2') };
  const { code, message } = refusal(secretsmanager, PutSecretValueCommand, other);
  expect(code).toBe('ResourceExistsException');
  expect(message).not.toContain('other');
});

test('bytes come back as they were', () => {
  const SecretBinary = new Uint8Array([0, 255, 1]);
  const { value } = withSecret({ SecretString: undefined, SecretBinary });
  expect(value().SecretBinary).toEqual(SecretBinary);
});

test.each([
  ['nobody', GetSecretValueCommand, { SecretId: 'nobody' }, 'ResourceNotFoundException'],
  ['an unknown stage', GetSecretValueCommand, { SecretId: 'db', VersionStage: 'X' }, 'ResourceNotFoundException'],
  ['an unknown version', GetSecretValueCommand, { SecretId: 'db', VersionId: token('9') }, 'ResourceNotFoundException'],
  [
    'both values',
    CreateSecretCommand,
    { Name: 'x', SecretString: 'a', SecretBinary: new Uint8Array(1) },
    'InvalidParameterException',
  ],
  ['no value', PutSecretValueCommand, { SecretId: 'db' }, 'InvalidParameterException'],
  ['a bad name', CreateSecretCommand, { Name: 'a b' }, 'ValidationException'],
  ['a short token', CreateSecretCommand, { Name: 'x', ClientRequestToken: '1' }, 'InvalidParameterException'],
  ['too long a value', CreateSecretCommand, { Name: 'x', SecretString: 'a'.repeat(65_537) }, 'ValidationException'],
  ['a window of 6 days', DeleteSecretCommand, { SecretId: 'db', RecoveryWindowInDays: 6 }, 'InvalidParameterException'],
  [
    'a window and force',
    DeleteSecretCommand,
    { SecretId: 'db', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
    'InvalidParameterException',
  ],
  ['a key of KMS', CreateSecretCommand, { Name: 'x', KmsKeyId: 'alias/own' }, 'NotImplemented'],
  ['replicas', CreateSecretCommand, { Name: 'x', AddReplicaRegions: [{ Region: 'eu-west-1' }] }, 'NotImplemented'],
  [
    "AWS's tags",
    TagResourceCommand,
    { SecretId: 'db', Tags: [{ Key: 'aws:x', Value: '1' }] },
    'InvalidParameterException',
  ],
] as const)('%s is refused', (_what, command, input, code) => {
  expect(withSecret().refusal(secretsmanager, command as typeof GetSecretValueCommand, input as never).code).toBe(code);
});

test('a deleted secret cannot be read until it is restored, keeps its name, and is gone after its window', () => {
  const { call, refusal, pass, value } = withSecret();
  const id = { SecretId: 'db' };
  const { DeletionDate } = call(secretsmanager, DeleteSecretCommand, { ...id, RecoveryWindowInDays: 7 });
  expect(DeletionDate).toEqual(new Date('2026-01-08T00:00:00Z'));
  expect(refusal(secretsmanager, GetSecretValueCommand, id).code).toBe('InvalidRequestException');
  expect(refusal(secretsmanager, CreateSecretCommand, { Name: 'db' }).code).toBe('InvalidRequestException');
  expect(call(secretsmanager, DescribeSecretCommand, id).DeletedDate).toBeDefined();
  expect(call(secretsmanager, ListSecretsCommand, {}).SecretList).toEqual([]);
  expect(call(secretsmanager, ListSecretsCommand, { IncludePlannedDeletion: true }).SecretList).toHaveLength(1);
  call(secretsmanager, RestoreSecretCommand, id);
  expect(value().SecretString).toBe('one');
  call(secretsmanager, DeleteSecretCommand, { ...id, RecoveryWindowInDays: 7 });
  for (let day = 0; day < 8; day++) pass(24 * 3600);
  expect(refusal(secretsmanager, DescribeSecretCommand, id).code).toBe('ResourceNotFoundException');
});

test('by force it is gone at once, and who repeats that is not told', () => {
  const { call, refusal } = withSecret();
  const forced = { SecretId: 'db', ForceDeleteWithoutRecovery: true };
  expect(call(secretsmanager, DeleteSecretCommand, forced).Name).toBe('db');
  expect(call(secretsmanager, DeleteSecretCommand, forced).Name).toBe('db');
  expect(refusal(secretsmanager, DeleteSecretCommand, { SecretId: 'db' }).code).toBe('ResourceNotFoundException');
});

test('secrets are listed page by page, by name, tag and description', () => {
  const { call } = withSecret({ Tags: [{ Key: 'team', Value: 'shop' }], Description: 'the database' });
  for (const Name of ['a', 'b', 'c']) call(secretsmanager, CreateSecretCommand, { Name });
  const names: string[] = [];
  for (let NextToken: string | undefined, pages = 0; pages < 9; pages++) {
    const page = call(secretsmanager, ListSecretsCommand, { MaxResults: 2, NextToken });
    names.push(...(page.SecretList ?? []).flatMap(({ Name }) => Name ?? []));
    if ((NextToken = page.NextToken) === undefined) break;
  }
  expect(names).toEqual(['a', 'b', 'c', 'db']);
  const by = (Key: 'name' | 'tag-key' | 'tag-value' | 'description', ...Values: string[]) =>
    call(secretsmanager, ListSecretsCommand, { Filters: [{ Key, Values }] }).SecretList?.map(({ Name }) => Name);
  expect([by('tag-key', 'team'), by('tag-value', 'shop'), by('description', 'data'), by('name', 'd')]).toEqual(
    [1, 2, 3, 4].map(() => ['db']),
  );
  expect(by('name', '!d')).toEqual(['a', 'b', 'c']);
});

test('tags are added and removed; a description and a value can be changed; it has no policy of its own', () => {
  const { call, value, made } = withSecret();
  const SecretId = 'db';
  call(secretsmanager, TagResourceCommand, {
    SecretId,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  call(secretsmanager, UntagResourceCommand, { SecretId, TagKeys: ['a'] });
  call(secretsmanager, UpdateSecretCommand, { SecretId, Description: 'new', SecretString: 'two' });
  const described = call(secretsmanager, DescribeSecretCommand, { SecretId });
  expect(described).toMatchObject({ Description: 'new', Tags: [{ Key: 'b', Value: '2' }] });
  expect(value().SecretString).toBe('two');
  expect(call(secretsmanager, GetResourcePolicyCommand, { SecretId })).toEqual({ ARN: made.ARN, Name: 'db' });
});

test('a world that is written down shows no value, and has all of them again', () => {
  const { world } = withSecret({ SecretString: 'hidden', SecretBinary: undefined });
  const text = JSON.stringify(world);
  expect(text).not.toContain('hidden');
  expect(text).not.toContain(Buffer.from('hidden').toString('base64'));
  const again = testContext({ world: World.from(JSON.parse(text)) });
  expect(again.call(secretsmanager, GetSecretValueCommand, { SecretId: 'db' }).SecretString).toBe('hidden');
});
