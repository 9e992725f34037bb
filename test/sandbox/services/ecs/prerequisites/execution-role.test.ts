import { CreateLogGroupCommand, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import { RunTaskCommand, type ContainerDefinition } from '@aws-sdk/client-ecs';
import { DetachRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand, DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { ecr } from '../../../../../src/sandbox/services/ecr/index.js';
import { images } from '../../../../../src/sandbox/services/ecr/tables.js';
import { iam } from '../../../../../src/sandbox/services/iam/index.js';
import { logs } from '../../../../../src/sandbox/services/logs/index.js';
import { logGroups, logStreams } from '../../../../../src/sandbox/services/logs/tables.js';
import { secretsmanager } from '../../../../../src/sandbox/services/secretsmanager/index.js';
import { ssm } from '../../../../../src/sandbox/services/ssm/index.js';
import { causeOf } from '../../../../../steps/ecs/ecs-service/task-failures.js';
import { container, testCloud } from '../cloud.js';

/** All that the task below takes from its execution role. */
const needed = [
  'ecr:GetAuthorizationToken',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  'logs:CreateLogStream',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameters',
];

/** A task with an image in ECR, a secret, a parameter and a log group. */
function cloudWithSecrets() {
  const cloud = testCloud();
  const { any, call, pass, register, wanted, tasks, context } = cloud;
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
  any(iam, DetachRolePolicyCommand, { RoleName: 'execution', PolicyArn });
  any(ecr, CreateRepositoryCommand, { repositoryName: 'web' });
  const image = { repositoryName: 'web', imageDigest: `sha256:${'0'.repeat(64)}`, imageTags: ['1'], references: [] };
  const manifest = { imageManifest: '', imageManifestMediaType: '', imageSizeInBytes: 1, imagePushedAt: context().now };
  images(context()).set('web', { ...image, ...manifest });
  const secret =
    any(secretsmanager, CreateSecretCommand, { Name: 'db', SecretString: '{"password":"hidden"}' }).ARN ?? '';
  any(ssm, PutParameterCommand, { Name: '/shop/db', Value: 'hidden', Type: 'SecureString' });
  const parameter = 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/db';
  const usual: ContainerDefinition = {
    ...container,
    healthCheck: undefined,
    image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/web:1',
    secrets: [
      { name: 'A', valueFrom: secret },
      { name: 'B', valueFrom: parameter },
    ],
  };
  return {
    ...cloud,
    secret,
    /** The only policy that the role has. */
    allow(actions: readonly string[], Resource: string | readonly string[] = '*') {
      const Statement = { Effect: 'Allow', Action: actions, Resource };
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      any(iam, PutRolePolicyCommand, { RoleName: 'execution', PolicyName: 'own', PolicyDocument });
    },
    /** What becomes of one task: RUNNING, or why it stopped. */
    outcome(more: Partial<ContainerDefinition> = {}): string | undefined {
      register({ containerDefinitions: [{ ...usual, ...more }] });
      const { networkConfiguration } = wanted;
      const input = { cluster: 'main', taskDefinition: 'web', launchType: 'FARGATE' as const, networkConfiguration };
      const [task] = call(RunTaskCommand, input).tasks ?? [];
      pass(45);
      const now = [...tasks(), ...tasks('STOPPED')].find(({ taskArn }) => taskArn === task?.taskArn);
      return now?.stoppedReason ?? now?.lastStatus;
    },
  };
}
const withValue = (valueFrom: string): Partial<ContainerDefinition> => ({ secrets: [{ name: 'A', valueFrom }] });

test('a role that may do all that is needed lets the task run, and each of its containers has a log stream', () => {
  const { allow, outcome, context } = cloudWithSecrets();
  allow(needed);
  expect(outcome()).toBe('RUNNING');
  expect(logStreams(context()).all()).toMatchObject([
    { logGroupName: '/web', stream: { logStreamName: expect.stringMatching(/^web\/web\/[0-9a-f]{32}$/) }, events: [] },
  ]);
});

test.each(needed)('without %s the task stops before it runs, in words that say what is missing', (missing) => {
  const { allow, outcome } = cloudWithSecrets();
  allow(needed.filter((action) => action !== missing));
  const reason = outcome() ?? '';
  const actor = 'User: arn:aws:sts::000000000000:assumed-role/execution/';
  const texts = /Batch|Download/.test(missing)
    ? [
        'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ',
        '403 Forbidden',
      ]
    : ['ResourceInitializationError: ', `${actor}`, ` is not authorized to perform: ${missing}`];
  for (const text of texts) expect(reason).toContain(text);
  expect(causeOf([reason])).toBeDefined();
});

test('an explicit Deny wins over what is allowed', () => {
  const { allow, outcome, any } = cloudWithSecrets();
  allow(needed);
  const Statement = { Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  any(iam, PutRolePolicyCommand, { RoleName: 'execution', PolicyName: 'denying', PolicyDocument });
  expect(outcome()).toContain('with an explicit deny in an identity-based policy');
});

const arns = 'arn:aws:secretsmanager:us-east-1:000000000000:secret';
test.each([
  [
    'a secret that is not there',
    `${arns}:nobody-AbCdEf`,
    "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
  ],
  [
    'a parameter that is not there',
    'arn:aws:ssm:us-east-1:000000000000:parameter/nobody',
    'invalid ssm parameters: nobody',
  ],
  ['a parameter without a path', '/no/body', 'invalid ssm parameters: /no/body'],
])('%s stops the task', (_what, valueFrom, text) => {
  const { allow, outcome } = cloudWithSecrets();
  allow(needed);
  const reason = outcome(withValue(valueFrom)) ?? '';
  expect(reason).toContain(text);
  expect(causeOf([reason])?.cause).toBe('a secret that the service names does not exist');
});

test('member, stage and version of a secret are looked at', () => {
  const { allow, outcome, secret } = cloudWithSecrets();
  allow(needed);
  expect(outcome(withValue(`${secret}:password::`))).toBe('RUNNING');
  expect(outcome(withValue(`${secret}::AWSCURRENT:`))).toBe('RUNNING');
  expect(outcome(withValue(`${secret}:user::`))).toContain('did not contain json key user');
  expect(outcome(withValue(`${secret}::AWSPREVIOUS:`))).toContain('for staging label: AWSPREVIOUS');
  expect(outcome(withValue(`${secret}:::0123`))).toContain('for VersionId: 0123');
});

test('a secret without its last six characters is found, and a policy has to say -??????', () => {
  const { allow, outcome, secret } = cloudWithSecrets();
  const short = secret.slice(0, -7);
  const all = (resource: string) => ['arn:aws:ecr:*:*:*', 'arn:aws:logs:*:*:*', resource];
  allow(needed, all(short));
  // GetAuthorizationToken knows no resource: the image is a public one here.
  const publicImage = { image: 'public.ecr.aws/nginx/nginx:1.29' };
  expect(outcome({ ...withValue(short), ...publicImage })).toContain(`GetSecretValue on resource: ${secret} `);
  allow(needed, all(`${short}-??????`));
  expect(outcome({ ...withValue(short), ...publicImage })).toBe('RUNNING');
});

test('a secret that is deleted stops the task until it is restored', () => {
  const { allow, outcome, any } = cloudWithSecrets();
  allow(needed);
  any(secretsmanager, DeleteSecretCommand, { SecretId: 'db', RecoveryWindowInDays: 7 });
  expect(outcome()).toContain('because it was marked for deletion');
});

test('what is in other accounts is taken to be there, and the role is asked all the same', () => {
  const { allow, outcome } = cloudWithSecrets();
  const theirs = withValue('arn:aws:secretsmanager:us-east-1:111111111111:secret:db-AbCdEf');
  allow(needed);
  expect(outcome(theirs)).toBe('RUNNING');
  allow(needed.filter((action) => !action.startsWith('secretsmanager')));
  expect(outcome(theirs)).toContain('not authorized to perform: secretsmanager:GetSecretValue');
});

test('a log group is made by the driver where it is asked to and may', () => {
  const { allow, outcome, any, context } = cloudWithSecrets();
  any(logs, DeleteLogGroupCommand, { logGroupName: '/web' });
  const { options } = container.logConfiguration;
  const creating = {
    logConfiguration: { logDriver: 'awslogs' as const, options: { ...options, 'awslogs-create-group': 'true' } },
  };
  allow(needed);
  expect(outcome(creating)).toContain('failed to create Cloudwatch log group: AccessDeniedException');
  allow([...needed, 'logs:CreateLogGroup']);
  expect(outcome(creating)).toBe('RUNNING');
  expect(logGroups(context()).has('/web')).toBe(true);
  any(logs, DeleteLogGroupCommand, { logGroupName: '/web' });
  expect(logStreams(context()).all()).toEqual([]);
  any(logs, CreateLogGroupCommand, { logGroupName: '/web' });
});

test('nothing that stops a task, and nothing that is kept, shows a value', () => {
  const { allow, outcome, secret, world } = cloudWithSecrets();
  allow(needed);
  const reasons = [outcome(), outcome(withValue(`${secret}:user::`))];
  expect(JSON.stringify([reasons, world])).not.toContain('hidden');
});

test('the policy of a repository allows the role by name, and denies it whatever its own policies say', () => {
  const { allow, outcome, any } = cloudWithSecrets();
  const say = (Effect: string, AWS: string) => {
    const Statement = { Effect, Principal: { AWS }, Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] };
    const policyText = JSON.stringify({ Version: '2012-10-17', Statement });
    any(ecr, SetRepositoryPolicyCommand, { repositoryName: 'web', policyText });
  };
  const role = 'arn:aws:iam::000000000000:role/execution';
  allow(needed.filter((action) => !/Batch|Download/.test(action)));
  expect(outcome()).toContain('403 Forbidden');
  // The account as a whole leaves it to the policies of its roles.
  say('Allow', 'arn:aws:iam::000000000000:root');
  expect(outcome()).toContain('403 Forbidden');
  say('Allow', role);
  expect(outcome()).toBe('RUNNING');
  allow(needed);
  say('Deny', role);
  expect(outcome()).toContain('403 Forbidden');
  any(ecr, DeleteRepositoryPolicyCommand, { repositoryName: 'web' });
  expect(outcome()).toBe('RUNNING');
});
