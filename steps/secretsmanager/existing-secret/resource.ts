import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { codeOf } from '../../../src/aws-errors.js';
import { broken, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';

interface ExistingSecretWant {
  /** Its name, or its ARN without the six characters that Secrets Manager has put at the end. */
  readonly SecretId: string;
}

export const existingSecretResource = resource({
  type: 'existing-secret',
  lookup: true,
  fixed: ['SecretId'],

  async create(cloud, { SecretId }: ExistingSecretWant) {
    const { ARN, DeletedDate } = (await secretOf(cloud, SecretId)) ?? {};
    if (DeletedDate) throw new Error(deleted(SecretId, DeletedDate));
    if (ARN === undefined) throw new Error(missing(SecretId, cloud.region));
    return { asked: SecretId, arn: required(ARN, 'ARN') };
  },

  async find() {
    return [];
  },

  // It is read in every run, because its owner may have deleted it. Another one of its name has another ARN.
  async read(cloud, { asked, arn }) {
    const { DeletedDate } = await cloud.secretsmanager.send(new DescribeSecretCommand({ SecretId: arn }));
    return DeletedDate ? broken(deleted(asked, DeletedDate)) : ready({ asked, arn }, { SecretId: asked });
  },

  async delete() {},
});
export type ExistingSecret = StepOf<typeof existingSecretResource>;

async function secretOf({ secretsmanager }: Cloud, SecretId: string) {
  const asked = secretsmanager.send(new DescribeSecretCommand({ SecretId }));
  return asked.catch((error: unknown) => {
    if (codeOf(error) === 'ResourceNotFoundException') return undefined;
    throw error;
  });
}

/** The value is in no command: it would stay in the history of the shell. */
function missing(id: string, region: string): string {
  const name = id.split(':').at(-1) ?? id;
  return (
    `there is no secret ${id} in ${region}. This makes it: aws secretsmanager create-secret --name ${name} ` +
    '--secret-string file://secret.txt'
  );
}

const deleted = (id: string, since: Date): string =>
  `the secret ${id} is deleted since ${since.toISOString()}, and can be restored for some days: ` +
  `aws secretsmanager restore-secret --secret-id ${id}`;

/**
 * A secret that exists already. Only its ARN is asked for, not its value: the role of the tasks names the whole ARN, and the
 * last six characters of it are random.
 * Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export const existingSecret = (name: string, { id }: { id: string }) =>
  step({
    name,
    resource: existingSecretResource,
    needs: {},
    why: 'The ARN of a secret that the config names; its value is not read',
    want: () => ({ SecretId: id }),
  });
