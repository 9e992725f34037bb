import { DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { textOf } from '../../src/ui/failure.js';
import { configOf, Project, serviceIn } from './project.js';
import { openRig, type Rig } from './rig.js';

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

test('a secret without its last six characters is read: the policy of the execution role has a pattern for them', async () => {
  await secret('gemini-api-key');
  const project = new Project(rig);
  expect(await saidBy(project, `${arns}:gemini-api-key`)).toBe('');
  expect(await saidBy(project, `${arns}:gemini-api-key:password::`)).toBe('');
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
