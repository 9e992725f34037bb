import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { CreateSecretCommand, DeleteSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { textOf } from '../../src/ui/failure.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { rehearseLifecycle } from '../../src/rehearsal/lifecycle.js';
import { unknownAccount } from '../../src/rehearsal/placeholders.js';
import { resourcesByType } from '../../steps/nouns.js';
import { namesOnly, stackOf } from '../../steps/stack/index.js';
import { planFor } from '../rehearsal/rehearsal.js';
import { configOf, Project, serviceIn } from './project.js';
import { openRig, where, type Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const arns = 'arn:aws:secretsmanager:us-east-1:000000000000:secret';
const withSecret = (A: string) => configOf((it) => void (serviceIn(it).secrets = { A }));
async function secret(Name: string): Promise<string> {
  const made = await rig.clients.secretsmanager.send(
    new CreateSecretCommand({ Name, SecretString: '{"password":"p"}' }),
  );
  return made.ARN ?? '';
}
const parameter = (Name: string) =>
  rig.clients.ssm.send(new PutParameterCommand({ Name, Type: 'SecureString', Value: 'p' }));
/** What the task definition reads variables from. */
function secretsOfTask({ store }: Project): { [name: string]: string } {
  const want = store.records.get('web-task-definition')?.want as TaskDefinition;
  const secrets = want.containerDefinitions?.[0]?.secrets ?? [];
  return Object.fromEntries(secrets.map(({ name = '', valueFrom = '' }) => [name, valueFrom]));
}
/** What `up` says to a person; nothing where all is well. */
async function saidBy(project: Project, valueFrom: string): Promise<string> {
  const { failures } = await project.up(withSecret(valueFrom));
  return failures.map((it) => textOf(it, { command: 'up' })).join('\n');
}

test.each([`${arns}:db-AbCdEf:password`, `${arns}:db-AbCdEf::`])(
  'a selector of which a part is left out is refused in the config: %s',
  (valueFrom) => {
    expect(() => withSecret(valueFrom)).toThrow(/three colons/);
  },
);

test('secrets and parameters are named by their names, members too: the role may read their whole ARNs', async () => {
  const arn = await secret('shop/db');
  await parameter('/shop/db');
  await parameter('plain');
  const named = { A: 'secretsmanager:shop/db', B: 'secretsmanager:shop/db:password', C: '/shop/db', D: 'ssm:plain' };
  const project = new Project(rig);
  const config = configOf((it) => void (serviceIn(it).secrets = named));
  expect((await project.up(config)).failures).toEqual([]);
  const parameterArn = 'arn:aws:ssm:us-east-1:000000000000:parameter';
  expect(secretsOfTask(project)).toEqual({
    ...{ A: arn, B: `${arn}:password::` },
    ...{ C: `${parameterArn}/shop/db`, D: `${parameterArn}/plain` },
  });
  expect(project.store.records.get('execution-role-secrets')?.want).toMatchObject({
    PolicyDocument: {
      Statement: [{ Resource: [arn] }, { Resource: [`${parameterArn}/plain`, `${parameterArn}/shop/db`] }],
    },
  });
  const again = await rig.during(() => project.up(config));
  expect([again.done.failures, again.mutating]).toEqual([[], []]);
  expect((await project.down()).failures).toEqual([]);
});

test('a login for another registry: its secret has to be there, the role may read it, and each container has its own', async () => {
  const login = 'secretsmanager:dockerhub';
  const config = configOf((it) => {
    const containers = {
      side: { image: 'ghcr.io/a/b:1', repositoryCredentials: login },
      plain: { image: 'nginx' },
    };
    Object.assign(serviceIn(it), { repositoryCredentials: login, memoryLimit: 300, containers });
  });
  const project = new Project(rig);
  const { failures } = await project.up(config);
  expect(failures.map((it) => textOf(it, { command: 'up' })).join()).toContain('dockerhub');
  expect(project.store.records.size).toBe(0);
  const arn = await secret('dockerhub');
  expect((await project.up(config)).failures).toEqual([]);
  const { containerDefinitions = [] } = project.store.records.get('web-task-definition')?.want as TaskDefinition;
  expect(
    containerDefinitions.map(({ name, repositoryCredentials, memory }) => [name, repositoryCredentials, memory]),
  ).toEqual([
    ['web', { credentialsParameter: arn }, 300],
    ['plain', undefined, undefined],
    ['side', { credentialsParameter: arn }, undefined],
  ]);
  expect(project.store.records.get('execution-role-secrets')?.want).toMatchObject({
    PolicyDocument: { Statement: [{ Resource: [arn] }] },
  });
  expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  expect((await project.down()).failures).toEqual([]);
});

test('a secret by the beginning of its ARN is completed', async () => {
  const arn = await secret('gemini-api-key');
  const project = new Project(rig);
  expect(await saidBy(project, `${arns}:gemini-api-key:password::`)).toBe('');
  expect(secretsOfTask(project)).toEqual({ A: `${arn}:password::` });
});

test('what is not there is refused before the first change, with the command that makes it; all at once', async () => {
  await secret('gone');
  await rig.clients.secretsmanager.send(new DeleteSecretCommand({ SecretId: 'gone', RecoveryWindowInDays: 7 }));
  const named = {
    A: 'secretsmanager:shop/db:password',
    B: '/shop/db',
    C: 'secretsmanager:gone',
    D: `${arns}:shop/part`,
  };
  const config = configOf((it) => void (serviceIn(it).secrets = named));
  const project = new Project(rig);
  const { done, mutating } = await rig.during(async () => {
    const { failures } = await planFor(rig, project, config);
    expect((await project.up(config)).failures).toHaveLength(failures.length);
    return failures;
  });
  expect(mutating).toEqual([]);
  const told = done.map((it) => textOf(it, { command: 'up' }).replace(/\s+/g, ' ').replaceAll('\\ ', '')).join();
  expect(done).toHaveLength(4);
  expect(told).toContain('aws secretsmanager create-secret --name shop/db --secret-string file://secret.txt');
  expect(told).toContain('aws secretsmanager create-secret --name shop/part');
  expect(told).toContain('aws ssm put-parameter --name /shop/db --type SecureString --value file://secret.txt');
  expect(told).toContain('aws secretsmanager restore-secret --secret-id gone');
});

test('a secret that was made anew has another ARN: the next up deploys what reads it', async () => {
  const first = await secret('db');
  const project = new Project(rig);
  expect(await saidBy(project, 'secretsmanager:db')).toBe('');
  await rig.clients.secretsmanager.send(new DeleteSecretCommand({ SecretId: 'db', ForceDeleteWithoutRecovery: true }));
  const second = await secret('db');
  expect(second).not.toBe(first);
  expect(await saidBy(project, 'secretsmanager:db')).toBe('');
  expect(secretsOfTask(project)).toEqual({ A: second });
});

test('a rehearsal that asks nobody has a pattern for the six characters that nobody knows', async () => {
  const config = configOf((it) => void (serviceIn(it).secrets = { A: 'secretsmanager:db', B: 'ssm:db' }));
  const { steps } = stackOf(config, where, namesOnly);
  const stage = new InMemoryAws({ ...where, account: unknownAccount });
  const life = await rehearseLifecycle(
    { stack: config.name, tags: {}, location: where, steps, resources: resourcesByType },
    stage,
  );
  const text = JSON.stringify(life);
  expect(text).toContain('secret:db-??????');
  expect(text).toContain('parameter/db');
});

test('a secret that is made after a failed up is read by the next one; a member that it lacks is named', async () => {
  const project = new Project(rig);
  const missing = await saidBy(project, `${arns}:db-AbCdEf`);
  expect(missing).toContain("Secrets Manager can't find the specified secret");
  expect(missing).toContain('likely cause: a secret that the service names does not exist');
  const arn = await secret('db');
  expect(await saidBy(project, arn)).toBe('');
  const lacking = await saidBy(project, `${arn}:user::`);
  expect(lacking).toContain('did not contain json key user');
  const put = { SecretId: 'db', SecretString: '{"user":"u"}' };
  await rig.clients.secretsmanager.send(new PutSecretValueCommand(put));
  expect(await saidBy(project, `${arn}:user::`)).toBe('');
});

test('a role whose policy was taken away says so, and up gives it back', async () => {
  const arn = await secret('db');
  const project = new Project(rig);
  expect(await saidBy(project, arn)).toBe('');
  const RoleName = 'cloud-map-public-exec-us-east-1';
  await rig.clients.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'secrets' }));
  const other = await secret('other');
  expect(await saidBy(project, other)).toBe('');
});
