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
