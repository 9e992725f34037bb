import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_${operation}.html`;

async function secretIn({ secretsmanager, name, tagList }: Story, Name = name('secret')) {
  const { ARN = '' } = await secretsmanager.send(
    new CreateSecretCommand({ Name, SecretString: '{"user":"probe"}', Tags: tagList }),
  );
  return { Name, ARN };
}

export const secretsmanager = probesOf('secretsmanager', [
  {
    title: 'the ARN of a secret ends in a hyphen and six characters, and is found without them',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen',
    async run(story) {
      const { check, secretsmanager, partition, region, account } = story;
      const { Name, ARN } = await secretIn(story);
      const start = `arn:${partition}:secretsmanager:${region}:${account}:secret:${Name}`;
      check.matches('the ARN', ARN.slice(start.length), /^-[A-Za-z0-9]{6}$/);
      const read = async () => (await secretsmanager.send(new GetSecretValueCommand({ SecretId: start }))).ARN;
      await check.shows('the secret of that name', read, ARN);
    },
  },
  {
    title:
      'a secret is described by its name, its ARN, and its ARN without the last six characters; one that is deleted, too',
    source: api('DescribeSecret'),
    async run(story) {
      const { check, secretsmanager } = story;
      const { Name, ARN } = await secretIn(story);
      const read = async (SecretId: string) => (await secretsmanager.send(new DescribeSecretCommand({ SecretId }))).ARN;
      await check.shows('by its name', () => read(Name), ARN);
      check.equal('by its ARN', await read(ARN), ARN);
      check.equal('by the beginning of it', await read(ARN.slice(0, -7)), ARN);
      await secretsmanager.send(new DeleteSecretCommand({ SecretId: ARN, RecoveryWindowInDays: 7 }));
      const deleted = async () =>
        (await secretsmanager.send(new DescribeSecretCommand({ SecretId: Name }))).DeletedDate !== undefined;
      await check.shows('that it is deleted', deleted, true);
      const command = new DescribeSecretCommand({ SecretId: `${Name}-nobody` });
      await check.refused('DescribeSecret', secretsmanager.send(command), { code: 'ResourceNotFoundException' });
    },
  },
  {
    title: 'the name of a secret is taken once: ResourceExistsException',
    source: api('CreateSecret'),
    async run(story) {
      const { Name } = await secretIn(story);
      await story.check.refused('CreateSecret', secretIn(story, Name), { code: 'ResourceExistsException' });
    },
  },
  {
    title: 'a secret that is not there: ResourceNotFoundException',
    source: api('GetSecretValue'),
    async run({ check, secretsmanager, name }) {
      const command = new GetSecretValueCommand({ SecretId: name('nobody') });
      await check.refused('GetSecretValue', secretsmanager.send(command), { code: 'ResourceNotFoundException' });
    },
  },
  {
    title: 'a new value is the current one, and the one before stays as AWSPREVIOUS',
    source: api('PutSecretValue'),
    async run(story) {
      const { check, secretsmanager } = story;
      const { ARN: SecretId } = await secretIn(story);
      await secretsmanager.send(new PutSecretValueCommand({ SecretId, SecretString: 'second' }));
      const read = async (VersionStage?: string) =>
        (await secretsmanager.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
      await check.shows('the value', read, 'second');
      check.equal('the one before', await read('AWSPREVIOUS'), '{"user":"probe"}');
    },
  },
  {
    title: 'a deleted secret cannot be read until it is restored: InvalidRequestException',
    source: api('DeleteSecret'),
    async run(story) {
      const { check, secretsmanager } = story;
      const { ARN: SecretId } = await secretIn(story);
      const deleted = await secretsmanager.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 7 }));
      check.has('the answer', deleted, 'DeletionDate');
      await check.refused('GetSecretValue', secretsmanager.send(new GetSecretValueCommand({ SecretId })), {
        code: 'InvalidRequestException',
      });
      await secretsmanager.send(new RestoreSecretCommand({ SecretId }));
      const read = async () => (await secretsmanager.send(new DescribeSecretCommand({ SecretId }))).DeletedDate;
      await check.shows('the date of deletion', read, undefined);
    },
  },
  {
    title: 'a recovery window of less than a week is refused: InvalidParameterException',
    source: api('DeleteSecret'),
    async run(story) {
      const { ARN: SecretId } = await secretIn(story);
      const command = new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: 6 });
      await story.check.refused('DeleteSecret', story.secretsmanager.send(command), {
        code: 'InvalidParameterException',
      });
    },
  },
]);
